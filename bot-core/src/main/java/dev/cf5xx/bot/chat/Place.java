package dev.cf5xx.bot.chat;

/** What kind of place a {@link Venue} is: who reads what is said there, and for how long. */
public enum Place {
    /** A thread, or what one grows from: everybody in the channel reads it. */
    THREAD,
    /** One person and the bot: nobody else reads it. */
    DIRECT,
    /**
     * Beside a channel: only the person who asked sees the answer, the platform keeps it for a while at most, and nothing is
     * remembered. What is for everybody begins a thread.
     */
    ASIDE
}
