package dev.cf5xx.bot.dialogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cf5xx.bot.chat.Reply;

/** Something to do on the platform. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Effect.Post.class, name = "post"),
    @JsonSubTypes.Type(value = Effect.Edit.class, name = "edit")
})
public sealed interface Effect {
    /** The dialogue's own name of the message, unique in its thread. */
    String message();

    /** What the message says. */
    Reply reply();

    /** Posts a message. */
    record Post(String message, Reply reply) implements Effect {}

    /** Replaces a message that was posted. */
    record Edit(String message, Reply reply) implements Effect {}
}
