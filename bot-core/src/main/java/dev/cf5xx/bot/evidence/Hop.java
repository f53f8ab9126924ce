package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.target.SiteUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address on the way, the first or one that a redirect led to.
 *
 * @param url what was asked for
 * @param lookup what DNS said
 * @param families connecting, once per address family there is an address of
 * @param exchange the request; null where no address could be connected to or none may be
 */
public record Hop(
        SiteUrl url,
        Lookup lookup,
        List<Tcp> families,
        @Nullable Exchange exchange) {}
