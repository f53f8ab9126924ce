package dev.cf5xx.bot.probe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done by the executor, or, where that has not come to it, by whoever needs the result: so checks wait for each
 * other neither in a small executor nor in a busy one.
 */
final class Errand<T> {
    /** What work that ends at a deadline may need beyond it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final FutureTask<T> task;

    private Errand(FutureTask<T> task) {
        this.task = task;
    }

    /** Has it done. */
    static <T> Errand<T> send(Executor executor, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Then whoever fetches the result does it.
        }
        return new Errand<>(task);
    }

    /** The result; null where there was no time for it, or the thread was interrupted, which also ends the work. */
    @Nullable
    T fetch(Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) {
            task.cancel(true);
            return null;
        }
        task.run();
        try {
            return task.get(deadline.left().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return null;
        } catch (TimeoutException | CancellationException e) {
            task.cancel(true);
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
