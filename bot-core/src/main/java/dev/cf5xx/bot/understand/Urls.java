package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.chat.Dialect;
import java.util.ArrayList;
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
            "^https?://[A-Za-z0-9_.-]+\\.[A-Za-z]{2,24}(?::\\d+)?(?=[\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}])",
            Pattern.CASE_INSENSITIVE);

    private static final String TRAILING = ".,;:!?'\"*_~…";

    private Urls() {}

    /** The addresses in {@code text} as written, in order, each once. */
    static List<String> in(String text, Dialect dialect) {
        Set<String> found = new LinkedHashSet<>();
        switch (dialect) {
            case PLAIN -> plain(text, found);
            case SLACK -> slack(text, found);
            case DISCORD -> discord(text, found);
        }
        return List.copyOf(found);
    }

    private static void slack(String text, Set<String> found) {
        Matcher markup = SLACK_MARKUP.matcher(text);
        int from = 0;
        while (markup.find()) {
            plain(unescape(text.substring(from, markup.start())), found);
            String inside = unescape(markup.group(1));
            if (PLAIN.matcher(inside).lookingAt()) {
                found.add(inside);
            }
            from = markup.end();
        }
        plain(unescape(text.substring(from)), found);
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static void discord(String text, Set<String> found) {
        Matcher link = DISCORD_LINK.matcher(text);
        List<String> rest = new ArrayList<>();
        int from = 0;
        while (link.find(from)) {
            int label = text.lastIndexOf('[', link.start());
            rest.add(text.substring(from, label >= from ? label : link.start()));
            plain(rest.get(rest.size() - 1), found);
            String url = balanced(link.group(1));
            found.add(trim(url));
            from = link.start(1) + url.length();
        }
        plain(text.substring(from), found);
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

    private static void plain(String text, Set<String> found) {
        Matcher match = PLAIN.matcher(text);
        while (match.find()) {
            String url = match.group();
            Matcher runOn = RUN_ON.matcher(url);
            url = trim(runOn.find() ? runOn.group() : url);
            String host = url.substring(url.indexOf("//") + 2);
            if (!host.isEmpty() && (Character.isLetterOrDigit(host.codePointAt(0)) || host.startsWith("["))) {
                found.add(url);
            }
        }
    }

    /** Takes off punctuation that belongs to the sentence, and brackets opened before the address. */
    private static String trim(String url) {
        int end = url.length();
        while (end > 0) {
            char last = url.charAt(end - 1);
            boolean unopened = (last == ')' && count(url, end, '(') < count(url, end, ')'))
                    || (last == ']' && count(url, end, '[') < count(url, end, ']'))
                    || (last == '}' && count(url, end, '{') < count(url, end, '}'));
            if (TRAILING.indexOf(last) < 0 && !unopened) {
                break;
            }
            end--;
        }
        return url.substring(0, end);
    }

    private static long count(String url, int end, char c) {
        return url.substring(0, end).chars().filter(it -> it == c).count();
    }
}
