package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client makes of what somebody types (docs.slack.dev/messaging/formatting-message-text, retrieving messages). */
final class Typed {
    private static final Pattern SPECIAL = Pattern.compile(
            "<(?:@[UW]\\w+|#C\\w+(?:\\|[^<>]*)?|!\\w+(?:\\^\\w+)?)>"
                    + "|https?://[^\\s<>]*[^\\s<>.,;:!?'\"()，。；：！？、）]"
                    + "|[\\w.+-]+@(?:[a-z0-9-]+\\.)+[a-z]{2,}"
                    + "|(?<![\\w@./-])(?:[a-z0-9-]+\\.)+(?:com|net|org|io|dev|app|cn|example)(?![\\w.-]*\\w)(?:[:/][^\\s<>]*)?");

    private Typed() {}

    /** Escaped: what is no mark of Slack's. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A message's text: escaped, with links and mentions in angle brackets. */
    static String text(String typed) {
        StringBuilder text = new StringBuilder();
        Matcher special = SPECIAL.matcher(typed);
        int from = 0;
        while (special.find()) {
            text.append(escaped(typed.substring(from, special.start())));
            text.append(mark(special.group()));
            from = special.end();
        }
        return text.append(escaped(typed.substring(from))).toString();
    }

    private static String mark(String found) {
        if (found.startsWith("<")) {
            return found;
        }
        String url = escaped(found);
        if (found.contains("://")) {
            return "<" + url + ">";
        }
        return "<" + (mail(found) ? "mailto:" : "http://") + url + "|" + url + ">";
    }

    private static boolean mail(String found) {
        return found.indexOf('@') > 0 && !found.contains("/");
    }

    /** The same as blocks, which messages of people have too. */
    static ArrayNode blocks(String typed, String blockId) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        ObjectNode block = blocks.addObject().put("type", "rich_text").put("block_id", blockId);
        ArrayNode parts = block.putArray("elements")
                .addObject()
                .put("type", "rich_text_section")
                .putArray("elements");
        Matcher special = SPECIAL.matcher(typed);
        int from = 0;
        while (special.find()) {
            words(parts, typed.substring(from, special.start()));
            part(parts, special.group());
            from = special.end();
        }
        words(parts, typed.substring(from));
        return blocks;
    }

    private static void words(ArrayNode parts, String text) {
        if (!text.isEmpty()) {
            parts.addObject().put("type", "text").put("text", text);
        }
    }

    private static void part(ArrayNode parts, String found) {
        String inside = found.startsWith("<") ? found.substring(1, found.length() - 1) : found;
        if (!found.startsWith("<")) {
            ObjectNode link = parts.addObject().put("type", "link");
            link.put("url", found.contains("://") ? found : (mail(found) ? "mailto:" : "http://") + found);
            if (!found.contains("://")) {
                link.put("text", found);
            }
        } else if (inside.startsWith("@")) {
            parts.addObject().put("type", "user").put("user_id", inside.substring(1));
        } else if (inside.startsWith("#")) {
            parts.addObject()
                    .put("type", "channel")
                    .put("channel_id", inside.substring(1).replaceFirst("\\|.*", ""));
        } else if (inside.startsWith("!subteam^")) {
            parts.addObject().put("type", "usergroup").put("usergroup_id", inside.substring(9));
        } else {
            parts.addObject().put("type", "broadcast").put("range", inside.substring(1));
        }
    }
}
