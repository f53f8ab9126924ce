package dev.cf5xx.slack;

import static dev.cf5xx.slack.Office.MOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.lab.slack.Delivery;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.Post;
import dev.cf5xx.lab.slack.SignedSender;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over HTTP, from Slack and from those who pretend to be. */
class RequestsTest {
    private static final String JSON = "application/json";
    private static final String CHALLENGE =
            "{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\"}";

    private FakeSlack slack;
    private Core core;
    private Member ann;
    private String ops;
    private SlackAdapter adapter;
    private Postbox postbox;
    private URI events;
    private SignedSender sender;

    @BeforeEach
    void open() throws Exception {
        slack = FakeSlack.start();
        core = new Core();
        ann = slack.member("ann", "en-US");
        ops = slack.channel("ops", ann);
        adapter = new SlackAdapter(
                SlackSettings.http(FakeSlack.TOKEN, FakeSlack.SIGNING_SECRET).at(URI.create(slack.apiUrl())),
                Clock.systemUTC());
        postbox = new Postbox(adapter);
        adapter.connect();
        adapter.listen(core);
        events = postbox.address();
        sender = slack.sender(events);
        slack.deliverTo(events);
    }

    @AfterEach
    void close() {
        adapter.close();
        postbox.close();
        core.close();
        slack.close();
    }

    private int send(long ageSeconds, String secret, String body) throws IOException {
        long at = Instant.now().getEpochSecond() - ageSeconds;
        return sender.send(sender.sign(JSON, body, at, secret)).status();
    }

    @Test
    void mention_isHeardOnce_andAnswered() throws Exception {
        core.deed = it -> adapter.platform().post(it.venue(), it.id() + "/0", Core.reply("524 means"));

        Member.Said said = ann.callsBot(ops, "524").acked(MOST);

        assertThat(Core.text(core.next())).isEqualTo("524");
        assertThat(ann.awaitsAnswer(said, MOST).words()).isEqualTo("524 means");
        assertThat(core.waiting()).isZero();
    }

    @Test
    void command_isAnsweredInTheResponse() throws Exception {
        core.aside = it -> new Aside.Answer(Core.reply("524 means"));

        Delivery command = ann.types(ops, "/cf5xx 524").acked(MOST);

        assertThat(command.answer().path("text").asText()).isEqualTo("524 means");
        assertThat(ann.awaits(ops, MOST, Post::ephemeral).words()).isEqualTo("524 means");
    }

    @Test
    void burst_ofCommands_isAckedInTime() {
        core.aside = it -> new Aside.Answer(Core.reply("524 means"));

        List<Delivery> commands = IntStream.range(0, 100)
                .mapToObj(i -> ann.types(ops, "/cf5xx 524"))
                .toList();

        // The fake gives up after three seconds.
        commands.forEach(command -> command.acked(MOST));
    }

