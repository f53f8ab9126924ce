package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.target.Permit;
import dev.cf5xx.bot.target.TestPermits;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds connections to their deadlines, to what they tell of the other side, and to leaving nothing open. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WireTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Nothing listens on it any more. */
    private static Permit closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return TestPermits.of((InetSocketAddress) socket.getLocalSocketAddress());
        }
    }

    @Test
    void dial_listener_connects() throws IOException {
        try (Server server = Server.on(Server.Connection::stall)) {
            Wire.Dialled dialled = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG));

            assertThat(dialled.tcp().outcome()).isEqualTo(Tcp.Outcome.CONNECTED);
            assertThat(dialled.tcp().port()).isEqualTo(server.port());
            assertThat(dialled.wire()).isNotNull();
            dialled.wire().close();
        }
    }

    @Test
    void dial_closedPort_isRefusedAndLeavesNothingOpen() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        Wire.Dialled dialled = Wire.dial(closedPort(), Deadline.in(LONG), closed::incrementAndGet);

        assertThat(dialled.tcp().outcome()).isEqualTo(Tcp.Outcome.REFUSED);
        assertThat(dialled.wire()).isNull();
        assertThat(closed).hasValue(1);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), Tcp.Outcome.REFUSED),
                // Connected, and reset before the connecting was noticed.
                Arguments.of(new SocketException("Connection reset"), Tcp.Outcome.RESET),
                Arguments.of(new SocketTimeoutException("Connect timed out"), Tcp.Outcome.TIMED_OUT),
                Arguments.of(new ConnectException("Connection timed out"), Tcp.Outcome.TIMED_OUT),
                Arguments.of(new ClosedByInterruptException(), Tcp.Outcome.TIMED_OUT),
                Arguments.of(new NoRouteToHostException("No route to host"), Tcp.Outcome.NO_ROUTE),
                Arguments.of(new SocketException("Network is unreachable"), Tcp.Outcome.NO_ROUTE),
                Arguments.of(new BindException("Cannot assign requested address"), Tcp.Outcome.FORBIDDEN_HERE),
                Arguments.of(new SocketException("Permission denied"), Tcp.Outcome.FORBIDDEN_HERE),
                Arguments.of(new SocketException("Too many open files"), Tcp.Outcome.FORBIDDEN_HERE));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void outcome_failureToConnect_isWhatTheSystemMeant(IOException failure, Tcp.Outcome expected) {
        assertThat(Wire.outcome(failure)).isEqualTo(expected);
    }

    @Test
    void dial_synUnanswered_timesOut() throws IOException {
        try (Silence silence = new Silence()) {
            Wire.Dialled dialled = Wire.dial(TestPermits.of(silence.at()), Deadline.in(SHORT));

            assertThat(dialled.tcp().outcome()).isEqualTo(Tcp.Outcome.TIMED_OUT);
            assertThat(dialled.wire()).isNull();
        }
    }

    @Test
    void dial_threadIsInterrupted_endsAtOnce() throws Exception {
        try (Silence silence = new Silence()) {
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Wire.Dialled> dial = new FutureTask<>(() -> {
                begun.countDown();
                return Wire.dial(TestPermits.of(silence.at()), Deadline.in(Duration.ofHours(1)));
            });
            Thread thread = new Thread(dial);
            thread.start();
            begun.await();
            thread.interrupt();

            assertThat(dial.get().tcp().outcome()).isEqualTo(Tcp.Outcome.TIMED_OUT);
        }
    }

    @Test
    void read_silentServer_endsAtTheDeadline() throws IOException {
        try (Server server = Server.on(Server.Connection::stall);
                Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG))
                        .wire()) {
            wire.until(Deadline.in(SHORT));

            assertThatThrownBy(() -> wire.in().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(wire.gone()).isEqualTo(Wire.Gone.OUT_OF_TIME);
        }
    }

    @Test
    void read_closeAndReset_areToldApart() throws IOException {
        try (Server closing = Server.on(connection -> {});
                Server resetting = Server.on(connection -> {
                    // A reset that overtakes the end of connecting is told by the connecting itself.
                    int unused = connection.in().read();
                    connection.reset();
                });
                Wire one = Wire.dial(TestPermits.of(closing.at()), Deadline.in(LONG))
                        .wire();
                Wire other = Wire.dial(TestPermits.of(resetting.at()), Deadline.in(LONG))
                        .wire()) {
            assertThat(one.in().read()).isEqualTo(-1);
            assertThat(one.gone()).isEqualTo(Wire.Gone.CLOSED);
            other.out().write('x');
            assertThatThrownBy(() -> other.in().read()).isInstanceOf(IOException.class);
            assertThat(other.gone()).isEqualTo(Wire.Gone.RESET);
        }
    }

    @Test
    void read_stillWaitingAtTheNotice_tellsOnceAndGoesOn() throws IOException {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        try (Server server = Server.on(connection -> {
                    told.await();
                    connection.send("late");
                    connection.stall();
                });
                Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG))
                        .wire()) {
            wire.tellAt(Deadline.in(Duration.ofMillis(50)), () -> {
                times.incrementAndGet();
                told.countDown();
            });
            InputStream in = wire.in();

            assertThat(new String(in.readNBytes(4), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("late");
            assertThat(times).hasValue(1);
        }
    }

    @Test
    void read_threadIsInterrupted_endsAtOnce() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (Server server = Server.on(connection -> {
                    connected.countDown();
                    connection.stall();
                });
                Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG))
                        .wire()) {
            FutureTask<Wire.Gone> read = new FutureTask<>(() -> {
                try {
                    wire.in().read();
                } catch (IOException e) {
                    // As it should.
                }
                return wire.gone();
            });
            Thread thread = new Thread(read);
            thread.start();
            connected.await();
            thread.interrupt();

            assertThat(read.get()).isEqualTo(Wire.Gone.OUT_OF_TIME);
        }
    }

    @Test
    void streams_closed_leaveTheConnectionOpen() throws IOException {
        try (Server server = Server.on(connection -> connection.send("hello"));
                Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG))
                        .wire()) {
            wire.in().close();
            wire.out().close();

            assertThat(wire.in().read()).isEqualTo('h');
        }
    }

    @Test
    void close_twice_tellsOnce() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        try (Server server = Server.on(Server.Connection::stall)) {
            Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG), closed::incrementAndGet)
                    .wire();
            wire.close();
            wire.close();

            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void dialling_bothConnect_takesThePreferredAndClosesTheOther() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        try (Server one = Server.on(connection -> connection.send("1"));
                Server other = Server.on(connection -> connection.send("2"))) {
            Dialling dialling = Dialling.begin(
                    List.of(TestPermits.of(one.at()), TestPermits.of(other.at())),
                    Deadline.in(LONG),
                    closed::incrementAndGet);
            Wire.Dialled winner = dialling.winner(LONG);

            assertThat(winner.tcp().port()).isEqualTo(one.port());
            assertThat(dialling.results(Deadline.in(LONG)))
                    .extracting(Tcp::outcome)
                    .containsExactly(Tcp.Outcome.CONNECTED, Tcp.Outcome.CONNECTED);
            assertThat(closed).hasValue(1);
            assertThat(winner.wire().in().read()).isEqualTo('1');
            winner.wire().close();
            assertThat(closed).hasValue(2);
        }
    }

    @Test
    void dialling_preferredRefused_takesTheOther() throws IOException {
        try (Server server = Server.on(connection -> connection.send("2"))) {
            Dialling dialling =
                    Dialling.begin(List.of(closedPort(), TestPermits.of(server.at())), Deadline.in(LONG), () -> {});
            Wire.Dialled winner = dialling.winner(Duration.ZERO);

            assertThat(winner.tcp().port()).isEqualTo(server.port());
            assertThat(winner.wire().in().read()).isEqualTo('2');
            assertThat(dialling.results(Deadline.in(LONG)))
                    .extracting(Tcp::outcome)
                    .containsExactly(Tcp.Outcome.REFUSED, Tcp.Outcome.CONNECTED);
            winner.wire().close();
        }
    }

    @Test
    void dialling_preferredSilent_isNotWaitedForLongerThanTheTie() throws IOException {
        try (Silence silence = new Silence();
                Server server = Server.on(connection -> connection.send("2"))) {
            Dialling dialling = Dialling.begin(
                    List.of(TestPermits.of(silence.at()), TestPermits.of(server.at())),
                    Deadline.in(Duration.ofHours(1)),
                    () -> {});
            Wire.Dialled winner = dialling.winner(Duration.ofMillis(10));

            assertThat(winner.tcp().port()).isEqualTo(server.port());
            assertThat(dialling.results(Deadline.in(Duration.ofMillis(50))))
                    .extracting(Tcp::outcome)
                    .containsExactly(Tcp.Outcome.TIMED_OUT, Tcp.Outcome.CONNECTED);
            winner.wire().close();
        }
    }

    @Test
    void dialling_noneConnects_tellsHowEachEnded() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        try (Silence silence = new Silence()) {
            Dialling dialling = Dialling.begin(
                    List.of(closedPort(), TestPermits.of(silence.at())), Deadline.in(SHORT), closed::incrementAndGet);

            assertThat(dialling.winner(Duration.ZERO)).isNull();
            assertThat(dialling.results(Deadline.in(LONG)))
                    .extracting(Tcp::outcome)
                    .containsExactly(Tcp.Outcome.REFUSED, Tcp.Outcome.TIMED_OUT);
            assertThat(closed).hasValue(2);
        }
    }

    @Test
    void sockets_allTakenUpToTheDeadline_saysNothingOfTheAddress() throws IOException {
        Sockets sockets = new Sockets(1);
        try (Server server = Server.on(Server.Connection::stall);
                Sockets.OfCheck one = sockets.ofCheck(Deadline.in(LONG));
                Sockets.OfCheck other = sockets.ofCheck(Deadline.in(SHORT))) {
            Wire.Dialled first = one.dial(TestPermits.of(server.at()), LONG);

            assertThat(first.tcp().outcome()).isEqualTo(Tcp.Outcome.CONNECTED);
            assertThatThrownBy(() -> other.dial(TestPermits.of(server.at()), LONG))
                    .isInstanceOf(IllegalStateException.class);
            one.close();
            assertThat(sockets.free()).isEqualTo(1);
        }
    }

    @Test
    void sockets_deadlineOfTheCheck_closesWhatIsStillOpen() throws IOException {
        Sockets sockets = new Sockets(1);
        try (Server server = Server.on(Server.Connection::stall);
                Sockets.OfCheck check = sockets.ofCheck(Deadline.in(SHORT))) {
            Wire wire = check.dial(TestPermits.of(server.at()), LONG).wire();
            // As if a TLS layer had lifted the deadline: only the end of the check ends this read.
            wire.until(Deadline.in(Duration.ofHours(1)));

            assertThatThrownBy(() -> wire.in().read()).isInstanceOf(IOException.class);
            assertThat(wire.gone()).isEqualTo(Wire.Gone.OUT_OF_TIME);
        }
        assertThat(sockets.free()).isEqualTo(1);
    }
}
