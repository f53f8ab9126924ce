package dev.cf5xx.slack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that wants user and password: it forwards requests, one per connection, and tunnels. */
final class LoopbackProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    LoopbackProxy() throws IOException {
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Method and target of each request that was let through. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            List<String> head = head(client.getInputStream());
            while (head.stream()
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic "))) {
                client.getOutputStream()
                        .write(ascii("HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: Basic realm=\"lab\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
                client.close();
                return;
            }
            String[] request = head.get(0).split(" ");
            asked.add(request[0] + " " + request[1]);
            boolean tunnel = request[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "http://" + request[1] : request[1]);
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
            sockets.add(upstream);
            if (tunnel) {
                client.getOutputStream().write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
            } else {
                List<String> forwarded = new ArrayList<>(head);
                String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
                forwarded.set(0, request[0] + " " + path + " HTTP/1.1");
                boolean upgrade = head.stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("upgrade:"));
                forwarded.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-")
                        || (!upgrade && line.toLowerCase(Locale.ROOT).startsWith("connection:")));
                if (!upgrade) {
                    forwarded.add("Connection: close");
                }
                upstream.getOutputStream().write(ascii(String.join("\r\n", forwarded) + "\r\n\r\n"));
            }
            threads.execute(() -> pipe(client, upstream));
            pipe(upstream, client);
        } catch (IOException e) {
            close(client);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
    }

    private static void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other end of either is gone: so is this.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(LoopbackProxy::close);
        threads.shutdownNow();
    }
}
