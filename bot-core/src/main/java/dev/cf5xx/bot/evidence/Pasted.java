package dev.cf5xx.bot.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message while it is searched for pastes: the mark-up that platforms and people put around a paste is blanked, every
 * character keeps its place, and what one reader has taken the next does not see.
 */
final class Pasted {
    private static final int LONGEST_HOST = 253;

    /** Stands where something was taken: no blank, and nothing that any reader knows. */
    private static final char TAKEN = '\u0001';

    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.RFC_1123_DATE_TIME;

    /** {@code Nov 21 22:04:05 2026}, a day below 10 padded or not. */
    private static final DateTimeFormatter OPENSSL = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMM d HH:mm:ss yyyy")
            .toFormatter(Locale.ROOT);

    private final char[] text;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A line without its break.
     *
     * @param start where it begins in the message
     * @param end where it ends
     */
    record Line(int start, int end) {}

    private Pasted(char[] text) {
        this.text = text;
        int from = 0;
        for (int i = 0; i <= text.length; i++) {
            if (i == text.length || text[i] == '\n' || text[i] == '\r') {
                lines.add(new Line(from, i));
                boolean pair = i + 1 < text.length && text[i] == '\r' && text[i + 1] == '\n';
                i += pair ? 1 : 0;
                from = i + 1;
            }
        }
    }

