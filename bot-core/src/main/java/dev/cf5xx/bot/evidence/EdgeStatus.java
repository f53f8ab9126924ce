package dev.cf5xx.bot.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare's public status page says of one data centre, and of Cloudflare's services. The states are the status
 * page's own words: {@code operational}, {@code degraded_performance}, {@code partial_outage}, {@code major_outage},
 * {@code under_maintenance}.
 *
 * @param colo the data centre, an IATA code
 * @param state how it stands; null where the page does not name it
 * @param component the service that stands worst, data centres aside; null where all are operational
 * @param componentState how that one stands; null where all are operational
 * @param asOf when the page was read
 */
public record EdgeStatus(
        String colo,
        @Nullable String state,
        @Nullable String component,
        @Nullable String componentState,
        Instant asOf) {

    /** Whether the data centre is reported as anything but in order. */
    public boolean troubled() {
        return state != null && !state.equals("operational");
    }
}
