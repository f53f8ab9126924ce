package dev.cf5xx.bot.chat;

import java.util.List;
import java.util.Map;

/** What somebody did. */
public sealed interface Act {

    /**
     * Wrote a message.
     *
     * @param files what came with it
     */
    record Wrote(String text, List<Attachment> files) implements Act {
        /** A message of text alone. */
        public Wrote(String text) {
            this(text, List.of());
        }
    }

    /** Pointed the bot at a message, to look at the links in it. */
    record Pointed(String text) implements Act {}

    /** Pressed the {@link Block.Button} with this id. */
    record Pressed(String button) implements Act {}

    /**
     * Filled in a {@link Form}.
     *
     * @param form the form's id
     * @param values what was written, by the field's id; empty where the form was put away
     */
    record Submitted(String form, Map<String, String> values) implements Act {}
}
