package dev.cf5xx.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a reply as a message of Slack: nothing in it mentions anybody, and nothing is a link but the bot's own. What does not
 * fit goes, with all the rest, into a file of Markdown, and the message says so.
 */
final class SlackRenderer {
    static final String CUT = "…";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Of a stranger's text what a client might make a link of: it is shown as code, in which there are none. */
    private static final Pattern LINKABLE =
            Pattern.compile("[\\p{L}\\p{N}][.。．｡][\\p{L}\\p{N}]|://|@|[\\p{L}\\p{N}]:\\p{L}");

    /** Paragraphs begin a block of their own as long as there are no more than this: the rest is for headers and buttons. */
    private static final int MOST_PARAGRAPHS = 30;

    private SlackRenderer() {}

    /** Where people find what does not fit. */
    enum Rest {
        /** In a file that is posted right behind the message. */
        BEHIND("This is not all: the attached file has the whole answer.", "放不下了，完整内容见附件。"),
        /** In a file that only the person gets: files cannot come with what only one person sees. */
        DIRECT(
                "This is not all: I send you the whole answer as a file, in our direct messages.",
                "放不下了，完整内容我以文件形式私信发给你。");

        private final String en;
        private final String zh;

        Rest(String en, String zh) {
            this.en = en;
            this.zh = zh;
        }

        String in(Lang lang) {
            return lang == Lang.ZH ? zh : en;
        }
    }

    /** The reply as a message for all to read. */
    static SlackMessage message(Reply reply) {
        return render(reply, SlackLimits.MESSAGE, Rest.BEHIND);
    }

    /**
     * The reply as a message.
     *
     * @param most how long its blocks may be together, as JSON
     * @param rest where what does not fit will be
     */
    static SlackMessage render(Reply reply, int most, Rest rest) {
        Layout layout = new Layout(reply, most);
        if (!layout.whole) {
            ObjectNode note = note(rest.in(lang(reply)));
            layout = new Layout(reply, most - length(note), SlackLimits.BLOCKS - 1);
            layout.blocks.add(note);
            return new SlackMessage(fallback(reply), layout.blocks, FileText.of(reply));
        }
        return new SlackMessage(fallback(reply), layout.blocks, null);
    }

    private static ObjectNode note(String sentence) {
        ObjectNode block = JSON.objectNode().put("type", "context");
        block.putArray("elements")
                .addObject()
                .put("type", "plain_text")
                .put("text", sentence)
                .put("emoji", false);
        return block;
    }

    /** The length of a node with the comma behind it. */
    private static int length(JsonNode node) {
        return node.toString().length() + 1;
    }

    /** Blocks, as many as there is room for. */
    private static final class Layout {
        /** What a block of rich text takes besides its elements. */
        private static final int ENVELOPE =
                length(JSON.objectNode().put("type", "rich_text").set("elements", JSON.arrayNode()));

        private final ArrayNode blocks = JSON.arrayNode();
        private final Set<String> buttons = new HashSet<>();
        private final int mostBlocks;
        private int room;
        private int rows;
        private @Nullable ArrayNode rich;
        private int paragraphs;

        /** Whether there is no room for more text. */
        private boolean full;

        /** Whether nothing had to be left out. */
        private boolean whole = true;

        Layout(Reply reply, int most) {
            this(reply, most, SlackLimits.BLOCKS);
        }

        Layout(Reply reply, int most, int mostBlocks) {
            this.mostBlocks = mostBlocks;
            List<List<ObjectNode>> actions = reply.blocks().stream()
                    .filter(Block.Actions.class::isInstance)
                    .map(block -> rows((Block.Actions) block))
                    .toList();
            // People can go on pressing whatever the text's length, so that buttons have their room first.
            rows = actions.stream().mapToInt(List::size).sum();
            int taken = actions.stream()
                    .flatMap(List::stream)
                    .mapToInt(SlackRenderer::length)
                    .sum();
            this.room = most - 2 - taken;
            int next = 0;
            for (Block block : reply.blocks()) {
                if (block instanceof Block.Actions) {
                    List<ObjectNode> here = actions.get(next++);
                    here.forEach(row -> {
                        blocks.add(row);
                        rows--;
                    });
                    rich = here.isEmpty() ? rich : null;
                } else if (!full) {
                    add(block);
                }
            }
            if (blocks.isEmpty()) {
                line(List.of(text(CUT)));
            }
        }

