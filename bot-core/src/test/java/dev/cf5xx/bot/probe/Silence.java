package dev.cf5xx.bot.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A port whose SYN is never answered: its queue of connections is full and nobody accepts them. Works so on Linux. */
final class Silence implements AutoCloseable {
    private final ServerSocket listener;
    private final List<SocketChannel> queue = new ArrayList<>();

    Silence() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(at());
            queue.add(channel);
        }
    }

    InetSocketAddress at() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : queue) {
            channel.close();
        }
        listener.close();
    }
}
