package dev.cf5xx.app;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.cf5xx.bot.Checks;
import dev.cf5xx.bot.Inspection;
import dev.cf5xx.bot.Inspector;
import dev.cf5xx.bot.SiteInspector;
import dev.cf5xx.bot.cloudflare.Ranges;
import dev.cf5xx.bot.cloudflare.StatusPage;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.EdgeStatus;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Trace;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.probe.Probe;
import dev.cf5xx.bot.probe.ProbeSettings;
import dev.cf5xx.bot.probe.Question;
import dev.cf5xx.bot.probe.Roots;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Networks;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The composition root of looking at sites. */
final class Looking implements AutoCloseable {
    static final String RANGES = "https://www.cloudflare.com/";
    static final String STATUS = "https://www.cloudflarestatus.com/";

    /** Who tries out every site of the demo is no danger to anybody. */
    private static final Checks.Limits UNBOUNDED =
            new Checks.Limits(10_000, 10_000, 10_000, Checks.Limits.USUAL.fresh());

    private final Supplier<Inspector> inspector;
    private final ProbeSettings settings;
    private final Probe.Surroundings around;
    private final Ranges ranges;
    private final ExecutorService executor;
    private final Checks.Limits limits;

    private Looking(
            Supplier<Inspector> inspector,
            ProbeSettings settings,
            Probe.Surroundings around,
            Ranges ranges,
            Checks.Limits limits,
            ExecutorService executor) {
        this.inspector = inspector;
        this.settings = settings;
        this.around = around;
        this.limits = limits;
        this.ranges = ranges;
        this.executor = executor;
    }

    /**
     * Puts together what looks at sites.
     *
     * @throws BadInput where an option or a variable cannot be used
     */
    static Looking open(Cli cli, Seams seams) {
        AddressPolicy policy = seams.policy();
        Networks edge = seams.edge();
        List<Bytes> extra = seams.roots();
        Ranges ranges =
                new Ranges(cli.knowledge().ranges(), ranges(seams), cli.around().clock());
        Predicate<InetAddress> cloudflares = cloudflares(ranges, edge);
        ProbeSettings settings = ProbeSettings.DEFAULTS.within(
                seams.connectTimeout().orElse(null),
                seams.originTimeout().orElse(null),
                seams.maxTime().orElse(null));
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "cf5xx-probe");
            thread.setDaemon(true);
            return thread;
        });
        Probe.Surroundings around = new Probe.Surroundings(
                policy,
                seams.nameServers(),
                cloudflares,
                once(() -> trust(extra)),
                cli.around().clock(),
                executor,
                cli.around().environment());
        HttpUrl statusBase = seams.base("CF5XX_STATUS_URL", STATUS);
        StatusPage page = statusBase == null ? null : new StatusPage(statusBase);
        // Whoever only talks does not wait for what a handshake needs.
        Supplier<Inspector> inspector =
                once(() -> new SiteInspector(policy, new Probe(settings, around), sighting -> status(page, sighting)));
        return new Looking(
                inspector, settings, around, ranges, seams.alone() ? UNBOUNDED : Checks.Limits.USUAL, executor);
    }

    private static Predicate<InetAddress> cloudflares(Ranges ranges, Networks edge) {
        return address -> edge.contains(address) || ranges.contain(address);
    }

    private static Trust trust(List<Bytes> extra) {
        List<Bytes> all = new ArrayList<>(Roots.ofTheJvm());
        all.addAll(extra);
        return Trust.of(all);
    }

    private static <T> Supplier<T> once(Supplier<T> make) {
        return new Supplier<>() {
            private @Nullable T made;

            @Override
            public synchronized T get() {
                T now = made;
                if (now == null) {
                    now = make.get();
                    made = now;
                }
                return now;
            }
        };
    }

    private static Optional<EdgeStatus> status(@Nullable StatusPage page, Sighting sighting) {
        Trace trace = sighting.trace();
        return page == null || trace == null ? Optional.empty() : trace.colo().flatMap(page::about);
    }

    Inspector inspector() {
        return inspector.get();
    }

    /** One look at a site, for no longer than {@code most}, without a word on what is seen. */
    Sighting glance(SiteUrl site, Duration most) {
        return new Probe(settings.within(most, most, most), around).look(new Question(site, List.of()), step -> {});
    }

    /** Where Cloudflare publishes its ranges; null where that is not to be asked. */
    static @Nullable HttpUrl ranges(Seams seams) {
        return seams.base("CF5XX_RANGES_URL", RANGES);
    }

    /** Looks for a bot: within measure, and what was seen serves whoever asks the same. */
    Inspection inspection(Clock clock) {
        Supplier<Checks> checks = once(() -> {
            // Asked for aside; without an answer the shipped ranges hold.
            executor.execute(ranges::refresh);
            return new Checks(inspector(), limits, clock, Ticker.systemTicker(), executor);
        });
        return new Inspection() {
            @Override
            public CompletableFuture<Outcome> look(Effect.Check check, Asker asker, Consumer<Step> progress) {
                return checks.get().look(check, asker, progress);
            }

            @Override
            public Optional<Refusal> refuses(SiteUrl site) {
                return checks.get().refuses(site);
            }
        };
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
