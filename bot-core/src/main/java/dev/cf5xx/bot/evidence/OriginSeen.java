package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What one origin did when connected to as Cloudflare would.
 *
 * @param address where it is said to be
 * @param cloudflares whether that is an address of Cloudflare's, and so no origin's
 * @param refused why it was not looked at, or null
 * @param https over TLS, with the site's name; null where not tried
 * @param anyOffer a second handshake with {@link Tls.Offer#EVERYTHING}, after the first was refused; else null
 * @param withoutSni a handshake without a server name, after the first was refused; else null
 * @param http2 what came of speaking HTTP/2; null where not agreed by ALPN
 * @param http over plain HTTP; null where not tried
 */
public record OriginSeen(
        OriginAddress address,
        boolean cloudflares,
        @Nullable Refusal refused,
        @Nullable Exchange https,
        @Nullable Tls anyOffer,
        @Nullable Tls withoutSni,
        @Nullable Http2 http2,
        @Nullable Exchange http) {

    /** What came of the HTTP/2 preface and SETTINGS, where ALPN agreed on h2. */
    public enum Http2 {
        /** SETTINGS came. */
        SPOKEN,
        /** GOAWAY with an error came. */
        GOAWAY,
        /** Something else came: HTTP/1.1, say. */
        NOT_SPOKEN,
        /** Closed or reset. */
        CLOSED,
        /** Nothing came in time. */
        SILENT
    }
}
