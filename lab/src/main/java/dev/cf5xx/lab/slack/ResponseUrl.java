package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A URL that answers one act of one person, five times in half an hour
 * (docs.slack.dev/interactivity/handling-user-interaction). Guarded by the realm's lock.
 */
final class ResponseUrl {
    private final Channel channel;
    private final User user;
    private final @Nullable Message origin;
    private final long millis;
    private int uses;

    ResponseUrl(Channel channel, User user, @Nullable Message origin, long millis) {
        this.channel = channel;
        this.user = user;
        this.origin = origin;
        this.millis = millis;
    }

    /** Does what is asked. */
    void use(JsonNode asked, long now) {
        if (now - millis > Limits.RESPONSE_URL_MILLIS) {
            throw new Refused("expired_url");
        }
        if (uses >= Limits.RESPONSE_URL_USES) {
            throw new Refused("used_url");
        }
        if (!asked.isObject()) {
            throw new Refused("invalid_payload");
        }
        if (asked.path("delete_original").asBoolean()) {
            remove();
        } else {
            ChatMethods.content(asked);
            Workspace workspace = channel.workspace();
            if (asked.path("replace_original").asBoolean() && origin != null && !origin.deleted()) {
                ObjectNode changed = origin.json().deepCopy();
                ChatMethods.fill(changed, asked, workspace);
                origin.replace(changed);
                if (!origin.ephemeral()) {
                    workspace.tellChanged(origin);
                }
            } else {
                answer(asked);
            }
        }
        uses++;
    }

    private void remove() {
        if (origin == null || origin.deleted()) {
            throw new Refused("message_not_found");
        }
        origin.delete();
        if (!origin.ephemeral()) {
            channel.workspace().tellDeleted(origin);
        }
    }

    /** Says it anew: to this person only, unless everybody is asked for. */
    Message answer(JsonNode asked) {
        boolean all = asked.path("response_type").asText().equals("in_channel");
        ObjectNode json = channel.workspace().ownMessage();
        ChatMethods.fill(json, asked, channel.workspace());
        String thread = asked.path("thread_ts").asText();
        if (!thread.isEmpty()) {
            json.put("thread_ts", thread);
        }
        return channel.workspace().say(channel, json, all ? "" : user.id());
    }
}
