package dev.cf5xx.bot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.wording.Talk.Limit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at sites within measure, so that the bot is nobody's cannon: one look serves everybody who asks the same within
 * half a minute, and each person, venue and target has only so many.
 */
public final class Checks implements Inspection {
    private final Inspector inspector;
    private final Limits limits;
    private final InstantSource clock;
    private final Executor executor;

    /** What was found lately. */
    private final Cache<Key, Outcome.Found> found;

    private final Map<Key, Flight> flights = new ConcurrentHashMap<>();
    private final Cache<String, Bucket> buckets;
    private final TimeMeter meter;

    /**
     * How many checks there may be.
     *
     * @param person of one person in a minute, each origin counted
     * @param venue in one channel in a minute, each origin counted
     * @param target of one host or origin in a minute
     * @param fresh how long a report serves others
     */
    public record Limits(int person, int venue, int target, Duration fresh) {
        /** Enough for a team in an incident. */
        public static final Limits USUAL = new Limits(10, 30, 10, Duration.ofSeconds(30));
    }

    private record Key(String workspace, String url, List<String> origins) {}

    /**
     * Looks within {@code limits}.
     *
     * @param clock the time
     * @param ticker nanoseconds, for what expires
     * @param executor where looking happens; one thread is busy for as long as a look takes
     */
    public Checks(Inspector inspector, Limits limits, InstantSource clock, Ticker ticker, Executor executor) {
        this.inspector = inspector;
        this.limits = limits;
        this.clock = clock;
        this.executor = executor;
        found = Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterWrite(limits.fresh())
                .ticker(ticker)
                .build();
        buckets = Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterAccess(Duration.ofMinutes(10))
                .ticker(ticker)
                .build();
        meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return ticker.read();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    @Override
    public Optional<Refusal> refuses(SiteUrl site) {
        return inspector.plan(site.text(), List.of()) instanceof Inspector.Plan.Refused refused
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    @Override
    public CompletableFuture<Outcome> look(Effect.Check check, Asker asker, Consumer<Step> progress) {
        Inspector.Plan plan = inspector.plan(check.url(), check.origins());
        if (plan instanceof Inspector.Plan.Refused refused) {
            return CompletableFuture.completedFuture(new Outcome.Refused(refused.refusal(), refused.input()));
        }
        Inspector.Plan.Ready ready = (Inspector.Plan.Ready) plan;
        Key key = new Key(asker.workspace(), ready.url(), ready.origins());
        Outcome.Found before = check.anew() ? null : found.getIfPresent(key);
        if (before != null) {
            Duration age = Duration.between(before.report().checkedAt(), clock.instant());
            return CompletableFuture.completedFuture(
                    new Outcome.Found(before.report(), age.isNegative() ? Duration.ZERO : age));
        }
        Flight mine = new Flight();
        Flight flight = flights.putIfAbsent(key, mine);
        if (flight != null) {
            flight.steps.join(progress);
            return flight.end.copy();
        }
        mine.steps.join(progress);
        try {
            Outcome.Limited limited = limit(ready, asker, check.quiet());
            if (limited != null) {
                flights.remove(key, mine);
                mine.end.complete(limited);
            } else {
                executor.execute(() -> fly(key, mine, ready));
            }
        } catch (RuntimeException e) {
            flights.remove(key, mine);
            mine.end.completeExceptionally(e);
        }
        return mine.end.copy();
    }

    private void fly(Key key, Flight flight, Inspector.Plan.Ready ready) {
        try {
            Outcome outcome = inspector.look(ready, flight.steps);
            if (outcome instanceof Outcome.Found report) {
                found.put(key, report);
            }
            flights.remove(key, flight);
            flight.end.complete(outcome);
        } catch (RuntimeException | Error e) {
            flights.remove(key, flight);
            flight.end.completeExceptionally(e);
        }
    }

    /** What one look takes of one measure. */
    private record Charge(Bucket bucket, Limit limit, int tokens) {}

    /** Takes what the look costs, or nothing where there is not enough of something: then what, and for how long. */
    private synchronized Outcome.@Nullable Limited limit(Inspector.Plan.Ready ready, Asker asker, boolean quiet) {
        List<Charge> charges = new ArrayList<>();
        // What nobody asked for takes nothing from what people may ask for.
        String where = (quiet ? "overheard " : "") + asker.platform() + " ";
        int targets = ready.targets().size();
        if (asker.person() != null) {
            Bucket person = bucket("person " + where + asker.person().id(), limits.person());
            charges.add(new Charge(person, Limit.PERSON, Math.min(targets, limits.person())));
        }
        Bucket venue = bucket("channel " + where + asker.channel(), limits.venue());
        charges.add(new Charge(venue, Limit.VENUE, Math.min(targets, limits.venue())));
        for (String target : ready.targets()) {
            Bucket bucket = bucket("target " + target.toLowerCase(Locale.ROOT), limits.target());
            charges.add(new Charge(bucket, Limit.TARGET, 1));
        }
        for (Charge charge : charges) {
            EstimationProbe probe = charge.bucket().estimateAbilityToConsume(charge.tokens());
            if (!probe.canBeConsumed()) {
                return new Outcome.Limited(
                        charge.limit(), Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
            }
        }
        charges.forEach(charge -> charge.bucket().tryConsume(charge.tokens()));
        return null;
    }

    /** So many a minute, for whomever or whatever it is. */
    private Bucket bucket(String whose, int aMinute) {
        return buckets.get(
                whose,
                any -> Bucket.builder()
                        .withCustomTimePrecision(meter)
                        .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, Duration.ofMinutes(1)))
                        .build());
    }

    /** A look that is under way. */
    private static final class Flight {
        private final CompletableFuture<Outcome> end = new CompletableFuture<>();
        private final Steps steps = new Steps();
    }

    /** Tells everybody every step, also those who come later. */
    private static final class Steps implements Consumer<Step> {
        private final List<Step> told = new ArrayList<>();
        private final List<Consumer<Step>> listeners = new ArrayList<>();

        @Override
        public synchronized void accept(Step step) {
            told.add(step);
            listeners.forEach(listener -> listener.accept(step));
        }

        synchronized void join(Consumer<Step> listener) {
            told.forEach(listener);
            listeners.add(listener);
        }
    }
}
