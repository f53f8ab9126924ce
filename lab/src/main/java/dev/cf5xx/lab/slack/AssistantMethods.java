package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** assistant.threads.*, as docs.slack.dev/reference/methods has it; what they show is not kept. */
final class AssistantMethods {
    private static final int STATUSES_A_MINUTE = 60;
    private static final int LOADING_MESSAGES = 10;
    private static final int PROMPTS = 4;

    private AssistantMethods() {}

    static void addTo(Api api) {
        api.method(
                "assistant.threads.setStatus",
                "chat:write",
                STATUSES_A_MINUTE,
                asked -> list(asked, "status", "loading_messages", LOADING_MESSAGES));
        api.method("assistant.threads.setSuggestedPrompts", "chat:write", STATUSES_A_MINUTE, asked -> {
            if (asked.json("prompts", "invalid_arguments").isEmpty()) {
                throw Refused.missing("prompts");
            }
            return list(asked, "channel_id", "prompts", PROMPTS);
        });
    }

    private static ObjectNode list(Asked asked, String needed, String name, int most) {
        asked.channel(asked.required("channel_id"));
        if (!asked.args().has(needed)) {
            throw Refused.missing(needed);
        }
        JsonNode list = asked.json(name, "invalid_arguments");
        if (list.size() > most) {
            throw Refused.because(
                    "invalid_arguments",
                    List.of("[ERROR] no more than " + most + " items allowed [json-pointer:/" + name + "]"));
        }
        return Asked.ok();
    }
}
