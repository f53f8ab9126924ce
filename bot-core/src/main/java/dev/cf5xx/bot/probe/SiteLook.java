package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Trace;
import dev.cf5xx.bot.evidence.TraceReader;
import dev.cf5xx.bot.target.Admission;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Permit;
import dev.cf5xx.bot.target.Reading;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One check on its way. */
final class SiteLook {
    /** How much later IPv4 may connect than IPv6 and still carry the request. */
    private static final Duration TIE = Duration.ofMillis(25);

    /** How long the other family is waited for that does not carry the request: SYN and two repetitions. */
    private static final Duration OTHER_FAMILY = Duration.ofMillis(3500);

    /** Which failure to connect says most of the other side: a reset or an RST more than silence, that more than our own. */
    private static final List<Tcp.Outcome> TELLING = List.of(
            Tcp.Outcome.CONNECTED,
            Tcp.Outcome.RESET,
            Tcp.Outcome.REFUSED,
            Tcp.Outcome.TIMED_OUT,
            Tcp.Outcome.NO_ROUTE,
            Tcp.Outcome.FORBIDDEN_HERE);

    private static final int TRIES_AFTER_ERROR = 2;

    /** What took longer is not asked again: it would take as long once more, and a 524 does not get clearer. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final Duration RETRY_SILENCE = Duration.ofSeconds(30);
    private static final Duration MACHINE_SILENCE = Duration.ofSeconds(10);
    private static final Duration TRACE_SILENCE = Duration.ofSeconds(5);
    private static final Caller.Marks UNTOLD = (phase, mark) -> {};

    private final Probe probe;
    private final ProbeSettings settings;
    private final Question question;
    private final Narrator narrator;
    private final Sockets.OfCheck sockets;
    private final Deadline deadline;
    private final Caller caller;
    private final OriginLook originLook;
    private final List<Hop> hops = new ArrayList<>();
    private final List<Errand<OriginSeen>> origins = new ArrayList<>();
    private @Nullable Refusal stopped;
    private boolean fakeDns;

    SiteLook(Probe probe, Question question, Narrator narrator, Sockets.OfCheck sockets, Deadline deadline) {
        this.probe = probe;
        this.settings = probe.settings;
        this.question = question;
        this.narrator = narrator;
        this.sockets = sockets;
        this.deadline = deadline;
        this.caller = new Caller(probe.handshaker, probe.talk, sockets, deadline, settings);
        this.originLook = new OriginLook(probe, caller, deadline);
    }

    /** A hop that was reached, and how to reach it again. */
    private record Reached(SiteUrl url, Permit permit, Caller.Call call) {
        Exchange exchange() {
            return call.exchange();
        }

        @Nullable
        Http http() {
            return call.exchange().http();
        }
    }

    Sighting run() {
        Instant at = probe.clock.instant();
        Reached last = follow();
        Hop end = hops.get(hops.size() - 1);
        beginOrigins(end.url());
        boolean proxied = proxied(end);
        boolean edge = proxied || (last != null && hasEdgeHeaders(last.http()));
        Errand<OriginSeen> own = last == null || edge || isAmongOrigins(last)
                ? null
                : Errand.send(probe.executor, () -> originLook.complete(last.call(), last.permit(), last.url()));
        Exchange machine = last == null ? null : machine(last, edge);
        Trace trace = last == null || !edge ? null : trace(last);
        List<Exchange> again = last == null ? List.of() : again(last);
        return new Sighting(
                question.url(),
                at,
                Here.vantage(probe.environment, fakeDns),
                List.copyOf(hops),
                proxied,
                again,
                machine,
                trace,
                origins(own),
                stopped,
                narrator.elapsed());
    }

    /** Follows redirects to the end; gives the last hop, or null where that was not even tried to connect to. */
    private @Nullable Reached follow() {
        SiteUrl url = question.url();
        while (true) {
            Reached reached = visit(url);
            Http http = reached == null ? null : reached.http();
            Optional<String> location = http == null ? Optional.empty() : location(http);
            if (location.isEmpty() || over()) {
                return reached;
            }
            Reading next = url.resolve(location.get());
            if (!(next instanceof SiteUrl to)) {
                stopped = (Refusal) next;
                return reached;
            }
            boolean loop = hops.stream().anyMatch(hop -> hop.url().equals(to));
            if (loop || hops.size() > settings.redirects()) {
                stopped = new Refusal(Refusal.Reason.REDIRECTS, to.host());
                return reached;
            }
            url = to;
        }
    }

