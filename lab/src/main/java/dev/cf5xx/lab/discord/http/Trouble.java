package dev.cf5xx.lab.discord.http;

import java.time.Duration;

/** What can go wrong with a request on demand. */
public sealed interface Trouble {
    /**
     * 429: the request is not done.
     *
     * @param retryAfter what {@code Retry-After} says
     * @param scope {@code user}, {@code shared} or {@code global}
     */
    record TooMany(Duration retryAfter, String scope) implements Trouble {}

    /** This status with an empty page, as from a proxy before Discord; the request is not done. */
    record Status(int status) implements Trouble {}

    /** The connection is reset; the request is not done. */
    record Reset() implements Trouble {}

    /** The request is done, and then the connection is reset: the answer is lost. */
    record LostAnswer() implements Trouble {}
}
