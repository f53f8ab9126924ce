package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.target.AddressPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The remote check's eyes: follows an address to where it ends, as a visitor would, and looks at its origins as Cloudflare
 * would. Connects only where the {@link AddressPolicy} lets it. Checks run side by side in the threads of whoever asks.
 */
public final class Probe {
    final ProbeSettings settings;
    final AddressPolicy policy;
    final Names names;
    final Predicate<InetAddress> cloudflares;
    final Handshaker handshaker;
    final Clock clock;
    final Executor executor;
    final Map<String, String> environment;
    final HttpTalk talk;
    final Sockets sockets;

    /**
     * What a probe finds around it.
     *
     * @param policy asked before every connection
     * @param nameServers the resolvers to ask, in this order; the system's where empty
     * @param cloudflares whether an address is one of Cloudflare's
     * @param trust the roots that certificates are judged by, asked for at the first certificate
     * @param clock for when a check began, and what certificates are judged by
     * @param executor for what one check does side by side; may be small or busy, then the check's own thread does more
     * @param environment the environment variables, only to say whether they name a proxy
     */
    public record Surroundings(
            AddressPolicy policy,
            List<InetSocketAddress> nameServers,
            Predicate<InetAddress> cloudflares,
            Supplier<Trust> trust,
            Clock clock,
            Executor executor,
            Map<String, String> environment) {}

    /** A probe. */
    public Probe(ProbeSettings settings, Surroundings around) {
        this.settings = settings;
        this.policy = around.policy();
        this.names = new Names(
                around.nameServers(),
                url -> around.policy().given(url).map(List::of).orElse(List.of()));
        this.cloudflares = around.cloudflares();
        this.clock = around.clock();
        this.executor = around.executor();
        this.environment = Map.copyOf(around.environment());
        this.talk = new HttpTalk(settings);
        // Two families at once need two.
        this.sockets = new Sockets(Math.max(2, settings.sockets()));
        Fetch links = new Links(policy, names, sockets, settings);
        this.handshaker = new BouncyHandshaker(around.trust(), new Revocations(links), clock);
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
            return new SiteLook(this, question, new Narrator(progress), open, deadline).run();
        }
    }
}
