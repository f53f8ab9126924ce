package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one check saw.
 *
 * @param url what was asked for
 * @param at when it began
 * @param vantage from where
 * @param hops the way, at least one
 * @param proxied whether the last hop's addresses are Cloudflare's (by the published ranges, or the operator's word)
 * @param again further requests for the last hop, after a 5XX, over fresh connections
 * @param machine the last hop once more with {@code Accept: application/problem+json}, after an error of the edge; or null
 * @param trace what {@code /cdn-cgi/trace} of the last hop said; null where not asked or not answered as Cloudflare does
 * @param origins what each origin did
 * @param stopped why the way was not followed further, or null
 * @param took the whole check
 */
public record Sighting(
        SiteUrl url,
        Instant at,
        Vantage vantage,
        List<Hop> hops,
        boolean proxied,
        List<Exchange> again,
        @Nullable Exchange machine,
        @Nullable Trace trace,
        List<OriginSeen> origins,
        @Nullable Refusal stopped,
        Duration took) {

    /** The last hop. */
    public Hop last() {
        return hops.get(hops.size() - 1);
    }
}
