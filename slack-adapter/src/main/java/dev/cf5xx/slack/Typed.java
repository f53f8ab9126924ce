package dev.cf5xx.slack;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person typed, from what Slack makes of it: angle brackets around links and mentions, three escaped characters
 * (Formatting text, "Retrieving formatted messages").
 */
final class Typed {
    /** Characters that are read of one message; Slack cuts at so many (chat.postMessage, "Truncating content"). */
    static final int LONGEST = 40_000;

    private static final Pattern BRACKETS = Pattern.compile("<([^<>|]{1,4000})(?:\\|([^<>]*))?>");

    private static final Pattern HOST = Pattern.compile("[\\w.-]+\\.[a-z]{2,}(?:[/:?#].*)?", Pattern.CASE_INSENSITIVE);

    private Typed() {}

    /**
     * The text as typed.
     *
     * @param bot the bot's user id: a mention of it only says whom the text is for
     */
    static String text(String text, String bot) {
        String whole = Mrkdwn.head(text, LONGEST);
        StringBuilder typed = new StringBuilder();
        Matcher brackets = BRACKETS.matcher(whole);
        int from = 0;
        while (brackets.find()) {
            typed.append(unescape(whole.substring(from, brackets.start())));
            String label = brackets.group(2) == null ? "" : unescape(brackets.group(2));
            typed.append(brackets(unescape(brackets.group(1)), label, bot));
            from = brackets.end();
        }
        return typed.append(unescape(whole.substring(from))).toString().strip();
    }

    /** Whether a text mentions somebody. */
    static boolean mentions(String text, String user) {
        return text.contains("<@" + user + ">") || text.contains("<@" + user + "|");
    }

    private static String brackets(String inside, String label, String bot) {
        if (inside.startsWith("@")) {
            return inside.substring(1).equals(bot) ? " " : "@" + (label.isEmpty() ? inside.substring(1) : label);
        } else if (inside.startsWith("#")) {
            return "#" + (label.isEmpty() ? inside.substring(1) : label);
        } else if (inside.startsWith("!")) {
            String word = inside.substring(1);
            return word.startsWith("date^") || word.startsWith("subteam^") ? label : "@" + word;
        } else if (inside.startsWith("mailto:") || inside.startsWith("tel:")) {
            return label.isEmpty() ? inside.substring(inside.indexOf(':') + 1) : label;
        }
        return link(inside, label);
    }

    private static String link(String url, String label) {
        if (label.isEmpty() || label.equals(url)) {
            return url;
        }
        String bare = url.replaceFirst("^(?i:https?)://", "");
        if (bare.equals(label) || bare.equals(label + "/")) {
            // Slack made a link of a mere name.
            return label;
        }
        // A label that reads like an address, and is not the one the link leads to, only misleads.
        boolean address = label.toLowerCase(Locale.ROOT).contains("://")
                || HOST.matcher(label.strip()).matches();
        return address ? url : label + " " + url;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
