package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.knowledge.Lang;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the dialogue answers to. */
public sealed interface Input {
    /** The language the platform knows of the person, or null. */
    @Nullable
    Lang lang();

    /**
     * Somebody wrote something.
     *
     * @param addressed whether to the bot
     * @param who who wrote it
     */
    record Said(String text, boolean addressed, Person who) implements Input {
        @Override
        public @Nullable Lang lang() {
            return who.lang();
        }
    }

    /** Somebody pointed the bot at a message that says {@code text}. */
    record Pointed(String text, @Nullable Lang lang) implements Input {}

    /**
     * A thread has begun, as an {@link Effect.Begin} wanted it.
     */
    record Began(Effect.Begin begin) implements Input {
        @Override
        public @Nullable Lang lang() {
            return begin.lang();
        }
    }

    /** Somebody pressed a button. */
    record Pressed(String button, @Nullable Lang lang) implements Input {}

    /** Somebody filled in a form. */
    record Submitted(String form, Map<String, String> values, Person who) implements Input {
        @Override
        public @Nullable Lang lang() {
            return who.lang();
        }
    }

    /**
     * A check has ended.
     *
     * @param message the message that waits for it
     * @param outcome what came of it
     */
    record Checked(String message, Outcome outcome) implements Input {
        @Override
        public @Nullable Lang lang() {
            return null;
        }
    }
}
