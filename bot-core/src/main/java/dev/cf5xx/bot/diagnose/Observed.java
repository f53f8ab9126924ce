package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measured line.
 *
 * @param what which kind
 * @param values what its words are filled with; instants as in {@link java.time.Instant#toString}; strangers wrote some
 * @param origin the address of the origin that it was measured at; null for everything else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Observed(
        Observation what,
        Map<String, String> values,
        @Nullable String origin) {
    /** A line that was not measured at an origin. */
    public Observed(Observation what, Map<String, String> values) {
        this(what, values, null);
    }

    /** The same, measured at the origin of this address. */
    Observed at(String address) {
        return new Observed(what, values, address);
    }
}
