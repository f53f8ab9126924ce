package dev.cf5xx.lab.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A port of this machine's loopback that is listened on, until it is closed. A thread per connection, all daemons. */
public final class Listener implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final @Nullable Tls tls;
    private final Handler handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private Listener(ServerSocket server, @Nullable Tls tls, Handler handler) {
        this.server = server;
        this.tls = tls;
        this.handler = handler;
    }

    /** Listens without TLS on {@code port} of {@code address}; port 0 is any that is free. */
    public static Listener plain(InetAddress address, int port, Handler handler) throws IOException {
        return open(address, port, null, handler);
    }

    /** Listens with TLS on {@code port} of {@code address}; port 0 is any that is free. */
    public static Listener tls(InetAddress address, int port, Tls tls, Handler handler) throws IOException {
        return open(address, port, tls, handler);
    }

    private static Listener open(InetAddress address, int port, @Nullable Tls tls, Handler handler) throws IOException {
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("the lab listens on loopback only, not on " + address);
        }
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Listener listener = new Listener(server, tls, handler);
        start("lab " + server.getLocalSocketAddress(), listener::acceptAll);
        return listener;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException e) {
                continue; // Closed, or the client left before it was let in.
            }
            accepted.incrementAndGet();
            open.add(socket);
            if (server.isClosed()) {
                drop(socket);
            } else {
                start("lab " + socket.getRemoteSocketAddress(), () -> serve(socket));
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Connection plain = new Connection(socket);
            if (tls == null) {
                handler.serve(plain);
            } else {
                handler.serve(shakeHands(plain, tls));
            }
        } catch (IOException | RuntimeException e) {
            // What a client did wrong, or a connection closed under us, ends this connection only.
        } finally {
            open.remove(socket);
        }
    }

    private static Connection shakeHands(Connection plain, Tls tls) throws IOException {
        try {
            return tls.accept(plain);
        } catch (IOException | RuntimeException e) {
            // The alert is to arrive: a close with something unread would be a reset, and that may overtake it.
            plain.finish();
            throw e;
        }
    }

    private void drop(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** How many connections were made to it so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Stops listening and ends every connection. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // Closed as far as it can be.
        }
        open.forEach(this::drop);
    }
}
