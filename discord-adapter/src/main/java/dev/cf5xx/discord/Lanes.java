package dev.cf5xx.discord;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on what happens in one channel in its order, on different channels side by side. */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** So many events of one channel may wait; a flood beyond that is not worked on. */
    private static final int MOST = 2_000;

    private final Executor executor;
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private boolean ending;

    Lanes(Executor executor) {
        this.executor = executor;
    }

    /**
     * Puts work at the end of a lane.
     *
     * @return whether there was room for it
     */
    boolean run(String lane, Runnable work) {
        synchronized (waiting) {
            Queue<Runnable> queue = waiting.get(lane);
            if (queue != null) {
                if (queue.size() < MOST) {
                    return queue.add(work);
                }
                LOG.warn("discord: too many events at once in {}", lane);
                return false;
            }
            waiting.put(lane, new ArrayDeque<>());
        }
        start(lane, work);
        return true;
    }

    private void start(String lane, Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("discord: an event could not be worked on", e);
            } finally {
                next(lane);
            }
        });
    }

    private void next(String lane) {
        Runnable work;
        synchronized (waiting) {
            Queue<Runnable> queue = waiting.get(lane);
            work = queue == null ? null : queue.poll();
            if (work == null) {
                waiting.remove(lane);
                if (ending && waiting.isEmpty()) {
                    idle.complete(null);
                }
                return;
            }
        }
        start(lane, work);
    }

    /** Done when nothing is left; to be asked for when nothing new comes. */
    CompletableFuture<Void> idle() {
        synchronized (waiting) {
            ending = true;
            if (waiting.isEmpty()) {
                idle.complete(null);
            }
        }
        return idle;
    }
}
