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

    /**
     * Posts a message.
     *
     * @param nonce the same for the same message when the bot cannot know whether an earlier try arrived: a platform
     *     that has already posted it returns that message's id
     * @return the platform's id of the message
     * @throws IOException if the platform did not take it
     */
    String post(Venue venue, String nonce, Reply reply) throws IOException;

    /**
     * Replaces a message.
     *
     * @param message what {@link #post} returned
     * @throws IOException if the platform did not take it
     */
    void edit(Venue venue, String message, Reply reply) throws IOException;
}
