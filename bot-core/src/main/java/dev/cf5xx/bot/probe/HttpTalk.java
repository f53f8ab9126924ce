package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Http.BodyEnd;
import dev.cf5xx.bot.evidence.Http.Outcome;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One GET over HTTP/1.1, and what came of it. Reads the bytes itself, because clients hide which of its parts was wrong. */
final class HttpTalk {
    /** What browsers ask for. */
    static final String LIKE_A_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    /** What makes Cloudflare say its code in a form for machines. Source: facts/signatures.md §1. */
    static final String FOR_MACHINES = "application/problem+json, application/json;q=0.9";

    /** Nobody reads the page under a redirect: that it ends is not worth waiting for. */
    private static final Duration REDIRECT_BODY = Duration.ofSeconds(1);

    /** More layers of compression than this are left as they are. */
    private static final int CODINGS_MOST = 3;

    private final int bodyMost;
    private final Duration bodyTimeout;
    private final String userAgent;

    HttpTalk(ProbeSettings settings) {
        this(settings, settings.bodyBytes());
    }

    /** One that reads {@code bodyMost} bytes of a body. */
    HttpTalk(ProbeSettings settings, int bodyMost) {
        this.bodyMost = bodyMost;
        this.bodyTimeout = settings.bodyTimeout();
        this.userAgent = settings.userAgent();
    }

    /**
     * Asks and reads.
     *
     * @param in what comes over {@code wire}, TLS taken off
     * @param out what goes
     * @param site whose name is asked for
     * @param path with query
     * @param head until when the header has to be there
     * @param end until when everything has to be there
     */
    Http get(
            Wire wire,
            InputStream in,
            OutputStream out,
            SiteUrl site,
            String path,
            String accept,
            Deadline head,
            Deadline end) {
        return talk(wire, in, out, request(site, path, accept), head, end);
    }

    /** As {@link #get}, with a request of one's own. */
    Http talk(Wire wire, InputStream in, OutputStream out, byte[] request, Deadline head, Deadline end) {
        Feed feed = new Feed(wire, in);
        HeadReader reader = new HeadReader(feed);
        wire.until(head);
        long sent = System.nanoTime();
        try {
            out.write(request);
            out.flush();
        } catch (IOException e) {
            // A server may have answered before it stopped listening: what it said is still to be read.
        }
        Outcome outcome = reader.read();
        long answered = feed.begun() ? feed.firstByte() : System.nanoTime();
        Bytes body = Bytes.NONE;
        BodyEnd bodyEnd = BodyEnd.NONE;
        if (outcome == Outcome.ANSWERED && hasBody(reader.status())) {
            boolean redirect = reader.status() / 100 == 3;
            Deadline last = end.orIn(redirect ? REDIRECT_BODY : bodyTimeout);
            wire.until(last);
            Body read = body(feed, reader, last);
            body = read.bytes();
            bodyEnd = read.end();
        }
        return new Http(
                outcome,
                reader.firstLine(),
                reader.status(),
                List.copyOf(reader.headers()),
                reader.bytes(),
                body,
                bodyEnd,
                Duration.ofNanos(answered - sent),
                Duration.ofNanos(System.nanoTime() - sent));
    }