        private void add(Block block) {
            if (block instanceof Block.Heading heading) {
                header(heading.text());
            } else if (block instanceof Block.Paragraph paragraph) {
                paragraph(paragraph.spans());
            } else if (block instanceof Block.Bullets bullets) {
                bullets(bullets);
            } else if (block instanceof Block.Listing listing) {
                listing(listing.text());
            } else {
                throw new IllegalArgumentException(block.toString());
            }
        }

        private void header(String text) {
            String clean = Mrkdwn.clean(text).strip();
            if (clean.isEmpty()) {
                return;
            }
            if (clean.length() > SlackLimits.HEADER) {
                rich = null;
                line(List.of(text(clean, "bold")));
                rich = null;
                return;
            }
            ObjectNode header = JSON.objectNode().put("type", "header");
            header.putObject("text")
                    .put("type", "plain_text")
                    .put("text", clean)
                    .put("emoji", false);
            if (fits(length(header)) && hasRow()) {
                blocks.add(header);
                room -= length(header);
                rich = null;
            } else {
                stop();
            }
        }

        private void paragraph(List<Span> spans) {
            if (paragraphs < MOST_PARAGRAPHS) {
                rich = null;
            }
            paragraphs++;
            List<ObjectNode> elements = elements(spans);
            if (elements.isEmpty()) {
                return;
            }
            if (rich != null) {
                // Within one block nothing parts a paragraph from what is before it.
                elements.add(0, text("\n"));
            }
            if (!line(elements)) {
                line(beginning(spans));
                stop();
            }
        }

        /** Adds a line of text, if it fits. */
        private boolean line(List<ObjectNode> elements) {
            return elements.isEmpty() || put(section(elements));
        }

        private List<ObjectNode> beginning(List<Span> spans) {
            List<Span> kept = new ArrayList<>();
            int left = room - ENVELOPE - length(section(List.of(text(CUT))));
            for (Span span : spans) {
                int size = elements(List.of(span)).stream()
                        .mapToInt(SlackRenderer::length)
                        .sum();
                if (size <= left) {
                    kept.add(span);
                    left -= size;
                    continue;
                }
                // A character takes two in JSON at worst, for controls are not among them; what encloses it takes 80.
                int most = (left - 80) / 2;
                if (most > 0 && span instanceof Span.Quoted quoted) {
                    kept.add(new Span.Quoted(Mrkdwn.head(quoted.text(), most)));
                } else if (most > 0 && span instanceof Span.Words words) {
                    kept.add(new Span.Words(Mrkdwn.head(words.text(), most), words.strong()));
                }
                break;
            }
            List<ObjectNode> cut = elements(kept);
            cut.add(text(CUT));
            return cut;
        }

        private void bullets(Block.Bullets bullets) {
            ArrayNode items = JSON.arrayNode();
            int first = 0;
            for (int i = 0; i < bullets.items().size(); i++) {
                Block.Item item = bullets.items().get(i);
                List<ObjectNode> line = elements(item.spans());
                if (line.isEmpty()) {
                    line.add(text(CUT));
                }
                items.add(section(line));
                String commands = Mrkdwn.cleanLines(String.join("\n", item.commands()));
                boolean last = i == bullets.items().size() - 1;
                if (!commands.isBlank()) {
                    ObjectNode list = list(bullets.ordered(), first, items);
                    ObjectNode literal = preformatted(commands);
                    if (!fits(needed(list) + length(literal)) || !put(list)) {
                        items.remove(items.size() - 1);
                        finish(bullets.ordered(), first, items);
                        return;
                    }
                    put(literal);
                    items = JSON.arrayNode();
                    first = i + 1;
                } else if (!fits(needed(list(bullets.ordered(), first, items)))) {
                    items.remove(items.size() - 1);
                    finish(bullets.ordered(), first, items);
                    return;
                } else if (last) {
                    put(list(bullets.ordered(), first, items));
                }
            }
        }

