package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.target.Permit;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries to connect to several addresses side by side, in one thread: first {@link #winner}, then {@link #results}. Used by
 * one thread at a time.
 */
final class Dialling implements Closeable {
    private final Deadline deadline;
    private final @Nullable Selector selector;
    private final List<Attempt> attempts = new ArrayList<>();

    private Dialling(Deadline deadline, @Nullable Selector selector) {
        this.deadline = deadline;
        this.selector = selector;
    }

    /**
     * Begins to connect to all of {@code permits}, the preferred first.
     *
     * @param afterClose runs once for each of them, as soon as there is no connection to it any more
     */
    static Dialling begin(List<Permit> permits, Deadline deadline, Runnable afterClose) {
        Selector selector = null;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            // Out of file descriptors: each attempt ends as forbidden here.
        }
        Dialling dialling = new Dialling(deadline, selector);
        for (Permit permit : permits) {
            Attempt attempt = dialling.new Attempt(permit);
            dialling.attempts.add(attempt);
            attempt.begin(afterClose);
        }
        return dialling;
    }

    /**
     * Waits for a connection.
     *
     * @param tie how much longer an attempt may take than a less preferred one and still be taken instead
     * @return the connection, which is the caller's to close; null where none came about. The other attempts go on
     */
    Wire.@Nullable Dialled winner(Duration tie) {
        while (attempts.stream().noneMatch(Attempt::connected)
                && attempts.stream().anyMatch(Attempt::pending)) {
            await(deadline);
        }
        Deadline grace = deadline.orIn(tie);
        while (attempts.stream().anyMatch(Attempt::pending) && !grace.passed()) {
            await(grace);
        }
        for (Attempt attempt : attempts) {
            if (attempt.connected()) {
                return attempt.hand();
            }
        }
        return null;
    }

    /** How each attempt went, in order; those that are pending when {@code patience} ends have timed out. */
    List<Tcp> results(Deadline patience) {
        Deadline end = deadline.or(patience);
        while (attempts.stream().anyMatch(Attempt::pending)) {
            await(end);
            if (end.passed()) {
                attempts.forEach(Attempt::giveUp);
            }
        }
        close();
        return attempts.stream().map(Attempt::tcp).toList();
    }

    private void await(Deadline until) {
        Selector select = selector;
        if (select == null || deadline.passed() || Thread.currentThread().isInterrupted()) {
            attempts.forEach(Attempt::giveUp);
            return;
        }
        try {
            select.select(key -> ((Attempt) key.attachment()).finish(), until.millis());
        } catch (IOException | ClosedSelectorException e) {
            attempts.forEach(Attempt::giveUp);
        }
    }

    /** Ends all attempts, but not a connection that was handed out. Any thread may, at any time. */
    @Override
    public void close() {
        attempts.forEach(Attempt::end);
        try {
            if (selector != null) {
                selector.close();
            }
        } catch (IOException e) {
            // It is given up.
        }
    }

    private final class Attempt {
        private final Permit permit;
        private final long began = System.nanoTime();
        private @Nullable Wire wire;
        private @Nullable SelectionKey key;
        private @Nullable Tcp tcp;
        private boolean handed;

        Attempt(Permit permit) {
            this.permit = permit;
        }

        boolean pending() {
            return tcp == null;
        }

        boolean connected() {
            return tcp != null && tcp.connected();
        }

        /** How it went; only once it is not pending. */
        Tcp tcp() {
            return tcp == null ? seen(Tcp.Outcome.TIMED_OUT) : tcp;
        }

        void begin(Runnable afterClose) {
            Selector select = selector;
            if (select == null) {
                afterClose.run();
                tcp = seen(Tcp.Outcome.FORBIDDEN_HERE);
                return;
            }
            try {
                wire = Wire.open(deadline, afterClose);
            } catch (IOException e) {
                afterClose.run();
                tcp = seen(Wire.outcome(e));
                return;
            }
            try {
                wire.channel().configureBlocking(false);
                if (wire.channel().connect(new InetSocketAddress(permit.address(), permit.port()))) {
                    succeed();
                } else {
                    key = wire.channel().register(select, SelectionKey.OP_CONNECT, this);
                }
            } catch (IOException e) {
                fail(Wire.outcome(e));
            }
        }

        void finish() {
            Wire mine = wire;
            if (mine == null || !pending()) {
                return;
            }
            try {
                if (mine.channel().finishConnect()) {
                    succeed();
                }
            } catch (IOException e) {
                fail(Wire.outcome(e));
            }
        }

        private void succeed() {
            tcp = seen(Tcp.Outcome.CONNECTED);
            if (key != null) {
                key.cancel();
            }
        }

        private void fail(Tcp.Outcome outcome) {
            tcp = seen(outcome);
            end();
        }

        void giveUp() {
            if (pending()) {
                fail(Tcp.Outcome.TIMED_OUT);
            }
        }

        /** Hands the connection out, or tells why it cannot. */
        Wire.@Nullable Dialled hand() {
            Wire mine = wire;
            try {
                if (mine == null || selector == null) {
                    return null;
                }
                // Without this the key would still bind the channel to the selector.
                selector.selectNow(other -> ((Attempt) other.attachment()).finish());
                mine.channel().configureBlocking(true);
                handed = true;
                return new Wire.Dialled(tcp(), mine);
            } catch (IOException e) {
                fail(Wire.outcome(e));
                return null;
            }
        }

        void end() {
            if (wire != null && !handed) {
                wire.close();
            }
        }

        private Tcp seen(Tcp.Outcome outcome) {
            return new Tcp(permit.address(), permit.port(), outcome, Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
