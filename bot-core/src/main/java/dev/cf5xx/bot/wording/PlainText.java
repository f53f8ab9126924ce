package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders a reply as lines of text, for a terminal or for wherever nothing else is understood. */
public final class PlainText {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Style style;

    /** How a terminal sets off parts of a line. */
    public interface Style {
        /** No styling at all. */
        Style NONE = new Style() {};

        /** A headline. */
        default String heading(String text) {
            return text;
        }

        /** Words that stand out. */
        default String strong(String text) {
            return text;
        }

        /** A literal. */
        default String code(String text) {
            return text;
        }

        /** Something less important. */
        default String faint(String text) {
            return text;
        }
    }

    /** A renderer in this style. */
    public PlainText(Style style) {
        this.style = style;
    }

    /** Renders without styling. */
    public static String of(Reply reply) {
        return new PlainText(Style.NONE).render(reply);
    }

    /** One line without styling. */
    public static String of(List<Span> spans) {
        return new PlainText(Style.NONE).line(spans);
    }

    /** The reply as lines, without a final line break. */
    public String render(Reply reply) {
        return reply.blocks().stream().map(this::block).collect(Collectors.joining("\n"));
    }

    private String block(Block block) {
        if (block instanceof Block.Heading heading) {
            return style.heading(clean(heading.text()));
        } else if (block instanceof Block.Paragraph paragraph) {
            return line(paragraph.spans());
        } else if (block instanceof Block.Bullets bullets) {
            List<String> lines = new ArrayList<>();
            int number = 0;
            for (Block.Item item : bullets.items()) {
                number++;
                lines.add((bullets.ordered() ? " " + number + ". " : " • ") + line(item.spans()));
                item.commands().forEach(command -> lines.add("      " + style.code(clean(command))));
            }
            return String.join("\n", lines);
        } else if (block instanceof Block.Listing listing) {
            return listing.text().lines().map(line -> "    " + clean(line)).collect(Collectors.joining("\n"));
        } else if (block instanceof Block.Actions actions) {
            return style.faint(actions.buttons().stream()
                    .map(button -> button.word().equalsIgnoreCase(button.label())
                            ? "[" + button.label() + "]"
                            : "[" + button.word() + "] " + button.label())
                    .collect(Collectors.joining("   ")));
        }
        throw new IllegalArgumentException(block.toString());
    }

    private String line(List<Span> spans) {
        return spans.stream().map(this::span).collect(Collectors.joining());
    }

    private String span(Span span) {
        if (span instanceof Span.Words words) {
            return words.strong() ? style.strong(clean(words.text())) : clean(words.text());
        } else if (span instanceof Span.Quoted quoted) {
            return clean(quoted.text());
        } else if (span instanceof Span.Code code) {
            return style.code(clean(code.text()));
        } else if (span instanceof Span.Link link) {
            return clean(link.label()) + " " + clean(link.url());
        } else if (span instanceof Span.Moment moment) {
            return UTC.format(moment.at());
        } else if (span instanceof Span.Someone someone) {
            return "@" + clean(someone.id());
        }
        throw new IllegalArgumentException(span.toString());
    }

    /** Without the characters by which a stranger's text could steer a terminal or turn a line around. */
    static String clean(String text) {
        if (text.codePoints().noneMatch(PlainText::steers)) {
            return text;
        }
        return text.codePoints()
                .filter(c -> !steers(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