        /** The items that still fit, and nothing more. */
        private void finish(boolean ordered, int first, ArrayNode items) {
            if (!items.isEmpty()) {
                put(list(ordered, first, items));
            }
            stop();
        }

        private void listing(String text) {
            String lines = Mrkdwn.cleanLines(text).stripTrailing();
            if (lines.isBlank() || put(preformatted(lines))) {
                return;
            }
            List<String> kept = new ArrayList<>();
            int left = room - ENVELOPE - length(preformatted(CUT));
            for (String line : lines.lines().toList()) {
                left -= length(JSON.textNode(line));
                if (left < 0) {
                    break;
                }
                kept.add(line);
            }
            if (!kept.isEmpty()) {
                kept.add(CUT);
                put(preformatted(String.join("\n", kept)));
            }
            stop();
        }

        private List<ObjectNode> rows(Block.Actions actions) {
            List<ObjectNode> rows = new ArrayList<>();
            ArrayNode row = JSON.arrayNode();
            for (Block.Button button : actions.buttons()) {
                if (button.id().isBlank() || button.id().length() > SlackLimits.ID) {
                    whole = false;
                    continue;
                }
                if (!buttons.add(button.id())) {
                    continue;
                }
                if (row.isEmpty()) {
                    // Half of all blocks, lest buttons leave no room for what they are about.
                    if (rows.size() >= mostBlocks / 2) {
                        whole = false;
                        break;
                    }
                    ObjectNode block = JSON.objectNode().put("type", "actions");
                    block.set("elements", row);
                    rows.add(block);
                }
                row.add(button(button));
                if (row.size() == SlackLimits.BUTTONS) {
                    row = JSON.arrayNode();
                }
            }
            return rows;
        }

        private int needed(ObjectNode element) {
            return length(element) + (rich == null ? ENVELOPE : 0);
        }

        private boolean fits(int length) {
            return length <= room;
        }

        private boolean hasRow() {
            return blocks.size() + rows < mostBlocks;
        }

        /** Adds an element of rich text, if it fits. */
        private boolean put(ObjectNode element) {
            int needed = needed(element);
            if (!fits(needed) || (rich == null && !hasRow())) {
                return false;
            }
            ArrayNode elements = rich;
            if (elements == null) {
                ObjectNode block = JSON.objectNode().put("type", "rich_text");
                elements = block.putArray("elements");
                blocks.add(block);
                rich = elements;
            }
            elements.add(element);
            room -= needed;
            return true;
        }

        private void stop() {
            full = true;
            whole = false;
        }
    }

    private static ObjectNode section(List<ObjectNode> elements) {
        ObjectNode section = JSON.objectNode().put("type", "rich_text_section");
        section.putArray("elements").addAll(elements);
        return section;
    }

    private static ObjectNode preformatted(String text) {
        ObjectNode literal = JSON.objectNode().put("type", "rich_text_preformatted");
        literal.putArray("elements").add(text(text));
        return literal;
    }

    private static ObjectNode list(boolean ordered, int first, ArrayNode items) {
        ObjectNode list = JSON.objectNode().put("type", "rich_text_list").put("style", ordered ? "ordered" : "bullet");
        if (ordered && first > 0) {
            // Commands part a list in two; the second goes on counting.
            list.put("offset", first);
        }
        list.set("elements", items);
        return list;
    }

    private static ObjectNode text(String text) {
        return JSON.objectNode().put("type", "text").put("text", text);
    }

    private static ObjectNode text(String text, String style) {
        ObjectNode node = text(text);
        node.putObject("style").put(style, true);
        return node;
    }

    private static ObjectNode button(Block.Button button) {
        String label = Mrkdwn.clean(button.label().isBlank() ? button.word() : button.label())
                .strip();
        ObjectNode node = JSON.objectNode().put("type", "button");
        node.putObject("text")
                .put("type", "plain_text")
                .put("text", label.isEmpty() ? CUT : Mrkdwn.head(label, SlackLimits.BUTTON_LABEL))
                .put("emoji", false);
        return node.put("action_id", button.id()).put("value", button.id());
    }

