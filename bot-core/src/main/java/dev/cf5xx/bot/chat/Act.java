package dev.cf5xx.bot.chat;

/** What somebody did. */
public sealed interface Act {

    /** Wrote a message. */
    record Wrote(String text) implements Act {}

    /** Pressed the {@link Block.Button} with this id. */
    record Pressed(String button) implements Act {}
}
