package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;

/** What else may answer an interaction: choices and modals (interactions/receiving-and-responding). */
public final class AnswerRules {
    private AnswerRules() {}

    /** Refuses a modal that Discord would refuse; {@code data} is the callback's. */
    public static void modal(JsonNode data) {
        Problems problems = new Problems();
        problems.required(data, "data", "custom_id", 1, Limits.CUSTOM_ID);
        problems.required(data, "data", "title", 1, Limits.MODAL_TITLE);
        ComponentRules.modal(data.path("components"), problems);
        problems.orAccept();
    }

    /** Refuses choices that Discord would refuse. */
    public static void choices(JsonNode data) {
        Problems problems = new Problems();
        JsonNode choices = data.path("choices");
        if (!choices.isArray()) {
            problems.missing("data.choices");
        }
        choices(choices, "data.choices", problems);
        problems.orAccept();
    }

    static void choices(JsonNode choices, String path, Problems problems) {
        if (choices.size() > Limits.CHOICES) {
            problems.tooLong(path, Limits.CHOICES);
        }
        for (int i = 0; i < choices.size(); i++) {
            problems.required(choices.get(i), path + "." + i, "name", 1, Limits.CHOICE);
            JsonNode value = choices.get(i).path("value");
            if (value.isMissingNode() || value.isNull()) {
                problems.missing(path + "." + i + ".value");
            } else if (value.isTextual() && value.asText().length() > Limits.CHOICE) {
                problems.tooLong(path + "." + i + ".value", Limits.CHOICE);
            }
            for (JsonNode name : choices.get(i).path("name_localizations")) {
                if (name.asText().length() > Limits.CHOICE) {
                    problems.tooLong(path + "." + i + ".name_localizations", Limits.CHOICE);
                }
            }
        }
    }
}
