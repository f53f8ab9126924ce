package dev.cf5xx.lab.slack.http;

import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Request;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server on a free port of 127.0.0.1. Bodies are at most 32 MiB. */
public final class Web implements AutoCloseable {
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int MOST_LINE = 1024;

    private final Listener listener;
    private final Responder responder;

    private Web(Responder responder) throws IOException {
        this.responder = responder;
        this.listener = Listener.plain(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0, this::serve);
    }

    /** Starts one. */
    public static Web start(Responder responder) throws IOException {
        return new Web(responder);
    }

    /** The port it listens on. */
    public int port() {
        return listener.address().getPort();
    }

    private void serve(Connection connection) throws IOException {
        Request request = Request.read(connection.in());
        while (request != null) {
            if (request.header("expect").equalsIgnoreCase("100-continue")) {
                connection.send("HTTP/1.1 100 \r\n\r\n");
            }
            Reply reply = responder.answer(new Call(
                    request.method(),
                    request.path(),
                    Form.query(request.target()),
                    request.headers(),
                    body(request, connection.in())));
            if (reply == null) {
                connection.reset();
                return;
            }
            send(reply, connection);
            if (request.header("connection").equalsIgnoreCase("close")) {
                break;
            }
            request = Request.read(connection.in());
        }
        connection.finish();
    }

    private static void send(Reply reply, Connection connection) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " \r\n");
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: ").append(reply.type()).append("\r\nContent-Length: ");
        head.append(reply.body().length).append("\r\n\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(reply.body());
        connection.send(out.toByteArray());
    }

    private static byte[] body(Request request, InputStream in) throws IOException {
        if (!request.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            String length = request.header("content-length");
            return length.isEmpty() ? new byte[0] : exactly(in, length(length, 10));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = length(line(in), 16);
        while (size > 0 && body.size() + size <= MOST_BYTES) {
            body.writeBytes(exactly(in, size));
            line(in);
            size = length(line(in), 16);
        }
        if (size > 0) {
            throw new IOException("the body is too long");
        }
        while (!line(in).isEmpty()) {
            // A trailer says nothing here.
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        while (b != '\n' && line.length() < MOST_LINE) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                line.append((char) b);
            }
            b = in.read();
        }
        return line.toString();
    }

    private static int length(String text, int radix) throws IOException {
        try {
            int length = Integer.parseInt(text.replaceFirst(";.*", "").trim(), radix);
            if (length >= 0 && length <= MOST_BYTES) {
                return length;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IOException("no length: " + text);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Stops answering. */
    @Override
    public void close() {
        listener.close();
    }

    /** Makes an answer to a request. */
    @FunctionalInterface
    public interface Responder {
        /** The answer; null resets the connection. */
        @Nullable
        Reply answer(Call call);
    }
}
