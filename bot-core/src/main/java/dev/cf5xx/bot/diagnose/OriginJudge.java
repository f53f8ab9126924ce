package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.PageReader;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.target.SiteUrl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Cloudflare would answer with one origin under each SSL mode. Off and Flexible connect over plain HTTP, Full over TLS
 * with any certificate, Full (strict) with one it trusts; a visitor's plain HTTP stays plain HTTP under every mode. Source:
 * Cloudflare's pages on the SSL modes and on each 5XX.
 */
final class OriginJudge {
    /** What Cloudflare reads of response headers, in bytes, since 2025-10-16. Source: its page on error 520. */
    private static final long LIMIT = 128 * 1024;

    /** What it read before, in bytes, of one header. */
    private static final long OLDER_LIMIT = 16 * 1024;

    private final OriginSeen seen;
    private final SiteUrl site;

    private OriginJudge(OriginSeen seen, SiteUrl site) {
        this.seen = seen;
        this.site = site;
    }

    /** Judges what was seen of an origin of {@code site}. */
    static Prospect judge(OriginSeen seen, SiteUrl site) {
        return new OriginJudge(seen, site).prospect();
    }

    private Prospect prospect() {
        Map<SslMode, List<Cause>> causes = new EnumMap<>(SslMode.class);
        Map<SslMode, Outlook> outlooks = new EnumMap<>(SslMode.class);
        List<Cause> remarks = new ArrayList<>();
        String name = Shown.origin(seen.address());
        if (!seen.cloudflares() && seen.refused() == null) {
            for (SslMode mode : SslMode.values()) {
                Exchange contact = overTls(mode) ? seen.https() : seen.http();
                if (contact != null && contact.tcp().outcome() != Tcp.Outcome.FORBIDDEN_HERE) {
                    List<Cause> found = causes(contact, mode).stream()
                            .map(cause -> cause.at(name))
                            .toList();
                    causes.put(mode, found);
                    outlooks.put(mode, outlook(contact, found, mode));
                }
            }
            remark(remarks);
            remarks.replaceAll(remark -> remark.at(name));
        }
        return new Prospect(seen, name, causes, Collections.unmodifiableMap(outlooks), remarks);
    }

    private boolean overTls(SslMode mode) {
        return site.https() && (mode == SslMode.FULL || mode == SslMode.STRICT);
    }

    private Outlook outlook(Exchange contact, List<Cause> causes, SslMode mode) {
        Http http = Prospect.answered(contact);
        if (causes.isEmpty()) {
            Chain chain = overTls(mode) && contact.tls() != null ? contact.tls().chain() : null;
            boolean doubtful = mode == SslMode.STRICT && chain != null && CertificateJudge.isDoubtful(chain);
            boolean maybeOurs = http == null
                    || http.status() == 403
                    || Prospect.clientCertificateMissed(contact)
                    || Redirects.leadsBack(site, http, overTls(mode));
            return new Outlook(
                    Outlook.Result.OK,
                    null,
                    http == null ? null : Integer.valueOf(http.status()),
                    List.of(
                            Prospect.clientCertificateMissed(contact)
                                    ? Finding.CLIENT_CERTIFICATE_DEMANDED
                                    : Finding.ORIGIN_FINE),
                    !maybeOurs && !doubtful);
        }
        Cause first = causes.get(0);
        return new Outlook(first.result(), first.code(), first.status(), first.reasons(), first.certain());
    }

    // In the order in which Cloudflare meets them.