    private @Nullable Reached visit(SiteUrl url) {
        Optional<Refusal> before = probe.policy.judge(url);
        if (before.isPresent()) {
            Lookup unasked = new Lookup(url.host(), Lookup.Outcome.GIVEN, List.of(), List.of(), Duration.ZERO);
            return stop(url, unasked, before.get());
        }
        narrator.tell(Phase.DNS, Mark.RUNNING);
        Lookup lookup = probe.names.look(url, deadline);
        fakeDns |= lookup.outcome() == Lookup.Outcome.ANSWERED
                && lookup.addresses().stream().anyMatch(Here::isFake);
        narrator.tell(Phase.DNS, lookup.addresses().isEmpty() ? Mark.FAILED : Mark.FINE);
        if (lookup.addresses().isEmpty() || over()) {
            hops.add(new Hop(url, lookup, List.of(), null));
            return null;
        }
        Admission admission = probe.policy.admit(url, lookup.aliases(), lookup.addresses());
        if (admission instanceof Admission.Denied denied) {
            return stop(url, lookup, denied.refusal());
        }
        return reach(url, lookup, onePerFamily(((Admission.Granted) admission).permits()));
    }

    private @Nullable Reached stop(SiteUrl url, Lookup lookup, Refusal refusal) {
        hops.add(new Hop(url, lookup, List.of(), null));
        stopped = refusal;
        return null;
    }

    private @Nullable Reached reach(SiteUrl url, Lookup lookup, List<Permit> permits) {
        if (permits.isEmpty()) {
            hops.add(new Hop(url, lookup, List.of(), null));
            return null;
        }
        narrator.tell(Phase.TCP, Mark.RUNNING);
        if (permits.size() == 1) {
            Wire.Dialled dialled = sockets.dial(permits.get(0), settings.connectTimeout());
            Reached reached = reach(url, permits.get(0), dialled);
            hops.add(new Hop(url, lookup, List.of(dialled.tcp()), reached.exchange()));
            return reached;
        }
        Deadline patience = Deadline.in(OTHER_FAMILY);
        Dialling dialling = sockets.dial(permits, settings.connectTimeout());
        Wire.Dialled winner = dialling.winner(TIE);
        if (winner == null) {
            return unreached(url, lookup, permits, dialling.results(deadline));
        }
        sockets.remember(winner.wire());
        Errand<List<Tcp>> rest = Errand.send(probe.executor, () -> dialling.results(patience));
        List<Tcp> families = null;
        Reached reached;
        try {
            Permit permit = permits.stream()
                    .filter(it -> it.address().equals(winner.tcp().address()))
                    .findFirst()
                    .orElse(permits.get(0));
            reached = reach(url, permit, winner);
        } finally {
            families = rest.fetch(deadline);
            dialling.close();
        }
        hops.add(new Hop(url, lookup, families == null ? List.of(winner.tcp()) : families, reached.exchange()));
        return reached;
    }

    /** Where no family connected, the failure that says most is the hop's. */
    private Reached unreached(SiteUrl url, Lookup lookup, List<Permit> permits, List<Tcp> families) {
        int best = 0;
        for (int i = 1; i < families.size(); i++) {
            if (telling(families.get(i)) < telling(families.get(best))) {
                best = i;
            }
        }
        Reached reached = reach(url, permits.get(best), new Wire.Dialled(families.get(best), null));
        hops.add(new Hop(url, lookup, families, reached.exchange()));
        return reached;
    }

    private Reached reach(SiteUrl url, Permit permit, Wire.Dialled dialled) {
        narrator.tell(Phase.TCP, dialled.wire() == null ? Mark.FAILED : Mark.FINE);
        boolean edge = probe.cloudflares.test(permit.address());
        // Behind the edge somebody may still answer, until the very end; an origin that is silent so long is a 524.
        Duration silence = edge ? settings.wholeCheck() : settings.originTimeout();
        AtomicBoolean waited = new AtomicBoolean();
        Caller.Ask ask = ask(url, url.path(), HttpTalk.LIKE_A_BROWSER, silence, (phase, mark) -> {
            narrator.tell(phase, mark);
            if (mark == Mark.WAITING && !waited.getAndSet(true)) {
                // Whoever is silent now may be so for two minutes: the origins can tell why meanwhile.
                beginOrigins(url);
            }
        });
        // Cloudflare's edge speaks HTTP/2; whether others do is what Cloudflare would find out.
        return new Reached(url, permit, caller.call(dialled, permit, ask, !edge));
    }

    private static int telling(Tcp tcp) {
        return TELLING.indexOf(tcp.outcome());
    }

    private Caller.Ask ask(SiteUrl url, String path, String accept, Duration silence, Caller.Marks marks) {
        return new Caller.Ask(
                url, url.https(), path, accept, settings.connectTimeout(), settings.handshakeTimeout(), silence, marks);
    }

    private @Nullable Exchange machine(Reached last, boolean edge) {
        Http http = last.http();
        if (!edge || http == null || !http.answered() || http.status() < 400 || isSlow(last) || over()) {
            return null;
        }
        return caller.ask(
                last.permit(), ask(last.url(), last.url().path(), HttpTalk.FOR_MACHINES, MACHINE_SILENCE, UNTOLD));
    }

    private @Nullable Trace trace(Reached last) {
        boolean connected = last.exchange().tcp().connected();
        if (!connected || last.http() == null || over()) {
            return null;
        }
        narrator.tell(Phase.TRACE, Mark.RUNNING);
        Exchange exchange =
                caller.ask(last.permit(), ask(last.url(), "/cdn-cgi/trace", "text/plain", TRACE_SILENCE, UNTOLD));
        Http http = exchange.http();
        Trace trace = http == null ? null : TraceReader.read(http).orElse(null);
        narrator.tell(Phase.TRACE, trace == null ? Mark.FAILED : Mark.FINE);
        return trace;
    }

