package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.target.Permit;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections of all checks together: no more than so many at once, in the order they were wanted. */
final class Sockets {
    /** What a read that ends by itself at the deadline may need for that, before its connection is closed under it. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final Semaphore free;

    Sockets(int most) {
        this.free = new Semaphore(most, true);
    }

    /** The connections of one check; all are closed when it ends. */
    OfCheck ofCheck(Deadline deadline) {
        return new OfCheck(deadline);
    }

    /** How many more there may be. */
    int free() {
        return free.availablePermits();
    }

    /** The connections of one check. */
    final class OfCheck implements Closeable {
        private final Deadline deadline;
        private final Set<Wire> open = ConcurrentHashMap.newKeySet();
        private final CompletableFuture<Void> alarm;
        private volatile boolean over;

        private OfCheck(Deadline deadline) {
            this.deadline = deadline;
            // A write, or a TLS layer that reads on and on, knows no deadline: they lose their connection.
            alarm = new CompletableFuture<Void>()
                    .completeOnTimeout(null, deadline.left().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            var unused = alarm.thenRun(this::closeAll);
        }

        /**
         * Connects to one address.
         *
         * @throws IllegalStateException where no connection got free in time: that says nothing about the address
         */
        Wire.Dialled dial(Permit permit, Duration patience) {
            take(1);
            Wire.Dialled dialled = Wire.dial(permit, deadline.orIn(patience), free::release);
            remember(dialled.wire());
            return dialled;
        }

        /**
         * Begins to connect to several addresses.
         *
         * @throws IllegalStateException where no connections got free in time
         */
        Dialling dial(List<Permit> permits, Duration patience) {
            take(permits.size());
            return Dialling.begin(permits, deadline.orIn(patience), free::release);
        }

        /** Closes it at the end of the check at the latest. */
        void remember(@Nullable Wire wire) {
            if (wire == null) {
                return;
            }
            open.add(wire);
            if (over) {
                wire.close();
            }
        }

        /** Closes it now. */
        void close(@Nullable Wire wire) {
            if (wire != null) {
                open.remove(wire);
                wire.close();
            }
        }

        private void take(int count) {
            boolean taken = false;
            try {
                taken = free.tryAcquire(count, deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!taken) {
                throw new IllegalStateException("no connection was free within the check's time");
            }
        }

        @Override
        public void close() {
            alarm.cancel(false);
            closeAll();
        }

        private void closeAll() {
            over = true;
            open.forEach(this::close);
        }
    }
}
