package dev.cf5xx.lab.edge;

import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/** One request to an origin, and what became of it. */
final class Upstream implements AutoCloseable {
    /** Above this Cloudflare answers 520; the documentation of 2026. */
    private static final int MOST_HEAD_BYTES = 128 * 1024;

    private static final int MOST_INTERIM = 10;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
    private static final Set<String> OF_THE_HOP = Set.of("connection", "keep-alive", "server", "date");

    private final Socket socket = new Socket();
    private final Plan.Proxy plan;
    private final Trust trust;
    private final Set<Upstream> all;
    private InputStream in = InputStream.nullInputStream();
    private long waitUntil;

    /** Stands in {@code all} until it is closed. */
    Upstream(Plan.Proxy plan, Trust trust, Set<Upstream> all) {
        this.plan = plan;
        this.trust = trust;
        this.all = all;
        all.add(this);
    }

    /** What an origin answered: its status and headers; the body is still to come. */
    record Head(int status, String reason, List<String> lines, long length) {}

    /** An error that takes the place of an answer. */
    static final class Failure extends Exception {
        private final EdgeError error;

        Failure(EdgeError error, @Nullable Throwable cause) {
            super(error.title(), cause);
            this.error = error;
        }

        EdgeError error() {
            return error;
        }
    }

    /** Asks; throws what the edge says instead. */
    Head ask(Request request, boolean visitorEncrypted) throws Failure {
        boolean encrypted = plan.mode() == SslMode.FULL || plan.mode() == SslMode.STRICT;
        OutputStream out = connect(encrypted ? plan.https() : plan.http());
        if (encrypted) {
            out = shakeHands(out, request.host());
        }
        waitFor(plan.patience().answer());
        try {
            out.write(said(request, visitorEncrypted).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            in = new BufferedInputStream(in);
            Head head = read();
            for (int i = 0; head.status() < 200; i++) {
                if (i == MOST_INTERIM) {
                    throw new Failure(EdgeError.E520, null);
                }
                head = read();
            }
            checkCompression(head);
            return instead(head);
        } catch (SocketTimeoutException e) {
            throw new Failure(EdgeError.E524, e);
        } catch (IOException e) {
            throw new Failure(isTimeout(e) ? EdgeError.E524 : EdgeError.E520, e);
        }
    }

    private OutputStream connect(InetSocketAddress address) throws Failure {
        try {
            socket.connect(address, millis(plan.patience().connect()));
            in = new Waiting(socket.getInputStream());
            return socket.getOutputStream();
        } catch (SocketTimeoutException e) {
            throw new Failure(EdgeError.E522, e);
        } catch (ConnectException e) {
            throw new Failure(EdgeError.E521, e);
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()).contains("reset") ? EdgeError.E521 : EdgeError.E523, e);
        }
    }

    private OutputStream shakeHands(OutputStream out, String host) throws Failure {
        waitFor(plan.patience().handshake());
        OriginTls tls;
        try {
            tls = OriginTls.connect(in, out, host, plan.shown());
        } catch (IOException | RuntimeException e) {
            throw new Failure(EdgeError.E525, e);
        }
        if (plan.mode() == SslMode.STRICT && !trust.accepts(tls.chain(), tls.staple(), host)) {
            throw new Failure(EdgeError.E526, null);
        }
        in = tls.in();
        return tls.out();
    }

    private static String said(Request request, boolean visitorEncrypted) {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        request.headers().forEach((name, value) -> {
            if (!OF_THE_HOP.contains(name)) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return head.append("x-forwarded-proto: ")
                .append(visitorEncrypted ? "https" : "http")
                .append("\r\ncf-visitor: {\"scheme\":\"")
                .append(visitorEncrypted ? "https" : "http")
                .append("\"}\r\nconnection: close\r\n\r\n")
                .toString();
    }

    private Head read() throws IOException, Failure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int b = in.read();
            if (b <= 0 || bytes.size() >= MOST_HEAD_BYTES) {
                throw new Failure(EdgeError.E520, null); // It ends, has a NUL, or is too long.
            }
            bytes.write(b);
            if (b == '\n') {
                ends++;
            } else if (b != '\r') {
                ends = 0;
            }
        }
        List<String> lines = new ArrayList<>(
                bytes.toString(StandardCharsets.ISO_8859_1).strip().lines().toList());
        Matcher first = STATUS_LINE.matcher(lines.isEmpty() ? "" : lines.remove(0));
        if (!first.matches()) {
            throw new Failure(EdgeError.E520, null);
        }
        long length = -1;
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Failure(EdgeError.E520, null);
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.equals("content-length")) {
                length = length(line.substring(colon + 1).trim(), length);
            }
            if (!OF_THE_HOP.contains(name)) {
                kept.add(line);
            }
        }
        String reason = first.end(1) + 1 < first.end() ? first.group().substring(first.end(1) + 1) : "";
        int status = Integer.parseInt(first.group(1));
        return new Head(status, reason, kept, status == 204 || status == 304 ? 0 : length);
    }

    private static long length(String text, long before) throws Failure {
        if (!text.matches("\\d{1,18}") || (before >= 0 && before != Long.parseLong(text))) {
            throw new Failure(EdgeError.E520, null);
        }
        return Long.parseLong(text);
    }

    /** Cloudflare answers 502 where the body is not compressed as the headers say. */
    private void checkCompression(Head head) throws IOException, Failure {
        boolean gzip = head.lines().stream()
                .anyMatch(it -> it.toLowerCase(Locale.ROOT).replace(" ", "").equals("content-encoding:gzip"));
        boolean chunked =
                head.lines().stream().anyMatch(it -> it.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:"));
        if (gzip && !chunked && head.length() != 0) {
            in.mark(2);
            if (in.read() != 0x1f || in.read() != 0x8b) {
                throw new Failure(EdgeError.E502, null);
            }
            in.reset();
        }
    }

    /** The body of an origin's 502 and 504 is Cloudflare's own. */
    private static Head instead(Head head) throws Failure {
        if (head.status() == 502) {
            throw new Failure(EdgeError.E502, null);
        } else if (head.status() == 504) {
            throw new Failure(EdgeError.E504, null);
        }
        return head;
    }

    /** Passes the body on, until it ends on either side. */
    void pass(Head head, Connection visitor) throws IOException {
        byte[] block = new byte[16 * 1024];
        long left = head.length() < 0 ? Long.MAX_VALUE : head.length();
        while (left > 0) {
            waitFor(plan.patience().answer());
            int n = in.read(block, 0, (int) Math.min(left, block.length));
            if (n < 0) {
                return;
            }
            visitor.out().write(block, 0, n);
            visitor.out().flush();
            left -= n;
        }
    }

    private void waitFor(Duration time) {
        waitUntil = System.nanoTime() + time.toNanos();
    }

    private static boolean isTimeout(IOException e) {
        return e.getCause() instanceof SocketTimeoutException || e instanceof TlsTimeoutException;
    }

    private static int millis(Duration time) {
        return (int) Math.max(1, time.toMillis());
    }

    @Override
    public void close() {
        all.remove(this);
        try {
            socket.close();
        } catch (IOException e) {
            // It is given up either way.
        }
    }

    /** Reads that end when the wait is over, however slowly something comes. */
    private final class Waiting extends FilterInputStream {
        Waiting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            long left = (waitUntil - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the edge has waited long enough");
            }
            socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, left));
            return super.read(into, from, most);
        }
    }
}
