package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Handler;
import dev.cf5xx.lab.serve.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What origins do with a request, most of it wrong. */
final class HttpFaults {
    private static final int KB = 1024;
    private static final long TEN_GB = 10L * KB * KB * KB;

    private static final int BOMB_PART = 16 * KB * KB;
    private static final int BOMB_PARTS = 64;

    private HttpFaults() {}

    /** What is done once a request has been read. */
    @FunctionalInterface
    interface Reply {
        void to(Request request, Connection connection) throws IOException;
    }

    static Handler healthy(Ground ground) {
        Answer page = Answer.html(200, "OK", """
                        <!doctype html>
                        <html lang="en"><head><title>%1$s</title></head><body><h1>%1$s</h1><p>It works.</p></body></html>
                        """.formatted(ground.host())).with("Server: nginx");
        return Answer.each(request -> page);
    }

    /** Always this answer. */
    static Handler answer(Answer answer) {
        return Answer.each(request -> answer);
    }

    /** Reads one request, does {@code reply}, and takes leave. */
    static Handler once(Reply reply) {
        return connection -> {
            Request request = Request.read(connection.in());
            if (request != null) {
                reply.to(request, connection);
                connection.finish();
            }
        };
    }

    /** Says exactly this to a request. */
    static Handler saying(String text) {
        return once((request, connection) -> connection.send(text));
    }

    static Handler resetting() {
        return once((request, connection) -> connection.reset());
    }

    static Handler resettingInHeaders() {
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nX-Cut: he");
            connection.reset();
        });
    }

    static Handler silent() {
        return Connection::hold;
    }

    /** A head that stops in the middle, and nobody hangs up. */
    static Handler headersThenSilence() {
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\n");
            connection.hold();
        });
    }

    /** A body that stops in the middle, and nobody hangs up. */
    static Handler bodyThenSilence() {
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 1000\r\n\r\nhalf");
            connection.hold();
        });
    }

    /** A good answer, late. */
    static Handler late(Ground ground) {
        return once((request, connection) -> {
            if (connection.pause(ground.patience())) {
                Answer.html(200, "OK", "<!doctype html><title>late</title><p>At last.</p>\n")
                        .with("Server: nginx")
                        .to(connection);
            }
        });
    }

    /** This many headers of this many bytes each. */
    static Handler headers(String name, int count, int bytes) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nServer: nginx\r\n");
        for (int i = 0; i < count; i++) {
            String start = name + ": item" + i + "=";
            head.append(start).append("x".repeat(bytes - start.length() - 2)).append("\r\n");
        }
        return saying(head.append("Content-Length: 3\r\n\r\nok\n").toString());
    }

    static Handler endlessHeaders() {
        byte[] line = ("X-More: " + "m".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\n");
            forever(connection, line);
        });
    }

    /** One header line without an end. */
    static Handler endlessHeader() {
        byte[] more = "m".repeat(8 * KB).getBytes(StandardCharsets.US_ASCII);
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nX-More: ");
            forever(connection, more);
        });
    }

    static Handler endlessInterim() {
        byte[] one =
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        return once((request, connection) -> forever(connection, one));
    }

    /** An interim answer, then the real one. */
    static Handler hintingFirst() {
        return once((request, connection) -> {
            connection.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n");
            Answer.html(200, "OK", "<!doctype html><title>hinted</title><p>It works.</p>\n")
                    .with("Server: nginx")
                    .to(connection);
        });
    }

    /** Ten gigabytes, announced and sent for as long as somebody takes them. */
    static Handler hugeBody() {
        byte[] block = new byte[64 * KB];
        Arrays.fill(block, (byte) '.');
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + TEN_GB + "\r\n\r\n");
            for (long sent = 0; sent < TEN_GB; sent += block.length) {
                connection.out().write(block);
            }
        });
    }

    /** A chunked body that never ends. */
    static Handler endlessBody() {
        byte[] chunk = ("1000\r\n" + "e".repeat(4 * KB) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            forever(connection, chunk);
        });
    }

    private static void forever(Connection connection, byte[] bytes) throws IOException {
        while (true) {
            connection.send(bytes); // Ends when the client has left or the server is closed.
        }
    }

    /** All of {@code text}, dripping. */
    static Handler dripping(Ground ground, String text) {
        return once((request, connection) -> drip(ground, connection, text));
    }

    /** One byte of {@code text} after the other, and then nothing. */
    static void drip(Ground ground, Connection connection, String text) throws IOException {
        for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
            connection.send(new byte[] {b});
            if (!connection.pause(ground.drip())) {
                return;
            }
        }
        connection.hold();
    }

    /** A gigabyte of zeros in good gzip, which is a megabyte on the wire. */
    static Handler gzipBomb() {
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
            byte[] zeros = new byte[BOMB_PART];
            byte[] part = deflated(zeros);
            CRC32 sum = new CRC32();
            connection.send(new byte[] {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0});
            for (int i = 0; i < BOMB_PARTS; i++) {
                connection.send(part);
                sum.update(zeros);
            }
            int crc = (int) sum.getValue();
            ByteBuffer end = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
            // The last block, empty; then what gzip adds: the sum and the size.
            connection.send(end.put(new byte[] {3, 0})
                    .putInt(crc)
                    .putInt(BOMB_PART * BOMB_PARTS)
                    .array());
        });
    }

    /** Deflated up to a border of bytes, so that it can be said again and again. */
    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            byte[] into = new byte[bytes.length / 500];
            return Arrays.copyOf(into, deflater.deflate(into, 0, into.length, Deflater.SYNC_FLUSH));
        } finally {
            deflater.end();
        }
    }

    /** Says gzip and is none. */
    static Handler brokenGzip() {
        return answer(Answer.html(200, "OK", "<!doctype html><p>This was never compressed.</p>\n")
                .with("Server: nginx", "Content-Encoding: gzip"));
    }

    /** Good gzip that ends in the middle. */
    static Handler cutGzip() {
        byte[] whole = gzip("<!doctype html><p>" + "This ends too early. ".repeat(500) + "</p>\n");
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Encoding: gzip\r\nContent-Length: "
                    + half.length + "\r\n\r\n");
            connection.send(half);
        });
    }

    /** A healthy page in good gzip for who accepts it. */
    static Handler goodGzip() {
        byte[] page = gzip("<!doctype html><title>compressed</title><p>It works.</p>\n");
        return once((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                    + "Content-Length: " + page.length + "\r\n\r\n");
            connection.send(page);
        });
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Elsewhere: {@code target} with {@code {host}} and {@code {port}} as the request has them; to itself if empty. */
    static Handler redirecting(int status, String target) {
        return Answer.each(request -> {
            if (target.isEmpty()) {
                return redirect(status, request.target());
            }
            String authority = request.header("host");
            int colon = authority.lastIndexOf(':');
            String port = colon < 0 ? "" : authority.substring(colon);
            return redirect(status, target.replace("{host}", request.host()).replace("{port}", port));
        });
    }

    /** Each time a page further on. */
    static Handler redirectingOn() {
        return Answer.each(request -> {
            int slash = request.path().lastIndexOf('/');
            String last = request.path().substring(slash + 1);
            int n = last.matches("\\d{1,6}") ? Integer.parseInt(last) : 0;
            return redirect(302, "/on/" + (n + 1));
        });
    }

    private static Answer redirect(int status, String target) {
        return Answer.html(status, "Moved", "").with("Server: nginx", "Location: " + target);
    }
}
