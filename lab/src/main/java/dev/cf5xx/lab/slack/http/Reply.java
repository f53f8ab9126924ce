package dev.cf5xx.lab.slack.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
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

    /** With the date of the answer, as every server gives it. */
    public Reply at(Instant instant) {
        Map<String, String> dated = new LinkedHashMap<>(headers);
        dated.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC)));
        return new Reply(status, type, dated, body);
    }

    /** Plain text. */
    public static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
