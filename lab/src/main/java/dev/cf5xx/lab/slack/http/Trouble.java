package dev.cf5xx.lab.slack.http;

import java.time.Duration;

/** What can go wrong with a request on demand. */
public sealed interface Trouble {
    /**
     * 429 {@code ratelimited}: the request is not done.
     *
     * @param retryAfter what {@code Retry-After} says, in whole seconds
     */
    record TooMany(Duration retryAfter) implements Trouble {}

    /** This status with a page that is no JSON, as from a proxy before Slack; the request is not done. */
    record Status(int status) implements Trouble {}

    /** 200 with {@code "ok":false} and this error, e.g. {@code internal_error}; the request is not done. */
    record Says(String error) implements Trouble {}

    /** The connection is reset; the request is not done. */
    record Reset() implements Trouble {}

    /** The request is done, and then the connection is reset: the answer is lost. */
    record LostAnswer() implements Trouble {}
}
