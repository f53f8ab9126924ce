package dev.cf5xx.lab.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import dev.cf5xx.lab.slack.http.Call;
import dev.cf5xx.lab.slack.http.Reply;
import dev.cf5xx.lab.slack.http.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the app is told, how often, and how its answers are taken. */
class DeliveryTest {
    private static final Duration MOST = Duration.ofSeconds(20);

    private final HandClock clock = new HandClock();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private FakeSlack lab;
    private Member ann;
    private String channel;
    private Web app;

    @BeforeEach
    void start() throws Exception {
        lab = FakeSlack.start(FakeSlack.Settings.USUAL.clock(clock));
        ann = lab.member("ann", "zh-CN");
        channel = lab.channel("ops", ann);
    }

    @AfterEach
    void stop() {
        if (app != null) {
            app.close();
        }
        lab.close();
    }

    private void listen(Function<Call, Reply> answer) throws Exception {
        app = Web.start(call -> {
            calls.add(call);
            return answer.apply(call);
        });
        lab.deliverTo(URI.create("http://127.0.0.1:" + app.port() + "/slack/events"));
    }

    @Test
    void event_refusedOverHttp_comesAtOnceAfterAMinuteAndAfterFive_andNoMore() throws Exception {
        listen(call -> Reply.text(500, ""));
        Delivery told = ann.says(channel, "524").told().get(0).attempted(2, MOST);
        for (int minutes : new int[] {1, 5}) {
            int before = told.attempts().size();
            clock.pass(Duration.ofMinutes(minutes).plusSeconds(1));
            told.attempted(before + 1, MOST);
        }
        assertThat(told.failed(MOST).failure()).isEqualTo("http_error");
        assertThat(calls).hasSize(4);
        assertThat(calls).extracting(call -> call.header("x-slack-retry-num")).containsExactly("", "1", "2", "3");
        assertThat(calls.get(1).header("x-slack-retry-reason")).isEqualTo("http_error");
        assertThat(calls)
                .extracting(call -> new String(call.body(), StandardCharsets.UTF_8))
                .containsOnly(told.payload().toString());
    }

    @Test
    void event_refusedWithNoRetry_isNotRepeated() throws Exception {
        listen(call -> new Reply(500, "text/plain", Map.of("X-Slack-No-Retry", "1"), new byte[0]));
        ann.says(channel, "524").told().get(0).failed(MOST);
        assertThat(calls).hasSize(1);
    }