    private List<Cause> causes(Exchange contact, SslMode mode) {
        Optional<Cause> unconnected = tcp(contact.tcp());
        if (unconnected.isPresent()) {
            return List.of(unconnected.get());
        }
        List<Cause> causes = new ArrayList<>();
        if (overTls(mode) && contact.tls() != null) {
            Tls tls = contact.tls();
            if (!tls.established()) {
                return List.of(handshake(contact, tls));
            }
            if (mode == SslMode.STRICT && tls.chain() != null) {
                CertificateJudge.refusal(tls.chain(), site.host()).ifPresent(causes::add);
            }
            if (clientCertificateWanted(contact)) {
                causes.add(HandshakeJudge.clientCertificate(site.host(), tls.alert()));
                return causes;
            }
            http2(contact).ifPresent(causes::add);
        }
        Http http = contact.http();
        if (http != null && (causes.isEmpty() || http.outcome() != Http.Outcome.NOT_HTTP)) {
            http(contact, http).ifPresent(causes::add);
        }
        if (causes.isEmpty() && http != null && site.https() && Redirects.leadsBack(site, http, overTls(mode))) {
            if (!overTls(mode)) {
                causes.add(loop(Finding.REDIRECT_LOOP_FLEXIBLE, http));
            } else if (!Redirects.setsCookie(http)) {
                causes.add(loop(Finding.REDIRECT_LOOP, http));
            }
        }
        return List.copyOf(causes);
    }

    private static Optional<Cause> tcp(Tcp tcp) {
        String address = Shown.address(tcp.address());
        String port = Integer.toString(tcp.port());
        return switch (tcp.outcome()) {
            case CONNECTED -> Optional.empty();
            case REFUSED -> Optional.of(unsure(tcp, Cause.of(Finding.REFUSED, "address", address, "port", port)));
            case TIMED_OUT ->
                Optional.of(unsure(
                        tcp,
                        Cause.of(
                                Finding.SYN_TIMED_OUT,
                                "address",
                                address,
                                "port",
                                port,
                                "seconds",
                                Shown.seconds(tcp.took()))));
            case NO_ROUTE -> Optional.of(unsure(tcp, Cause.of(Finding.NO_ROUTE, "address", address)));
            case RESET -> Optional.of(unsure(tcp, Cause.of(Finding.RESET_ON_ACCEPT, "address", address, "port", port)));
            case FORBIDDEN_HERE ->
                Optional.of(unsure(tcp, Cause.of(Finding.OUR_PATH, "address", address))
                        .showing(null, null));
        };
    }

    private static Cause unsure(Tcp tcp, Cause cause) {
        return cause.uncertain().with(Lines.tcp(tcp));
    }

    private Cause handshake(Exchange contact, Tls tls) {
        Http plain = seen.http() == null ? null : seen.http().http();
        if (tls.outcome() == Tls.Outcome.RESET && plain != null && plain.outcome() == Http.Outcome.RESET) {
            // TLS and plain HTTP alike: whatever resets does not wait for what is said.
            return Cause.of(
                            Finding.RESET_ON_ACCEPT,
                            "address",
                            Shown.address(contact.tcp().address()),
                            "port",
                            Integer.toString(contact.tcp().port()))
                    .uncertain()
                    .with(Lines.tls(tls), Lines.http(plain), Lines.tcp(contact.tcp()));
        }
        return HandshakeJudge.judge(seen, tls, site.host(), contact.tcp().port())
                .with(Lines.tcp(contact.tcp()));
    }

    /** TLS 1.3 tells a client that its certificate is missing only after the handshake, by an alert or by hanging up. */
    private static boolean clientCertificateWanted(Exchange contact) {
        Http http = contact.http();
        Tls tls = contact.tls();
        if (http == null || tls == null) {
            return false;
        }
        boolean hungUp = http.outcome() == Http.Outcome.RESET || http.outcome() == Http.Outcome.EMPTY;
        boolean alerted = http.outcome() == Http.Outcome.TLS_ALERT;
        return (tls.certificateDemanded() && (hungUp || alerted))
                || (alerted && Integer.valueOf(116).equals(tls.alert()));
    }

