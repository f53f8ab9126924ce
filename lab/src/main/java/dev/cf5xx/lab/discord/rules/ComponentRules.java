package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** What components may be (components/reference). Codes that the documentation does not list say what they mean. */
final class ComponentRules {
    static final int ROW = 1;
    static final int BUTTON = 2;
    static final int STRING_SELECT = 3;
    static final int INPUT = 4;
    static final int CHANNEL_SELECT = 8;
    static final int SECTION = 9;
    static final int TEXT = 10;
    static final int THUMBNAIL = 11;
    static final int GALLERY = 12;
    static final int FILE = 13;
    static final int SEPARATOR = 14;
    static final int CONTAINER = 17;
    static final int LABEL = 18;
    private static final int FILE_UPLOAD = 19;
    private static final int RADIO = 21;
    private static final int CHECKBOX_GROUP = 22;
    private static final int CHECKBOX = 23;
    private static final int LINK = 5;
    private static final int PREMIUM = 6;

    private final Problems problems;
    private final Set<String> customIds = new HashSet<>();
    private final Set<Integer> ids = new HashSet<>();
    private int count;
    private int text;

    private ComponentRules(Problems problems) {
        this.problems = problems;
    }

    /** Rows of buttons and selects below a message. */
    static void legacy(JsonNode components, Problems problems) {
        if (components.size() > Limits.ROWS) {
            problems.badLength("components", 1, Limits.ROWS);
        }
        ComponentRules rules = new ComponentRules(problems);
        for (int i = 0; i < components.size(); i++) {
            String path = "components." + i;
            if (components.get(i).path("type").asInt() == ROW) {
                rules.row(components.get(i), path);
            } else {
                rules.notOneOf(path, "1");
            }
        }
    }