    /** Spans as elements, none of them empty. */
    private static List<ObjectNode> elements(List<Span> spans) {
        List<ObjectNode> elements = new ArrayList<>();
        for (Span span : spans) {
            if (span instanceof Span.Words words) {
                String text = Mrkdwn.clean(words.text());
                add(elements, words.strong() ? text(text, "bold") : text(text));
            } else if (span instanceof Span.Quoted quoted) {
                String text = Mrkdwn.clean(quoted.text());
                add(elements, LINKABLE.matcher(text).find() ? text(text, "code") : text(text));
            } else if (span instanceof Span.Code code) {
                add(elements, text(Mrkdwn.clean(code.text()), "code"));
            } else if (span instanceof Span.Link link) {
                String label = Mrkdwn.clean(link.label()).strip();
                if (Mrkdwn.isSafe(link.url())) {
                    ObjectNode node = JSON.objectNode().put("type", "link").put("url", link.url());
                    elements.add(label.isEmpty() ? node : node.put("text", label));
                } else {
                    add(elements, text(label + " "));
                    add(elements, text(Mrkdwn.clean(link.url()), "code"));
                }
            } else if (span instanceof Span.Moment moment) {
                elements.add(JSON.objectNode()
                        .put("type", "date")
                        .put("timestamp", moment.at().getEpochSecond())
                        .put("format", Mrkdwn.MOMENT)
                        .put("fallback", Mrkdwn.utc(moment)));
            } else if (span instanceof Span.Someone someone) {
                String id = someone.id();
                elements.add(
                        Mrkdwn.USER.matcher(id).matches()
                                ? JSON.objectNode().put("type", "user").put("user_id", id)
                                : text("@" + Mrkdwn.clean(id), "code"));
            } else {
                throw new IllegalArgumentException(span.toString());
            }
        }
        return elements;
    }

    private static void add(List<ObjectNode> elements, ObjectNode text) {
        if (!text.path("text").asText().isEmpty()) {
            elements.add(text);
        }
    }

    /** The reply's beginning, for where there are no blocks. */
    private static String fallback(Reply reply) {
        StringBuilder text = new StringBuilder();
        for (Block block : reply.blocks()) {
            for (String line : lines(block)) {
                if (text.length() + 1 + line.length() > SlackLimits.FALLBACK) {
                    return text.isEmpty() ? CUT : text.toString();
                }
                if (!line.isBlank()) {
                    text.append(text.isEmpty() ? "" : "\n").append(line);
                }
            }
        }
        return text.isEmpty() ? CUT : text.toString();
    }

    private static List<String> lines(Block block) {
        if (block instanceof Block.Heading heading) {
            return List.of(Mrkdwn.words(heading.text()));
        } else if (block instanceof Block.Paragraph paragraph) {
            return List.of(Mrkdwn.line(paragraph.spans()));
        } else if (block instanceof Block.Bullets bullets) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < bullets.items().size(); i++) {
                Block.Item item = bullets.items().get(i);
                lines.add((bullets.ordered() ? (i + 1) + ". " : "• ") + Mrkdwn.line(item.spans()));
                item.commands().forEach(command -> lines.add(Mrkdwn.code(command)));
            }
            return lines;
        } else if (block instanceof Block.Listing listing) {
            return listing.text().lines().map(Mrkdwn::code).toList();
        }
        return List.of();
    }

    /** The language of the bot's own words: a reply does not say it. */
    static Lang lang(Reply reply) {
        return reply.blocks().stream()
                        .flatMap(SlackRenderer::ownWords)
                        .flatMapToInt(String::codePoints)
                        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                ? Lang.ZH
                : Lang.EN;
    }

    private static Stream<String> ownWords(Block block) {
        if (block instanceof Block.Heading heading) {
            return Stream.of(heading.text());
        }
        Stream<Span> spans = block instanceof Block.Paragraph paragraph
                ? paragraph.spans().stream()
                : block instanceof Block.Bullets bullets
                        ? bullets.items().stream().flatMap(item -> item.spans().stream())
                        : Stream.empty();
        return spans.filter(Span.Words.class::isInstance).map(span -> ((Span.Words) span).text());
    }
}
