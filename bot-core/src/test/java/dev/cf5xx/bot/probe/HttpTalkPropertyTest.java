package dev.cf5xx.bot.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Http.BodyEnd;
import dev.cf5xx.bot.evidence.Http.Header;
import dev.cf5xx.bot.evidence.Http.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every response, not only for those somebody thought of. */
class HttpTalkPropertyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST = 4 * 1024;

    /** Pieces at which readers part ways. */
    private static final List<String> PIECES = List.of(
            "HTTP/1.1 ",
            "HTTP/1.0 ",
            "HTTP/2 ",
            "200 OK",
            "502",
            "204 ",
            "101 ",
            "103 Early",
            "99",
            "\r\n",
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            " ",
            "\t",
            ":",
            ": ",
            ",",
            "A: b",
            "Content-Length: ",
            "content-length : ",
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip",
            "Content-Encoding: deflate, gzip",
            "Content-Encoding: deflate",
            "0",
            "5",
            "-1",
            "7fffffffffffffff",
            "99999999999999999999",
            ";x=\"y\"",
            "hello",
            "\0",
            "\u00ff",
            "\u001f\u008b\u0008\0\0\0\0\0\0\0",
            "x\u009c");

    /** How the length of a body is told. */
    private enum Frame {
        LENGTH,
        CHUNKS,
        CLOSE
    }

    /** How a body is compressed. */
    private enum Coding {
        NONE(""),
        GZIP("Content-Encoding: gzip\r\n"),
        X_GZIP("Content-Encoding: identity, X-GZIP\r\n"),
        ZLIB("Content-Encoding: deflate\r\n"),
        RAW("Content-Encoding: deflate\r\n"),
        TWICE("Content-Encoding: deflate, gzip\r\n");

        private final String header;

        Coding(String header) {
            this.header = header;
        }

        byte[] of(byte[] plain) {
            return switch (this) {
                case NONE -> plain;
                case GZIP, X_GZIP -> gzip(plain);
                case ZLIB -> deflated(plain, false);
                case RAW -> deflated(plain, true);
                case TWICE -> gzip(deflated(plain, false));
            };
        }
    }

    /** A response without a fault: what was meant, and the bytes of it. */
    private record Sound(int status, List<Header> headers, byte[] body, Frame frame, Coding coding, long seed) {
        byte[] bytes() {
            Random random = new Random(seed);
            byte[] sent = coding.of(body);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (random.nextInt(4) == 0) {
                text(out, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
            }
            text(out, "HTTP/1." + random.nextInt(2) + " " + status + (random.nextBoolean() ? " Some Reason" : ""));
            text(out, end(random));
            for (Header header : headers) {
                text(out, header.name() + ":" + " ".repeat(random.nextInt(3)) + header.value() + end(random));
            }
            text(out, coding.header);
            text(out, frame == Frame.LENGTH ? "Content-Length: " + sent.length + "\r\n" : "");
            text(out, frame == Frame.CHUNKS ? "Transfer-Encoding: chunked\r\n" : "");
            text(out, "\r\n");
            if (frame == Frame.CHUNKS) {
                chunks(out, sent, random);
            } else {
                out.writeBytes(sent);
            }
            return out.toByteArray();
        }

        private static String end(Random random) {
            return random.nextInt(4) == 0 ? "\n" : "\r\n";
        }

        private static void chunks(ByteArrayOutputStream out, byte[] sent, Random random) {
            int at = 0;
            while (at < sent.length) {
                int size = Math.min(sent.length - at, 1 + random.nextInt(700));
                text(out, Integer.toHexString(size) + (random.nextInt(4) == 0 ? ";a=b" : "") + "\r\n");
                out.write(sent, at, size);
                text(out, "\r\n");
                at += size;
            }
            text(out, "0\r\n" + (random.nextInt(4) == 0 ? "Trailer: x\r\n" : "") + "\r\n");
        }

        private static void text(ByteArrayOutputStream out, String text) {
            out.writeBytes(text.getBytes(ISO_8859_1));
        }
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] deflated(byte[] plain, boolean raw) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(zipped, deflater)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            deflater.end();
        }
        return zipped.toByteArray();
    }

    /** Gives some bytes at a time, as packets do. */
    private static InputStream packets(byte[] bytes, long seed) {
        Random sizes = new Random(seed);
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int most) {
                return super.read(into, from, Math.min(most, 1 + sizes.nextInt(40)));
            }
        };
    }

    /** What is read of these bytes, after which the server closes. */
    private static Http read(InputStream response) throws IOException {
        try (Wire wire = Wire.open(Deadline.in(HOUR), () -> {})) {
            return new HttpTalk(ProbeSettings.DEFAULTS, MOST)
                    .talk(
                            wire,
                            response,
                            OutputStream.nullOutputStream(),
                            new byte[0],
                            Deadline.in(HOUR),
                            Deadline.in(HOUR));
        }
    }

    private static Http read(byte[] response) throws IOException {
        return read(new ByteArrayInputStream(response));
    }

    @Provide
    Arbitrary<Sound> sound() {
        // Not those without a body, and no redirects, whose bodies nobody waits for.
        Arbitrary<Integer> status = Arbitraries.integers().between(200, 599).filter(it -> it != 204 && it / 100 != 3);
        Arbitrary<String> name =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> value = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\u00fc', '\u00ff')
                .ofMaxLength(20);
        Arbitrary<List<Header>> headers = Combinators.combine(name, value)
                .as((n, v) -> new Header("X-" + n, v.strip()))
                .list()
                .ofMaxSize(6);
        Arbitrary<byte[]> body = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(MOST),
                Arbitraries.integers().between(0, MOST).map("a"::repeat).map(it -> it.getBytes(ISO_8859_1)));
        return Combinators.combine(
                        status,
                        headers,
                        body,
                        Arbitraries.of(Frame.class),
                        Arbitraries.of(Coding.class),
                        Arbitraries.longs())
                .as(Sound::new);
    }

    @Provide
    Arbitrary<byte[]> anything() {
        Arbitrary<byte[]> mixed = Arbitraries.of(PIECES)
                .list()
                .ofMaxSize(30)
                .map(it -> String.join("", it).getBytes(ISO_8859_1));
        Arbitrary<byte[]> begun = mixed.map(it -> joined("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1), it));
        Arbitrary<byte[]> spoilt = Combinators.combine(
                        sound(), Arbitraries.longs(), Arbitraries.integers().between(1, 4))
                .as((sound, seed, times) -> spoil(sound.bytes(), new Random(seed), times));
        return Arbitraries.oneOf(mixed, begun, spoilt, spoilt);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** With bytes changed, a part lost, a part twice, or a piece put in. */
    private static byte[] spoil(byte[] bytes, Random random, int times) {
        byte[] now = bytes;
        for (int i = 0; i < times; i++) {
            int from = random.nextInt(now.length + 1);
            int to = Math.min(now.length, from + random.nextInt(12));
            byte[] piece =
                    switch (random.nextInt(4)) {
                        case 0 -> new byte[] {(byte) random.nextInt(256)};
                        case 1 -> new byte[0];
                        case 2 -> joined(Arrays.copyOfRange(now, from, to), Arrays.copyOfRange(now, from, to));
                        default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(ISO_8859_1);
                    };
            now = joined(Arrays.copyOf(now, from), piece, Arrays.copyOfRange(now, to, now.length));
        }
        return now;
    }

    @Property(tries = 3000, seed = "5023")
    void talk_soundResponse_isReadAsItWasMeant(@ForAll("sound") Sound sound) throws IOException {
        Http http = read(packets(sound.bytes(), sound.seed()));

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.status()).isEqualTo(sound.status());
        assertThat(http.headers()).containsAll(sound.headers());
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.body().toArray()).isEqualTo(sound.body());
    }

    @Property(tries = 2000, seed = "5023")
    void talk_soundResponseCutOff_isNeverComplete(@ForAll("sound") Sound sound, @ForAll Random random)
            throws IOException {
        byte[] whole = sound.bytes();
        Http http = read(Arrays.copyOf(whole, random.nextInt(whole.length)));

        if (http.outcome() != Outcome.ANSWERED) {
            assertThat(http.outcome()).isIn(Outcome.EMPTY, Outcome.HEADER_CUT);
        } else if (sound.frame() != Frame.CLOSE) {
            assertThat(http.bodyEnd()).isEqualTo(BodyEnd.SHORT);
        }
        if (sound.coding() == Coding.NONE) {
            byte[] came = http.body().toArray();
            assertThat(came).isEqualTo(Arrays.copyOf(sound.body(), came.length));
        }
    }

    @Property(tries = 5000, seed = "5023")
    void talk_anyBytes_endsWithinItsLimitsAndWithoutContradiction(@ForAll("anything") byte[] bytes) throws IOException {
        Http http = read(bytes);

        boolean answered = http.outcome() == Outcome.ANSWERED;
        assertThat(http.status())
                .satisfiesAnyOf(
                        it -> assertThat(it).isZero(), it -> assertThat(it).isBetween(100, 999));
        assertThat(answered && http.status() < 101).isFalse();
        assertThat(http.bodyEnd() == BodyEnd.NONE)
                .isEqualTo(!answered || http.status() < 200 || http.status() == 204 || http.status() == 304);
        assertThat(http.body().size()).isLessThanOrEqualTo(MOST);
        assertThat(http.firstLine()).hasSizeLessThanOrEqualTo(200);
        assertThat(http.headBytes()).isLessThanOrEqualTo(bytes.length);
        assertThat(http.headers()).allSatisfy(header -> {
            assertThat(header.name()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(header.value())
                    .matches("[\\t -~\\x80-\\xff]*")
                    .isEqualTo(header.value().strip());
        });
    }

    @Property(tries = 3000, seed = "5023")
    void talk_anyBytes_readTheSameHoweverTheyArrive(@ForAll("anything") byte[] bytes, @ForAll long seed)
            throws IOException {
        Http atOnce = read(bytes);
        Http inPackets = read(packets(bytes, seed));

        assertThat(inPackets.outcome()).isEqualTo(atOnce.outcome());
        // Of what is no HTTP only so much is shown as is there already.
        if (atOnce.outcome() != Outcome.NOT_HTTP) {
            assertThat(inPackets)
                    .usingRecursiveComparison()
                    .ignoringFields("firstByte", "took")
                    .isEqualTo(atOnce);
        }
    }

    @Property(tries = 500, seed = "5023")
    void talk_foldedField_isReadAsItsPartsInOneLine(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(50); i++) {
            parts.add(Integer.toString(random.nextInt(1000), 36));
        }
        String folded = String.join(random.nextBoolean() ? "\r\n " : "\n\t  ", parts);

        Http http = read(("HTTP/1.1 200 OK\r\nX: " + folded + "\r\nY: z\r\n\r\n").getBytes(ISO_8859_1));

        assertThat(http.header("x")).contains(String.join(" ", parts));
        assertThat(http.header("y")).contains("z");
    }
}
