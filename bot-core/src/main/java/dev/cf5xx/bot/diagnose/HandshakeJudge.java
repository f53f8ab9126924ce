package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Tls;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an origin did not complete the handshake that Cloudflare would begin: by what it did when asked in other ways. */
final class HandshakeJudge {
    private static final int PROTOCOL_VERSION = 70;
    private static final int UNRECOGNIZED_NAME = 112;
    private static final int CERTIFICATE_REQUIRED = 116;

    /** The versions Cloudflare offers origins. Source: cloudflare-docs, cipher suites towards origins. */
    private static final Set<String> OFFERED = Set.of("TLSv1", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private final OriginSeen seen;
    private final Tls tls;
    private final String host;
    private final String port;

    private HandshakeJudge(OriginSeen seen, Tls tls, String host, int port) {
        this.seen = seen;
        this.tls = tls;
        this.host = host;
        this.port = Integer.toString(port);
    }

    /** The cause of a handshake that was not established. */
    static Cause judge(OriginSeen seen, Tls tls, String host, int port) {
        HandshakeJudge judge = new HandshakeJudge(seen, tls, host, port);
        return judge.cause().with(Lines.tls(tls));
    }

    /** That a client certificate is wanted and ours, none, was not enough. */
    static Cause clientCertificate(String host, @Nullable Integer alert) {
        Cause cause = Cause.of(Finding.CLIENT_CERTIFICATE_DEMANDED, "host", host)
                .uncertain()
                .with(Lines.line(Observation.TLS_CLIENT_CERTIFICATE_ASKED, "host", host));
        return alert == null ? cause : cause.with(Lines.alert(alert));
    }

    private Cause cause() {
        return switch (tls.outcome()) {
            case NOT_TLS -> notTls();
            case STALLED ->
                Cause.of(Finding.HANDSHAKE_STALLED, "seconds", Shown.seconds(tls.took()))
                        .uncertain();
            case MALFORMED -> Cause.of(Finding.HANDSHAKE_MALFORMED, "port", port);
            case ALERT, CLOSED, RESET, ESTABLISHED -> refused();
        };
    }

    private Cause notTls() {
        String first = tls.firstBytes().latin1().stripLeading().toUpperCase(Locale.ROOT);
        return first.startsWith("HTTP/") || first.startsWith("<")
                ? Cause.of(Finding.PLAIN_HTTP_ON_TLS_PORT, "port", port)
                : Cause.of(Finding.NOT_TLS, "port", port, "line", Lines.firstBytes(tls));
    }

    private Cause refused() {
        Tls any = seen.anyOffer();
        boolean certificate = tls.certificateDemanded()
                || alertIs(CERTIFICATE_REQUIRED)
                || (any != null && any.certificateDemanded() && !any.established());
        if (certificate) {
            return clientCertificate(host, tls.alert());
        }
        Tls nameless = seen.withoutSni();
        if (nameless != null && nameless.established()) {
            return Cause.of(Finding.SNI_UNKNOWN, "host", host)
                    .with(Lines.line(Observation.TLS_WORKS_WITHOUT_SNI, "ms", Shown.ms(nameless.took())));
        } else if (alertIs(UNRECOGNIZED_NAME)) {
            return Cause.of(Finding.SNI_UNKNOWN, "host", host);
        } else if (any != null && any.cipher() != null) {
            return wants(any, any.cipher());
        } else if (alertIs(PROTOCOL_VERSION)) {
            // All of TLS 1.0 to 1.3 was offered.
            return Cause.of(Finding.NO_SHARED_VERSION, "version", "< TLSv1");
        }
        return unexplained();
    }

    /** What a server wants that completed, or at least chose, when everything was offered. */
    private Cause wants(Tls any, String cipher) {
        String version = any.version() == null ? Shown.UNKNOWN : any.version();
        Observed chose = Lines.line(Observation.TLS_CHOSE, "version", version, "cipher", cipher);
        if (cipher.contains("_anon_")) {
            return Cause.of(Finding.NO_CERTIFICATE, "port", port)
                    .with(Lines.line(Observation.TLS_ANONYMOUS, "cipher", cipher));
        } else if (any.version() != null && !OFFERED.contains(any.version())) {
            return Cause.of(Finding.NO_SHARED_VERSION, "version", version).with(chose);
        }
        return Cause.of(Finding.NO_SHARED_CIPHER, "cipher", cipher).with(chose);
    }

    private Cause unexplained() {
        return switch (tls.outcome()) {
            case RESET -> Cause.of(Finding.HANDSHAKE_RESET, "port", port).uncertain();
            case CLOSED -> Cause.of(Finding.HANDSHAKE_CLOSED, "port", port).uncertain();
            default -> {
                Integer alert = tls.alert();
                yield Cause.of(Finding.HANDSHAKE_REFUSED, "alert", alert == null ? Shown.UNKNOWN : Shown.alert(alert));
            }
        };
    }

    private boolean alertIs(int number) {
        Integer alert = tls.alert();
        return alert != null && alert == number;
    }
}