    @Test
    void request_isSignedAsTheSdkWouldSign() throws Exception {
        listen(call -> Reply.text(200, ""));
        Delivery told = ann.types(channel, "/cf5xx 524 & more").acked(MOST);
        Call call = calls.get(0);
        String body = new String(call.body(), StandardCharsets.UTF_8);
        assertThat(call.header("x-slack-signature"))
                .isEqualTo(new SlackSignature.Generator(FakeSlack.SIGNING_SECRET)
                        .generate(call.header("x-slack-request-timestamp"), body));
        assertThat(call.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(body).isEqualTo(FakeSlack.body(told)).contains("text=524+%26amp%3B+more");
    }

    @Test
    void command_answeredInTheAck_isShownToItsAuthor() throws Exception {
        listen(call -> Reply.text(200, "{\"text\":\"for you\"}"));
        ann.types(channel, "/cf5xx").acked(MOST);
        assertThat(ann.sees(channel))
                .singleElement()
                .satisfies(post -> assertThat(post.onlyFor()).isEqualTo(ann.id()));
        assertThat(lab.unshown()).isEmpty();
    }

    @Test
    void command_answeredWithWhatSlackRefuses_isNotShown() throws Exception {
        listen(call -> Reply.text(200, "{\"blocks\":[{\"type\":\"nothing\"}]}"));
        ann.types(channel, "/cf5xx").acked(MOST);
        assertThat(ann.sees(channel)).isEmpty();
        assertThat(lab.unshown())
                .singleElement()
                .satisfies(why -> assertThat(why.path("error").asText()).isEqualTo("invalid_blocks"));
    }

    @Test
    void sender_forgesWhatATestNeeds() throws Exception {
        listen(call -> Reply.text(call.headers().containsKey("x-slack-signature") ? 200 : 401, "seen"));
        SignedSender sender = lab.sender(URI.create("http://127.0.0.1:" + app.port() + "/slack/events"));
        SignedSender.Signed old = sender.sign("application/json", "{}", 1_000, "other secret");
        assertThat(sender.send(old).status()).isEqualTo(200);
        assertThat(sender.send(old.without("X-Slack-Signature")).status()).isEqualTo(401);
        assertThat(sender.send(old.body("{ }")).body()).isEqualTo("seen");
        assertThat(calls.get(0).header("x-slack-request-timestamp")).isEqualTo("1000");
        assertThat(calls.get(0).header("x-slack-signature"))
                .isEqualTo(calls.get(2).header("x-slack-signature"));
    }

    @Test
    void command_withNobodyConnected_fails() {
        assertThat(ann.types(channel, "/cf5xx").failed(MOST).failure()).isEqualTo("dispatch_failed");
    }

    /** A socket that never acknowledges anything. */
    private final class Mute extends WebSocketClient {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final CountDownLatch pinged = new CountDownLatch(1);
        private final List<Boolean> pongs = new CopyOnWriteArrayList<>();

        Mute() throws Exception {
            super(URI.create(new Rest(lab)
                    .call("apps.connections.open", FakeSlack.APP_TOKEN, Rest.json("{}"))
                    .json()
                    .path("url")
                    .asText()));
            setConnectionLostTimeout(0);
            assertThat(connectBlocking(20, TimeUnit.SECONDS)).isTrue();
            lab.sockets().awaitConnections(1, MOST);
        }

        @Override
        public void onOpen(ServerHandshake handshake) {}

        @Override
        public void onMessage(String message) {
            heard.add(message);
        }

        @Override
        public void onWebsocketPong(WebSocket socket, Framedata frame) {
            pongs.add(true);
        }

        @Override
        public void onWebsocketPing(WebSocket socket, Framedata frame) {
            pinged.countDown();
            super.onWebsocketPing(socket, frame);
        }

        @Override
        public void onClose(int code, String reason, boolean remote) {}

        @Override
        public void onError(Exception e) {}
    }

    @Test
    void event_withoutAck_isToldAgainBySlacksPatience() throws Exception {
        Mute socket = new Mute();
        Delivery told = ann.says(channel, "524").told().get(0);
        for (long seconds : new long[] {3, 63, 303}) {
            int before = told.attempts().size();
            clock.pass(Duration.ofSeconds(seconds));
            told.attempted(before + 1, MOST);
        }
        clock.pass(Duration.ofSeconds(3));
        assertThat(told.failed(MOST).failure()).isEqualTo("timeout");
        assertThat(told.attempts())
                .extracting(Delivery.Attempt::reason)
                .containsExactly("", "timeout", "timeout", "timeout");
        socket.closeBlocking();
    }

    @Test
    void command_withoutAckInThreeSeconds_failsForThePerson() throws Exception {
        Mute socket = new Mute();
        Delivery told = ann.types(channel, "/cf5xx");
        clock.pass(Duration.ofSeconds(3));
        assertThat(told.failed(MOST).failure()).isEqualTo("operation_timeout");
        socket.closeBlocking();
    }

    @Test
    void socket_thatIsHeard_isPingedEveryTenSeconds() throws Exception {
        Mute socket = new Mute();
        clock.pass(Duration.ofSeconds(10));
        assertThat(socket.pinged.await(20, TimeUnit.SECONDS)).isTrue();
        socket.closeBlocking();
    }

    @Test
    void socket_goneDeaf_isToldNothingAndAnswersNoPing() throws Exception {
        Mute socket = new Mute();
        lab.sockets().deafen();
        int pings = lab.sockets().pings();
        socket.sendPing();
        lab.await("the ping", MOST, () -> lab.sockets().pings() > pings ? pings : null);
        Delivery told = ann.says(channel, "524").told().get(0);
        assertThat(told.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.sent()).isTrue());
        // A close is answered, after whatever was sent before it.
        socket.closeBlocking();
        assertThat(socket.pongs).isEmpty();
        assertThat(socket.heard).noneMatch(message -> message.contains("524"));
    }
}