    @Test
    void verification_isAnsweredWithItsChallenge() throws Exception {
        SignedSender.Answer answer = sender.send(sender.sign(JSON, CHALLENGE));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 240, -240})
    void signature_ofTheLastFiveMinutes_orTheNext_isGood(long age) throws Exception {
        assertThat(send(age, FakeSlack.SIGNING_SECRET, CHALLENGE)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {360, -360, 1_000_000, -1_000_000})
    void signature_olderOrNewer_isRefused(long age) throws Exception {
        assertThat(send(age, FakeSlack.SIGNING_SECRET, CHALLENGE)).isEqualTo(401);
    }

    @Test
    void signature_ofAnotherSecret_orOfAnotherBody_orNone_isRefused() throws Exception {
        SignedSender.Signed good = sender.sign(JSON, CHALLENGE);

        assertThat(send(0, "another", CHALLENGE)).isEqualTo(401);
        assertThat(sender.send(good.body(CHALLENGE + " ")).status()).isEqualTo(401);
        assertThat(sender.send(good.without("X-Slack-Signature")).status()).isEqualTo(401);
        assertThat(sender.send(good.without("X-Slack-Request-Timestamp")).status())
                .isEqualTo(401);
        assertThat(sender.send(good.header("X-Slack-Request-Timestamp", "soon")).status())
                .isEqualTo(401);
        assertThat(sender.send(good).status()).isEqualTo(200);
    }

    @Test
    void request_replayed_isRefused() throws Exception {
        SignedSender.Signed request = sender.sign(JSON, CHALLENGE);

        assertThat(sender.send(request).status()).isEqualTo(200);
        assertThat(sender.send(request).status()).isEqualTo(401);
    }

    @Test
    void request_thatWasNotTaken_mayComeAgain() throws Exception {
        String event = "{\"type\":\"event_callback\",\"team_id\":\""
                + slack.workspace().id()
                + "\",\"event_id\":\"Ev1\",\"event\":{\"type\":\"message\",\"channel\":\"" + ops + "\",\"user\":\""
                + ann.id() + "\",\"text\":\"524\",\"ts\":\"1.000001\",\"channel_type\":\"channel\"}}";
        SignedSender.Signed request = sender.sign(JSON, event);
        core.takes = false;

        assertThat(sender.send(request).status()).isEqualTo(503);
        core.takes = true;

        assertThat(sender.send(request).status()).isEqualTo(200);
        assertThat(Core.text(core.next())).isEqualTo("524");
        assertThat(sender.send(request).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"type\":7}",
                "{\"type\":\"event_callback\"}",
                "{\"type\":\"event_callback\",\"event\":{}}",
                "payload=%7B",
                "payload=%7B%22type%22%3A%22block_actions%22%7D",
                "payload=%7B%22type%22%3A%22view_submission%22%7D",
                "payload=%zz",
                "\u0000\uffff"
            })
    void garbage_thatIsSigned_isRefused_andNothingBreaks(String garbage) throws Exception {
        for (String type : List.of(JSON, "application/x-www-form-urlencoded", "x/y")) {
            SignedSender.Answer answer = sender.send(sender.sign(type, garbage));
            assertThat(answer.status()).as(type + " " + garbage).isIn(200, 400, 404);
        }
        assertThat(send(0, FakeSlack.SIGNING_SECRET, CHALLENGE)).isEqualTo(200);
        assertThat(core.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"moon_landed\"}}",
                "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event\":{\"type\":\"message\",\"subtype\":\"moon\"}}",
                "payload=%7B%22type%22%3A%22shortcut%22%2C%22callback_id%22%3A%22moon%22%2C%22trigger_id%22%3A%22t%22%2C%22team%22%3A%7B%22id%22%3A%22T1%22%7D%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%7D"
            })
    void whatNobodyHandles_isAcknowledged(String body) throws Exception {
        String type = body.startsWith("{") ? JSON : "application/x-www-form-urlencoded";

        assertThat(sender.send(sender.sign(type, body)).status()).isEqualTo(200);
        assertThat(core.waiting()).isZero();
    }

    @Test
    void body_overAMegabyte_isRefused() throws Exception {
        assertThat(sender.send(sender.sign(JSON, "{\"x\":\"" + "x".repeat(1 << 20) + "\"}"))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void request_beforeTheAdapterIsConnected_orOnceItListensNoMore_isToComeAgain() throws Exception {
        SlackRequest request = new SlackRequest(Map.of(), CHALLENGE);
        SlackSettings settings =
                SlackSettings.http(FakeSlack.TOKEN, FakeSlack.SIGNING_SECRET).at(URI.create(slack.apiUrl()));
        try (SlackAdapter early = new SlackAdapter(settings, Clock.systemUTC())) {
            assertThat(early.answer(request).status()).isEqualTo(503);
        }

        assertThat(send(0, FakeSlack.SIGNING_SECRET, CHALLENGE)).isEqualTo(200);
        adapter.stopListening();
        assertThat(send(1, FakeSlack.SIGNING_SECRET, CHALLENGE)).isEqualTo(503);
    }

    @Test
    void stopListening_waitsForWhatIsBeingTaken() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        core.aside = it -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Aside.Answer(Core.reply("524 means"));
        };
        Delivery command = ann.types(ops, "/cf5xx 524");
        begun.await();

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(adapter::stopListening);
        assertThat(stopping).isNotDone();
        go.countDown();

        stopping.get(20, TimeUnit.SECONDS);
        assertThat(command.acked(MOST).answer().path("text").asText()).isEqualTo("524 means");
    }
}
