package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command, a press, a modal's end or a question for choices, from the person's side. Guarded by the realm. */
final class Interaction {
    static final int COMMAND = 2;
    static final int COMPONENT = 3;
    static final int AUTOCOMPLETE = 4;
    static final int MODAL = 5;

    final String id;
    final String token;
    final int type;
    final Channel channel;
    final String user;
    final String locale;
    final ObjectNode data;
    /** The message with the component; null for a command. */
    final @Nullable Post source;

    final Instant made;
    final int messageType;
    int callback;

    /** When the first answer came; null for none yet. */
    @Nullable
    Instant answered;

    @Nullable
    Post original;

    boolean originalGone;

    @Nullable
    JsonNode modal;

    @Nullable
    JsonNode choices;

    int followUps;

    Interaction(
            String id,
            String token,
            int type,
            Channel channel,
            String user,
            String locale,
            ObjectNode data,
            @Nullable Post source,
            int messageType,
            Instant made) {
        this.id = id;
        this.token = token;
        this.type = type;
        this.channel = channel;
        this.user = user;
        this.locale = locale;
        this.data = data;
        this.source = source;
        this.messageType = messageType;
        this.made = made;
    }

    boolean answered() {
        return callback != 0;
    }
}
