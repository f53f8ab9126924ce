package dev.cf5xx.app.http;

/**
 * What the program answers.
 *
 * @param type of the content; of no meaning where the body is empty
 * @param body sent as UTF-8
 */
public record HttpAnswer(int status, String type, String body) {
    /** A status that says everything. */
    public static HttpAnswer of(int status) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", "");
    }
}
