package dev.cf5xx.lab.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param type its {@code Content-Type}
 * @param headers besides it and the length
 */
@SuppressWarnings("ArrayRecordComponent") // Sent once, never compared.
public record Reply(int status, String type, Map<String, String> headers, byte[] body) {
    /** JSON with these headers. */
    public static Reply json(int status, JsonNode body, Map<String, String> headers) {
        return new Reply(
                status,
                "application/json; charset=utf-8",
                headers,
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Plain text. */
    public static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
