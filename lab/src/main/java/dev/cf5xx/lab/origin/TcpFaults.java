package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.serve.Handler;
import dev.cf5xx.lab.serve.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Origins that fail before anybody says anything. */
final class TcpFaults {
    /** On loopback a connection takes microseconds; one that takes this long has been dropped. */
    private static final int DROPPED_AFTER_MILLIS = 100;

    private static final int MOST_FILLERS = 64;

    private TcpFaults() {}

    /** A port of which the kernel answers a SYN with a RST, and which nobody else can get meanwhile. */
    record Refusing(Socket bound) implements AutoCloseable {
        static Refusing on(InetAddress address, int port) throws IOException {
            Socket socket = new Socket();
            try {
                // Bound and never listened on: refused, and not free for anybody else.
                socket.bind(new InetSocketAddress(address, port));
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            return new Refusing(socket);
        }

        InetSocketAddress address() {
            return (InetSocketAddress) bound.getLocalSocketAddress();
        }

        @Override
        public void close() throws IOException {
            bound.close();
        }
    }

    /** A port that lets SYNs fall: its queue is full and nobody takes anything out of it. */
    record Dropping(ServerSocket server, List<Socket> fillers) implements AutoCloseable {
        static Dropping on(InetAddress address) throws IOException {
            ServerSocket server = new ServerSocket();
            Dropping dropping = new Dropping(server, new ArrayList<>());
            try {
                server.bind(new InetSocketAddress(address, 0), 1);
                dropping.fill();
                return dropping;
            } catch (IOException | RuntimeException e) {
                dropping.close();
                throw e;
            }
        }

        /** Fills the queue; it is full when two in a row were dropped, as one may only have been slow. */
        private void fill() throws IOException {
            int dropped = 0;
            while (fillers.size() < MOST_FILLERS) {
                Socket socket = new Socket();
                fillers.add(socket);
                try {
                    socket.connect(server.getLocalSocketAddress(), DROPPED_AFTER_MILLIS);
                    dropped = 0;
                } catch (SocketTimeoutException e) {
                    dropped++;
                }
                if (dropped == 2) {
                    return;
                }
            }
            throw Ground.cannot("this system does not drop SYNs when a queue is full", null);
        }

        InetSocketAddress address() {
            return (InetSocketAddress) server.getLocalSocketAddress();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : fillers) {
                socket.close();
            }
            server.close();
        }
    }

    static Origin refused(Ground ground) throws IOException {
        Refusing https = Refusing.on(ground.address(), 0);
        Refusing http = Refusing.on(ground.address(), 0);
        return Origin.of(https.address(), http.address(), https, http);
    }

    static Origin unanswered(Ground ground) throws IOException {
        Dropping both = Dropping.on(ground.address());
        return Origin.of(both.address(), both.address(), both);
    }

    /**
     * An address without a route. Linux refuses TCP to a broadcast address with the error that it gives for a missing
     * route, and 127.255.255.255 is the broadcast address of loopback: no namespace, no root, no packet.
     */
    static Origin noRoute(Ground ground) throws IOException {
        InetAddress broadcast = InetAddress.getByAddress(new byte[] {127, (byte) 255, (byte) 255, (byte) 255});
        InetSocketAddress https = new InetSocketAddress(broadcast, 443);
        try (Socket socket = new Socket()) {
            socket.connect(https, DROPPED_AFTER_MILLIS);
        } catch (SocketException e) {
            if (String.valueOf(e.getMessage()).contains("unreachable")) {
                return Origin.of(https, new InetSocketAddress(broadcast, 80));
            }
            throw Ground.cannot("a missing route needs a network namespace here", e);
        } catch (SocketTimeoutException e) {
            throw Ground.cannot("a missing route needs a network namespace here", e);
        }
        throw Ground.cannot("a missing route needs a network namespace here", null);
    }

    /** The same on both ports, before any TLS. */
    static Origin accepting(Ground ground, Handler handler) throws IOException {
        Listener https = Listener.plain(ground.address(), 0, handler);
        Listener http = Listener.plain(ground.address(), 0, handler);
        return Origin.of(https.address(), http.address(), https, http);
    }

    /** HTTPS refused, HTTP fine. */
    static Origin httpOnly(Ground ground) throws IOException {
        Refusing https = Refusing.on(ground.address(), 0);
        Listener http = Listener.plain(ground.address(), 0, HttpFaults.healthy(ground));
        return Origin.of(https.address(), http.address(), https, http);
    }

    /** Healthy, but whatever comes from Cloudflare is refused. */
    static Origin refusingCloudflare(Ground ground) throws IOException {
        return Origins.healthy(ground).butCloudflareMeets(refused(ground));
    }

    /** Healthy, but whatever comes from Cloudflare is dropped. */
    static Origin droppingCloudflare(Ground ground) throws IOException {
        return Origins.healthy(ground).butCloudflareMeets(unanswered(ground));
    }

    /** Refusing everybody but Cloudflare, for which it is healthy. */
    static Origin admittingOnlyCloudflare(Ground ground) throws IOException {
        return refused(ground).butCloudflareMeets(Origins.healthy(ground));
    }

    /** Healthy by IPv4, refused by IPv6. */
    static Origin brokenIpv6(Ground ground) throws IOException {
        InetAddress six = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        Origin healthy = Origins.healthy(ground);
        try {
            Refusing https = Refusing.on(six, healthy.address().getPort());
            Refusing http = Refusing.on(six, healthy.plain().getPort());
            return healthy.alsoAt(six, https, http);
        } catch (IOException e) {
            healthy.close();
            throw Ground.cannot("this machine has no IPv6 loopback", e);
        }
    }
}
