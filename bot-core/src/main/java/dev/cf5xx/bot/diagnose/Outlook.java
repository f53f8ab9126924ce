package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare would answer with one origin under one SSL mode.
 *
 * @param result what becomes of a request
 * @param code the code Cloudflare would show; null where it would show none
 * @param status the status a visitor would see; null where none can be told
 * @param reasons why, the weightiest first; at least one
 * @param certain whether it is certain from here
 */
public record Outlook(
        Result result, @Nullable String code, @Nullable Integer status, List<Finding> reasons, boolean certain) {

    /** What becomes of a request. */
    public enum Result {
        /** It is answered. */
        OK,
        /** The origin's own error is passed through. */
        PASSED_THROUGH,
        /** Cloudflare shows an error. */
        ERROR;

        /** The name in machine output, e.g. {@code passed-through}. */
        @JsonValue
        public String tag() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
