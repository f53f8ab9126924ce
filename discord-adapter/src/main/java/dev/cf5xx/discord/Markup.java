package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Span;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts in Discord's Markdown, or in the Markdown of a file. A backslash before punctuation takes its meaning in both. What
 * Discord gives a meaning to besides formatting is in its Message Formatting reference: mentions, commands, emoji, times and
 * guild navigation all begin with an angle bracket.
 */
enum Markup {
    /** A message: times are shown in each reader's zone. */
    MESSAGE,
    /** A file: times are in UTC. */
    FILE;

    /** What formats, links or mentions anywhere in a line. */
    private static final String ACTIVE = "\\*_~|`<>@#[]";

    /** What besides makes a link, an invitation or an emoji of a stranger's words: {@code https://}, {@code :name:}. */
    private static final String LINKING = ":/";

    /** What would begin a list, a heading or a rule. */
    private static final Pattern LINE_START = Pattern.compile("^([-+=]|\\d{1,9}(?=[.)]))");

    private static final Pattern STRONG_END = Pattern.compile("[\\s:：]+$");

    private static final Pattern UNSAFE_IN_URL = Pattern.compile("[\\s<>()\\[\\]\\\\`\"|*~]");

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final char ZERO_WIDTH_SPACE = '\u200b';

    /** A line of these spans, which begins nothing but a line of text. */
    String line(List<Span> spans) {
        StringBuilder line = new StringBuilder();
        StringBuilder strong = new StringBuilder();
        for (Span span : spans) {
            // Two strong parts in a row would meet as four asterisks.
            if (span instanceof Span.Words words && words.strong()) {
                strong.append(words.text());
            } else {
                append(line, strong(strong));
                append(line, span(span));
            }
        }
        append(line, strong(strong));
        // Four blanks would begin a block of code in a file.
        line.delete(0, (int) line.chars().takeWhile(Character::isWhitespace).count());
        Matcher start = LINE_START.matcher(line);
        if (start.find()) {
            boolean number = Character.isDigit(line.charAt(0));
            line.insert(number ? start.end() : 0, '\\');
        }
        return line.toString();
    }

    private static void append(StringBuilder line, String next) {
        // Two pieces of code in a row would become one.
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '`' && next.startsWith("`")) {
            line.append(' ');
        }
        line.append(next);
    }

    private String strong(StringBuilder strong) {
        String text = strong.toString();
        strong.setLength(0);
        // Emphasis begins and ends on no blank, nor ends, in a file, on punctuation that Chinese follows: they stand
        // outside.
        Matcher tail = STRONG_END.matcher(text);
        int end = tail.find() ? tail.start() : text.length();
        int start = Math.min(
                end, (int) text.chars().takeWhile(Character::isWhitespace).count());
        String kept = words(text.substring(start, end));
        return words(text.substring(0, start))
                + (kept.isBlank() ? "" : "**" + kept + "**")
                + words(text.substring(end));
    }

    private String span(Span span) {
        if (span instanceof Span.Words words) {
            return words(words.text());
        } else if (span instanceof Span.Quoted quoted) {
            return quoted(quoted.text());
        } else if (span instanceof Span.Code code) {
            return code(code.text());
        } else if (span instanceof Span.Link link) {
            return link(link);
        } else if (span instanceof Span.Moment moment) {
            // "f" is date and time in the reader's language and zone.
            return this == MESSAGE ? "<t:" + moment.at().getEpochSecond() + ":f>" : UTC.format(moment.at());
        } else if (span instanceof Span.Someone someone) {
            // Shown by name; nobody is called, for no message allows mentions.
            return this == MESSAGE && someone.id().matches("\\d{1,20}")
                    ? "<@" + someone.id() + ">"
                    : quoted("@" + someone.id());
        }
        throw new IllegalArgumentException(span.toString());
    }

    /** The bot's own words. */
    String words(String text) {
        return escape(clean(text), ACTIVE);
    }

    /** A stranger's words, to be read and nothing else. */
    String quoted(String text) {
        return escape(clean(text), ACTIVE + LINKING);
    }

    private String escape(String text, String what) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (what.indexOf(c) >= 0 || (this == FILE && c == '&')) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** A literal within a line. */
    String code(String text) {
        String code = clean(text);
        // Three backticks begin a block even within a line, so that two in the text leave nothing to enclose it with.
        if (code.isBlank() || code.contains("``")) {
            return quoted(code);
        }
        if (code.indexOf('`') < 0) {
            return "`" + code + "`";
        }
        return "`` " + code + " ``";
    }

    private String link(Span.Link link) {
        String label = words(link.label()).strip();
        if (!link.url().startsWith("https://") || link.url().chars().anyMatch(c -> c < ' ' || c > '~')) {
            return label + " " + quoted(link.url());
        }
        String url = UNSAFE_IN_URL
                .matcher(link.url())
                .replaceAll(match ->
                        "%" + Integer.toHexString(match.group().charAt(0)).toUpperCase(Locale.ROOT));
        // Angle brackets: no preview.
        return label.isEmpty() ? "<" + url + ">" : "[" + label + "](<" + url + ">)";
    }

    /** Literal lines as a block of their own; empty where there are none. */
    static String fence(String text) {
        String body = text.lines().map(Markup::cleanLine).collect(Collectors.joining("\n"));
        if (body.isBlank()) {
            return "";
        }
        return "```\n" + body.stripTrailing() + "\n```";
    }

    /** No three backticks in a row: they end a block wherever they stand. */
    private static String cleanLine(String line) {
        StringBuilder clean = new StringBuilder(line.length());
        int run = 0;
        for (int c : clean(line.replace("\t", "    ")).codePoints().toArray()) {
            run = c == '`' ? run + 1 : 0;
            if (run == 3) {
                clean.append(ZERO_WIDTH_SPACE);
                run = 1;
            }
            clean.appendCodePoint(c);
        }
        return clean.toString();
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
}
