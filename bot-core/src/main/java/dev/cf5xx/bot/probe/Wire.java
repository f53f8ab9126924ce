package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.target.Permit;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One TCP connection, every read of which ends at a deadline. The only place where a socket is made. */
final class Wire implements Closeable {
    private final Socket socket;
    private volatile Deadline deadline;

    private Wire(Socket socket, Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * A try to connect.
     *
     * @param tcp how it went
     * @param wire the connection; null unless connected
     */
    record Dialled(Tcp tcp, @Nullable Wire wire) {}

    /** Connects where the policy allows it, until {@code deadline}. Environment proxies are not asked. */
    static Dialled dial(Permit permit, Deadline deadline) {
        long began = System.nanoTime();
        Socket socket = new Socket(Proxy.NO_PROXY);
        Tcp.Outcome outcome;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(permit.address(), permit.port()), deadline.millis());
            outcome = Tcp.Outcome.CONNECTED;
        } catch (IOException e) {
            outcome = outcome(e);
            closeQuietly(socket);
        }
        Tcp tcp = new Tcp(permit.address(), permit.port(), outcome, Duration.ofNanos(System.nanoTime() - began));
        return new Dialled(tcp, tcp.connected() ? new Wire(socket, deadline) : null);
    }

    private static Tcp.Outcome outcome(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof SocketTimeoutException || message.contains("timed out")) {
            return Tcp.Outcome.TIMED_OUT;
        } else if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Tcp.Outcome.NO_ROUTE;
        } else if (e instanceof ConnectException && message.contains("refused")) {
            return Tcp.Outcome.REFUSED;
        } else if (e instanceof SocketException && message.contains("reset")) {
            return Tcp.Outcome.REFUSED;
        }
        return Tcp.Outcome.FORBIDDEN_HERE;
    }

    /** From now on reads end at {@code other}. */
    void until(Deadline other) {
        deadline = other;
    }

    /** What comes. A read throws {@link SocketTimeoutException} at the deadline. */
    InputStream in() throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                Deadline now = deadline;
                if (now.passed()) {
                    throw new SocketTimeoutException("the deadline has passed");
                }
                socket.setSoTimeout(now.millis());
                return super.read(into, from, most);
            }
        };
    }

    /** What goes. */
    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is owed to a connection that is given up.
        }
    }
}
