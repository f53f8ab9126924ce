package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.OriginSeen.Http2;
import dev.cf5xx.bot.target.TestPermits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the greeting to telling who speaks HTTP/2 from who only says so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Http2GreetingTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String EMPTY_SETTINGS = "000000 04 00 00000000";
    private static final String SETTINGS = "00000c 04 00 00000000 0003 00000064 0004 0000ffff";
    private static final String WINDOW_UPDATE = "000004 08 00 00000000 7fff0000";
    private static final String PROTOCOL_ERROR = "000008 07 00 00000000 00000000 00000001";
    private static final String NO_ERROR = "000008 07 00 00000000 7fffffff 00000000";

    private static byte[] hex(String frame) {
        return HexFormat.of().parseHex(frame.replace(" ", ""));
    }

    private static Http2 greet(Server.Script script, Duration patience) throws IOException {
        try (Server server = Server.on(script);
                Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(Duration.ofSeconds(30)))
                        .wire()) {
            return Http2Greeting.greet(wire, wire.in(), wire.out(), Deadline.in(patience));
        }
    }

    private static Http2 greet(Server.Script script) throws IOException {
        return greet(script, Duration.ofSeconds(30));
    }

    private static void answerPing(Server.Connection connection) throws IOException {
        // Our acknowledgement, then the PING, which comes back with the flag set.
        assertThat(connection.in().readNBytes(9)).isEqualTo(hex("000000 04 01 00000000"));
        byte[] ping = connection.in().readNBytes(17);
        assertThat(ping).startsWith(hex("000008 06 00 00000000"));
        ping[4] = 1;
        connection.send(ping);
    }

    private static void readPreface(Server.Connection connection) throws IOException {
        byte[] came = connection.in().readNBytes(PREFACE.length() + 9);
        assertThat(new String(came, 0, PREFACE.length(), StandardCharsets.US_ASCII))
                .isEqualTo(PREFACE);
    }

    @Test
    void greet_serverThatAnswersThePing_speaksIt() throws IOException {
        Http2 http2 = greet(connection -> {
            readPreface(connection);
            connection.send(hex(SETTINGS));
            connection.send(hex(WINDOW_UPDATE));
            answerPing(connection);
            connection.stall();
        });

        assertThat(http2).isEqualTo(Http2.SPOKEN);
    }

    @Test
    void greet_settingsAndNothingMore_countsAsSpoken() throws IOException {
        assertThat(greet(connection -> {
                    connection.send(hex(EMPTY_SETTINGS));
                    connection.stall();
                }))
                .isEqualTo(Http2.SPOKEN);
    }

    @Test
    void greet_settingsTakenBackByGoaway_isGoaway() throws IOException {
        assertThat(greet(connection -> {
                    readPreface(connection);
                    connection.send(hex(EMPTY_SETTINGS));
                    connection.send(hex(PROTOCOL_ERROR));
                }))
                .isEqualTo(Http2.GOAWAY);
    }

    @Test
    void greet_goawayFirst_isGoaway() throws IOException {
        assertThat(greet(connection -> connection.send(hex(PROTOCOL_ERROR)))).isEqualTo(Http2.GOAWAY);
    }

    @Test
    void greet_goawayWithoutError_isNoComplaint() throws IOException {
        assertThat(greet(connection -> {
                    connection.send(hex(EMPTY_SETTINGS));
                    connection.send(hex(NO_ERROR));
                }))
                .isEqualTo(Http2.SPOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
                "\u0000\u0000\u0005\u0004\u0000\u0000\u0000\u0000\u0000abcde",
                "\u0000\u0000\u0000\u0006\u0000\u0000\u0000\u0000\u0000"
            })
    void greet_somethingElse_isNotSpoken(String answer) throws IOException {
        assertThat(greet(connection -> connection.send(answer))).isEqualTo(Http2.NOT_SPOKEN);
    }

    @Test
    void greet_fewBytesAndThenNothing_isNotSpoken() throws IOException {
        assertThat(greet(
                        connection -> {
                            connection.send("HTTP");
                            connection.stall();
                        },
                        Duration.ofMillis(300)))
                .isEqualTo(Http2.NOT_SPOKEN);
    }

    @Test
    void greet_close_isClosed() throws IOException {
        assertThat(greet(Http2GreetingTest::readPreface)).isEqualTo(Http2.CLOSED);
    }

    @Test
    void greet_settingsAndThenReset_isClosed() throws IOException {
        assertThat(greet(connection -> {
                    readPreface(connection);
                    connection.send(hex(EMPTY_SETTINGS));
                    answerPing(connection);
                    connection.reset();
                }))
                .as("the ping was answered before")
                .isEqualTo(Http2.SPOKEN);
        assertThat(greet(connection -> {
                    readPreface(connection);
                    connection.send(hex(EMPTY_SETTINGS));
                    connection.in().readNBytes(26);
                    connection.reset();
                }))
                .isEqualTo(Http2.CLOSED);
    }

    @Test
    void greet_silence_isSilent() throws IOException {
        assertThat(greet(Server.Connection::stall, Duration.ofMillis(300))).isEqualTo(Http2.SILENT);
    }

    @Test
    void greet_framesWithoutEnd_ends() throws IOException {
        assertThat(greet(connection -> {
                    connection.send(hex(EMPTY_SETTINGS));
                    while (true) {
                        connection.send(hex(WINDOW_UPDATE));
                    }
                }))
                .isEqualTo(Http2.SPOKEN);
    }
}
