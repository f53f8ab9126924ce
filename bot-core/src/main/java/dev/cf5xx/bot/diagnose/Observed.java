package dev.cf5xx.bot.diagnose;

import java.util.Map;

/**
 * A measured line.
 *
 * @param what which kind
 * @param values what its words are filled with; instants as in {@link java.time.Instant#toString}; strangers wrote some
 */
public record Observed(Observation what, Map<String, String> values) {}
