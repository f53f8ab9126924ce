package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.OriginSeen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** How an origin that admits only Cloudflare gives strangers no answer; and how any other machine may. */
    private static final Set<Finding> SILENT_TO_STRANGERS = Set.of(
            Finding.REFUSED,
            Finding.SYN_TIMED_OUT,
            Finding.RESET_ON_ACCEPT,
            Finding.HANDSHAKE_RESET,
            Finding.HANDSHAKE_CLOSED,
            Finding.HANDSHAKE_STALLED,
            Finding.HANDSHAKE_REFUSED,
            Finding.EMPTY_REPLY,
            Finding.RESET_AFTER_REQUEST,
            Finding.SILENT);

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
     * How it keeps us out though the edge gets an answer; empty where it does not.
     *
     * @param edge the status that Cloudflare gives: where it is the same, everybody is treated alike
     */
    Optional<Finding> closed(int edge) {
        List<Cause> strict = strictest();
        Exchange contact = seen.https() != null ? seen.https() : seen.http();
        if (strict.stream().anyMatch(cause -> cause.finding() == Finding.CLIENT_CERTIFICATE_DEMANDED)
                || (clientCertificateMissed(contact) && forbids(contact, edge))) {
            return Optional.of(Finding.ORIGIN_PULLS);
        } else if (strict.isEmpty()) {
            return forbids(contact, edge) ? Optional.of(Finding.ORIGIN_ADMITS_ONLY_CLOUDFLARE) : Optional.empty();
        } else if (answered(seen.http()) != null && !forbids(seen.http(), edge)) {
            return Optional.empty();
        } else if (strict.get(0).finding() == Finding.NO_ROUTE) {
            return Optional.of(Finding.ORIGIN_OUT_OF_REACH);
        }
        return SILENT_TO_STRANGERS.contains(strict.get(0).finding())
                ? Optional.of(Finding.ORIGIN_CLOSED_HERE)
                : Optional.empty();
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
