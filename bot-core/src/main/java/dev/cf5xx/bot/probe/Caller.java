package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Http.Outcome;
import dev.cf5xx.bot.evidence.OriginSeen.Http2;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Tls.Offer;
import dev.cf5xx.bot.target.Permit;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls on one port: connects, does the handshake, asks. For one check. */
final class Caller {
    /** Asked for where HTTP/2 is none of the question. */
    private static final List<String> HTTP_1 = List.of("http/1.1");

    /** A second handshake only explains the first one's failure. */
    private static final Duration SECOND_HANDSHAKE = Duration.ofSeconds(5);

    /** A server that resets on accept does so at once. */
    private static final Duration UNASKED = Duration.ofMillis(300);

    private final Handshaker handshaker;
    private final HttpTalk talk;
    private final Sockets.OfCheck sockets;
    private final Deadline deadline;
    private final Duration waitingAfter;

    Caller(Handshaker handshaker, HttpTalk talk, Sockets.OfCheck sockets, Deadline deadline, ProbeSettings settings) {
        this.handshaker = handshaker;
        this.talk = talk;
        this.sockets = sockets;
        this.deadline = deadline;
        this.waitingAfter = settings.waitingAfter();
    }

    /** Who is told how far a call is. */
    interface Marks {
        void mark(Phase phase, Mark mark);
    }

    /**
     * What to ask.
     *
     * @param site whose name goes into SNI and Host
     * @param tls whether over TLS
     * @param path with query
     * @param connect how long SYN+ACK is waited for
     * @param handshake how long the handshake may take
     * @param silence how long the header is waited for
     */
    record Ask(
            SiteUrl site,
            boolean tls,
            String path,
            String accept,
            Duration connect,
            Duration handshake,
            Duration silence,
            Marks marks) {

        /** The name for SNI; null where the host is an address. */
        @Nullable
        String sni() {
            return site.literal() == null ? site.host() : null;
        }

        Ask toldTo(Marks others) {
            return new Ask(site, tls, path, accept, connect, handshake, silence, others);
        }
    }

    /**
     * A call.
     *
     * @param exchange the request and its connection
     * @param agreed the handshake that agreed on HTTP/2 and came before; null where none did
     * @param http2 what came of speaking it then; null where not tried
     */
    record Call(
            Exchange exchange,
            @Nullable Tls agreed,
            @Nullable Http2 http2) {

        /** As Cloudflare would see it: the handshake is the one in which it would be offered HTTP/2. */
        Exchange offeringHttp2() {
            Tls tls = exchange.tls();
            if (agreed == null || (tls != null && tls.alert() != null)) {
                return exchange;
            }
            return new Exchange(exchange.tcp(), agreed, exchange.http(), exchange.total());
        }
    }

    /** Asks over a new connection, by HTTP/1.1. */
    Exchange ask(Permit permit, Ask ask) {
        return call(sockets.dial(permit, ask.connect()), permit, ask, false).exchange();
    }

    /** Asks over a new connection as Cloudflare asks an origin: offers HTTP/2 first. */
    Call askAsCloudflare(Permit permit, Ask ask) {
        return call(sockets.dial(permit, ask.connect()), permit, ask, true);
    }

    /**
     * Asks over a connection, which it closes.
     *
     * @param permit for the second connection that it takes where HTTP/2 was agreed
     * @param offerHttp2 whether to offer HTTP/2
     */
    Call call(Wire.Dialled dialled, Permit permit, Ask ask, boolean offerHttp2) {
        long began = System.nanoTime() - dialled.tcp().took().toNanos();
        Wire wire = dialled.wire();
        if (wire == null) {
            return new Call(new Exchange(dialled.tcp(), null, null, since(began)), null, null);
        }
        try {
            if (!ask.tls()) {
                Http http = get(wire, wire.in(), wire.out(), ask);
                return new Call(new Exchange(dialled.tcp(), null, http, since(began)), null, null);
            }
            return overTls(wire, dialled.tcp(), permit, ask, offerHttp2, began);
        } catch (IOException e) {
            // The connection was closed under us, at the end of the check or by an interrupt.
            return new Call(new Exchange(dialled.tcp(), null, null, since(began)), null, null);
        } finally {
            sockets.close(wire);
        }
    }

