package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.OriginSeen.Http2;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every answer to a greeting in HTTP/2. */
class Http2GreetingPropertyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte[] PONG = {0, 0, 8, 6, 1, 0, 0, 0, 0, 'c', 'f', '5', 'x', 'x', '-', 'u', 'p'};

    private static Http2 greet(InputStream answer) throws IOException {
        try (Wire wire = Wire.open(Deadline.in(HOUR), () -> {})) {
            return Http2Greeting.greet(wire, answer, OutputStream.nullOutputStream(), Deadline.in(HOUR));
        }
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** A frame of this type, as long as it says. */
    private static byte[] frame(int type, int flags, byte[] payload) {
        byte[] head = {0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, 0};
        return joined(List.of(head, payload));
    }

    private static Arbitrary<byte[]> frames(Arbitrary<Integer> types) {
        Arbitrary<byte[]> payload = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Combinators.combine(types, Arbitraries.of(0, 0, 1, 5), payload).as(Http2GreetingPropertyTest::frame);
    }

    @Provide
    Arbitrary<byte[]> anything() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
        Arbitrary<byte[]> frames = frames(Arbitraries.of(0, 1, 4, 4, 6, 6, 7, 8, 250));
        return Arbitraries.oneOf(Arbitraries.of(SETTINGS, PONG), frames, frames, noise)
                .list()
                .ofMaxSize(6)
                .map(Http2GreetingPropertyTest::joined);
    }

    /** Frames that say nothing about whether the server stays. */
    @Provide
    Arbitrary<byte[]> chatter() {
        return frames(Arbitraries.of(0, 1, 2, 3, 5, 8, 9, 250))
                .list()
                .ofMaxSize(8)
                .map(Http2GreetingPropertyTest::joined);
    }

    @Property(tries = 3000, seed = "5024")
    void greet_anyBytes_areSpokenOnlyAfterSettings(@ForAll("anything") byte[] bytes) throws IOException {
        Http2 http2 = greet(new ByteArrayInputStream(bytes));

        if (http2 == Http2.SPOKEN) {
            assertThat(bytes[3]).isEqualTo((byte) 4);
            assertThat(bytes[4]).isZero();
        } else {
            assertThat(http2).isIn(Http2.NOT_SPOKEN, Http2.GOAWAY, Http2.CLOSED);
        }
    }

    @Property(tries = 1000, seed = "5024")
    void greet_settingsAndAnAnswerToThePing_areSpokenWhateverIsSaidBetween(@ForAll("chatter") byte[] chatter)
            throws IOException {
        assertThat(greet(new ByteArrayInputStream(joined(List.of(SETTINGS, chatter, PONG)))))
                .isEqualTo(Http2.SPOKEN);
    }

    @Property(tries = 2000, seed = "5024")
    void greet_anyBytes_readTheSameHoweverTheyArrive(@ForAll("anything") byte[] bytes, @ForAll long seed)
            throws IOException {
        Random sizes = new Random(seed);
        InputStream packets = new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length)) {
            @Override
            public synchronized int read(byte[] into, int from, int most) {
                return super.read(into, from, Math.min(most, 1 + sizes.nextInt(5)));
            }
        };

        assertThat(greet(packets)).isEqualTo(greet(new ByteArrayInputStream(bytes)));
    }
}
