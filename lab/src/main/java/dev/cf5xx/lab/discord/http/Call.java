package dev.cf5xx.lab.discord.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request.
 *
 * @param path without the query, and without what stands before the first route
 * @param query what stands behind the question mark, decoded
 * @param headers by name in lower case
 * @param body the JSON of it, or of the field {@code payload_json}; missing where there is none
 * @param files what was uploaded with it
 */
public record Call(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        List<Upload> files) {
    /** Copies. */
    public Call {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        files = List.copyOf(files);
    }

    /** A header's value; empty where it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether a switch of the query is on. */
    public boolean asks(String name) {
        return query.getOrDefault(name, "").equalsIgnoreCase("true");
    }
}
