package dev.cf5xx.bot.chat;

/** What becomes of something that was said {@linkplain Place#ASIDE beside a channel}. */
public sealed interface Aside {
    /**
     * An answer for the person alone. Where a button was pressed, it takes the place of the message the button was on.
     */
    record Answer(Reply reply) implements Aside {}

    /** It begins a thread: to be given to {@link Listener#take}, and acknowledged when that is taken. */
    record Begins() implements Aside {}
}
