package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A port that nobody may connect to. */
final class Canary implements AutoCloseable {
    private final Listener listener;
    private int own;

    private Canary(Listener listener) {
        this.listener = listener;
    }

    /** Listens on {@code port} of {@code address}; port 0 is any that is free. */
    static Canary on(InetAddress address, int port) throws IOException {
        return new Canary(Listener.plain(address, port, Canary::sing));
    }

    private static void sing(Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        connection.hold();
    }

    int port() {
        return listener.address().getPort();
    }

    /** How many connections were made to it. Who comes first is let in first: after our own, all others are counted. */
    int visitors() throws IOException {
        try (Socket visit = new Socket(listener.address().getAddress(), port())) {
            assertThat(visit.getInputStream().read()).isEqualTo('H');
        }
        return listener.accepted() - ++own;
    }

    @Override
    public void close() {
        listener.close();
    }
}