    private Optional<Cause> http2(Exchange contact) {
        OriginSeen.Http2 spoken = seen.http2();
        if (spoken == null || spoken == OriginSeen.Http2.SPOKEN) {
            return Optional.empty();
        }
        Http http = contact.http();
        boolean silentAnyway = http != null && !http.answered() && http.outcome() != Http.Outcome.NOT_HTTP;
        if (silentAnyway && (spoken == OriginSeen.Http2.CLOSED || spoken == OriginSeen.Http2.SILENT)) {
            return Optional.empty(); // It does not speak HTTP/1.1 either.
        }
        Finding finding = spoken == OriginSeen.Http2.GOAWAY ? Finding.H2_GOAWAY : Finding.H2_NOT_SPOKEN;
        // Whether Cloudflare uses HTTP/2 towards this origin is a setting that only its owner sees; it is on by
        // default.
        Cause cause = Cause.of(finding, "port", Integer.toString(contact.tcp().port()))
                .sure(false, 0.85)
                .with(Lines.line(Observation.H2_ANSWER, "line", Shown.tag(spoken)));
        return Optional.of(contact.tls() == null ? cause : cause.with(Lines.tls(contact.tls())));
    }

    private Optional<Cause> http(Exchange contact, Http http) {
        String port = Integer.toString(contact.tcp().port());
        String bytes = Long.toString(http.headBytes());
        String line = Shown.line(http.firstLine());
        Optional<Cause> cause =
                switch (http.outcome()) {
                    case ANSWERED -> answer(http);
                    case EMPTY ->
                        Optional.of(Cause.of(Finding.EMPTY_REPLY, "port", port).uncertain());
                    case RESET ->
                        Optional.of(Cause.of(Finding.RESET_AFTER_REQUEST, "port", port)
                                .uncertain());
                    case SILENT ->
                        Optional.of(Cause.of(Finding.SILENT, "seconds", Shown.seconds(http.firstByte()))
                                .uncertain());
                    case HEADER_CUT -> Optional.of(Cause.of(Finding.HEADERS_CUT, "bytes", bytes));
                    case HEADER_STALLED ->
                        Optional.of(
                                Cause.of(Finding.HEADERS_STALLED, "bytes", bytes, "seconds", Shown.seconds(http.took()))
                                        .uncertain());
                    case NOT_HTTP ->
                        Optional.of(Cause.of(
                                http.firstLine().regionMatches(true, 0, "HTTP/", 0, 5)
                                        ? Finding.MALFORMED_STATUS
                                        : Finding.NOT_HTTP,
                                "line",
                                line));
                    case BAD_HEADER -> Optional.of(Cause.of(Finding.MALFORMED_HEADERS, "line", badHeader(http)));
                    case HEADER_ENDLESS -> Optional.of(Cause.of(Finding.ENDLESS_HEADERS, "bytes", bytes));
                    case TLS_ALERT -> {
                        Integer alert =
                                contact.tls() == null ? null : contact.tls().alert();
                        yield Optional.of(Cause.of(
                                Finding.HANDSHAKE_REFUSED,
                                "alert",
                                alert == null ? Shown.UNKNOWN : Shown.alert(alert)));
                    }
                };
        return cause.map(it -> it.with(Lines.http(http)).with(Lines.contact(contact)));
    }

    /** The header that makes an answer unreadable, as far as it was kept: a field with controls, or a length said twice. */
    private static String badHeader(Http http) {
        List<String> lengths = http.headers().stream()
                .filter(field -> field.name().equalsIgnoreCase("content-length"))
                .map(field -> field.value().strip())
                .distinct()
                .toList();
        if (lengths.size() > 1) {
            return Shown.line("Content-Length: " + String.join(", ", lengths));
        }
        return http.headers().stream()
                .filter(field -> (field.name() + field.value()).chars().anyMatch(c -> c < ' ' && c != '\t')
                        || field.name().isBlank()
                        || field.name().indexOf(' ') >= 0)
                .findFirst()
                .map(field -> Shown.line(field.name() + ": " + field.value()))
                .orElse(Shown.line(http.firstLine()));
    }

