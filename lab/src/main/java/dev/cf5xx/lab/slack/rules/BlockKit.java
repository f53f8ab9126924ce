package dev.cf5xx.lab.slack.rules;

import static dev.cf5xx.lab.slack.rules.Rule.any;
import static dev.cf5xx.lab.slack.rules.Rule.bool;
import static dev.cf5xx.lab.slack.rules.Rule.list;
import static dev.cf5xx.lab.slack.rules.Rule.number;
import static dev.cf5xx.lab.slack.rules.Rule.oneOf;
import static dev.cf5xx.lab.slack.rules.Rule.shape;
import static dev.cf5xx.lab.slack.rules.Rule.string;
import static dev.cf5xx.lab.slack.rules.Rule.typed;
import static dev.cf5xx.lab.slack.rules.Rule.url;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether Slack takes blocks and views: docs.slack.dev/reference/block-kit, block by block. */
public final class BlockKit {
    private static final Rule PLAIN = text(Limits.TEXT, "plain_text");
    private static final Rule OPTION = option(text(Limits.LABEL, "plain_text", "mrkdwn"));
    private static final Rule MENU_OPTION = option(text(Limits.LABEL, "plain_text"));

    private static final Set<String> MENUS =
            Set.of("static_select", "external_select", "users_select", "conversations_select", "channels_select");
    private static final Set<String> MULTI_MENUS = Set.of(
            "multi_static_select",
            "multi_external_select",
            "multi_users_select",
            "multi_conversations_select",
            "multi_channels_select");
    private static final Set<String> PRESSED = Set.of("button", "overflow", "workflow_button");
    private static final Set<String> PICKED = Set.of("checkboxes", "radio_buttons", "datepicker", "timepicker");
    private static final Set<String> WRITTEN = Set.of(
            "datetimepicker",
            "email_text_input",
            "file_input",
            "number_input",
            "plain_text_input",
            "rich_text_input",
            "url_text_input");

    // After what they are made of.
    private static final Map<String, Rule> ELEMENTS = elements();
    private static final Map<String, Rule> BLOCKS = blocks();

    private BlockKit() {}

    /** What is wrong with the blocks of a message; empty if nothing. */
    public static List<Finding> message(JsonNode blocks) {
        List<Finding> found = new ArrayList<>();
        Map<String, Rule> kinds = new LinkedHashMap<>(BLOCKS);
        list(0, Limits.BLOCKS, typed(kinds)).check(blocks, "/blocks", found);
        int markdown = 0;
        int tables = 0;
        for (JsonNode block : blocks) {
            markdown += block.path("type").asText().equals("markdown")
                    ? block.path("text").asText().length()
                    : 0;
            tables += block.path("type").asText().equals("table") ? 1 : 0;
        }
        if (markdown > Limits.MARKDOWN) {
            found.add(new Finding(
                    "markdown text must be less than " + (Limits.MARKDOWN + 1) + " characters in total", "/blocks"));
        }
        if (tables > 1) {
            found.add(new Finding("only one table allowed", "/blocks"));
        }
        ids(blocks, found);
        return List.copyOf(found);
    }

    /** What is wrong with a modal or a Home; empty if nothing. */
    public static List<Finding> view(JsonNode view) {
        List<Finding> found = new ArrayList<>();
        Map<String, Rule> kinds = new LinkedHashMap<>(BLOCKS);
        // Of messages only.
        kinds.remove("markdown");
        kinds.remove("table");
        kinds.remove("context_actions");
        Rule blocks = list(0, Limits.VIEW_BLOCKS, typed(kinds));
        Rule title = text(Limits.VIEW_TITLE, "plain_text");
        typed(Map.of(
                        "modal",
                        shape().need("title", title)
                                .need("blocks", blocks)
                                .may("close", title)
                                .may("submit", title)
                                .may("private_metadata", string(0, Limits.PRIVATE_METADATA))
                                .may("callback_id", string(0, Limits.ID))
                                .may("external_id", string(0, Limits.ID))
                                .may("clear_on_close", bool())
                                .may("notify_on_close", bool())
                                .may("submit_disabled", bool()),
                        "home",
                        shape().need("blocks", blocks)
                                .may("private_metadata", string(0, Limits.PRIVATE_METADATA))
                                .may("callback_id", string(0, Limits.ID))
                                .may("external_id", string(0, Limits.ID))))
                .check(view, "/view", found);
        boolean asks = false;
        for (JsonNode block : view.path("blocks")) {
            asks |= block.path("type").asText().equals("input");
        }
        if (asks && view.path("type").asText().equals("modal") && !view.has("submit")) {
            found.add(new Finding("missing required field: submit", "/view"));
        }
        ids(view.path("blocks"), found);
        return List.copyOf(found);
    }

