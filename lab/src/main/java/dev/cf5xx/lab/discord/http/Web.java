package dev.cf5xx.lab.discord.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Request;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server on a free port of 127.0.0.1 that answers requests one after the other on each connection. */
public final class Web implements AutoCloseable {
    /** More than any request may have: ten files of 10 MiB and some words. */
    private static final int MOST_BYTES = 110 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Listener listener;
    private final String prefix;
    private final Responder responder;

    private Web(String prefix, Responder responder) throws IOException {
        this.prefix = prefix;
        this.responder = responder;
        this.listener = Listener.plain(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0, this::serve);
    }

    /** Starts one whose routes stand behind {@code prefix}. */
    public static Web start(String prefix, Responder responder) throws IOException {
        return new Web(prefix, responder);
    }

    /** The port it listens on. */
    public int port() {
        return listener.address().getPort();
    }

    private void serve(Connection connection) throws IOException {
        Request request = Request.read(connection.in());
        while (request != null) {
            byte[] body = body(request, connection.in());
            Reply reply = responder.answer(call(request, body));
            if (reply == null) {
                connection.reset();
                return;
            }
            send(reply, connection);
            if (request.header("connection").equalsIgnoreCase("close")) {
                connection.finish();
                return;
            }
            request = Request.read(connection.in());
        }
        connection.finish();
    }

    private static void send(Reply reply, Connection connection) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " \r\n");
        if (!reply.type().isEmpty()) {
            head.append("Content-Type: ").append(reply.type()).append("\r\n");
        }
        reply.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (reply.status() != 204) {
            head.append("Content-Length: ").append(reply.body().length).append("\r\n");
        }
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(reply.body());
        connection.send(out.toByteArray());
    }

    private static byte[] body(Request request, InputStream in) throws IOException {
        if (request.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunks(in);
        }
        String length = request.header("content-length");
        return length.isEmpty() ? new byte[0] : exactly(in, length(length, 10));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = length(line(in).split(";", 2)[0].trim(), 16);
            if (size == 0) {
                while (!line(in).isEmpty()) {
                    // A trailer says nothing here.
                }
                return body.toByteArray();
            }
            if (body.size() + size > MOST_BYTES) {
                throw new IOException("the body is too long");
            }
            body.writeBytes(exactly(in, size));
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 1024) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            if (b == '\n') {
                break;
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static int length(String text, int radix) throws IOException {
        try {
            int length = Integer.parseInt(text, radix);
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

    private Call call(Request request, byte[] body) {
        String type = request.header("content-type");
        JsonNode json = MissingNode.getInstance();
        List<Upload> files = List.of();
        if (type.startsWith("multipart/form-data")) {
            Multipart form = Multipart.read(type, body);
            json = parse(form.json());
            files = form.files();
        } else if (body.length > 0) {
            json = parse(body);
        }
        String path = request.path();
        return new Call(
                request.method(),
                path.startsWith(prefix) ? path.substring(prefix.length()) : path,
                query(request.target()),
                request.headers(),
                json,
                files);
    }

    private static JsonNode parse(byte @Nullable [] body) {
        if (body == null) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Map<String, String> query(String target) {
        Map<String, String> query = new LinkedHashMap<>();
        int mark = target.indexOf('?');
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
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
