package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Tls.Offer;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Admission;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Permit;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at origins as nearly as an outsider can to what Cloudflare does. For one check. */
final class OriginLook {
    /** The other scheme's port, of which nobody asked, is not worth a long wait. */
    private static final Duration OTHER_PORT_CONNECT = Duration.ofSeconds(5);

    private static final Duration OTHER_PORT_SILENCE = Duration.ofSeconds(10);

    private final AddressPolicy policy;
    private final Caller caller;
    private final Predicate<InetAddress> cloudflares;
    private final Executor executor;
    private final Deadline deadline;
    private final ProbeSettings settings;

    OriginLook(Probe probe, Caller caller, Deadline deadline) {
        this.policy = probe.policy;
        this.caller = caller;
        this.cloudflares = probe.cloudflares;
        this.executor = probe.executor;
        this.settings = probe.settings;
        this.deadline = deadline;
    }

    /** What the TLS port showed. */
    private record Secure(
            Exchange exchange,
            @Nullable Tls anyOffer,
            @Nullable Tls withoutSni,
            OriginSeen.@Nullable Http2 http2) {}

    /** Looks at both ports of an origin of {@code site}, side by side. */
    OriginSeen look(OriginAddress origin, SiteUrl site, Caller.Marks marks) {
        if (cloudflares.test(origin.address())) {
            return new OriginSeen(origin, true, null, null, null, null, null, null);
        }
        Admission https = policy.permit(origin, origin.httpsPort());
        Admission http = policy.permit(origin, origin.httpPort());
        Permit plainPermit = permit(http);
        Permit securePermit = permit(https);
        Errand<Exchange> plain = plainPermit == null
                ? null
                : Errand.send(executor, () -> caller.ask(plainPermit, patiently(site, false, marks)));
        Secure secure = null;
        if (securePermit != null) {
            Caller.Ask ask = patiently(site, true, marks);
            secure = explained(caller.askAsCloudflare(securePermit, ask), securePermit, ask);
        }
        Refusal refused = refusal(https);
        return seen(
                origin,
                refused == null ? refusal(http) : refused,
                secure,
                plain == null ? null : plain.fetch(deadline));
    }

    /** What a hop that is its own origin showed on the way, with what is missing looked up. */
    OriginSeen complete(Caller.Call call, Permit permit, SiteUrl site) {
        boolean defaultPort = site.port() == (site.https() ? 443 : 80);
        OriginAddress origin =
                new OriginAddress(permit.address(), site.https() ? site.port() : 443, site.https() ? 80 : site.port());
        Admission other = policy.permit(origin, site.https() ? origin.httpPort() : origin.httpsPort());
        Permit otherPermit = defaultPort ? permit(other) : null;
        if (site.https()) {
            Errand<Exchange> plain = otherPermit == null
                    ? null
                    : Errand.send(executor, () -> caller.ask(otherPermit, briefly(site, false)));
            Secure secure = explained(call, permit, briefly(site, true));
            return seen(origin, null, secure, plain == null ? null : plain.fetch(deadline));
        }
        Secure secure = null;
        if (otherPermit != null) {
            Caller.Ask ask = briefly(site, true);
            secure = explained(caller.askAsCloudflare(otherPermit, ask), otherPermit, ask);
        }
        return seen(origin, null, secure, call.exchange());
    }

    private static OriginSeen seen(
            OriginAddress origin, @Nullable Refusal refused, @Nullable Secure secure, @Nullable Exchange plain) {
        return new OriginSeen(
                origin,
                false,
                refused,
                secure == null ? null : secure.exchange(),
                secure == null ? null : secure.anyOffer(),
                secure == null ? null : secure.withoutSni(),
                secure == null ? null : secure.http2(),
                plain);
    }

    /** Asks again, where a handshake was refused, what the server would have wanted instead. */
    private Secure explained(Caller.Call call, Permit permit, Caller.Ask ask) {
        Exchange exchange = call.offeringHttp2();
        Tls tls = exchange.tls();
        if (tls == null || !refused(tls)) {
            return new Secure(exchange, null, null, call.http2());
        }
        if (tls.outcome() == Tls.Outcome.RESET && caller.isResetUnasked(permit)) {
            Tcp tcp = exchange.tcp();
            Tcp reset = new Tcp(tcp.address(), tcp.port(), Tcp.Outcome.RESET, tcp.took());
            return new Secure(new Exchange(reset, null, null, exchange.total()), null, null, null);
        }
        Errand<@Nullable Tls> withoutSni = ask.sni() == null
                ? null
                : Errand.send(executor, () -> caller.shake(permit, ask, Offer.CLOUDFLARE, null));
        Tls anyOffer = caller.shake(permit, ask, Offer.EVERYTHING, ask.sni());
        return new Secure(exchange, anyOffer, withoutSni == null ? null : withoutSni.fetch(deadline), call.http2());
    }

    private static boolean refused(Tls tls) {
        return switch (tls.outcome()) {
            case ALERT, CLOSED, RESET, MALFORMED -> true;
            case ESTABLISHED, STALLED, NOT_TLS -> false;
        };
    }

    private Caller.Ask patiently(SiteUrl site, boolean tls, Caller.Marks marks) {
        return new Caller.Ask(
                site,
                tls,
                site.path(),
                HttpTalk.LIKE_A_BROWSER,
                settings.connectTimeout(),
                settings.handshakeTimeout(),
                settings.originTimeout(),
                marks);
    }

    private Caller.Ask briefly(SiteUrl site, boolean tls) {
        return new Caller.Ask(
                site,
                tls,
                site.path(),
                HttpTalk.LIKE_A_BROWSER,
                shorter(OTHER_PORT_CONNECT, settings.connectTimeout()),
                shorter(OTHER_PORT_CONNECT, settings.handshakeTimeout()),
                shorter(OTHER_PORT_SILENCE, settings.originTimeout()),
                (phase, mark) -> {});
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static @Nullable Permit permit(Admission admission) {
        return admission instanceof Admission.Granted granted
                        && !granted.permits().isEmpty()
                ? granted.permits().get(0)
                : null;
    }

    private static @Nullable Refusal refusal(Admission admission) {
        return admission instanceof Admission.Denied denied ? denied.refusal() : null;
    }
}
