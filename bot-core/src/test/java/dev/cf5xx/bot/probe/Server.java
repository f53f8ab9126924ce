package dev.cf5xx.bot.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server on loopback that does with each connection what a test says. */
final class Server implements AutoCloseable {
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean closing;

    private Server(ServerSocket listener) {
        this.listener = listener;
    }

    /** What to do with a connection. When it returns, the connection is closed in an orderly way. */
    interface Script {
        void serve(Connection connection) throws Exception;
    }

    /** One connection, as the server has it. */
    record Connection(Server server, Socket socket, InputStream in, OutputStream out) {
        /** Reads a request's head, and records it. */
        String request() throws IOException {
            StringBuilder head = new StringBuilder();
            int next;
            while (!head.toString().endsWith("\r\n\r\n") && (next = in.read()) >= 0) {
                head.append((char) next);
            }
            server.requests.add(head.toString());
            return head.toString();
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Ends the connection with RST. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Says nothing more until the test is over or the other side has gone. */
        void stall() throws IOException {
            try {
                while (in.read() >= 0) {
                    // What a client still says does not matter.
                }
            } catch (IOException e) {
                // It has gone.
            }
        }
    }

    static Server on(InetAddress address, int port, Script script) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(address, port), 50);
            Server server = new Server(listener);
            daemon(() -> server.accept(script));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Server on(Script script) {
        return on(InetAddress.getLoopbackAddress(), 0, script);
    }

    /** Does each connection's handshake first. */
    static Server overTls(InetAddress address, SSLContext context, Consumer<SSLSocket> prepare, Script script) {
        return on(address, 0, connection -> {
            Socket plain = connection.socket();
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
            socket.setUseClientMode(false);
            prepare.accept(socket);
            socket.startHandshake();
            script.serve(
                    new Connection(connection.server(), socket, socket.getInputStream(), socket.getOutputStream()));
            socket.shutdownOutput();
        });
    }

    /** Reads each request and answers with these bytes. */
    static Server answering(String response) {
        return answeringBy(request -> response);
    }

    /** Reads each request and answers it. */
    static Server answeringBy(Function<String, String> answer) {
        return on(connection -> connection.send(answer.apply(connection.request())));
    }

    private void accept(Script script) {
        while (!closing) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket, script));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            try {
                script.serve(new Connection(this, socket, socket.getInputStream(), socket.getOutputStream()));
            } catch (Exception e) {
                // The client has gone, or a handshake failed as it should, or the test is over.
            }
            if (!socket.isClosed()) {
                // Closing with unread bytes would send RST, which overtakes what was sent before.
                socket.shutdownOutput();
                while (socket.getInputStream().read() >= 0) {
                    // Until the client has gone.
                }
            }
        } catch (IOException e) {
            // The client has gone, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    static void daemon(Runnable work) {
        Thread thread = new Thread(work, "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress at() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The requests read so far. */
    List<String> requests() {
        return requests;
    }

    /** How many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() throws IOException {
        closing = true;
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
