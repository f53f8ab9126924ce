package dev.cf5xx.lab.discord.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param type the media type of the body
 * @param body what follows; not copied, nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // A body is bytes; two answers are never compared.
public record Reply(int status, String type, byte[] body, Map<String, String> headers) {
    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** JSON, with 200. */
    public static Reply ok(JsonNode json) {
        return json(200, json);
    }

    /** JSON, with any status. */
    public static Reply json(int status, JsonNode json) {
        return new Reply(status, "application/json", json.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** 204: done, and there is nothing to say. */
    public static Reply done() {
        return new Reply(204, "", new byte[0], Map.of());
    }

    /** With these headers too. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, type, body, all);
    }
}