    /** How much text there is in blocks, of every kind, in characters. */
    public static int characters(JsonNode blocks) {
        int characters = 0;
        if (blocks.isContainerNode()) {
            for (JsonNode child : blocks) {
                characters += characters(child);
            }
            JsonNode text = blocks.path("text");
            characters += text.isTextual() ? text.textValue().length() : 0;
        }
        return characters;
    }

    private static void ids(JsonNode blocks, List<Finding> found) {
        Set<String> blockIds = new HashSet<>();
        for (int i = 0; i < blocks.size(); i++) {
            String id = blocks.get(i).path("block_id").asText();
            if (!id.isEmpty() && !blockIds.add(id)) {
                found.add(new Finding("block_id already exists: " + id, "/blocks/" + i + "/block_id"));
            }
            actionIds(blocks.get(i), "/blocks/" + i, new HashSet<>(), found);
        }
    }

    private static void actionIds(JsonNode node, String at, Set<String> seen, List<Finding> found) {
        String id = node.path("action_id").asText();
        if (!id.isEmpty() && !seen.add(id)) {
            found.add(new Finding("action_id already exists: " + id, at + "/action_id"));
        }
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                actionIds(field.getValue(), at + "/" + field.getKey(), seen, found);
            } else if (field.getValue().isArray()) {
                for (int i = 0; i < field.getValue().size(); i++) {
                    actionIds(field.getValue().get(i), at + "/" + field.getKey() + "/" + i, seen, found);
                }
            }
        });
    }

    private static Rule text(int most, String... types) {
        Map<String, Rule> kinds = new LinkedHashMap<>();
        for (String type : types) {
            kinds.put(
                    type,
                    type.equals("plain_text")
                            ? shape().need("text", string(most)).may("emoji", bool())
                            : shape().need("text", string(most)).may("verbatim", bool()));
        }
        return typed(kinds);
    }

    private static Rule option(Rule text) {
        return shape().need("text", text)
                .need("value", string(Limits.OPTION_VALUE))
                .may("description", text)
                .may("url", url());
    }

    private static Rule confirm() {
        return shape().need("title", text(100, "plain_text"))
                .need("text", text(300, "plain_text", "mrkdwn"))
                .need("confirm", text(30, "plain_text"))
                .need("deny", text(30, "plain_text"))
                .may("style", oneOf("primary", "danger"));
    }

    private static Rule.Shape interactive() {
        return shape().may("action_id", string(Limits.ID));
    }

    private static Rule.Shape asking() {
        return interactive()
                .may("placeholder", text(Limits.PLACEHOLDER, "plain_text"))
                .may("focus_on_load", bool());
    }

    private static Rule.Shape picking() {
        return asking().may("confirm", confirm());
    }

    private static Rule.Shape writing() {
        return asking().may(
                        "dispatch_action_config",
                        shape().need(
                                        "trigger_actions_on",
                                        list(1, 2, oneOf("on_enter_pressed", "on_character_entered"))));
    }

    private static Rule oneGroupOfOptions(Rule.Shape shape) {
        Rule groups = list(
                1,
                Limits.OPTIONS,
                shape().need("label", text(Limits.LABEL, "plain_text"))
                        .need("options", list(1, Limits.OPTIONS, MENU_OPTION)));
        Rule whole = shape.may("options", list(1, Limits.OPTIONS, MENU_OPTION)).may("option_groups", groups);
        return (node, at, found) -> {
            whole.check(node, at, found);
            if (node.has("options") == node.has("option_groups")) {
                found.add(new Finding("must provide exactly one of options and option_groups", at));
            }
        };
    }

    private static Map<String, Rule> elements() {
        Map<String, Rule> kinds = new LinkedHashMap<>();
        kinds.put(
                "button",
                interactive()
                        .need("text", text(Limits.LABEL, "plain_text"))
                        .may("url", url())
                        .may("value", string(Limits.BUTTON_VALUE))
                        .may("style", oneOf("primary", "danger"))
                        .may("confirm", confirm())
                        .may("accessibility_label", string(Limits.LABEL)));
        kinds.put(
                "workflow_button",
                interactive()
                        .need("text", text(Limits.LABEL, "plain_text"))
                        .need("workflow", any())
                        .may("style", any()));
        kinds.put("image", image());
        kinds.put(
                "overflow",
                interactive()
                        .need("options", list(1, Limits.OVERFLOW, MENU_OPTION))
                        .may("confirm", confirm()));
        kinds.put(
                "checkboxes",
                picking()
                        .need("options", list(1, Limits.CHOICES, OPTION))
                        .may("initial_options", list(1, Limits.CHOICES, OPTION)));
        kinds.put(
                "radio_buttons",
                picking().need("options", list(1, Limits.CHOICES, OPTION)).may("initial_option", OPTION));
        kinds.put("datepicker", picking().may("initial_date", string(10, 10)));
        kinds.put("timepicker", picking().may("initial_time", string(5, 5)).may("timezone", string(255)));
        kinds.put(
                "datetimepicker",
                interactive()
                        .may("initial_date_time", number(1_000_000_000L, 9_999_999_999L))
                        .may("confirm", confirm())
                        .may("focus_on_load", bool()));
        kinds.put("static_select", oneGroupOfOptions(picking().may("initial_option", MENU_OPTION)));
        kinds.put(
                "multi_static_select",
                oneGroupOfOptions(picking()
                        .may("initial_options", list(1, Limits.OPTIONS, MENU_OPTION))
                        .may("max_selected_items", number(1, Limits.OPTIONS))));
        kinds.put(
                "external_select", picking().may("initial_option", MENU_OPTION).may("min_query_length", any()));
        kinds.put(
                "multi_external_select",
                picking()
                        .may("initial_options", any())
                        .may("min_query_length", any())
                        .may("max_selected_items", any()));
        for (String of : List.of("user", "conversation", "channel")) {
            Rule.Shape one = picking().may("initial_" + of, string(Limits.ID)).may("response_url_enabled", bool());
            Rule.Shape many = picking().may("initial_" + of + "s", any()).may("max_selected_items", number(1, 1000));
            if (of.equals("conversation")) {
                one.may("filter", any()).may("default_to_current_conversation", bool());
                many.may("filter", any()).may("default_to_current_conversation", bool());
            }
            kinds.put(of + "s_select", one);
            kinds.put("multi_" + of + "s_select", many);
        }
        kinds.put(
                "plain_text_input",
                writing()
                        .may("initial_value", string(0, Limits.TEXT))
                        .may("multiline", bool())
                        .may("min_length", number(0, Limits.TEXT))
                        .may("max_length", number(1, Limits.TEXT)));
        kinds.put("email_text_input", writing().may("initial_value", string(0, Limits.TEXT)));
        kinds.put("url_text_input", writing().may("initial_value", string(0, Limits.TEXT)));
        kinds.put(
                "number_input",
                writing()
                        .need("is_decimal_allowed", bool())
                        .may("initial_value", string(Limits.TEXT))
                        .may("min_value", string(Limits.TEXT))
                        .may("max_value", string(Limits.TEXT)));
        kinds.put("rich_text_input", writing().may("initial_value", any()));
        kinds.put(
                "file_input",
                interactive().may("filetypes", list(1, 100, string(20))).may("max_files", number(1, 10)));
        kinds.put(
                "feedback_buttons", interactive().need("positive_button", any()).need("negative_button", any()));
        kinds.put(
                "icon_button",
                interactive()
                        .need("icon", oneOf("trash"))
                        .need("text", text(Limits.LABEL, "plain_text"))
                        .may("value", string(Limits.BUTTON_VALUE))
                        .may("visible_to_user_ids", any())
                        .may("accessibility_label", string(Limits.LABEL))
                        .may("confirm", confirm()));
        return kinds;
    }

    private static Rule image() {
        Rule whole =
                shape().need("alt_text", string(2000)).may("image_url", url()).may("slack_file", any());
        return (node, at, found) -> {
            whole.check(node, at, found);
            oneSource(node, at, found);
        };
    }

    private static void oneSource(JsonNode node, String at, List<Finding> found) {
        if (node.has("image_url") == node.has("slack_file")) {
            found.add(new Finding("must provide exactly one of image_url and slack_file", at));
        }
    }

    private static Rule elementsOf(List<Set<String>> kinds) {
        Map<String, Rule> allowed = new LinkedHashMap<>(ELEMENTS);
        allowed.keySet().removeIf(type -> kinds.stream().noneMatch(some -> some.contains(type)));
        return typed(allowed);
    }

    private static Rule.Shape block() {
        return shape().may("block_id", string(Limits.ID));
    }

    private static Map<String, Rule> blocks() {
        Map<String, Rule> kinds = new LinkedHashMap<>();
        kinds.put("divider", block());
        kinds.put("header", block().need("text", text(Limits.HEADER, "plain_text")));
        Rule section = block().may("text", text(Limits.TEXT, "plain_text", "mrkdwn"))
                .may("fields", list(1, Limits.FIELDS, text(Limits.FIELD, "plain_text", "mrkdwn")))
                .may("accessory", elementsOf(List.of(PRESSED, PICKED, MENUS, MULTI_MENUS, Set.of("image"))))
                .may("expand", bool());
        kinds.put("section", (node, at, found) -> {
            section.check(node, at, found);
            if (!node.has("text") && !node.has("fields")) {
                found.add(new Finding("missing required field: text", at));
            }
        });
        Rule text = text(Limits.TEXT, "plain_text", "mrkdwn");
        Rule picture = image();
        kinds.put("context", block().need("elements", list(1, Limits.CONTEXT, (node, at, found) -> {
            boolean shows = node.path("type").asText().equals("image");
            (shows ? picture : text).check(node, at, found);
        })));
        kinds.put(
                "actions",
                block().need(
                                "elements",
                                list(
                                        1,
                                        Limits.ACTIONS,
                                        elementsOf(List.of(
                                                PRESSED, PICKED, MENUS, MULTI_MENUS, Set.of("datetimepicker"))))));
        kinds.put(
                "context_actions",
                block().need(
                                "elements",
                                list(
                                        1,
                                        Limits.CONTEXT_ACTIONS,
                                        elementsOf(List.of(Set.of("feedback_buttons", "icon_button"))))));
        kinds.put(
                "input",
                block().need("label", text(Limits.INPUT_LABEL, "plain_text"))
                        .need("element", elementsOf(List.of(PICKED, MENUS, MULTI_MENUS, WRITTEN)))
                        .may("dispatch_action", bool())
                        .may("hint", text(Limits.INPUT_LABEL, "plain_text"))
                        .may("optional", bool()));
        Rule image = block().need("alt_text", string(2000))
                .may("image_url", url())
                .may("slack_file", any())
                .may("title", text(2000, "plain_text"));
        kinds.put("image", (node, at, found) -> {
            image.check(node, at, found);
            oneSource(node, at, found);
        });
        kinds.put(
                "video",
                block().need("alt_text", string(2000))
                        .need("title", text(200, "plain_text"))
                        .need("thumbnail_url", url())
                        .need("video_url", url())
                        .may("author_name", string(50))
                        .may("description", PLAIN)
                        .may("provider_icon_url", url())
                        .may("provider_name", string(Limits.TEXT))
                        .may("title_url", url()));
        kinds.put("markdown", block().need("text", string(Limits.MARKDOWN)));
        kinds.put("rich_text", block().need("elements", list(1, 1000, typed(richParts()))));
        Rule cell = typed(Map.of(
                "raw_text",
                shape().need("text", string(Limits.TEXT)),
                "rich_text",
                shape().need("elements", list(1, 1000, typed(richParts())))));
        kinds.put(
                "table",
                block().need("rows", list(1, 100, list(1, 20, cell)))
                        .may(
                                "column_settings",
                                list(
                                        0,
                                        20,
                                        shape().may("align", oneOf("left", "center", "right"))
                                                .may("is_wrapped", bool()))));
        return kinds;
    }

    private static Map<String, Rule> richParts() {
        Rule style = shape().may("bold", bool())
                .may("italic", bool())
                .may("strike", bool())
                .may("code", bool())
                .may("underline", bool())
                .may("highlight", bool())
                .may("client_highlight", bool())
                .may("unlink", bool());
        Map<String, Rule> inline = new LinkedHashMap<>();
        inline.put("text", shape().need("text", string(Limits.ALL_BLOCKS)).may("style", style));
        inline.put(
                "link",
                shape().need("url", url())
                        .may("text", string(Limits.TEXT))
                        .may("unsafe", bool())
                        .may("style", style));
        inline.put(
                "emoji",
                shape().need("name", string(Limits.ID)).may("unicode", any()).may("style", style));
        inline.put("user", shape().need("user_id", string(Limits.ID)).may("style", style));
        inline.put("usergroup", shape().need("usergroup_id", string(Limits.ID)).may("style", style));
        inline.put("channel", shape().need("channel_id", string(Limits.ID)).may("style", style));
        inline.put(
                "broadcast",
                shape().need("range", oneOf("here", "channel", "everyone")).may("style", style));
        inline.put("color", shape().need("value", string(7)));
        inline.put(
                "date",
                shape().need("timestamp", number(0, Long.MAX_VALUE))
                        .need("format", string(Limits.TEXT))
                        .may("url", url())
                        .may("fallback", string(Limits.TEXT))
                        .may("style", style));
        Rule line = list(0, 1000, typed(inline));
        Map<String, Rule> parts = new LinkedHashMap<>();
        parts.put("rich_text_section", shape().need("elements", line));
        parts.put(
                "rich_text_preformatted",
                shape().need("elements", line).may("border", number(0, 1)).may("language", string(50)));
        parts.put("rich_text_quote", shape().need("elements", line).may("border", number(0, 1)));
        parts.put(
                "rich_text_list",
                shape().need(
                                "elements",
                                list(1, 1000, typed(Map.of("rich_text_section", shape().need("elements", line)))))
                        .need("style", oneOf("bullet", "ordered"))
                        .may("indent", number(0, 8))
                        .may("offset", number(0, 1000))
                        .may("border", number(0, 1)));
        return parts;
    }
}
