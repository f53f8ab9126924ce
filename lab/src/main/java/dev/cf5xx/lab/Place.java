package dev.cf5xx.lab;

import dev.cf5xx.lab.origin.Origin;
import dev.cf5xx.lab.origin.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * A site of the lab's world.
 *
 * @param id its short name, e.g. {@code 522}
 * @param host its host name
 * @param url what to paste
 * @param shows the status that the edge answers for it; 200 for a healthy one, 0 where there is no answer at all
 * @param subcode the 1XXX number beside it; null for none
 * @param scenario what its origin plays; null without one
 * @param origin its origin; null without one
 */
public record Place(
        String id,
        String host,
        String url,
        int shows,
        @Nullable Integer subcode,
        @Nullable Scenario scenario,
        @Nullable Origin origin) {

    /** The origin as {@code cf5xx check --origin} takes it; null without one. */
    public @Nullable String originOption() {
        return origin == null ? null : origin.option();
    }
}
