package dev.cf5xx.app.http;

/** Answers the requests to one path. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Answers on a thread of the door's, from several at once.
     *
     * @throws InterruptedException where the time of the request is over
     * @throws Exception for any other reason not to answer; the asker is told no more than that
     */
    HttpAnswer answer(HttpRequest request) throws Exception;
}
