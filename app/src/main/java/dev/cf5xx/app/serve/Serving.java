package dev.cf5xx.app.serve;

import dev.cf5xx.app.http.HttpDoor;
import dev.cf5xx.bot.Bot;
import dev.cf5xx.knowledge.Text;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bot on its platforms until it is told to stop, or a platform is over for good.
 *
 * <p>Leaving takes 25 s at most: it hears nothing more, waits for what is under way as far as that fits, and says goodbye. What
 * did not fit is in the journal, and finished by the next process.
 */
public final class Serving {
    private static final System.Logger LOG = System.getLogger(Serving.class.getName());

    /** How often it is tried again what a platform did not take. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** How often what is older than the retention is forgotten; also at the start. */
    private static final Duration FORGET = Duration.ofHours(6);

    /** From the moment of being told to stop: how long what is under way is waited for. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(15);

    /** From the same moment: when everything is closed, whoever is not ready. */
    private static final Duration CLOSED = Duration.ofSeconds(23);

    /** Who is told what happens meanwhile. */
    public interface Told {
        /** It can be asked at {@code address}. */
        void listening(InetSocketAddress address);

        /** A platform is connected. */
        void connected(Mouth mouth);

        /** It stops; that takes {@code most} at most. */
        void leaving(Duration most);
    }

    private final List<? extends Mouth> mouths;
    private final Bot bot;
    private final Clock clock;
    private final @Nullable InetSocketAddress listen;
    private final Told told;
    private final EventLog events;
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons("cf5xx-serve"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("cf5xx-again"));
    private volatile Health.@Nullable Standing phase = Health.Standing.STARTING;

    /**
     * A bot that does not serve yet.
     *
     * @param bot knows {@code mouths} as its platforms; nobody has told it anything yet
     * @param listen where to be asked; null for nowhere
     */
    public Serving(List<? extends Mouth> mouths, Bot bot, Clock clock, @Nullable InetSocketAddress listen, Told told) {
        this.mouths = List.copyOf(mouths);
        this.bot = bot;
        this.clock = clock;
        this.listen = listen;
        this.told = told;
        this.events = new EventLog(bot, mouths.stream().map(Mouth::platform).toList());
    }

    /**
     * Serves. To be called once. An interrupt is as good as {@code stop}.
     *
     * @param stop done when it is to stop
     * @return why it ended; null where it was told to
     * @throws IOException where it cannot listen
     */
    public Mouth.@Nullable Over run(CompletableFuture<?> stop) throws IOException {
        CompletableFuture<Mouth.@Nullable Over> end = new CompletableFuture<>();
        var unused = stop.thenRun(() -> end.complete(null));
        for (Mouth mouth : mouths) {
            var unusedToo = mouth.over().thenAccept(end::complete);
        }
        HttpDoor door = listen == null ? null : HttpDoor.open(listen, routes(), HttpDoor.Limits.USUAL);
        try {
            if (door != null) {
                told.listening(door.address());
            }
            CompletableFuture<Void> connected = CompletableFuture.allOf(mouths.stream()
                    .map(mouth -> CompletableFuture.runAsync(() -> connect(mouth, end), threads))
                    .toArray(CompletableFuture<?>[]::new));
            CompletableFuture.anyOf(end, connected).get();
            if (!end.isDone()) {
                begin();
            }
            Mouth.Over over = end.get();
            if (over == null) {
                told.leaving(CLOSED);
            }
            return over;
        } catch (InterruptedException e) {
            told.leaving(CLOSED);
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            leave(door);
        }
    }

    private void connect(Mouth mouth, CompletableFuture<Mouth.@Nullable Over> end) {
        try {
            mouth.connect();
            told.connected(mouth);
        } catch (IOException | RuntimeException e) {
            Mouth.Over reason = mouth.over().getNow(null);
            end.complete(
                    reason != null
                            ? reason
                            : new Mouth.Over(
                                    new Text(
                                            mouth.title() + " cannot be reached: " + e.getMessage(),
                                            "连不上 " + mouth.title() + "：" + e.getMessage()),
                                    false));
        }
    }

    private void begin() {
        events.keep(bot.resume());
        phase = null;
        mouths.forEach(mouth -> mouth.listen(events));
        var unused =
                timer.scheduleWithFixedDelay(this::again, AGAIN.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        var unusedToo = timer.scheduleWithFixedDelay(this::forget, FORGET.toHours(), FORGET.toHours(), TimeUnit.HOURS);
    }

    private void again() {
        try {
            events.keep(bot.finish());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what is left undone cannot be tried again", e);
        }
    }

    private void forget() {
        try {
            bot.forget();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what is too old cannot be forgotten", e);
        }
    }

    private Map<String, HttpDoor.Route> routes() {
        Map<String, HttpDoor.Route> routes = new HashMap<>();
        mouths.forEach(mouth -> routes.putAll(mouth.routes()));
        routes.put(Health.PATH, new HttpDoor.Route("GET", request -> health().answer()));
        return routes;
    }

    private Health health() {
        Instant now = clock.instant();
        Health.Standing all = phase;
        Map<String, Health.Standing> platforms = new HashMap<>();
        mouths.forEach(mouth -> platforms.put(mouth.platform().name(), all == null ? mouth.standing(now) : all));
        return new Health(platforms);
    }

    private void leave(@Nullable HttpDoor door) {
        phase = Health.Standing.LEAVING;
        long began = System.nanoTime();
        timer.shutdownNow();
        await(each(Mouth::stopListening), began, UNDER_WAY);
        if (!await(events.idle(), began, UNDER_WAY)) {
            LOG.log(Level.WARNING, "leaving before all is done; the next start finishes it");
        }
        CompletableFuture<Void> closed = each(Mouth::close);
        if (door != null) {
            closed = CompletableFuture.allOf(closed, CompletableFuture.runAsync(door::close, threads));
        }
        if (!await(closed, began, CLOSED)) {
            LOG.log(Level.WARNING, "leaving before all platforms were closed");
        }
        threads.shutdownNow();
    }

    private CompletableFuture<Void> each(Consumer<Mouth> deed) {
        return CompletableFuture.allOf(mouths.stream()
                .map(mouth -> CompletableFuture.runAsync(() -> deed.accept(mouth), threads))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Waits, until so long after the beginning; false where it is not done by then. */
    private static boolean await(CompletableFuture<Void> work, long began, Duration most) {
        try {
            work.get(Math.max(0, most.toNanos() - (System.nanoTime() - began)), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "leaving", e.getCause());
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
