package dev.cf5xx.lab.slack.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a message calls and where it leads (docs.slack.dev/messaging/formatting-message-text). Where the documentation leaves
 * a doubt, what may happen counts: a test that finds nothing here may be sure.
 *
 * @param users called by name
 * @param groups user groups called
 * @param everybody the words that call many, as {@code here}
 * @param channels linked to
 * @param links in their order
 */
public record Mentions(
        Set<String> users, Set<String> groups, Set<String> everybody, Set<String> channels, List<Link> links) {
    private static final Pattern ANGLE = Pattern.compile("<([^<>\\n]+)>");
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\\n]+`", Pattern.DOTALL);
    /**
     * What Slack links though nobody asked it to. The top-level domains are a few that everybody uses, and the reserved
     * {@code example}, which Slack does not know but tests use.
     */
    private static final Pattern BARE =
            Pattern.compile("(?i)(?<![\\w@./-])(https?://[^\\s<>|]+|[\\w.+-]+@(?:[a-z0-9-]+\\.)+[a-z]{2,}"
                    + "|(?:[a-z0-9-]+\\.)+(?:com|net|org|io|dev|app|cn|co|uk|de|fr|jp|info|me|ai|xyz|example)"
                    + "(?:[:/?][^\\s<>|]*)?(?![\\w.-]*\\w))");

    private static final Pattern CALL = Pattern.compile("(?<![\\w`])@(here|channel|everyone)\\b");
    private static final Pattern HASH = Pattern.compile("(?<![\\w&`])#([a-z][\\w-]*)");
    private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^()\\s]+)[^()]*\\)");

    /** Copies. */
    public Mentions {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        everybody = Set.copyOf(everybody);
        channels = Set.copyOf(channels);
        links = List.copyOf(links);
    }

    /**
     * A link.
     *
     * @param label what is shown of it
     * @param automatic whether Slack made it of what looks like an address
     */
    public record Link(String url, String label, boolean automatic) {}

    /** Whether anybody's attention is called. */
    public boolean pings() {
        return !users.isEmpty() || !groups.isEmpty() || !everybody.isEmpty();
    }

    /**
     * What a text in mrkdwn does.
     *
     * @param verbatim whether only what stands in angle brackets counts
     */
    public static Mentions ofText(String mrkdwn, boolean verbatim) {
        Reading reading = new Reading();
        reading.mrkdwn(mrkdwn, verbatim);
        return reading.mentions();
    }

    /**
     * What a message does, as the API gives it: its blocks, and its text. The text of a message with blocks is only in
     * notifications: nobody can follow its links, but what it calls is counted.
     *
     * @param parse what was asked for with the message: {@code none} leaves addresses alone
     */
    public static Mentions of(JsonNode message, String parse) {
        Reading reading = new Reading();
        JsonNode blocks = message.path("blocks");
        if (blocks.isEmpty()) {
            reading.mrkdwn(message.path("text").asText(), parse.equals("none"));
        } else {
            Reading notification = new Reading();
            notification.mrkdwn(message.path("text").asText(), true);
            reading.users.addAll(notification.users);
            reading.groups.addAll(notification.groups);
            reading.everybody.addAll(notification.everybody);
            reading.node(blocks);
        }
        reading.node(message.path("attachments"));
        return reading.mentions();
    }

    private static final class Reading {
        private final Set<String> users = new TreeSet<>();
        private final Set<String> groups = new TreeSet<>();
        private final Set<String> everybody = new TreeSet<>();
        private final Set<String> channels = new TreeSet<>();
        private final List<Link> links = new ArrayList<>();

        Mentions mentions() {
            return new Mentions(users, groups, everybody, channels, links);
        }

        void mrkdwn(String text, boolean verbatim) {
            // Angle brackets mean something inside of backticks too; only what Slack finds by itself it leaves there.
            Matcher angle = ANGLE.matcher(text);
            while (angle.find()) {
                angle(angle.group(1));
            }
            if (!verbatim) {
                bare(CODE.matcher(ANGLE.matcher(text).replaceAll(" ")).replaceAll(" "));
            }
        }

        private void bare(String text) {
            Matcher found = BARE.matcher(text);
            while (found.find()) {
                String shown = found.group(1);
                boolean mail = shown.contains("@") && !shown.contains("://");
                String url = shown.contains("://") ? shown : (mail ? "mailto:" : "http://") + shown;
                links.add(new Link(url, shown, true));
            }
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                everybody.add(call.group(1));
            }
            Matcher hash = HASH.matcher(text);
            while (hash.find()) {
                channels.add("#" + hash.group(1));
            }
        }

        private void angle(String inside) {
            int bar = inside.indexOf('|');
            String what = bar < 0 ? inside : inside.substring(0, bar);
            String label = bar < 0 ? what : inside.substring(bar + 1);
            if (what.startsWith("@")) {
                users.add(what.substring(1));
            } else if (what.startsWith("#")) {
                channels.add(what.substring(1));
            } else if (what.startsWith("!subteam^")) {
                groups.add(what.substring("!subteam^".length()));
            } else if (what.startsWith("!date^")) {
                String[] parts = what.split("\\^", -1);
                if (parts.length > 3) {
                    links.add(new Link(parts[3], label, false));
                }
            } else if (what.startsWith("!")) {
                everybody.add(what.substring(1));
            } else {
                links.add(new Link(what, label, false));
            }
        }

        private void markdown(String text) {
            Matcher link = MARKDOWN_LINK.matcher(text);
            while (link.find()) {
                links.add(new Link(link.group(2), link.group(1), false));
            }
            mrkdwn(MARKDOWN_LINK.matcher(text).replaceAll(" "), false);
        }

        void node(JsonNode node) {
            switch (node.path("type").asText()) {
                case "mrkdwn" ->
                    mrkdwn(node.path("text").asText(), node.path("verbatim").asBoolean());
                case "markdown" -> markdown(node.path("text").asText());
                case "user" -> users.add(node.path("user_id").asText());
                case "usergroup" -> groups.add(node.path("usergroup_id").asText());
                case "broadcast" -> everybody.add(node.path("range").asText());
                case "channel" -> channels.add(node.path("channel_id").asText());
                case "link", "date", "button" -> link(node);
                default -> {
                    // Says nothing by itself.
                }
            }
            if (!node.path("type").asText().equals("markdown")) {
                node.forEach(this::node);
            }
        }

        private void link(JsonNode node) {
            if (node.has("url")) {
                JsonNode text = node.path("text");
                String url = node.path("url").asText();
                String label = text.isObject() ? text.path("text").asText() : text.asText(url);
                links.add(new Link(url, label, false));
            }
        }
    }
}
