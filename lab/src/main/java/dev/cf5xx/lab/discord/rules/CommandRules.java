package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What an application's commands may be (interactions/application-commands; locales: reference). */
public final class CommandRules {
    private static final Pattern NAME = Pattern.compile("^[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}$");
    private static final Set<String> LOCALES = Set.of(
            "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
            "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW",
            "ko");
    private static final int SLASH = 1;
    private static final int SUB_GROUP = 2;
    private static final int MOST_TYPE = 11;

    private CommandRules() {}

    /** Refuses commands that Discord would refuse; {@code commands} is what is to be all there are. */
    public static void check(JsonNode commands) {
        Problems problems = new Problems();
        Set<String> names = new HashSet<>();
        int[] counts = new int[5];
        for (int i = 0; i < commands.size(); i++) {
            JsonNode command = commands.get(i);
            int type = command.path("type").asInt(SLASH);
            if (type < SLASH || type > 4) {
                problems.oneOf(i + ".type", "1, 2, 3, 4");
                continue;
            }
            counts[type]++;
            if (!names.add(type + " " + command.path("name").asText())) {
                problems.add(
                        i + ".name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
            }
            command(command, String.valueOf(i), type == SLASH, problems);
        }
        problems.orAccept();
        if (counts[SLASH] > Limits.SLASH_COMMANDS) {
            throw tooMany(Limits.SLASH_COMMANDS);
        }
        if (counts[2] > Limits.CONTEXT_COMMANDS || counts[3] > Limits.CONTEXT_COMMANDS) {
            throw tooMany(Limits.CONTEXT_COMMANDS);
        }
    }

    private static Refusal tooMany(int most) {
        return Refusal.of(400, 30032, "Maximum number of application commands reached (" + most + ").");
    }

    private static void command(JsonNode command, String path, boolean slash, Problems problems) {
        names(command, path, slash, problems);
        if (slash) {
            descriptions(command, path, problems);
            options(command.path("options"), path, problems);
            if (size(command) > Limits.COMMAND_TOTAL) {
                problems.add(
                        path,
                        "APPLICATION_COMMAND_TOO_LARGE",
                        "Command exceeds maximum size (" + Limits.COMMAND_TOTAL + ")");
            }
        } else if (!command.path("description").asText().isEmpty()) {
            problems.add(
                    path + ".description",
                    "APPLICATION_COMMAND_DESCRIPTION_CANNOT_BE_SET",
                    "Context menu commands cannot have description");
        } else if (!command.path("options").isEmpty()) {
            problems.add(
                    path + ".options",
                    "APPLICATION_COMMAND_OPTIONS_CANNOT_BE_SET",
                    "Context menu commands cannot have options");
        }
    }

    private static void names(JsonNode named, String path, boolean slash, Problems problems) {
        problems.required(named, path, "name", 1, Limits.COMMAND_NAME);
        name(named.path("name").asText(), path + ".name", slash, problems);
        locales(named, path, "name_localizations", problems);
        named.path("name_localizations").properties().forEach(each -> {
            String at = path + ".name_localizations." + each.getKey();
            if (each.getValue().asText().isEmpty() || each.getValue().asText().length() > Limits.COMMAND_NAME) {
                problems.badLength(at, 1, Limits.COMMAND_NAME);
            }
            name(each.getValue().asText(), at, slash, problems);
        });
    }

    private static void name(String name, String path, boolean slash, Problems problems) {
        boolean good = !slash
                || (NAME.matcher(name).matches()
                        && name.toLowerCase(Locale.ROOT).equals(name));
        if (!good && !name.isEmpty()) {
            problems.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }
    }

    private static void descriptions(JsonNode described, String path, Problems problems) {
        problems.required(described, path, "description", 1, Limits.COMMAND_DESCRIPTION);
        locales(described, path, "description_localizations", problems);
        for (Map.Entry<String, JsonNode> each :
                described.path("description_localizations").properties()) {
            int length = each.getValue().asText().length();
            if (length < 1 || length > Limits.COMMAND_DESCRIPTION) {
                problems.badLength(path + ".description_localizations." + each.getKey(), 1, Limits.COMMAND_DESCRIPTION);
            }
        }
    }

    private static void locales(JsonNode holder, String path, String field, Problems problems) {
        holder.path(field).properties().forEach(each -> {
            if (!LOCALES.contains(each.getKey())) {
                problems.oneOf(path + "." + field, "the locales of Discord");
            }
        });
    }

    private static void options(JsonNode options, String path, Problems problems) {
        if (options.size() > Limits.COMMAND_OPTIONS) {
            problems.tooLong(path + ".options", Limits.COMMAND_OPTIONS);
        }
        Set<String> names = new HashSet<>();
        boolean optional = false;
        for (int i = 0; i < options.size(); i++) {
            JsonNode option = options.get(i);
            String at = path + ".options." + i;
            int type = option.path("type").asInt();
            if (type < 1 || type > MOST_TYPE) {
                problems.oneOf(at + ".type", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11");
            }
            names(option, at, true, problems);
            descriptions(option, at, problems);
            if (!names.add(option.path("name").asText())) {
                problems.add(
                        at,
                        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                        "Option name already exists in options list");
            }
            if (option.path("required").asBoolean() && optional) {
                problems.add(
                        at,
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options");
            }
            optional |= type > SUB_GROUP && !option.path("required").asBoolean();
            AnswerRules.choices(option.path("choices"), at + ".choices", problems);
            if (!option.path("choices").isEmpty() && option.path("autocomplete").asBoolean()) {
                problems.add(
                        at + ".autocomplete",
                        "APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE",
                        "Options with choices cannot be autocompleted");
            }
            options(option.path("options"), at, problems);
        }
    }

    /** Names, descriptions and values together; of a text with translations the longest counts. */
    private static int size(JsonNode part) {
        int size = longest(part, "name") + longest(part, "description");
        if (part.path("value").isTextual()) {
            size += part.path("value").asText().length();
        }
        for (JsonNode option : part.path("options")) {
            size += size(option);
        }
        for (JsonNode choice : part.path("choices")) {
            size += size(choice);
        }
        return size;
    }

    private static int longest(JsonNode part, String field) {
        int longest = part.path(field).asText().length();
        for (JsonNode each : part.path(field + "_localizations")) {
            longest = Math.max(longest, each.asText().length());
        }
        return longest;
    }
}
