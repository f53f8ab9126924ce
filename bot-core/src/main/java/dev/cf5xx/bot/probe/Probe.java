package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Step;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The remote check's eyes: follows an address to where it ends, as a visitor would, and looks at its origins as Cloudflare
 * would. Connects only where the {@link Gate} lets it. Checks run side by side in the threads of whoever asks.
 */
public final class Probe {
    final ProbeSettings settings;
    final Gate gate;
    final Names names;
    final Predicate<InetAddress> cloudflares;
    final Handshaker handshaker;
    final Clock clock;
    final Executor executor;
    final Map<String, String> environment;
    final HttpTalk talk;
    final Sockets sockets;

    /**
     * A probe.
     *
     * @param gate asked before every connection
     * @param names DNS
     * @param cloudflares whether an address is one of Cloudflare's
     * @param handshaker TLS
     * @param clock for when a check began
     * @param executor for what one check does side by side; may be small or busy, then the check's own thread does more
     * @param environment the environment variables, only to say whether they name a proxy
     */
    public Probe(
            ProbeSettings settings,
            Gate gate,
            Names names,
            Predicate<InetAddress> cloudflares,
            Handshaker handshaker,
            Clock clock,
            Executor executor,
            Map<String, String> environment) {
        this.settings = settings;
        this.gate = gate;
        this.names = names;
        this.cloudflares = cloudflares;
        this.handshaker = handshaker;
        this.clock = clock;
        this.executor = executor;
        this.environment = Map.copyOf(environment);
        this.talk = new HttpTalk(settings);
        // Two families at once need two.
        this.sockets = new Sockets(Math.max(2, settings.sockets()));
    }

    /**
     * Looks, until {@link ProbeSettings#wholeCheck} at most. When the thread is interrupted it ends soon with what was seen by
     * then, and the thread stays interrupted.
     *
     * @param progress told each step as it happens, one at a time, maybe by another thread; what it throws is ignored
     */
    public Sighting look(Question question, Consumer<Step> progress) {
        Deadline deadline = Deadline.in(settings.wholeCheck());
        try (Sockets.OfCheck open = sockets.ofCheck(deadline)) {
            return new Look(this, question, new Progress(progress), open, deadline).run();
        }
    }
}