    private List<Exchange> again(Reached last) {
        Http http = last.http();
        if (http == null || !http.answered() || http.status() / 100 != 5 || isSlow(last) || over()) {
            return List.of();
        }
        narrator.tell(Phase.AGAIN, Mark.RUNNING);
        List<Exchange> again = new ArrayList<>();
        for (int i = 0; i < TRIES_AFTER_ERROR && pause(settings.retrySpacing()); i++) {
            again.add(caller.ask(
                    last.permit(), ask(last.url(), last.url().path(), HttpTalk.LIKE_A_BROWSER, RETRY_SILENCE, UNTOLD)));
        }
        boolean fine =
                again.stream().anyMatch(it -> it.http() != null && it.http().answered() && it.status() < 500);
        narrator.tell(Phase.AGAIN, fine ? Mark.FINE : Mark.FAILED);
        return List.copyOf(again);
    }

    private static boolean isSlow(Reached reached) {
        return reached.exchange().total().compareTo(SLOW) > 0;
    }

    /** Whether there is time left after it. */
    private boolean pause(Duration time) {
        if (deadline.left().compareTo(time) <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return !over();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Begins to look at the origins, unless that was done: at the end of the way, or while its end is silent. */
    private void beginOrigins(SiteUrl current) {
        if (question.origins().isEmpty() || !origins.isEmpty()) {
            return;
        }
        SiteUrl site = isSameSite(current, question.url()) ? current : question.url();
        narrator.tell(Phase.ORIGIN, Mark.RUNNING);
        for (OriginAddress origin : question.origins()) {
            AtomicBoolean waited = new AtomicBoolean();
            origins.add(Errand.send(
                    probe.executor,
                    () -> originLook.look(origin, site, (phase, mark) -> {
                        if (mark == Mark.WAITING && !waited.getAndSet(true)) {
                            narrator.tell(Phase.ORIGIN, mark);
                        }
                    })));
        }
    }

    /** The origin is that of the address in question; a redirect may lead to it under another name, or to somebody else. */
    private static boolean isSameSite(SiteUrl one, SiteUrl other) {
        return withoutWww(one.host()).equals(withoutWww(other.host()));
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private List<OriginSeen> origins(@Nullable Errand<OriginSeen> own) {
        List<OriginSeen> seen = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            OriginSeen origin = origins.get(i).fetch(deadline);
            OriginAddress address = question.origins().get(i);
            seen.add(origin != null ? origin : unseen(address));
        }
        if (!origins.isEmpty()) {
            narrator.tell(Phase.ORIGIN, seen.stream().allMatch(SiteLook::isFine) ? Mark.FINE : Mark.FAILED);
        }
        OriginSeen itself = own == null ? null : own.fetch(deadline);
        if (itself != null) {
            seen.add(itself);
        }
        return List.copyOf(seen);
    }

    private OriginSeen unseen(OriginAddress address) {
        return new OriginSeen(address, probe.cloudflares.test(address.address()), null, null, null, null, null, null);
    }

    private static boolean isFine(OriginSeen origin) {
        Exchange https = origin.https();
        Exchange http = origin.http();
        return (https != null && isFine(https.status())) || (http != null && isFine(http.status()));
    }

    private static boolean isFine(int status) {
        return status > 0 && status < 500;
    }

    private boolean isAmongOrigins(Reached last) {
        return question.origins().stream()
                .anyMatch(origin -> origin.address().equals(last.permit().address())
                        && last.url().port() == (last.url().https() ? origin.httpsPort() : origin.httpPort()));
    }

    private boolean proxied(Hop hop) {
        Exchange exchange = hop.exchange();
        return exchange != null
                ? probe.cloudflares.test(exchange.tcp().address())
                : hop.lookup().addresses().stream().anyMatch(probe.cloudflares);
    }

    /** Source: facts/signatures.md §2. Anybody can send these; they only decide what else is asked. */
    private static boolean hasEdgeHeaders(@Nullable Http http) {
        return http != null
                && http.header("cf-ray").isPresent()
                && http.header("server").filter("cloudflare"::equalsIgnoreCase).isPresent();
    }

    private static Optional<String> location(Http http) {
        return switch (http.status()) {
            case 301, 302, 303, 307, 308 -> http.header("location").map(SiteLook::utf8);
            default -> Optional.empty();
        };
    }

    /** Headers are kept one character per byte; browsers read an address in one as UTF-8. */
    private static String utf8(String latin1) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin1;
        }
    }

    private static List<Permit> onePerFamily(List<Permit> permits) {
        List<Permit> chosen = new ArrayList<>();
        for (boolean four : new boolean[] {true, false}) {
            permits.stream()
                    .filter(permit -> permit.address() instanceof Inet4Address == four)
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    private boolean over() {
        return deadline.passed() || Thread.currentThread().isInterrupted();
    }
}
