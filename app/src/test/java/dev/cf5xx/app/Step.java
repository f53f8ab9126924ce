package dev.cf5xx.app;

import java.util.Map;

/**
 * Something that somebody does in a conversation, in words that no platform has. People and threads have names of the script's
 * own. A button is named by what it does: {@code more}, {@code in}, {@code again}.
 */
sealed interface Step {
    /** The thread it happens in, or begins; the name is the script's. */
    String thread();

    /** Whether it is a person who has the platform in Chinese. */
    boolean chinese();

    /** Types the command in a channel: what everybody is to read begins {@code thread}. */
    record Commands(String thread, boolean chinese, String text) implements Step {}

    /** Calls the bot in a channel, which begins a thread. */
    record Calls(String thread, boolean chinese, String text) implements Step {}

    /** Says something in a channel that is not meant for the bot. */
    record Says(String thread, boolean chinese, String text) implements Step {}

    /** Goes on in a thread, as people do on the platform: with the bot's name where it has to be there. */
    record Replies(String thread, boolean chinese, String text) implements Step {}

    /** Presses a button of the latest message that has it. */
    record Presses(String thread, boolean chinese, String verb) implements Step {}

    /** Fills in the form that was opened last, and sends it. */
    record Fills(String thread, boolean chinese, Map<String, String> values) implements Step {}

    /** Points at what was said in {@link Says}, to have its links looked at. */
    record Points(String thread, boolean chinese, String text) implements Step {}

    /** Writes to the bot alone. */
    record Whispers(String thread, boolean chinese, String text) implements Step {}
}
