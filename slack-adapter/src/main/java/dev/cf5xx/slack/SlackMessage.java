package dev.cf5xx.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A message as Slack takes it.
 *
 * @param text what notifications and screen readers show
 * @param blocks what people see
 * @param file the whole reply as Markdown, where the blocks are not all of it
 */
record SlackMessage(String text, ArrayNode blocks, @Nullable String file) {

    /** As the answer to a command or to a response_url: seen by one person, without previews of links. */
    ObjectNode response() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("response_type", "ephemeral");
        json.put("text", text);
        json.set("blocks", blocks);
        json.put("unfurl_links", false);
        json.put("unfurl_media", false);
        return json;
    }
}