    private byte[] request(SiteUrl site, String path, String accept) {
        return ("GET " + path + " HTTP/1.1\r\n"
                        + "Host: " + site.authority() + "\r\n"
                        + "User-Agent: " + userAgent + "\r\n"
                        + "Accept: " + accept + "\r\n"
                        + "Accept-Encoding: gzip\r\n"
                        + "Accept-Language: en,*;q=0.5\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    private record Body(Bytes bytes, BodyEnd end) {}

    private Body body(Feed feed, HeadReader head, Deadline last) {
        List<String> codings = head.codings();
        boolean plain = codings.isEmpty()
                || codings.size() > CODINGS_MOST
                || !codings.stream().allMatch(HttpTalk::known);
        // Compressed data may be longer than what it stands for, but not by so much.
        Framed framed = new Framed(feed, head.chunked(), head.length(), plain ? bodyMost + 1L : 2L * bodyMost);
        return plain ? plain(framed) : decoded(framed, codings, last);
    }

    private Body plain(Framed framed) {
        Upto bytes = new Upto(bodyMost);
        byte[] some = new byte[8 * 1024];
        int count;
        while ((count = framed.read(some, 0, some.length)) >= 0) {
            bytes.write(some, 0, count);
        }
        return new Body(bytes.bytes(), bytes.full ? BodyEnd.CAPPED : end(framed));
    }

    private Body decoded(Framed framed, List<String> codings, Deadline last) {
        Kept raw = new Kept(framed, new Upto(bodyMost));
        Upto bytes = new Upto(bodyMost);
        byte[] some = new byte[8 * 1024];
        boolean broken = false;
        try (InputStream in = decoded(raw, codings, last)) {
            int count;
            while (!bytes.full && (count = in.read(some)) >= 0) {
                bytes.write(some, 0, count);
            }
        } catch (Rationed.SpentException e) {
            return new Body(bytes.bytes(), BodyEnd.CAPPED);
        } catch (EOFException e) {
            broken = framed.count() > 0;
        } catch (IOException e) {
            broken = true;
        }
        if (bytes.full) {
            return new Body(bytes.bytes(), BodyEnd.CAPPED);
        }
        // What follows the compressed data tells whether the body ends as announced.
        int rest;
        do {
            rest = raw.read(some, 0, some.length);
        } while (rest >= 0);
        BodyEnd end = end(framed);
        if (!broken) {
            return new Body(bytes.bytes(), end);
        }
        // Where not even the compression began, the page is worth reading as it is.
        Bytes read = bytes.size() == 0 ? raw.kept.bytes() : bytes.bytes();
        return new Body(read, end == BodyEnd.COMPLETE || end == BodyEnd.CAPPED ? BodyEnd.BROKEN : end);
    }

    private static BodyEnd end(Framed framed) {
        BodyEnd end = framed.end();
        return end == null ? BodyEnd.COMPLETE : end;
    }

    private static boolean known(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip", "deflate" -> true;
            default -> false;
        };
    }

    private static InputStream decoded(InputStream raw, List<String> codings, Deadline last) throws IOException {
        InputStream in = raw;
        for (int i = codings.size() - 1; i >= 0; i--) {
            boolean deflate = codings.get(i).equals("deflate");
            in = Rationed.of(in, deflate ? HttpTalk::inflated : Unzipped::new, last);
        }
        return in;
    }

    /** {@code deflate} is meant to be zlib's format, but some servers send it without zlib's header. */
    private static InputStream inflated(InputStream in) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(in, 2);
        int first = peeked.read();
        int second = first < 0 ? -1 : peeked.read();
        if (second >= 0) {
            peeked.unread(second);
        }
        if (first >= 0) {
            peeked.unread(first);
        }
        boolean zlib = (first & 0x0f) == 8 && second >= 0 && ((first << 8) | second) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(peeked, inflater, 8 * 1024) {
            private final Salvage salvage = new Salvage();

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                return salvage.read(inf, () -> super.read(into, from, most));
            }

            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }

    /** What gzip compressed, up to a fault. */
    private static final class Unzipped extends GZIPInputStream {
        private final Salvage salvage = new Salvage();

        Unzipped(InputStream in) throws IOException {
            super(in, 8 * 1024);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return salvage.read(inf, () -> super.read(into, from, most));
        }
    }

    /** Where data turn out to be broken Java throws away what the same read gave before; a page is readable up to there. */
    private static final class Salvage {
        private @Nullable ZipException broken;

        /** One read. */
        interface Read {
            int read() throws IOException;
        }

        int read(Inflater inflater, Read read) throws IOException {
            if (broken != null) {
                throw broken;
            }
            long before = inflater.getBytesWritten();
            try {
                return read.read();
            } catch (ZipException e) {
                long came = inflater.getBytesWritten() - before;
                if (came <= 0) {
                    throw e;
                }
                broken = e;
                return (int) came;
            }
        }
    }

    /** Takes bytes up to a limit. */
    private static final class Upto {
        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean full;

        Upto(int most) {
            this.most = most;
        }

        void write(byte[] some, int from, int count) {
            int room = most - bytes.size();
            bytes.write(some, from, Math.min(count, room));
            full |= count > room;
        }

        int size() {
            return bytes.size();
        }

        Bytes bytes() {
            return Bytes.of(bytes.toByteArray());
        }
    }

    /** Keeps a copy of the first bytes that are read through it. */
    private static final class Kept extends InputStream {
        private final Framed in;
        private final Upto kept;

        Kept(Framed in, Upto kept) {
            this.in = in;
            this.kept = kept;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int wanted) {
            int count = in.read(into, from, wanted);
            if (count > 0) {
                kept.write(into, from, count);
            }
            return count;
        }
    }
}
