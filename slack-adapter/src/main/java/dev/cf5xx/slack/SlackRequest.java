package dev.cf5xx.slack;

import java.util.List;
import java.util.Map;

/**
 * What came over HTTP, from Slack or from somebody who pretends to be.
 *
 * @param headers as they were sent; the names in any case
 * @param body read as UTF-8, as Slack writes it
 */
public record SlackRequest(Map<String, List<String>> headers, String body) {
    /** Copies the headers. */
    public SlackRequest {
        headers = Map.copyOf(headers);
    }
}
