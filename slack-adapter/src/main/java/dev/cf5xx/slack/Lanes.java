package dev.cf5xx.slack;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Works on what happens in one channel in its order, on different channels side by side. */
final class Lanes {
    /** So many events may be under way or wait; a flood beyond that is Slack's to keep. */
    private static final int MOST = 5_000;

    private final Executor executor;

    /** The end of each lane that is not empty. */
    private final Map<String, CompletableFuture<?>> ends = new HashMap<>();

    private int working;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    Lanes(Executor executor) {
        this.executor = executor;
    }

    /**
     * Puts work at the end of a lane.
     *
     * @throws RejectedExecutionException if there is too much already
     */
    synchronized void run(String lane, Runnable work) {
        if (working >= MOST) {
            throw new RejectedExecutionException(lane);
        }
        CompletableFuture<?> before = ends.getOrDefault(lane, CompletableFuture.completedFuture(null));
        CompletableFuture<?> end = before.handle((done, e) -> null).thenRunAsync(work, executor);
        if (end.isCompletedExceptionally() && before.isDone()) {
            throw new RejectedExecutionException(lane);
        }
        if (working++ == 0) {
            idle = new CompletableFuture<>();
        }
        ends.put(lane, end);
        var unused = end.whenComplete((done, e) -> leave(lane, end));
    }

    private synchronized void leave(String lane, CompletableFuture<?> end) {
        ends.remove(lane, end);
        if (--working == 0) {
            idle.complete(null);
        }
    }

    /** Done when nothing is left. */
    synchronized CompletableFuture<Void> idle() {
        return idle.copy();
    }
}
