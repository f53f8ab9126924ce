package dev.cf5xx.lab.slack.http;

import java.util.Map;

/**
 * A request.
 *
 * @param method e.g. {@code POST}
 * @param path without the query
 * @param query decoded
 * @param headers by name in lower case
 * @param body as it came
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
public record Call(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
    /** A header's value; empty where it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
