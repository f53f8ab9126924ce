package dev.cf5xx.slack;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/** A whole reply as a file of Markdown; the library escapes what could be taken for mark-up. */
final class FileText {
    private static final MarkdownRenderer RENDERER = MarkdownRenderer.builder().build();

    private FileText() {}

    static String of(Reply reply) {
        Document document = new Document();
        reply.blocks().forEach(block -> block(block, document));
        return RENDERER.render(document).strip() + "\n";
    }

    private static void block(Block block, Node parent) {
        if (block instanceof Block.Heading heading) {
            Heading node = new Heading();
            node.setLevel(2);
            node.appendChild(new Text(Mrkdwn.clean(heading.text())));
            parent.appendChild(node);
        } else if (block instanceof Block.Paragraph paragraph) {
            parent.appendChild(line(paragraph.spans()));
        } else if (block instanceof Block.Bullets bullets) {
            ListBlock list = bullets.ordered() ? numbered() : new BulletList();
            list.setTight(true);
            for (Block.Item item : bullets.items()) {
                ListItem node = new ListItem();
                node.appendChild(line(item.spans()));
                if (!item.commands().isEmpty()) {
                    node.appendChild(literal(String.join("\n", item.commands())));
                }
                list.appendChild(node);
            }
            parent.appendChild(list);
        } else if (block instanceof Block.Listing listing) {
            parent.appendChild(literal(listing.text()));
        } else if (block instanceof Block.Actions actions) {
            // There is nothing to press in a file; what may be written instead is of use.
            BulletList list = new BulletList();
            list.setTight(true);
            for (Block.Button button : actions.buttons()) {
                ListItem node = new ListItem();
                Paragraph label = new Paragraph();
                label.appendChild(new Text(Mrkdwn.clean(button.label()) + " → " + Mrkdwn.clean(button.word())));
                node.appendChild(label);
                list.appendChild(node);
            }
            parent.appendChild(list);
        }
    }

    private static OrderedList numbered() {
        OrderedList list = new OrderedList();
        list.setMarkerStartNumber(1);
        list.setMarkerDelimiter(".");
        return list;
    }

    private static FencedCodeBlock literal(String text) {
        FencedCodeBlock code = new FencedCodeBlock();
        code.setFenceCharacter("`");
        code.setLiteral(Mrkdwn.cleanLines(text) + "\n");
        return code;
    }

    private static Paragraph line(List<Span> spans) {
        Paragraph line = new Paragraph();
        for (Span span : spans) {
            if (span instanceof Span.Words words && words.strong()) {
                // Emphasis must not end on a blank, nor on punctuation that Chinese follows: both stand behind it.
                String text = Mrkdwn.clean(words.text());
                int end = text.replaceFirst("[\\s:：]+$", "").length();
                StrongEmphasis strong = new StrongEmphasis("**");
                strong.appendChild(new Text(text.substring(0, end)));
                if (end > 0) {
                    line.appendChild(strong);
                }
                line.appendChild(new Text(text.substring(end)));
            } else if (span instanceof Span.Words words) {
                line.appendChild(new Text(Mrkdwn.clean(words.text())));
            } else if (span instanceof Span.Quoted quoted) {
                line.appendChild(new Text(Mrkdwn.clean(quoted.text())));
            } else if (span instanceof Span.Code code) {
                line.appendChild(new Code(Mrkdwn.clean(code.text())));
            } else if (span instanceof Span.Link link) {
                Link node = new Link(link.url(), null);
                node.appendChild(new Text(Mrkdwn.clean(link.label())));
                line.appendChild(node);
            } else if (span instanceof Span.Moment moment) {
                line.appendChild(new Text(Mrkdwn.utc(moment)));
            } else if (span instanceof Span.Someone someone) {
                line.appendChild(new Text("@" + Mrkdwn.clean(someone.id())));
            }
        }
        return line;
    }
}
