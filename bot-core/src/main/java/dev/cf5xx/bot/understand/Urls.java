package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.chat.Dialect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the http and https addresses out of a message. */
final class Urls {
    /** Whatever ends an address in running text: blanks, quotes, brackets of mark-up, Chinese punctuation, symbols. */
    private static final String STOP = "\\s\\p{Cntrl}\\p{Zs}<>\"`|\\\\\\u2018-\\u201f\\u2026\\u2022"
            + "\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\p{So}";

    private static final Pattern PLAIN =
            Pattern.compile("(?<![A-Za-z0-9])https?://[^" + STOP + "]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern SLACK_MARKUP = Pattern.compile("<([^<>|]{1,4000})(?:\\|[^<>]*)?>");
    private static final Pattern DISCORD_LINK = Pattern.compile("]\\(\\s*<?(https?://[^\\s>]{1,4000})");

    /** Host names end where Chinese begins, unless the last label is Chinese itself. */
    private static final Pattern RUN_ON = Pattern.compile(
            "^https?://(?:[A-Za-z0-9_.-]+\\.[A-Za-z]{2,24}|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+])(?::\\d+)?(?=[\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}])",
            Pattern.CASE_INSENSITIVE);

    private static final String TRAILING = ".,;:!?'\"*_~…";

    private final Set<String> found = new LinkedHashSet<>();
    private final StringBuilder prose = new StringBuilder();

    private Urls() {}

    /**
     * What {@link #in} finds.
     *
     * @param urls the addresses as written, in order, each once
     * @param prose the text without them
     */
    record Found(List<String> urls, String prose) {}

    /** The addresses in {@code text}, and the rest of it. */
    static Found in(String text, Dialect dialect) {
        Urls it = new Urls();
        switch (dialect) {
            case PLAIN -> it.plain(text, true);
            case SLACK -> it.slack(text);
            case DISCORD -> it.discord(text);
        }
        return new Found(List.copyOf(it.found), it.prose.toString());
    }

    private void slack(String text) {
        Matcher markup = SLACK_MARKUP.matcher(text);
        int from = 0;
        while (markup.find()) {
            plain(unescape(text.substring(from, markup.start())), true);
            String inside = unescape(markup.group(1));
            if (PLAIN.matcher(inside).lookingAt()) {
                found.add(inside);
                prose.append(' ').append(unescape(text.substring(markup.end(1), markup.end())));
            } else {
                prose.append(unescape(markup.group()));
            }
            from = markup.end();
        }
        plain(unescape(text.substring(from)), true);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private void discord(String text) {
        Matcher link = DISCORD_LINK.matcher(text);
        int from = 0;
        while (link.find(from)) {
            String before = text.substring(from, link.start(1));
            int label = before.lastIndexOf('[', link.start() - from);
            plain(label >= 0 ? before.substring(0, label) : before, true);
            if (label >= 0) {
                plain(before.substring(label), false);
            }
            String url = balanced(link.group(1));
            found.add(trim(url));
            prose.append(' ');
            from = link.start(1) + url.length();
        }
        plain(text.substring(from), true);
    }

    /** Cuts at the bracket that closes the Markdown link. */
    private static String balanced(String url) {
        int open = 0;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '(') {
                open++;
            } else if (c == ')' && open-- == 0) {
                return url.substring(0, i);
            }
        }
        return url;
    }

    /**
     * Reads plain text.
     *
     * @param kept whether its addresses count: the label of a link only repeats the link's, or lies about it
     */
    private void plain(String text, boolean kept) {
        Matcher match = PLAIN.matcher(text);
        int from = 0;
        while (match.find()) {
            String url = match.group();
            Matcher runOn = RUN_ON.matcher(url);
            url = trim(runOn.find() ? runOn.group() : url);
            String host = url.substring(url.indexOf("//") + 2);
            if (!host.isEmpty() && (Character.isLetterOrDigit(host.codePointAt(0)) || host.startsWith("["))) {
                if (kept) {
                    found.add(url);
                }
                prose.append(text, from, match.start()).append(' ');
                from = match.start() + url.length();
            }
        }
        prose.append(text, from, text.length());
    }

    /** Takes off punctuation that belongs to the sentence, and brackets opened before the address. */
    private static String trim(String url) {
        int round = surplus(url, '(', ')');
        int square = surplus(url, '[', ']');
        int curly = surplus(url, '{', '}');
        int end = url.length();
        while (end > 0) {
            char last = url.charAt(end - 1);
            boolean unopened =
                    (last == ')' && round-- > 0) || (last == ']' && square-- > 0) || (last == '}' && curly-- > 0);
            if (TRAILING.indexOf(last) < 0 && !unopened) {
                break;
            }
            end--;
        }
        return url.substring(0, end);
    }

    /** How many more of {@code close} than of {@code open} there are. */
    private static int surplus(String url, char open, char close) {
        int surplus = 0;
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            surplus += c == close ? 1 : c == open ? -1 : 0;
        }
        return surplus;
    }
}
