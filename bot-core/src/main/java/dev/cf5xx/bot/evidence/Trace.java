package dev.cf5xx.bot.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An answer of {@code /cdn-cgi/trace}.
 *
 * @param values every line's key and value, in order
 */
public record Trace(Map<String, String> values) {
    private static final Set<String> PERSONAL = Set.of("ip", "uag");

    /** Keeps the order of {@code values}. */
    public Trace {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The data centre, an IATA code. */
    public Optional<String> colo() {
        return Optional.ofNullable(values.get("colo"));
    }

    /** This trace without who asked: address and agent are personal data, and the checker's own. */
    public Trace masked() {
        Map<String, String> masked = new LinkedHashMap<>(values);
        masked.replaceAll((key, value) -> PERSONAL.contains(key) ? "***" : value);
        return new Trace(masked);
    }
}
