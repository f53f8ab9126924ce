package dev.cf5xx.bot;

import dev.cf5xx.bot.chat.Venue;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Runs the work of one venue in the order it came, and that of different venues side by side. */
final class Lanes {
    private final Executor executor;
    private final Map<Venue, CompletableFuture<?>> last = new ConcurrentHashMap<>();

    Lanes(Executor executor) {
        this.executor = executor;
    }

    /** Runs {@code work} after all earlier work of {@code venue}, however that ended. */
    <T> CompletableFuture<T> run(Venue venue, Supplier<T> work) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<?> before = last.put(venue, mine);
        Runnable run = () -> {
            try {
                mine.complete(work.get());
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
            } finally {
                last.remove(venue, mine);
            }
        };
        if (before == null) {
            hand(run, venue, mine);
        } else {
            // Its outcome is that of mine.
            var unused = before.whenComplete((result, error) -> hand(run, venue, mine));
        }
        return mine;
    }

    private void hand(Runnable run, Venue venue, CompletableFuture<?> mine) {
        try {
            executor.execute(run);
        } catch (RejectedExecutionException e) {
            // The executor is closed: whoever waits must not wait for ever.
            last.remove(venue, mine);
            mine.completeExceptionally(e);
        }
    }
}
