package dev.cf5xx.slack;

import dev.cf5xx.bot.chat.Span;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts for people and for Slack's mrkdwn. Three characters have a meaning of their own and are escaped (Formatting text,
 * "Escaping text"); what else formats or links is parted from its neighbour by a character that joins words and is not seen.
 */
final class Mrkdwn {
    /** Of no width, and no line ends at it. */
    private static final char WORD_JOINER = '\u2060';

    /** What formats, and what makes links and emoji of words: {@code a.example}, {@code a@b}, {@code :name:}. */
    private static final String ACTIVE = "*_~`.@#:/";

    /** What stands for a backtick where one would end the code it is in. */
    private static final char PRIME = '\u02cb';

    private static final Pattern UNSAFE_IN_URL = Pattern.compile("[\\s<>|\"`]");

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Mrkdwn() {}

    /** A line of these spans. */
    static String line(List<Span> spans) {
        StringBuilder line = new StringBuilder();
        spans.forEach(span -> line.append(span(span)));
        return line.toString();
    }

    private static String span(Span span) {
        if (span instanceof Span.Words words) {
            return words(words.text());
        } else if (span instanceof Span.Quoted quoted) {
            return quoted(quoted.text());
        } else if (span instanceof Span.Code code) {
            return code(code.text());
        } else if (span instanceof Span.Link link) {
            return link(link);
        } else if (span instanceof Span.Moment moment) {
            return "<!date^" + moment.at().getEpochSecond() + "^" + MOMENT + "|" + utc(moment) + ">";
        } else if (span instanceof Span.Someone someone) {
            return USER.matcher(someone.id()).matches() ? "<@" + someone.id() + ">" : code(someone.id());
        }
        throw new IllegalArgumentException(span.toString());
    }

    /** The id of a user; bots without one have an id that begins with another letter. */
    static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,20}");

    /** How a moment is shown, in the reader's zone (Formatting text, "Date formatting"). */
    static final String MOMENT = "{date_short_pretty} {time_secs}";

    /** A moment where it cannot be shown in the reader's zone. */
    static String utc(Span.Moment moment) {
        return UTC.format(moment.at());
    }

    /** The bot's own words. */
    static String words(String text) {
        return escape(clean(text));
    }

    /** A stranger's words, to be read and nothing else. */
    static String quoted(String text) {
        String clean = clean(text);
        StringBuilder quoted = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (ACTIVE.indexOf(c) >= 0) {
                quoted.append(WORD_JOINER).append(escape(String.valueOf(c))).append(WORD_JOINER);
            } else {
                quoted.append(c == '<' || c == '>' || c == '&' ? escape(String.valueOf(c)) : c);
            }
        }
        return quoted.toString();
    }

    /** A literal within a line. */
    static String code(String text) {
        String code = clean(text).replace('`', PRIME);
        return code.isBlank() ? escape(code) : "`" + escape(code) + "`";
    }

    private static String link(Span.Link link) {
        String label = words(link.label()).replace('|', '/').strip();
        if (!isSafe(link.url())) {
            return label + " " + quoted(link.url());
        }
        return "<" + escape(link.url()) + (label.isEmpty() ? "" : "|" + label) + ">";
    }

    /** Whether an address is one that a link may lead to. */
    static boolean isSafe(String url) {
        return url.startsWith("https://")
                && url.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && !UNSAFE_IN_URL.matcher(url).find();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** One line without what is not seen: controls, marks of direction, tags, halves of characters. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    if (Character.isWhitespace(c) || c == '\u0085') {
                        clean.append(' ');
                    }
                }
                case Character.FORMAT -> {}
                case Character.SURROGATE -> clean.append('\ufffd');
                default -> clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    /** Several lines, each of them cleaned. */
    static String cleanLines(String text) {
        return String.join(
                "\n",
                text.lines().map(line -> clean(line.replace("\t", "    "))).toList());
    }

    /** At most so many characters, none of them half. */
    static String head(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Math.max(0, length);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
