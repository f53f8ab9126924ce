package dev.cf5xx.bot.chat;

import java.io.IOException;

/**
 * What the bot asks of a platform. Calls may block; calls for one venue come one after the other, in order.
 */
public interface Platform {
    /** The name in {@link Venue#platform}. */
    String name();

    /** How it writes messages. */
    Dialect dialect();

    /** The workspace or server that {@code venue} belongs to: what is seen in one is not shown in another. */
    default String workspace(Venue venue) {
        return venue.platform();
    }

    /** What kind of place {@code venue} is. */
    default Place place(Venue venue) {
        return Place.THREAD;
    }

    /** The channel that {@code venue} is in, or beside: what is set for one goes for all its threads. */
    default String channel(Venue venue) {
        return venue.thread();
    }

    /**
     * Posts a message.
     *
     * @param nonce the same for the same message when the bot cannot know whether an earlier try arrived: a platform
     *     that has already posted it returns that message's id
     * @return the platform's id of the message
     * @throws HinderedException if it is not worth trying again
     * @throws IOException if the platform did not take it
     */
    String post(Venue venue, String nonce, Reply reply) throws IOException;

    /**
     * Replaces a message.
     *
     * @param message what {@link #post} returned
     * @throws HinderedException if it is not worth trying again
     * @throws IOException if the platform did not take it
     */
    void edit(Venue venue, String message, Reply reply) throws IOException;

    /**
     * Shows in a message how something that runs is going. What it shows is replaced by an {@link #edit} at the end, and is
     * not shown again after a crash.
     *
     * @param message what {@link #post} returned
     * @throws IOException if the platform did not take it; nobody minds
     */
    default void progress(Venue venue, String message, Reply reply) throws IOException {
        edit(venue, message, reply);
    }

    /**
     * Opens a form for the person whose act led to it. Not repeated after a crash: by then nobody waits for it.
     *
     * @param event the id of the event that led to it
     * @throws IOException if the platform did not take it
     */
    void open(Venue venue, String event, Form form) throws IOException;

    /**
     * Begins a thread in the channel that {@code aside} is beside.
     *
     * @param event the id of the event that led to it
     * @param nonce as of {@link #post}
     * @param root the thread's first message
     * @throws HinderedException if it is not worth trying again
     * @throws IOException if the platform did not take it
     */
    default Begun begin(Venue aside, String event, String nonce, Reply root) throws IOException {
        return new Begun(aside, post(aside, nonce, root));
    }

    /**
     * Tells one person something that nobody else is to read, where the platform can. Not repeated.
     *
     * @param event the id of the event that led to it
     * @throws IOException if the platform did not take it
     */
    default void tell(Venue venue, Person person, String event, Reply reply) throws IOException {}

    /**
     * Marks a message that the bot has looked into without a word. Not repeated.
     *
     * @param event the id of the event that the message was
     * @throws IOException if the platform did not take it; nobody minds
     */
    default void mark(Venue venue, String event) throws IOException {}
}
