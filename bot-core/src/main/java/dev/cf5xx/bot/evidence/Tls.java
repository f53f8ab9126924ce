package dev.cf5xx.bot.evidence;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One TLS handshake, as the client saw it.
 *
 * @param offer what the client offered
 * @param sni the server name sent, or null
 * @param outcome how it ended
 * @param version e.g. {@code TLSv1.3}; null where none was agreed
 * @param cipher the suite's IANA name, e.g. {@code TLS_AES_128_GCM_SHA256}; null where none was agreed
 * @param alpn the protocol agreed, e.g. {@code h2}; null where none was
 * @param chain the server's certificates and what is wrong with them; null where none came
 * @param alert the number of the fatal alert that came (40 = handshake_failure), or null
 * @param certificateDemanded whether the server asked for a client certificate (ours: none)
 * @param firstBytes what the server sent first, at most 64 bytes; tells plain HTTP on a TLS port
 * @param took how long
 */
public record Tls(
        Offer offer,
        @Nullable String sni,
        Outcome outcome,
        @Nullable String version,
        @Nullable String cipher,
        @Nullable String alpn,
        @Nullable Chain chain,
        @Nullable Integer alert,
        boolean certificateDemanded,
        Bytes firstBytes,
        Duration took) {

    /** What the client offers. */
    public enum Offer {
        /** What Cloudflare offers an origin: TLS 1.0 to 1.3 and its origin cipher suites. */
        CLOUDFLARE,
        /** Every version and suite there is, anonymous and outdated ones too, to learn what the server wants instead. */
        EVERYTHING
    }

    /** How a handshake ended. */
    public enum Outcome {
        /** Done. A TLS 1.3 server may still refuse the missing client certificate: that shows on the first read. */
        ESTABLISHED,
        /** A fatal alert came. */
        ALERT,
        /** The server closed the connection. */
        CLOSED,
        /** The server reset the connection. */
        RESET,
        /** Nothing more came in time. */
        STALLED,
        /** What came is no TLS. */
        NOT_TLS,
        /** What came is TLS, but not right: a message or a choice that no server may send. */
        MALFORMED
    }

    /** Whether the handshake was done. */
    public boolean established() {
        return outcome == Outcome.ESTABLISHED;
    }

    /** The protocols named to the server by ALPN. */
    public static List<String> alpnOffered() {
        return List.of("h2", "http/1.1");
    }
}
