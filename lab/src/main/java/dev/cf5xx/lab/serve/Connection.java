package dev.cf5xx.lab.serve;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A connection that a client made. */
public final class Connection implements Closeable {
    /** How long a client may take to leave after the last word. */
    private static final int LINGER_MILLIS = 5000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final @Nullable Closeable farewell;
    private final String protocol;
    private final @Nullable String serverName;

    Connection(Socket socket) throws IOException {
        this(socket, socket.getInputStream(), socket.getOutputStream(), null, "", null);
    }

    private Connection(
            Socket socket,
            InputStream in,
            OutputStream out,
            @Nullable Closeable farewell,
            String protocol,
            @Nullable String serverName) {
        this.socket = socket;
        this.in = in.markSupported() ? in : new BufferedInputStream(in);
        this.out = out;
        this.farewell = farewell;
        this.protocol = protocol;
        this.serverName = serverName;
    }

    /**
     * The same connection after a handshake.
     *
     * @param input what the client says, decrypted
     * @param output what is to be encrypted
     * @param farewell says that nothing more will come
     * @param alpn the protocol agreed on; empty for none
     * @param sni the name the client asked for; null for none
     */
    public Connection encrypted(
            InputStream input, OutputStream output, Closeable farewell, String alpn, @Nullable String sni) {
        return new Connection(socket, input, output, farewell, alpn, sni);
    }

    /** What the client says. */
    public InputStream in() {
        return in;
    }

    /** Where answers go. */
    public OutputStream out() {
        return out;
    }

    /** The protocol agreed on in the handshake; empty for none. */
    public String protocol() {
        return protocol;
    }

    /** The server name the client asked for in the handshake; null for none, or without TLS. */
    public @Nullable String serverName() {
        return serverName;
    }

    /** Whether it is encrypted. */
    public boolean encrypted() {
        return farewell != null;
    }

    /** The socket below. */
    public Socket socket() {
        return socket;
    }

    /** Where the client is. */
    public InetAddress peer() {
        return socket.getInetAddress();
    }

    /** Says {@code text}, in ISO 8859-1 as the bytes of a head are, at once. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says {@code bytes} at once. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Says nothing more until the client leaves, or the server closes. */
    public void hold() throws IOException {
        byte[] waste = new byte[8192];
        while (in.read(waste) >= 0) {
            // Whatever the client says stays without an answer.
        }
    }

    /**
     * Says nothing for a while.
     *
     * @return whether the client is still there
     */
    public boolean pause(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        byte[] waste = new byte[8192];
        while (true) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return true;
            }
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, left));
            try {
                if (in.read(waste) < 0) {
                    return false;
                }
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(0);
            }
        }
    }

    /** Ends it with a reset (RST) instead of a farewell. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /**
     * Ends what this side says and waits for the client to leave, so that what was said arrives: a close with something
     * unread would be a reset.
     */
    public void finish() throws IOException {
        out.flush();
        if (farewell != null) {
            farewell.close();
        }
        if (socket.isClosed()) {
            return;
        }
        if (!socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
        socket.setSoTimeout(LINGER_MILLIS);
        byte[] waste = new byte[8192];
        InputStream raw = socket.getInputStream();
        while (raw.read(waste) >= 0) {
            // The client's last words.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
