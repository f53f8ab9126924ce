package dev.cf5xx.bot.dialogue;

import dev.cf5xx.knowledge.Lang;
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
     */
    record Said(String text, boolean addressed, @Nullable Lang lang) implements Input {}

    /** Somebody pressed a button. */
    record Pressed(String button, @Nullable Lang lang) implements Input {}
}
