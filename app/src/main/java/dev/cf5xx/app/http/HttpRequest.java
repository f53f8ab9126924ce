package dev.cf5xx.app.http;

import java.util.List;
import java.util.Map;

/**
 * What somebody asks of the program.
 *
 * @param method in upper case; {@code HEAD} arrives as {@code GET}
 * @param headers as they were sent; the names in any case
 * @param body read as UTF-8
 */
public record HttpRequest(String method, Map<String, List<String>> headers, String body) {
    /** Copies the headers. */
    public HttpRequest {
        headers = Map.copyOf(headers);
    }
}
