package dev.cf5xx.bot.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * HTML as a browser would show it, read leniently and in one pass: tags with their attributes, the visible text, and the
 * scripts apart from it. Whatever an attribute or a script says is not in the text, so that what a proxy injects into a
 * page proves nothing.
 */
final class Markup {
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "bull", "•", "copy", "©");

    private static final int LONGEST_ENTITY = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder scripts = new StringBuilder();
    private final List<Tag> tags = new ArrayList<>();
    private int at;

    private Markup(String html) {
        this.html = html;
    }

    /**
     * A start or end tag.
     *
     * @param name lower case; an end tag's begins with {@code /}
     * @param attributes their names in lower case
     * @param textFrom where in {@link #text} what follows it begins
     */
    record Tag(String name, Map<String, String> attributes, int textFrom) {

        String attribute(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }

        boolean hasClass(String wanted) {
            String classes = attribute("class");
            for (int from = classes.indexOf(wanted); from >= 0; from = classes.indexOf(wanted, from + 1)) {
                int to = from + wanted.length();
                if ((from == 0 || Character.isWhitespace(classes.charAt(from - 1)))
                        && (to == classes.length() || Character.isWhitespace(classes.charAt(to)))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Reads a page; any text is one. */
    static Markup of(String html) {
        Markup markup = new Markup(html);
        markup.read();
        return markup;
    }

    /** All tags, in order. */
    List<Tag> tags() {
        return tags;
    }

    /** The visible text; the title is in it. */
    String text() {
        return text.toString();
    }

    /** What stands in script elements. */
    String scripts() {
        return scripts.toString();
    }

    /** The text right after the tag at {@code index}, up to the next tag, with single blanks. */
    String textOf(int index) {
        int from = tags.get(index).textFrom();
        int to = index + 1 < tags.size() ? tags.get(index + 1).textFrom() : text.length();
        return blanks(text.substring(from, to));
    }

    /** The text that follows the tag at {@code index}, across tags, at most {@code most} characters of it. */
    String textAfter(int index, int most) {
        int from = tags.get(index).textFrom();
        return blanks(text.substring(from, Math.min(text.length(), from + most)));
    }

    /** {@code text} with every run of white space and controls as one blank, none at the ends. */
    static String blanks(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || c == '\u00a0') {
                gap = true;
            } else {
                if (gap && !out.isEmpty()) {
                    out.append(' ');
                }
                gap = false;
                out.append(c);
            }
        }
        return out.toString();
    }

    private void read() {
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            if (open < 0) {
                appendText(at, html.length());
                return;
            }
            appendText(at, open);
            at = open;
            if (html.startsWith("<!--", at)) {
                skipPast("-->", at + 2);
            } else if (html.startsWith("<!", at) || html.startsWith("<?", at)) {
                skipPast(">", at + 2);
            } else if (at + 1 < html.length() && (isLetter(html.charAt(at + 1)) || html.charAt(at + 1) == '/')) {
                tag();
            } else {
                text.append('<');
                at++;
            }
        }
    }

    private void skipPast(String end, int from) {
        int found = html.indexOf(end, from);
        at = found < 0 ? html.length() : found + end.length();
    }

    private void tag() {
        int from = ++at;
        while (at < html.length() && !isBlank(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
        }
        String name = html.substring(from, at).toLowerCase(Locale.ROOT);
        Map<String, String> attributes = attributes();
        if (name.equals("br") || name.equals("br/") || name.equals("/p") || name.equals("hr")) {
            text.append('\n');
        }
        tags.add(new Tag(name, attributes, text.length()));
        if (name.equals("script") || name.equals("style")) {
            raw(name);
        }
    }

    /** The content of a script or style element is no mark-up. */
    private void raw(String name) {
        int from = at;
        int end = from;
        while (true) {
            end = html.indexOf("</", end);
            if (end < 0) {
                end = html.length();
                break;
            } else if (html.regionMatches(true, end + 2, name, 0, name.length())) {
                break;
            }
            end += 2;
        }
        if (name.equals("script")) {
            scripts.append(html, from, end).append('\n');
        }
        at = end;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '>') {
                at++;
                return attributes;
            } else if (isBlank(c) || c == '/') {
                at++;
                continue;
            }
            int from = at;
            while (at < html.length() && "=> \t\r\n\f/".indexOf(html.charAt(at)) < 0) {
                at++;
            }
            String name = html.substring(from, at).toLowerCase(Locale.ROOT);
            skipBlanks();
            String value = "";
            if (at < html.length() && html.charAt(at) == '=') {
                at++;
                skipBlanks();
                value = value();
            }
            attributes.putIfAbsent(name, value);
        }
        return attributes;
    }

    private void skipBlanks() {
        while (at < html.length() && isBlank(html.charAt(at))) {
            at++;
        }
    }

    private String value() {
        if (at >= html.length()) {
            return "";
        }
        char quote = html.charAt(at);
        if (quote == '"' || quote == '\'') {
            int end = html.indexOf(quote, at + 1);
            String value = html.substring(at + 1, end < 0 ? html.length() : end);
            at = end < 0 ? html.length() : end + 1;
            return value;
        }
        int from = at;
        while (at < html.length() && !isBlank(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
        }
        return html.substring(from, at);
    }

    private void appendText(int from, int to) {
        int done = from;
        for (int amp = indexOf('&', from, to); amp >= 0; amp = indexOf('&', done, to)) {
            text.append(html, done, amp);
            int end = indexOf(';', amp, Math.min(to, amp + LONGEST_ENTITY));
            String decoded = end < 0 ? "" : decode(html.substring(amp + 1, end));
            if (decoded.isEmpty()) {
                text.append('&');
                done = amp + 1;
            } else {
                text.append(decoded);
                done = end + 1;
            }
        }
        text.append(html, done, to);
    }

    private int indexOf(char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (html.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String decode(String entity) {
        if (!entity.startsWith("#")) {
            return ENTITIES.getOrDefault(entity, "");
        }
        boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
        try {
            int point = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(point) ? Character.toString(point) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
    }
}
