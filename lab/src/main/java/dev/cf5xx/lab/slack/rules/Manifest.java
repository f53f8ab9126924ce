package dev.cf5xx.lab.slack.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether Slack takes an app manifest, as far as lengths go: slackapi/manifest-schema, {@code manifest.schema.2.0.0.json}. */
public final class Manifest {
    private static final int COMMANDS = 50;
    private static final int COMMAND = 32;
    private static final int USAGE_HINT = 1000;
    private static final int DESCRIPTION = 2000;
    private static final int SHORTCUTS = 10;
    private static final int SHORTCUT = 24;
    private static final int SHORTCUT_DESCRIPTION = 150;
    private static final int APP = 35;
    private static final int PROMPTS = 4;
    private static final int AGENT = 300;

    private Manifest() {}

    /** What is wrong with a manifest; empty if nothing. */
    public static List<Finding> check(JsonNode manifest) {
        List<Finding> found = new ArrayList<>();
        String at = "/display_information";
        JsonNode shown = manifest.path("display_information");
        length(shown, "name", APP, true, at, found);
        JsonNode features = manifest.path("features");
        many(features.path("slash_commands"), COMMANDS, "/features/slash_commands", found);
        for (int i = 0; i < features.path("slash_commands").size(); i++) {
            JsonNode command = features.path("slash_commands").get(i);
            String here = "/features/slash_commands/" + i;
            length(command, "command", COMMAND, true, here, found);
            length(command, "description", DESCRIPTION, true, here, found);
            length(command, "usage_hint", USAGE_HINT, false, here, found);
        }
        many(features.path("shortcuts"), SHORTCUTS, "/features/shortcuts", found);
        for (int i = 0; i < features.path("shortcuts").size(); i++) {
            JsonNode shortcut = features.path("shortcuts").get(i);
            String here = "/features/shortcuts/" + i;
            length(shortcut, "name", SHORTCUT, true, here, found);
            length(shortcut, "callback_id", Limits.ID, true, here, found);
            length(shortcut, "description", SHORTCUT_DESCRIPTION, true, here, found);
        }
        JsonNode agent = features.path("agent_view");
        if (agent.isObject()) {
            length(agent, "agent_description", AGENT, true, "/features/agent_view", found);
            many(agent.path("suggested_prompts"), PROMPTS, "/features/agent_view/suggested_prompts", found);
        }
        return List.copyOf(found);
    }

    private static void many(JsonNode list, int most, String at, List<Finding> found) {
        if (list.size() > most) {
            found.add(new Finding("no more than " + most + " items allowed", at));
        }
    }

    private static void length(JsonNode node, String field, int most, boolean needed, String at, List<Finding> found) {
        if (node.has(field)) {
            Rule.string(most).check(node.path(field), at + "/" + field, found);
        } else if (needed) {
            found.add(new Finding("missing required field: " + field, at));
        }
    }
}
