package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the edge shows beside what an origin does when asked directly. */
final class Comparison {
    /**
     * Causes that Cloudflare shows under another code than their own at times: its pages name Authenticated Origin Pulls for
     * 520 and 525, and do not say what a stalled handshake becomes.
     */
    private static final Map<Finding, Set<String>> ALSO = Map.of(
            Finding.CLIENT_CERTIFICATE_DEMANDED, Set.of("520"),
            Finding.HANDSHAKE_STALLED, Set.of("522", "524"),
            Finding.HANDSHAKE_RESET, Set.of("520", "521"),
            Finding.HANDSHAKE_CLOSED, Set.of("520"),
            Finding.RESET_ON_ACCEPT, Set.of("521", "525"),
            Finding.PLAIN_HTTP_ON_TLS_PORT, Set.of("520"),
            Finding.BROKEN_COMPRESSION, Set.of("504"),
            Finding.SILENT, Set.of("522", "504"),
            Finding.HEADERS_STALLED, Set.of("524"));

    private Comparison() {}

    /** The cause at an origin that explains what the edge shows; with the modes over TLS looked at first. */
    static Optional<Cause> explaining(Prospect prospect, String code) {
        Optional<Cause> overTls = explaining(prospect, code, List.of(SslMode.STRICT, SslMode.FULL));
        boolean tlsIsFine = prospect.causes().containsKey(SslMode.FULL)
                && prospect.causes().get(SslMode.FULL).isEmpty();
        boolean dropped = code.equals("521") || code.equals("522");
        if (overTls.isPresent() || (tlsIsFine && dropped)) {
            // Port 80 is closed in many places where all goes over 443: that alone explains nothing.
            return overTls;
        }
        return explaining(prospect, code, List.of(SslMode.FLEXIBLE, SslMode.OFF));
    }

    /** The cause on the plain port that would explain it, if that is the port Cloudflare uses. */
    static Optional<Cause> explainingPlain(Prospect prospect, String code) {
        return explaining(prospect, code, List.of(SslMode.FLEXIBLE, SslMode.OFF));
    }

    private static Optional<Cause> explaining(Prospect prospect, String code, List<SslMode> modes) {
        for (boolean exactly : List.of(true, false)) {
            for (SslMode mode : modes) {
                for (Cause cause : prospect.causes().getOrDefault(mode, List.of())) {
                    boolean own = code.equals(cause.code()) && cause.result() == Outlook.Result.ERROR;
                    boolean also = ALSO.getOrDefault(cause.finding(), Set.of()).contains(code);
                    if (exactly ? own : also) {
                        return Optional.of(cause);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** That and how an origin answered us. */
    static List<Observed> answers(Prospect prospect) {
        Exchange contact = prospect.contact();
        Http http = Prospect.answered(contact);
        if (http != null) {
            return List.of(Lines.line(
                    Observation.ORIGIN_ANSWERS,
                    "address",
                    prospect.name(),
                    "status",
                    Integer.toString(http.status()),
                    "ms",
                    Shown.ms(http.firstByte())));
        }
        return contact == null
                ? List.of()
                : Lines.contact(contact).stream()
                        .map(line -> line.at(prospect.name()))
                        .toList();
    }
}
