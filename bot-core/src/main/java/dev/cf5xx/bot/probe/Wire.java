package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.target.Permit;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection, every read of which ends at a deadline. The only place where a socket is made. It is a channel's,
 * because interrupting a thread ends a channel's reads and not a plain socket's, and because a channel asks no proxy.
 */
final class Wire implements Closeable {
    /** Room for all that is ever sent over one connection, so that no write waits for a peer that does not read. */
    private static final int SEND_BUFFER = 64 * 1024;

    private final SocketChannel channel;
    private final Runnable afterClose;
    private final boolean quickAck;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Deadline deadline;
    private volatile @Nullable Notice notice;
    private volatile Gone gone = Gone.NOT;

    private Wire(SocketChannel channel, Deadline deadline, Runnable afterClose) {
        this.channel = channel;
        this.deadline = deadline;
        this.afterClose = afterClose;
        // Linux knows it.
        this.quickAck = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /**
     * A try to connect.
     *
     * @param tcp how it went
     * @param wire the connection; null unless connected
     */
    record Dialled(Tcp tcp, @Nullable Wire wire) {}

    /** How the other side was lost, as far as reading and writing noticed. */
    enum Gone {
        /** It was not. */
        NOT,
        /** It closed. */
        CLOSED,
        /** It reset the connection. */
        RESET,
        /** The deadline passed, or this side closed. */
        OUT_OF_TIME
    }

    private record Notice(Deadline at, Runnable tell) {}

    /** Connects where the policy allows it, until {@code deadline}. Environment proxies are not asked. */
    static Dialled dial(Permit permit, Deadline deadline) {
        return dial(permit, deadline, () -> {});
    }

    /** As {@link #dial(Permit, Deadline)}; {@code afterClose} runs once, as soon as there is no connection any more. */
    static Dialled dial(Permit permit, Deadline deadline, Runnable afterClose) {
        long began = System.nanoTime();
        Wire wire = null;
        Tcp.Outcome outcome;
        try {
            wire = open(deadline, afterClose);
            wire.channel.socket().connect(new InetSocketAddress(permit.address(), permit.port()), deadline.millis());
            outcome = Tcp.Outcome.CONNECTED;
        } catch (IOException e) {
            outcome = outcome(e);
            if (wire != null) {
                wire.close();
                wire = null;
            } else {
                afterClose.run();
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Dialled(new Tcp(permit.address(), permit.port(), outcome, took), wire);
    }

    /** A channel that is not connected yet. Where it throws, {@code afterClose} has not run. */
    static Wire open(Deadline deadline, Runnable afterClose) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new Wire(channel, deadline, afterClose);
    }

    /** What a failure to connect means. */
    static Tcp.Outcome outcome(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof SocketTimeoutException
                || e instanceof ClosedChannelException
                || message.contains("timed out")) {
            return Tcp.Outcome.TIMED_OUT;
        } else if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Tcp.Outcome.NO_ROUTE;
        } else if (e instanceof ConnectException && message.contains("refused")) {
            return Tcp.Outcome.REFUSED;
        } else if (e instanceof SocketException && message.contains("reset")) {
            return Tcp.Outcome.RESET;
        }
        return Tcp.Outcome.FORBIDDEN_HERE;
    }

    /** The channel, for connecting. */
    SocketChannel channel() {
        return channel;
    }

    /** From now on reads end at {@code other}. */
    void until(Deadline other) {
        deadline = other;
    }

    /** Runs {@code tell} once, in the reading thread, when a read still waits at {@code at}. Replaces what was set before. */
    void tellAt(Deadline at, Runnable tell) {
        notice = new Notice(at, tell);
    }

    /** Takes back {@link #tellAt}. */
    void tellNobody() {
        notice = null;
    }

    /** How the other side was lost, so far. Holds also where a layer in between wrapped or swallowed the exception. */
    Gone gone() {
        return gone;
    }

    /** What comes. A read throws {@link SocketTimeoutException} at the deadline. Closing the stream closes nothing. */
    InputStream in() throws IOException {
        return new FilterInputStream(channel.socket().getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                try {
                    int count = waitAndRead(into, from, most);
                    if (count < 0) {
                        gone = Gone.CLOSED;
                    }
                    return count;
                } catch (IOException e) {
                    gone = e instanceof SocketTimeoutException || !channel.isOpen() ? Gone.OUT_OF_TIME : Gone.RESET;
                    throw e;
                }
            }

            private int waitAndRead(byte[] into, int from, int most) throws IOException {
                while (true) {
                    Deadline end = deadline;
                    Notice due = notice;
                    if (end.passed()) {
                        throw new SocketTimeoutException("the deadline has passed");
                    }
                    acknowledgeAtOnce();
                    channel.socket()
                            .setSoTimeout(
                                    due == null
                                            ? end.millis()
                                            : end.or(due.at()).millis());
                    try {
                        return super.read(into, from, most);
                    } catch (SocketTimeoutException e) {
                        if (due != null && due.at().passed()) {
                            notice = null;
                            due.tell().run();
                        } else if (end.passed()) {
                            throw e;
                        }
                    }
                }
            }

            @Override
            public void close() {
                // TLS closes its streams when it gives up; what was seen of the connection then still has to be asked
                // for.
            }
        };
    }

    /**
     * A server that waits for the acknowledgement of one small packet before it sends the next (Nagle's algorithm) would
     * otherwise lose 40 ms in a handshake, and the check would report them as the site's. The system forgets it, so it is said
     * before each read.
     */
    private void acknowledgeAtOnce() throws IOException {
        if (quickAck) {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /** What goes. Closing the stream closes nothing. */
    OutputStream out() throws IOException {
        return new FilterOutputStream(channel.socket().getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                try {
                    out.write(bytes, from, count);
                } catch (IOException e) {
                    gone = channel.isOpen() ? Gone.RESET : Gone.OUT_OF_TIME;
                    throw e;
                }
            }

            @Override
            public void close() {
                // As for what comes.
            }
        };
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing is owed to a connection that is given up.
            } finally {
                afterClose.run();
            }
        }
    }
}