    private Optional<Cause> answer(Http http) {
        int status = http.status();
        String server = server(http);
        if (http.headBytes() > LIMIT) {
            return Optional.of(
                    Cause.of(Finding.HEADERS_TOO_LARGE, "bytes", Long.toString(http.headBytes()), "limit", "128 KB")
                            .with(Lines.headSize(http))
                            .with(Lines.largestHeader(http)));
        } else if (status < 200 || status > 599) {
            return Optional.of(Cause.of(Finding.STATUS_UNKNOWN, "status", Integer.toString(status))
                    .uncertain());
        } else if (isCompressionBroken(http)) {
            String coding = Shown.line(coding(http)).toLowerCase(Locale.ROOT);
            return Optional.of(Cause.of(Finding.BROKEN_COMPRESSION, "coding", coding)
                    .with(Lines.line(Observation.HTTP_BODY_CODING, "coding", coding)));
        }
        return switch (status) {
            case 500 ->
                Optional.of(Cause.of(Finding.ORIGIN_500, "server", server).passedThrough(status));
            case 502 -> Optional.of(Cause.of(Finding.ORIGIN_502, "server", server));
            case 503 ->
                Optional.of(Cause.of(Finding.ORIGIN_503, "server", server).passedThrough(status));
            case 504 -> Optional.of(Cause.of(Finding.ORIGIN_504, "server", server));
            case 520, 521, 522, 523, 524, 525, 526, 527, 530 ->
                Optional.of(Cause.of(Finding.OWN_52X, "code", Integer.toString(status))
                        .passedThrough(status));
            default ->
                status < 500
                        ? Optional.empty()
                        : Optional.of(Cause.of(Finding.ORIGIN_5XX, "status", Integer.toString(status), "server", server)
                                .passedThrough(status));
        };
    }

    private String server(Http http) {
        Page page = PageReader.read(http, site);
        return page.server() == null ? Shown.UNKNOWN : Shown.line(page.server());
    }

    private static boolean isCompressionBroken(Http http) {
        return http.bodyEnd() == Http.BodyEnd.BROKEN && !coding(http).isEmpty();
    }

    private static String coding(Http http) {
        String coding = http.header("content-encoding").orElse("").strip();
        return coding.equalsIgnoreCase("identity") ? "" : coding;
    }

    // A redirect to where the visitor already is; under Flexible one to https is such a one.

    private Cause loop(Finding finding, Http http) {
        return Cause.of(finding, "target", site.shown())
                .showing(null, http.status())
                .with(Lines.http(http), Lines.line(Observation.REDIRECTS, "count", "1", "target", site.shown()));
    }

    // Remarks.

    private void remark(List<Cause> remarks) {
        Exchange contact = site.https() ? seen.https() : seen.http();
        Http http = Prospect.answered(contact);
        if (http != null) {
            if (http.headBytes() > OLDER_LIMIT && http.headBytes() <= LIMIT) {
                remarks.add(Cause.of(Finding.HEADERS_LARGE, "bytes", Long.toString(http.headBytes()), "limit", "16 KB")
                        .with(Lines.headSize(http))
                        .with(Lines.largestHeader(http)));
            }
            if (http.bodyEnd() == Http.BodyEnd.SHORT || http.bodyEnd() == Http.BodyEnd.BAD_CHUNKS) {
                String bytes = Integer.toString(http.body().size());
                remarks.add(Cause.of(Finding.BODY_SHORT, "bytes", bytes)
                        .with(Lines.line(Observation.HTTP_BODY_SHORT, "bytes", bytes), Lines.http(http)));
            }
        }
        Tls tls = contact == null ? null : contact.tls();
        if (tls != null
                && tls.established()
                && tls.chain() != null
                && tls.chain().flaws().isEmpty()) {
            remarks.addAll(CertificateJudge.remarks(tls.chain()));
        }
    }
}
