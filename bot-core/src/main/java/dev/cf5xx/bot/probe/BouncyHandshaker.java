package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * Does TLS with BouncyCastle's protocol engine, which offers what Cloudflare offers, TLS 1.0 too, and leaves the JVM's own
 * rules for every other connection of the process as they are.
 */
final class BouncyHandshaker implements Handshaker {
    /** How long to wait for the rest of a line that is no TLS. */
    private static final Duration LINE = Duration.ofMillis(200);

    private final TlsCrypto crypto = new Hello.Crypto();
    private final Supplier<Trust> trust;
    private final Revocations revocations;
    private final Clock clock;

    /** With these roots, asked for at the first certificate. */
    BouncyHandshaker(Supplier<Trust> trust, Revocations revocations, Clock clock) {
        this.trust = trust;
        this.revocations = revocations;
        this.clock = clock;
    }

    private record Shaken(
            Tls seen,
            @Nullable InputStream in,
            @Nullable OutputStream out,
            @Nullable Hello hello) implements Secured {
        @Override
        public @Nullable Integer lateAlert() {
            return hello == null ? null : hello.lateAlert();
        }
    }

    @Override
    public Secured shake(Wire wire, Tls.Offer offer, @Nullable String sni, String host, List<String> alpn) {
        long began = System.nanoTime();
        Hello hello = new Hello(crypto, Offered.of(offer), sni, alpn);
        Tap tap;
        try {
            tap = new Tap(wire);
        } catch (IOException e) {
            // Closed by this side, as where a check is over.
            Tls seen = new Tls(
                    offer, sni, Tls.Outcome.STALLED, null, null, null, null, null, false, Bytes.NONE, since(began));
            return new Shaken(seen, null, null, null);
        }
        TlsClientProtocol protocol = new TlsClientProtocol(tap.in(), tap.out());
        Tls.Outcome outcome;
        try {
            protocol.connect(hello);
            outcome = Tls.Outcome.ESTABLISHED;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            outcome = outcome(tap, hello, wire.gone());
        }
        Duration took = since(began);
        if (outcome == Tls.Outcome.NOT_TLS) {
            wire.until(Deadline.in(LINE));
            tap.readFirstLine();
        }
        ProtocolVersion version = hello.version();
        Integer suite = hello.suite();
        Tls seen = new Tls(
                offer,
                sni,
                outcome,
                version == null ? null : name(version),
                suite == null ? null : Offered.name(suite),
                outcome == Tls.Outcome.ESTABLISHED ? hello.protocol() : null,
                chain(hello, host),
                outcome == Tls.Outcome.ALERT ? alert(hello) : null,
                hello.certificateDemanded(),
                tap.first(),
                took);
        return outcome == Tls.Outcome.ESTABLISHED
                ? new Shaken(seen, protocol.getInputStream(), protocol.getOutputStream(), hello)
                : new Shaken(seen, null, null, hello);
    }

    private static Tls.Outcome outcome(Tap tap, Hello hello, Wire.Gone gone) {
        if (hello.alert() != null) {
            return Tls.Outcome.ALERT;
        } else if (tap.noTls()) {
            return Tls.Outcome.NOT_TLS;
        } else if (tap.timedOut() || gone == Wire.Gone.OUT_OF_TIME) {
            return Tls.Outcome.STALLED;
        } else if (tap.reset() || tap.ended() || hello.farewell()) {
            // Some servers call what ends the handshake a warning.
            return hello.warning() != null ? Tls.Outcome.ALERT : tap.reset() ? Tls.Outcome.RESET : Tls.Outcome.CLOSED;
        }
        return Tls.Outcome.MALFORMED;
    }

    private static @Nullable Integer alert(Hello hello) {
        return hello.alert() != null ? hello.alert() : hello.warning();
    }

    private static String name(ProtocolVersion version) {
        return version.equals(ProtocolVersion.TLSv10)
                ? "TLSv1"
                : version.getName().replace("TLS 1.", "TLSv1.").replace("SSL 3.0", "SSLv3");
    }

    private @Nullable Chain chain(Hello hello, String host) {
        if (hello.chain().isEmpty()) {
            return null;
        }
        List<Bytes> sent = hello.chain().stream().map(Bytes::of).toList();
        return revocations.judge(sent, hello.staple(), host, clock.instant(), trust.get());
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
