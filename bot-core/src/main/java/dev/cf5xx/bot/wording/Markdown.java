package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import java.util.List;
import java.util.stream.Collectors;
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

/** Renders a reply as Markdown; the library escapes whatever could be taken for mark-up. */
public final class Markdown {
    private static final MarkdownRenderer RENDERER = MarkdownRenderer.builder().build();

    private Markdown() {}

    /** The reply as Markdown; things to press are left out, for there is nothing to press. */
    public static String of(Reply reply) {
        Document document = new Document();
        reply.blocks().forEach(block -> append(block, document));
        return RENDERER.render(document).strip();
    }

    private static void append(Block block, Node parent) {
        if (block instanceof Block.Heading heading) {
            Heading node = new Heading();
            node.setLevel(3);
            node.appendChild(new Text(PlainText.clean(heading.text())));
            parent.appendChild(node);
        } else if (block instanceof Block.Paragraph paragraph) {
            parent.appendChild(paragraph(paragraph.spans()));
        } else if (block instanceof Block.Bullets bullets) {
            ListBlock list = bullets.ordered() ? ordered() : new BulletList();
            list.setTight(true);
            bullets.items().forEach(item -> {
                ListItem node = new ListItem();
                node.appendChild(paragraph(item.spans()));
                if (!item.commands().isEmpty()) {
                    node.appendChild(listing(String.join("\n", item.commands())));
                }
                list.appendChild(node);
            });
            parent.appendChild(list);
        } else if (block instanceof Block.Listing listing) {
            parent.appendChild(listing(listing.text()));
        }
    }

    private static FencedCodeBlock listing(String text) {
        FencedCodeBlock code = new FencedCodeBlock();
        code.setFenceCharacter("`");
        code.setLiteral(text.lines().map(PlainText::clean).collect(Collectors.joining("\n")) + "\n");
        return code;
    }

    private static OrderedList ordered() {
        OrderedList list = new OrderedList();
        list.setMarkerStartNumber(1);
        list.setMarkerDelimiter(".");
        return list;
    }

    private static Paragraph paragraph(List<Span> spans) {
        Paragraph paragraph = new Paragraph();
        spans.forEach(span -> append(span, paragraph));
        return paragraph;
    }

    private static void append(Span span, Paragraph paragraph) {
        if (span instanceof Span.Words words && words.strong()) {
            // Emphasis must not end on a blank, nor on punctuation that Chinese follows: both stand behind it.
            String text = PlainText.clean(words.text());
            int end = text.replaceFirst("[\\s:：]+$", "").length();
            StrongEmphasis strong = new StrongEmphasis("**");
            strong.appendChild(new Text(text.substring(0, end)));
            paragraph.appendChild(strong);
            if (end < text.length()) {
                paragraph.appendChild(new Text(text.substring(end)));
            }
        } else if (span instanceof Span.Words words) {
            paragraph.appendChild(new Text(PlainText.clean(words.text())));
        } else if (span instanceof Span.Quoted quoted) {
            paragraph.appendChild(new Text(PlainText.clean(quoted.text())));
        } else if (span instanceof Span.Code code) {
            paragraph.appendChild(new Code(PlainText.clean(code.text())));
        } else if (span instanceof Span.Link link) {
            Link node = new Link(link.url(), null);
            node.appendChild(new Text(PlainText.clean(link.label())));
            paragraph.appendChild(node);
        } else if (span instanceof Span.Moment || span instanceof Span.Someone) {
            paragraph.appendChild(new Text(PlainText.of(Reply.of(Block.Paragraph.of(span)))));
        }
    }
}
