package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.chat.Dialect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes the http and https addresses out of a message. One pass: the time it takes grows with the text's length only. */
final class Urls {
    private static final String TRAILING = ".,;:!?'\"*_~";

    /** A longer target of mark-up is none, in characters. */
    private static final int LONGEST_TARGET = 4_000;

    /** What may stand between a Markdown link's bracket and its target. */
    private static final int MOST_BLANKS = 20;

    private final Set<String> found = new LinkedHashSet<>();
    private final StringBuilder prose = new StringBuilder();

    private Urls() {}

    /**
     * What {@link #in} finds.
     *
     * @param urls the addresses as written, in order, each once; invisible characters inside and JSON's escapes are not part
     *     of them
     * @param prose the text without them
     */
    record Found(List<String> urls, String prose) {}

    /** The addresses in {@code text}, and the rest of it. */
    static Found in(String text, Dialect dialect) {
        String clear = joined(text);
        if (clear.contains(":\\/\\/")) {
            clear = clear.replace("\\/", "/");
        }
        if (!clear.contains("://")) {
            return new Found(List.of(), dialect == Dialect.SLACK ? unescape(clear) : clear);
        }
        Urls it = new Urls();
        if (dialect == Dialect.SLACK) {
            it.slack(clear);
        } else {
            it.markdown(clear);
        }
        return new Found(List.copyOf(it.found), it.prose.toString());
    }

    /** The text without the invisible characters that pages put into long words to let them break. */
    private static String joined(String text) {
        for (int i = 1; i < text.length() - 1; i++) {
            if (isJoint(text.charAt(i)) && isGraphic(text.charAt(i - 1))) {
                return joined(text, i);
            }
        }
        return text;
    }

    private static String joined(String text, int first) {
        StringBuilder joined = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            int next = i;
            while (next < text.length() && isJoint(text.charAt(next))) {
                next++;
            }
            boolean inside = next < text.length()
                    && isGraphic(text.charAt(next))
                    && isGraphic(joined.charAt(joined.length() - 1));
            if (next > i && !inside) {
                joined.append(text, i, next);
            }
            if (next < text.length()) {
                joined.append(text.charAt(next));
            }
            i = next;
        }
        return joined.toString();
    }

    private static boolean isJoint(char c) {
        return (c >= '\u200b' && c <= '\u200d') || c == '\u2060' || c == '\ufeff' || c == '\u00ad';
    }

    private static boolean isGraphic(char c) {
        return c > ' ' && c < 0x7f;
    }

    private void slack(String text) {
        int from = 0;
        for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
            int close = closing(text, open + 1);
            if (close < 0) {
                continue;
            }
            int end = open + 1;
            while (end < close && text.charAt(end) != '|') {
                end++;
            }
            if (end == open + 1 || end - open > LONGEST_TARGET) {
                continue;
            }
            plain(unescape(text.substring(from, open)), true);
            String target = unescape(text.substring(open + 1, end));
            if (Extent.schemeAt(target, 0) > 0) {
                found.add(end == close ? linked(target) : target);
                prose.append(' ').append(unescape(text.substring(end, close + 1)));
            } else {
                prose.append(unescape(text.substring(open, close + 1)));
            }
            from = close + 1;
            open = close;
        }
        plain(unescape(text.substring(from)), true);
    }

    /** Where the mark-up closes that opened before {@code from}; -1 where another opens first, or none closes. */
    private static int closing(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '>') {
                return i;
            }
            if (c == '<') {
                return -1;
            }
        }
        return -1;
    }

    /** Slack takes Chinese that follows without a blank into a link it makes itself. */
    private static String linked(String target) {
        Extent extent = Extent.at(target, 0);
        return extent != null && extent.end() < target.length() && target.charAt(extent.end()) > 0x7f
                ? target.substring(0, extent.end())
                : target;
    }

    private static String unescape(String text) {
        return text.indexOf('&') < 0
                ? text
                : text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private void markdown(String text) {
        int from = 0;
        for (int joint = text.indexOf("]("); joint >= 0; joint = text.indexOf("](", Math.max(joint + 1, from))) {
            int target = joint + 2;
            while (target < text.length() && target - joint < MOST_BLANKS && text.charAt(target) == ' ') {
                target++;
            }
            boolean angled = target < text.length() && text.charAt(target) == '<';
            target += angled ? 1 : 0;
            int end = Extent.schemeAt(text, target) > 0 ? target(text, target, angled) : -1;
            if (end < 0) {
                continue;
            }
            int label = joint;
            while (label >= from && text.charAt(label) != '[') {
                label--;
            }
            if (label >= from) {
                plain(text.substring(from, label), true);
                plain(text.substring(label, target), false);
            } else {
                plain(text.substring(from, target), true);
            }
            found.add(trim(text.substring(target, end), 0));
            prose.append(' ');
            from = end;
        }
        plain(text.substring(from), true);
    }

    /** Where a Markdown link's target ends: at its bracket or before its title; -1 where it is none. */
    private static int target(String text, int from, boolean angled) {
        int open = 0;
        for (int i = from; i < text.length() && i - from < LONGEST_TARGET; i++) {
            char c = text.charAt(i);
            if (angled ? c == '>' : c == ')' && open-- == 0) {
                return i;
            }
            open += c == '(' ? 1 : 0;
            if (Character.isWhitespace(c) || c == '<' || c == '>') {
                return !angled && c == ' ' ? i : -1;
            }
        }
        return -1;
    }

    /**
     * Reads plain text.
     *
     * @param kept whether its addresses count: the label of a link only repeats the link's, or lies about it
     */
    private void plain(String text, boolean kept) {
        int from = 0;
        int at = text.indexOf("://");
        while (at >= 0) {
            Extent extent = Extent.around(text, at, from);
            if (extent == null) {
                at = text.indexOf("://", at + 3);
                continue;
            }
            String url = trim(text.substring(extent.start(), extent.end()), extent.authority() - extent.start());
            if (kept) {
                found.add(url);
            }
            prose.append(text, from, extent.start()).append(' ');
            from = extent.start() + url.length();
            at = text.indexOf("://", from);
        }
        prose.append(text, from, text.length());
    }

    /** Takes off punctuation that belongs to the sentence. */
    private static String trim(String url, int least) {
        int end = url.length();
        while (end > least && (TRAILING.indexOf(url.charAt(end - 1)) >= 0 || isOpening(url.charAt(end - 1)))) {
            end--;
        }
        return url.substring(0, end);
    }

    private static boolean isOpening(char c) {
        return c == '(' || c == '[' || c == '{';
    }
}