    private Call overTls(Wire wire, Tcp tcp, Permit permit, Ask ask, boolean offerHttp2, long began) {
        ask.marks().mark(Phase.TLS, Mark.RUNNING);
        wire.until(deadline.orIn(ask.handshake()));
        List<String> alpn = offerHttp2 ? Tls.alpnOffered() : HTTP_1;
        Handshaker.Secured secured =
                handshaker.shake(wire, Offer.CLOUDFLARE, ask.sni(), ask.site().host(), alpn);
        Tls tls = secured.seen();
        InputStream in = secured.in();
        OutputStream out = secured.out();
        ask.marks().mark(Phase.TLS, tls.established() ? Mark.FINE : Mark.FAILED);
        if (!tls.established() || in == null || out == null) {
            return new Call(new Exchange(tcp, tls, null, since(began)), null, null);
        }
        if (offerHttp2 && "h2".equals(tls.alpn())) {
            Http2 http2 = Http2Greeting.greet(wire, in, out, deadline);
            // An alert is about TLS, and will come again.
            @Nullable Http2 seen = secured.lateAlert() == null ? http2 : null;
            sockets.close(wire);
            Ask quieter = ask.toldTo((phase, mark) -> {
                if (phase == Phase.HTTP) {
                    ask.marks().mark(phase, mark);
                }
            });
            Exchange second = ask(permit, quieter);
            boolean spoken = second.http() != null;
            return new Call(spoken ? second : new Exchange(tcp, tls, null, since(began)), tls, seen);
        }
        Http http = get(wire, in, out, ask);
        Integer late = secured.lateAlert();
        if (late == null) {
            return new Call(new Exchange(tcp, tls, http, since(began)), null, null);
        }
        return new Call(new Exchange(tcp, with(tls, tls.outcome(), late), alerted(http), since(began)), null, null);
    }

    private Http get(Wire wire, InputStream in, OutputStream out, Ask ask) {
        ask.marks().mark(Phase.HTTP, Mark.RUNNING);
        wire.tellAt(Deadline.in(waitingAfter), () -> ask.marks().mark(Phase.HTTP, Mark.WAITING));
        Http http =
                talk.get(wire, in, out, ask.site(), ask.path(), ask.accept(), deadline.orIn(ask.silence()), deadline);
        wire.tellNobody();
        ask.marks().mark(Phase.HTTP, http.answered() && http.status() < 500 ? Mark.FINE : Mark.FAILED);
        return http;
    }

    /** Another handshake and no more; null where there was no connection for it. */
    @Nullable
    Tls shake(Permit permit, Ask ask, Offer offer, @Nullable String sni) {
        Wire.Dialled dialled = sockets.dial(permit, SECOND_HANDSHAKE);
        Wire wire = dialled.wire();
        if (wire == null) {
            return null;
        }
        try {
            wire.until(deadline.orIn(SECOND_HANDSHAKE));
            return handshaker
                    .shake(wire, offer, sni, ask.site().host(), Tls.alpnOffered())
                    .seen();
        } finally {
            sockets.close(wire);
        }
    }

    /** Whether a new connection is reset although nothing was said over it. */
    boolean isResetUnasked(Permit permit) {
        Wire.Dialled dialled = sockets.dial(permit, SECOND_HANDSHAKE);
        Wire wire = dialled.wire();
        if (wire == null) {
            return dialled.tcp().outcome() == Tcp.Outcome.RESET;
        }
        try {
            wire.until(deadline.orIn(UNASKED));
            int unused = wire.in().read();
        } catch (IOException e) {
            // The wire remembers whether it was the server, the time, or the end of the check.
        } finally {
            sockets.close(wire);
        }
        return wire.gone() == Wire.Gone.RESET;
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static Tls with(Tls tls, Tls.Outcome outcome, @Nullable Integer alert) {
        return new Tls(
                tls.offer(),
                tls.sni(),
                outcome,
                tls.version(),
                tls.cipher(),
                tls.alpn(),
                tls.chain(),
                alert,
                tls.certificateDemanded(),
                tls.firstBytes(),
                tls.took());
    }

    /** Where nothing came of the request but an alert, that is how it ended. */
    private static Http alerted(Http http) {
        boolean nothing =
                switch (http.outcome()) {
                    case EMPTY, RESET -> http.firstLine().isEmpty();
                    default -> false;
                };
        if (!nothing) {
            return http;
        }
        return new Http(
                Outcome.TLS_ALERT,
                http.firstLine(),
                http.status(),
                http.headers(),
                http.headBytes(),
                http.body(),
                http.bodyEnd(),
                http.firstByte(),
                http.took());
    }
}
