package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What somebody filled into a view, as payloads have it (docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
final class Filled {
    private Filled() {}

    /** {@code state.values}; what Slack's window would not send is refused. */
    static ObjectNode values(JsonNode view, Map<String, String> filled) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        int used = 0;
        for (JsonNode block : view.path("blocks")) {
            if (block.path("type").asText().equals("input")) {
                JsonNode element = block.path("element");
                String action = element.path("action_id").asText();
                String value = filled.get(action);
                used += value == null ? 0 : 1;
                if ((value == null || value.isEmpty())
                        && !block.path("optional").asBoolean()) {
                    throw new IllegalStateException("please fill in " + action);
                }
                ObjectNode state =
                        values.putObject(block.path("block_id").asText()).putObject(action);
                state.put("type", element.path("type").asText());
                fill(state, element, value == null ? "" : value);
            }
        }
        if (used < filled.size()) {
            throw new IllegalStateException("the view does not ask for all of " + filled.keySet());
        }
        return values;
    }

    private static void fill(ObjectNode state, JsonNode element, String value) {
        String type = element.path("type").asText();
        switch (type) {
            case "static_select", "radio_buttons" -> put(state, "selected_option", value, option(element, value));
            case "checkboxes", "multi_static_select" -> {
                ArrayNode chosen = state.putArray("selected_options");
                for (String each : value.isEmpty() ? new String[0] : value.split(",", -1)) {
                    chosen.add(option(element, each));
                }
            }
            case "datepicker" -> put(state, "selected_date", value, JsonNodeFactory.instance.textNode(value));
            case "timepicker" -> put(state, "selected_time", value, JsonNodeFactory.instance.textNode(value));
            case "users_select" -> put(state, "selected_user", value, JsonNodeFactory.instance.textNode(value));
            default -> {
                int most = element.path("max_length").asInt(3000);
                int least = value.isEmpty() ? 0 : element.path("min_length").asInt(0);
                if (value.length() > most || value.length() < least) {
                    throw new IllegalStateException("from " + least + " to " + most + " characters, please");
                }
                put(state, "value", value, JsonNodeFactory.instance.textNode(value));
            }
        }
    }

    private static void put(ObjectNode state, String field, String value, JsonNode json) {
        state.set(field, value.isEmpty() ? JsonNodeFactory.instance.nullNode() : json);
    }

    private static JsonNode option(JsonNode element, String value) {
        if (value.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        for (JsonNode option : element.findValues("options").stream()
                .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                .toList()) {
            if (option.path("value").asText().equals(value)) {
                return option;
            }
        }
        throw new IllegalStateException("there is no option " + value);
    }

    /** Something that can be pressed, by its label or {@code action_id}. */
    static JsonNode find(JsonNode node, String called) {
        JsonNode found = search(node, called);
        if (found.isMissingNode()) {
            throw new IllegalStateException("nothing is called " + called);
        }
        return found;
    }

    private static JsonNode search(JsonNode node, String called) {
        boolean acts = node.has("action_id");
        if (acts
                && (node.path("action_id").asText().equals(called)
                        || node.path("text").path("text").asText().equals(called))) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = search(child, called);
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }
}
