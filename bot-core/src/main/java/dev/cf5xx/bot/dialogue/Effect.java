package dev.cf5xx.bot.dialogue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to do, on the platform or out in the world. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Effect.Post.class, name = "post"),
    @JsonSubTypes.Type(value = Effect.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = Effect.Open.class, name = "form"),
    @JsonSubTypes.Type(value = Effect.Check.class, name = "check"),
    @JsonSubTypes.Type(value = Effect.Begin.class, name = "begin"),
    @JsonSubTypes.Type(value = Effect.Listen.class, name = "listen")
})
public sealed interface Effect {
    /** The dialogue's own name of the message it is about, unique in its thread. */
    String message();

    /** Whether people see it. */
    default boolean visible() {
        return true;
    }

    /** Posts a message. */
    record Post(String message, Reply reply) implements Effect {}

    /** Replaces a message that was posted. */
    record Edit(String message, Reply reply) implements Effect {}

    /**
     * Begins a thread in the channel that the venue is beside. What follows in the thread is its {@link Input.Began}.
     *
     * @param root the thread's first message; its buttons call it the thread's first message
     * @param said what is said in the thread then; null for nothing
     * @param shows what the first message shows; null where it has no buttons
     * @param lang the language the thread is held in
     * @param asker for whom sites are looked at in it; null where its first message stays as it is
     */
    record Begin(
            String message,
            Reply root,
            @Nullable String said,
            @Nullable Shown shows,
            Lang lang,
            @Nullable String asker) implements Effect {
        /** This, without what nobody needs once it is done: there may be secrets in what was said. */
        public Begin done() {
            return new Begin(message, root, null, shows, lang, asker);
        }
    }

    /** From now on listens so in the channel. */
    record Listen(String message, Listening listening) implements Effect {
        @Override
        public boolean visible() {
            return false;
        }
    }

    /** Opens a form that belongs to a message. */
    record Open(String message, Form form) implements Effect {}

    /**
     * Looks at a site. The message shows how it goes; what comes of it is an {@link Input.Checked}.
     *
     * @param url the address, as written
     * @param origins where its origins are said to be, as written
     * @param anew whether a report from memory is not wanted
     * @param lang the language in which to tell how it goes
     * @param quiet whether nobody asked for it: no message shows how it goes
     */
    record Check(String message, String url, List<String> origins, boolean anew, Lang lang, boolean quiet)
            implements Effect {
        /** A look that somebody wanted. */
        public Check(String message, String url, List<String> origins, boolean anew, Lang lang) {
            this(message, url, origins, anew, lang, false);
        }

        @Override
        public boolean visible() {
            return false;
        }

        /** This, without what nobody needs once it is done: there may be secrets in the address. */
        public Check done() {
            return new Check(message, "", List.of(), anew, lang, quiet);
        }
    }
}
