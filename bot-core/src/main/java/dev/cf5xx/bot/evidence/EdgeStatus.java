package dev.cf5xx.bot.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare's public status page says that matters to one site.
 *
 * @param colo the data centre asked about, an IATA code; null where none is known
 * @param centre the data centre's state in the page's own words, e.g. {@code operational}, {@code partial_outage}; null where
 *     the page does not list it
 * @param troubled components that serve sites (CDN, DNS, SSL and so on) and are not operational, as the page names them
 * @param incidents the open incidents that touch these components or the data centre, as the page names them
 * @param at when the page was last changed
 */
public record EdgeStatus(
        @Nullable String colo, @Nullable String centre, List<String> troubled, List<String> incidents, Instant at) {

    /** Whether the page says that anything is wrong. */
    public boolean trouble() {
        return (centre != null && !centre.equals("operational")) || !troubled.isEmpty();
    }
}
