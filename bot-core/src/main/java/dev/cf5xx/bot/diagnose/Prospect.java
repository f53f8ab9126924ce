package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.OriginSeen;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare would meet at one origin.
 *
 * @param seen what was seen of it
 * @param name its address as typed
 * @param causes under each mode, what stands in the way, the first that Cloudflare meets first; empty where nothing does; a
 *     mode whose contact was not tried is missing
 * @param outlooks what Cloudflare would answer
 * @param remarks what else is worth a word
 */
record Prospect(
        OriginSeen seen,
        String name,
        Map<SslMode, List<Cause>> causes,
        Map<SslMode, Outlook> outlooks,
        List<Cause> remarks) {
    /** What an origin does to strangers that is well to Cloudflare. */
    private static final Set<Finding> CLOSED_TO_STRANGERS = Set.of(
            Finding.REFUSED,
            Finding.SYN_TIMED_OUT,
            Finding.NO_ROUTE,
            Finding.RESET_ON_ACCEPT,
            Finding.HANDSHAKE_RESET,
            Finding.HANDSHAKE_CLOSED,
            Finding.HANDSHAKE_STALLED,
            Finding.HANDSHAKE_REFUSED,
            Finding.SNI_UNKNOWN,
            Finding.EMPTY_REPLY,
            Finding.RESET_AFTER_REQUEST,
            Finding.SILENT,
            Finding.CLIENT_CERTIFICATE_DEMANDED);

    /** Whether it could be judged at all. */
    boolean known() {
        return !outlooks.isEmpty();
    }

    /** What stands in the way under the strictest mode that was tried. */
    List<Cause> strictest() {
        for (SslMode mode : List.of(SslMode.STRICT, SslMode.FULL, SslMode.FLEXIBLE, SslMode.OFF)) {
            List<Cause> found = causes.get(mode);
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** The contact that answered, over TLS sooner than plain; else the one that was tried. */
    @Nullable
    Exchange contact() {
        boolean plain = seen.https() == null || (answered(seen.https()) == null && answered(seen.http()) != null);
        return plain ? seen.http() : seen.https();
    }

    /** Whether it talks to us: a handshake, or an answer. */
    boolean talks() {
        return Stream.of(seen.https(), seen.http())
                .anyMatch(contact -> contact != null
                        && ((contact.tls() != null && contact.tls().established()) || answered(contact) != null));
    }

    /** Whether the strictest mode would get an answer below 500. */
    boolean fine() {
        return known() && strictest().isEmpty();
    }

    /**
     * Whether it turns us away in a way that an origin has that admits only Cloudflare.
     *
     * @param edge the status that Cloudflare gives: where it is the same, everybody is treated alike
     */
    boolean turnsStrangersAway(int edge) {
        List<Cause> strict = strictest();
        if (strict.isEmpty()) {
            return forbids(seen.https() != null ? seen.https() : seen.http(), edge);
        }
        Finding first = strict.get(0).finding();
        boolean plainAnswers = answered(seen.http()) != null && !forbids(seen.http(), edge);
        return first == Finding.CLIENT_CERTIFICATE_DEMANDED || (CLOSED_TO_STRANGERS.contains(first) && !plainAnswers);
    }

    private static boolean forbids(@Nullable Exchange contact, int edge) {
        Http http = answered(contact);
        return http != null && http.status() != edge && (http.status() == 403 || clientCertificateMissed(contact));
    }

    /** Whether a server asked for a client certificate and, not getting one, answered that the request is bad. */
    static boolean clientCertificateMissed(@Nullable Exchange contact) {
        Http http = answered(contact);
        return contact != null
                && contact.tls() != null
                && contact.tls().certificateDemanded()
                && http != null
                && (http.status() == 400 || http.status() == 403 || http.status() == 495 || http.status() == 496);
    }

    static @Nullable Http answered(@Nullable Exchange contact) {
        return contact != null && contact.http() != null && contact.http().answered() ? contact.http() : null;
    }
}