    /** A message, its mark-up blanked. */
    static Pasted of(String message) {
        char[] text = message.toCharArray();
        unescape(message, text);
        links(text);
        boolean fresh = true;
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            if (c == '\n' || c == '\r') {
                fresh = true;
                continue;
            } else if (fresh && c == '>' && (i + 1 == text.length || " >\n\r".indexOf(text[i + 1]) >= 0)) {
                text[i] = ' ';
                continue;
            }
            fresh &= c == ' ' || c == '\t' || c == '\u00a0';
            text[i] = plain(text, i);
        }
        return new Pasted(text);
    }

    /** Slack writes {@code <} as an entity. Where real tags stand, an entity is the page's own. */
    private static void unescape(String message, char[] text) {
        if (message.indexOf('&') < 0) {
            return;
        }
        boolean tags = false;
        for (int i = message.indexOf('<'); i >= 0 && !tags; i = message.indexOf('<', i + 1)) {
            char next = i + 1 < text.length ? text[i + 1] : ' ';
            tags = next == '/' || (Character.isLetter(next) && !message.startsWith("http", i + 1));
        }
        if (tags) {
            return;
        }
        for (int i = message.indexOf('&'); i >= 0; i = message.indexOf('&', i + 1)) {
            int length = message.startsWith("&lt;", i) || message.startsWith("&gt;", i)
                    ? 4
                    : message.startsWith("&amp;", i) ? 5 : 0;
            if (length > 0) {
                Arrays.fill(text, i, i + length, ' ');
                // "<" stands right before what follows it, ">" right behind what came before it.
                switch (message.charAt(i + 1)) {
                    case 'l' -> text[i + 3] = '<';
                    case 'g' -> text[i] = '>';
                    default -> text[i] = '&';
                }
            }
        }
    }

    /** Slack's {@code <address|label>} and {@code <address>}: the label or the address stays. */
    private static void links(char[] text) {
        for (int i = 0; i + 5 < text.length; i++) {
            if (text[i] != '<'
                    || text[i + 1] != 'h'
                    || text[i + 2] != 't'
                    || text[i + 3] != 't'
                    || text[i + 4] != 'p') {
                continue;
            }
            int bar = -1;
            int end = i + 1;
            while (end < text.length && text[end] != '>' && text[end] != '\n' && text[end] != '<') {
                if (text[end] == '|' && bar < 0) {
                    bar = end;
                }
                end++;
            }
            if (end < text.length && text[end] == '>') {
                text[end] = ' ';
                Arrays.fill(text, i, bar < 0 ? i + 1 : bar + 1, ' ');
            }
            i = end;
        }
    }

    private static char plain(char[] text, int i) {
        char c = text[i];
        char before = i > 0 ? text[i - 1] : '\n';
        char after = i + 1 < text.length ? text[i + 1] : '\n';
        return switch (c) {
            case TAKEN, '`', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u3000', '\u00a0', '\u2007', '\u202f' ->
                ' ';
            case '：' -> ':';
            case '｜' -> '|';
            case '（' -> '(';
            case '）' -> ')';
            // Bold; the stars of curl and of traceroute stand apart.
            case '*' -> isWord(before) || isWord(after) || after == '*' ? ' ' : c;
            case '|' -> after == '|' || before == '|' ? ' ' : c;
            default -> c;
        };
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }

    int length() {
        return text.length;
    }

    char at(int i) {
        return text[i];
    }

    /** All lines, also empty ones. */
    List<Line> lines() {
        return lines;
    }

    /** What is left of the message. */
    String text() {
        return new String(text);
    }

    String text(int from, int to) {
        int start = Math.max(0, from);
        return new String(text, start, Math.max(0, Math.min(text.length, to) - start));
    }

    /** A line without blanks at its ends, at most {@code most} characters of it. */
    String text(Line line, int most) {
        return text(line.start(), Math.min(line.end(), line.start() + most)).strip();
    }

    /** In lower case, character by character. */
    String lower() {
        char[] lower = new char[text.length];
        for (int i = 0; i < lower.length; i++) {
            char c = text[i];
            lower[i] = c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
        }
        return new String(lower);
    }

    /** Covers what a reader has taken. */
    void take(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != '\n' && text[i] != '\r') {
                text[i] = TAKEN;
            }
        }
    }

    /** Whether something was taken between two places. */
    boolean isTaken(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == TAKEN) {
                return true;
            }
        }
        return false;
    }

    /** Where a line's text begins: its first character that is no blank. */
    int startOf(Line line) {
        int i = line.start();
        while (i < line.end() && isBlank(text[i])) {
            i++;
        }
        return i;
    }

    /** Where a line's text ends. */
    int endOf(Line line) {
        int i = line.end();
        while (i > line.start() && isBlank(text[i - 1])) {
            i--;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' && c != TAKEN;
    }

    /** The host of an address, without user, port and path; null where it has none. */
    static @Nullable String host(String address) {
        int scheme = address.indexOf("://");
        int from = scheme < 0 ? 0 : scheme + 3;
        int to = from;
        int name = from;
        while (to < address.length() && "/?#\\ \t\"'<>|)]}".indexOf(address.charAt(to)) < 0) {
            if (address.charAt(to) == '@') {
                name = to + 1;
            }
            to++;
        }
        return name(address.substring(name, to));
    }

    /** A host name, in lower case and without its port; null where {@code text} is none. */
    static @Nullable String name(String text) {
        int end = 0;
        boolean dot = false;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end))
                        || text.charAt(end) == '.'
                        || text.charAt(end) == '-')) {
            dot |= text.charAt(end) == '.' && end > 0;
            end++;
        }
        boolean whole = end == text.length() || text.charAt(end) == ':';
        String name = text.substring(0, end);
        while (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return whole && dot && name.indexOf('.') > 0 && name.length() <= LONGEST_HOST && !name.contains("..")
                ? name.toLowerCase(Locale.ROOT)
                : null;
    }

    /** At most {@code most} characters of {@code text} with single blanks, addresses without their query. */
    static String brief(String text, int most) {
        StringBuilder kept = new StringBuilder();
        boolean query = false;
        for (int i = 0; i < text.length() && kept.length() < most; i++) {
            char c = text.charAt(i);
            boolean blank = Character.isWhitespace(c) || Character.isISOControl(c);
            query = !blank && (query || c == '?');
            if (blank && !kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                kept.append(' ');
            } else if (!blank && !query) {
                kept.append(c);
            }
        }
        int end = kept.length();
        if (end > 0 && Character.isHighSurrogate(kept.charAt(end - 1))) {
            kept.setLength(end - 1);
        }
        return kept.toString().strip();
    }

    /** {@code 2026-11-21} and {@code 22:04:05} in UTC; null where there is no such moment. */
    static @Nullable Instant utc(String date, String time) {
        try {
            return LocalDateTime.parse(date + "T" + time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A moment with its offset, {@code 2026-11-21T22:04:05Z}; null where it is none. */
    static @Nullable Instant iso(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The value of a {@code Date} header; null where it is no date. */
    static @Nullable Instant date(String text) {
        try {
            return RFC_1123.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code Nov 21 22:04:05 2026 GMT}; null where it is no such date. */
    static @Nullable Instant openssl(String text) {
        try {
            String date = text.replace("GMT", "").strip().replaceAll("\\s{1,5}", " ");
            return LocalDateTime.parse(date, OPENSSL).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
