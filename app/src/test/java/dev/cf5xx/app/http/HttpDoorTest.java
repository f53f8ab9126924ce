package dev.cf5xx.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door, from outside: by a client that behaves, and by bare sockets that do not. */
class HttpDoorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpDoor.Limits LIMITS = new HttpDoor.Limits(1 << 20, LONG, 8, 1_000, LONG);
    private static final HttpHandler ECHO = request -> new HttpAnswer(200, "text/plain; charset=utf-8", request.body());
    private static final HttpHandler HEALTH = request -> new HttpAnswer(200, "application/json", "{}");

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpDoor door;

    private void open(HttpHandler echo, HttpDoor.Limits limits) throws IOException {
        door = HttpDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Map.of("/echo", new HttpDoor.Route("POST", echo), "/health", new HttpDoor.Route("GET", HEALTH)),
                limits);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private java.net.http.HttpRequest.Builder to(String path) {
        return java.net.http.HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + door.address().getPort() + path));
    }

    private HttpResponse<String> send(java.net.http.HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).POST(BodyPublishers.ofString(body)));
    }

    private CompletableFuture<HttpResponse<String>> posting(String body) {
        return client.sendAsync(to("/echo").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** All that comes back for these bytes and no more, until the door closes the connection. */
    private String raw(String bytes) throws IOException {
        try (Socket socket = raw()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return rest(socket);
        }
    }

    private Socket raw() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), door.address().getPort());
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static String rest(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.append((char) next);
            }
        } catch (SocketException e) {
            // Closed, the other way.
        }
        return all.toString();
    }

    @Test
    void path_thatIsServed_isAnsweredByItsHandler() throws Exception {
        open(ECHO, LIMITS);

        HttpResponse<String> echo = post("/echo?x=1", "502 和 524");
        HttpResponse<String> health = send(to("/health"));

        assertThat(echo.statusCode()).isEqualTo(200);
        assertThat(echo.body()).isEqualTo("502 和 524");
        assertThat(health.body()).isEqualTo("{}");
        assertThat(health.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void headers_ofTheRequest_reachTheHandler() throws Exception {
        open(
                request -> new HttpAnswer(
                        200,
                        "text/plain",
                        String.join(
                                ",",
                                request.headers().entrySet().stream()
                                        .filter(it -> it.getKey()
                                                .toLowerCase(Locale.ROOT)
                                                .equals("x-mark"))
                                        .findFirst()
                                        .orElseThrow()
                                        .getValue())),
                LIMITS);

        assertThat(send(to("/echo").header("X-Mark", "a").POST(BodyPublishers.noBody()))
                        .body())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/other", "/echo/", "/echo/more", "/ECHO", "/health/../echo", "/%65cho/x"})
    void path_thatIsNotServed_isNotFound(String path) throws Exception {
        open(ECHO, LIMITS);

        assertThat(raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void method_thatThePathHasNot_isNotAllowed_andTheRightOneIsNamed() throws Exception {
        open(ECHO, LIMITS);

        HttpResponse<String> get = send(to("/echo").GET());
        HttpResponse<String> post = post("/health", "");

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("allow")).contains("POST");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @Test
    void head_isAnsweredAsGet_withoutTheBody() throws Exception {
        open(ECHO, LIMITS);

        HttpResponse<String> head = send(to("/health").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void body_atTheLimit_isTaken() throws Exception {
        open(ECHO, LIMITS);

        assertThat(post("/echo", "x".repeat(1 << 20)).body()).hasSize(1 << 20);
    }

    @Test
    void body_overTheLimit_isRefused_alsoWhereItsLengthWasNotSaid() throws Exception {
        open(ECHO, LIMITS);
        byte[] tooMuch = new byte[(1 << 20) + 1];

        assertThat(send(to("/echo").POST(BodyPublishers.ofByteArrays(List.of(tooMuch))))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void body_thatIsAnnouncedTooLarge_isRefusedUnread() throws Exception {
        open(ECHO, LIMITS);

        assertThat(raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P",
                "POST /echo HTTP/1.1\r\nHost: x\r\nX-Slow",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123"
            })
    void client_thatNeverFinishes_losesItsConnection_andItsPlace(String beginning) throws Exception {
        open(ECHO, new HttpDoor.Limits(100, Duration.ofMillis(300), 2, 100, LONG));
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = raw();
                slow.add(socket);
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            }

            for (Socket socket : slow) {
                assertThat(rest(socket)).isEmpty();
            }
            assertThat(post("/echo", "524").body()).isEqualTo("524");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void handler_thatNeverAnswers_isInterrupted() throws Exception {
        CompletableFuture<HttpAnswer> never = new CompletableFuture<>();
        open(request -> never.get(), new HttpDoor.Limits(100, Duration.ofMillis(200), 1, 100, LONG));

        assertThat(post("/echo", "").statusCode()).isEqualTo(503);
        assertThat(send(to("/health")).statusCode()).isEqualTo(200);
    }

    @Test
    void handler_thatBreaks_isAnErrorThatSaysNothing() throws Exception {
        open(
                request -> {
                    throw new IllegalStateException("the secret is 42");
                },
                LIMITS);

        HttpResponse<String> answer = post("/echo", "");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void requests_manyAtOnce_areAllAnswered_aFewAtATime() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        open(
                request -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    now.decrementAndGet();
                    return ECHO.answer(request);
                },
                LIMITS);

        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(posting("n" + i));
        }

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get(60, TimeUnit.SECONDS).body()).isEqualTo("n" + i);
        }
        assertThat(most.get()).isBetween(1, 8);
    }

    @Test
    void requests_moreThanMayWait_areTurnedAway_andTheOthersAnswered() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        open(
                request -> {
                    begun.countDown();
                    go.await();
                    return ECHO.answer(request);
                },
                new HttpDoor.Limits(100, LONG, 1, 1, LONG));
        CompletableFuture<HttpResponse<String>> first = posting("first");
        begun.await();

        LinkedBlockingQueue<Boolean> taken = new LinkedBlockingQueue<>();
        for (int i = 0; i < 10; i++) {
            var unused = posting("next").whenComplete((answer, e) -> taken.add(e == null));
        }
        for (int i = 0; i < 9; i++) {
            assertThat(taken.poll(60, TimeUnit.SECONDS)).isFalse();
        }
        go.countDown();

        assertThat(taken.poll(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.get(60, TimeUnit.SECONDS).body()).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET /health\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"
            })
    void garbage_isRefused_andTheNextRequestAnswered(String garbage) throws Exception {
        open(ECHO, new HttpDoor.Limits(100, Duration.ofMillis(500), 8, 100, LONG));

        assertThat(raw(garbage)).doesNotContain(" 200 ");
        assertThat(post("/echo", "524").body()).isEqualTo("524");
    }

    @Test
    void closing_answersWhatIsUnderWay_andListensNoMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        open(
                request -> {
                    begun.countDown();
                    go.await();
                    return ECHO.answer(request);
                },
                LIMITS);
        CompletableFuture<HttpResponse<String>> underWay = posting("524");
        begun.await();

        CompletableFuture<Void> closing = CompletableFuture.runAsync(door::close);
        assertThat(closing).isNotDone();
        go.countDown();

        assertThat(underWay.get(60, TimeUnit.SECONDS).body()).isEqualTo("524");
        closing.get(60, TimeUnit.SECONDS);
        assertThatThrownBy(this::raw).isInstanceOf(IOException.class);
    }
}
