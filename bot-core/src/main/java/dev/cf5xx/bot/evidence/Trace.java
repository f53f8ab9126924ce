package dev.cf5xx.bot.evidence;

import java.util.Map;
import java.util.Optional;

/**
 * An answer of {@code /cdn-cgi/trace}.
 *
 * @param values every line's key and value, in order
 */
public record Trace(Map<String, String> values) {

    /** The data centre, an IATA code. */
    public Optional<String> colo() {
        return Optional.ofNullable(values.get("colo"));
    }
}