    /** A message that is nothing but components. */
    static void v2(JsonNode components, Problems problems) {
        ComponentRules rules = new ComponentRules(problems);
        for (int i = 0; i < components.size(); i++) {
            rules.block(components.get(i), "components." + i, true);
        }
        if (rules.count > Limits.V2_COMPONENTS) {
            problems.add(
                    "components",
                    "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                    "The total number of components must be " + Limits.V2_COMPONENTS + " or fewer.");
        }
        if (rules.text > Limits.V2_TEXT) {
            problems.add(
                    "components",
                    "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                    "The displayable text size must be " + Limits.V2_TEXT + " or fewer in length.");
        }
    }

    /** The inside of a modal. */
    static void modal(JsonNode components, Problems problems) {
        if (components.isEmpty() || components.size() > Limits.MODAL_COMPONENTS) {
            problems.badLength("data.components", 1, Limits.MODAL_COMPONENTS);
        }
        ComponentRules rules = new ComponentRules(problems);
        for (int i = 0; i < components.size(); i++) {
            rules.part(components.get(i), "data.components." + i);
        }
    }

    private void part(JsonNode part, String path) {
        seen(part, path);
        int type = part.path("type").asInt();
        if (type == LABEL) {
            problems.required(part, path, "label", 1, Limits.LABEL);
            problems.text(part, path, "description", Limits.LABEL_DESCRIPTION);
            JsonNode inside = part.path("component");
            if (!inside.isObject()) {
                problems.missing(path + ".component");
            } else {
                control(inside, path + ".component");
            }
        } else if (type == ROW) {
            JsonNode inside = part.path("components");
            if (inside.size() != 1) {
                problems.badLength(path + ".components", 1, 1);
            }
            for (int i = 0; i < inside.size(); i++) {
                problems.required(inside.get(i), path + ".components." + i, "label", 1, Limits.LABEL);
                control(inside.get(i), path + ".components." + i);
            }
        } else if (type == TEXT) {
            words(part, path);
        } else {
            notOneOf(path, "1, 10, 18");
        }
    }

    private void control(JsonNode control, String path) {
        int type = control.path("type").asInt();
        if (type == BUTTON
                || type < STRING_SELECT
                || (type > CHANNEL_SELECT && type < FILE_UPLOAD)
                || type > CHECKBOX) {
            notOneOf(path, "3, 4, 5, 6, 7, 8, 19, 21, 22, 23");
            return;
        }
        if (control.path("disabled").asBoolean()) {
            problems.add(path + ".disabled", "COMPONENT_DISABLED_IN_MODAL", "Modals cannot have disabled components.");
        }
        if (type == INPUT) {
            input(control, path);
        } else if (type <= CHANNEL_SELECT) {
            select(control, path);
        } else {
            seen(control, path);
            customId(control, path);
            int most = type == RADIO || type == CHECKBOX_GROUP ? 10 : 0;
            JsonNode options = control.path("options");
            if (options.size() > most) {
                problems.tooLong(path + ".options", most);
            }
            options(options, path);
        }
    }

    private void input(JsonNode input, String path) {
        seen(input, path);
        customId(input, path);
        int style = input.path("style").asInt();
        if (style != 1 && style != 2) {
            problems.oneOf(path + ".style", "1, 2");
        }
        problems.text(input, path, "value", Limits.INPUT);
        problems.text(input, path, "placeholder", Limits.INPUT_PLACEHOLDER);
        number(input, path, "min_length", 0, Limits.INPUT);
        number(input, path, "max_length", 1, Limits.INPUT);
    }

    private void number(JsonNode holder, String path, String field, int least, int most) {
        JsonNode value = holder.path(field);
        if (value.isNumber() && (value.asInt() < least || value.asInt() > most)) {
            problems.add(
                    path + "." + field,
                    value.asInt() < least ? "NUMBER_TYPE_MIN" : "NUMBER_TYPE_MAX",
                    "int value should be between " + least + " and " + most + ".");
        }
    }

    private void block(JsonNode block, String path, boolean top) {
        int type = block.path("type").asInt();
        switch (type) {
            case ROW -> row(block, path);
            case SECTION -> section(block, path);
            case TEXT -> {
                seen(block, path);
                words(block, path);
            }
            case GALLERY -> gallery(block, path);
            case FILE -> {
                seen(block, path);
                media(block.path("file"), path + ".file", "'attachment'");
            }
            case SEPARATOR -> seen(block, path);
            case CONTAINER -> {
                if (top) {
                    container(block, path);
                } else {
                    notOneOf(path, "1, 9, 10, 12, 13, 14");
                }
            }
            default -> notOneOf(path, top ? "1, 9, 10, 12, 13, 14, 17" : "1, 9, 10, 12, 13, 14");
        }
    }

    private void container(JsonNode container, String path) {
        seen(container, path);
        JsonNode inside = container.path("components");
        if (inside.isEmpty()) {
            problems.missing(path + ".components");
        }
        for (int i = 0; i < inside.size(); i++) {
            block(inside.get(i), path + ".components." + i, false);
        }
        number(container, path, "accent_color", 0, 0xFFFFFF);
    }

    private void section(JsonNode section, String path) {
        seen(section, path);
        JsonNode texts = section.path("components");
        if (texts.isEmpty() || texts.size() > Limits.SECTION_TEXTS) {
            problems.badLength(path + ".components", 1, Limits.SECTION_TEXTS);
        }
        for (int i = 0; i < texts.size(); i++) {
            seen(texts.get(i), path + ".components." + i);
            if (texts.get(i).path("type").asInt() == TEXT) {
                words(texts.get(i), path + ".components." + i);
            } else {
                notOneOf(path + ".components." + i, "10");
            }
        }
        JsonNode accessory = section.path("accessory");
        if (accessory.path("type").asInt() == BUTTON) {
            button(accessory, path + ".accessory");
        } else if (accessory.path("type").asInt() == THUMBNAIL) {
            seen(accessory, path + ".accessory");
            media(accessory.path("media"), path + ".accessory.media", "'http', 'https', 'attachment'");
        } else if (accessory.isMissingNode()) {
            problems.missing(path + ".accessory");
        } else {
            notOneOf(path + ".accessory", "2, 11");
        }
    }

    private void gallery(JsonNode gallery, String path) {
        seen(gallery, path);
        JsonNode items = gallery.path("items");
        if (items.isEmpty() || items.size() > Limits.GALLERY_ITEMS) {
            problems.badLength(path + ".items", 1, Limits.GALLERY_ITEMS);
        }
        for (int i = 0; i < items.size(); i++) {
            media(items.get(i).path("media"), path + ".items." + i + ".media", "'http', 'https', 'attachment'");
        }
    }

    private void media(JsonNode media, String path, String schemes) {
        String url = media.path("url").asText();
        if (url.isEmpty()) {
            problems.missing(path + ".url");
        } else {
            MessageRules.address(url, path + ".url", problems, schemes);
        }
    }

    private void words(JsonNode words, String path) {
        String content = words.path("content").asText();
        if (content.isEmpty()) {
            problems.missing(path + ".content");
        }
        if (content.length() > Limits.V2_TEXT) {
            problems.tooLong(path + ".content", Limits.V2_TEXT);
        }
        text += content.length();
    }

    private void row(JsonNode row, String path) {
        seen(row, path);
        JsonNode inside = row.path("components");
        if (inside.isEmpty() || inside.size() > Limits.BUTTONS_IN_ROW) {
            problems.badLength(path + ".components", 1, Limits.BUTTONS_IN_ROW);
        }
        boolean selects = false;
        for (int i = 0; i < inside.size(); i++) {
            int type = inside.get(i).path("type").asInt();
            if (type == BUTTON) {
                button(inside.get(i), path + ".components." + i);
            } else if (type >= STRING_SELECT && type <= CHANNEL_SELECT && type != INPUT) {
                selects = true;
                select(inside.get(i), path + ".components." + i);
            } else {
                notOneOf(path + ".components." + i, "2, 3, 5, 6, 7, 8");
            }
        }
        if (selects && inside.size() > 1) {
            problems.add(
                    path + ".components",
                    "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                    "The specified component exceeds the maximum width");
        }
    }

    private void button(JsonNode button, String path) {
        seen(button, path);
        problems.text(button, path, "label", Limits.BUTTON_LABEL);
        int style = button.path("style").asInt();
        if (style < 1 || style > PREMIUM) {
            problems.oneOf(path + ".style", "1, 2, 3, 4, 5, 6");
        } else if (style == LINK) {
            if (button.has("custom_id")) {
                exclusive(path);
            }
            String url = button.path("url").asText();
            if (url.isEmpty()) {
                problems.missing(path + ".url");
            } else if (url.length() > Limits.URL) {
                problems.tooLong(path + ".url", Limits.URL);
            } else {
                MessageRules.address(url, path + ".url", problems, "'http', 'https', 'discord'");
            }
        } else if (style != PREMIUM) {
            if (button.has("url")) {
                exclusive(path);
            }
            customId(button, path);
        }
        if (style != PREMIUM
                && button.path("label").asText().isEmpty()
                && !button.path("emoji").isObject()) {
            problems.add(path, "BUTTON_COMPONENT_INVALID_LABEL", "A button must have a label or an emoji");
        }
    }

    private void exclusive(String path) {
        problems.add(
                path,
                "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                "A custom id and url cannot both be specified");
    }

    private void select(JsonNode select, String path) {
        seen(select, path);
        customId(select, path);
        problems.text(select, path, "placeholder", Limits.PLACEHOLDER);
        number(select, path, "min_values", 0, Limits.OPTIONS);
        number(select, path, "max_values", 1, Limits.OPTIONS);
        if (select.path("type").asInt() == STRING_SELECT) {
            JsonNode options = select.path("options");
            if (options.isEmpty() || options.size() > Limits.OPTIONS) {
                problems.badLength(path + ".options", 1, Limits.OPTIONS);
            }
            options(options, path);
        }
    }

    private void options(JsonNode options, String path) {
        Set<String> values = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            JsonNode option = options.get(i);
            String at = path + ".options." + i;
            problems.required(option, at, "label", 1, Limits.OPTION_TEXT);
            problems.required(option, at, "value", 1, Limits.OPTION_TEXT);
            problems.text(option, at, "description", Limits.OPTION_TEXT);
            if (!values.add(option.path("value").asText())) {
                problems.add(
                        at + ".value",
                        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                        "The specified option value is already used");
            }
        }
    }

    private void customId(JsonNode component, String path) {
        problems.required(component, path, "custom_id", 1, Limits.CUSTOM_ID);
        String id = component.path("custom_id").asText();
        if (!id.isEmpty() && !customIds.add(id)) {
            problems.add(
                    path + ".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        }
    }

    private void seen(JsonNode component, String path) {
        count++;
        int id = component.path("id").asInt();
        if (id != 0 && !ids.add(id)) {
            problems.add(path + ".id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
        }
    }

    private void notOneOf(String path, String types) {
        problems.add(path + ".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (" + types + ").");
    }
}
