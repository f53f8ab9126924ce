package dev.cf5xx.lab.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageBotEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.webhook.WebhookResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** bolt, as it is, gets on with the fake. */
class BoltTest {
    private static final Duration MOST = Duration.ofSeconds(20);
    private static final String MODAL = """
            {"type":"modal","callback_id":"case","title":{"type":"plain_text","text":"A case"},
             "submit":{"type":"plain_text","text":"Send"},"notify_on_close":true,
             "blocks":[{"type":"input","block_id":"ray","label":{"type":"plain_text","text":"Ray"},
               "element":{"type":"plain_text_input","action_id":"ray_id"}}]}""";

    private FakeSlack lab;
    private Slack slack;
    private App app;
    private SocketModeApp socket;
    private Member ann;
    private String channel;

    @BeforeEach
    void start() throws Exception {
        lab = FakeSlack.start();
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(lab.apiUrl());
        slack = Slack.getInstance(config);
        app = new App(AppConfig.builder()
                .slack(slack)
                .signingSecret(FakeSlack.SIGNING_SECRET)
                .singleTeamBotToken(FakeSlack.TOKEN)
                .build());
        ann = lab.member("ann", "zh-CN");
        channel = lab.channel("ops", ann);
    }

    @AfterEach
    void stop() throws Exception {
        if (socket != null) {
            socket.stop();
        }
        slack.close();
        lab.close();
    }

    private void connect() throws Exception {
        socket = new SocketModeApp(FakeSlack.APP_TOKEN, app, SocketModeClient.Backend.JavaWebSocket, 10);
        socket.startAsync();
        lab.sockets().awaitConnections(1, MOST);
    }

    private MethodsClient bot() {
        return slack.methods(FakeSlack.TOKEN);
    }

    @Test
    void message_overSocketMode_isToldAckedAndAnswered() throws Exception {
        app.event(MessageEvent.class, (request, context) -> {
            context.say(say -> say.channel(request.getEvent().getChannel())
                    .text("heard: " + request.getEvent().getText())
                    .threadTs(request.getEvent().getTs()));
            return context.ack();
        });
        app.event(MessageBotEvent.class, (request, context) -> context.ack());
        connect();
        Member.Said said =
                ann.says(channel, "why 524 & not https://shop.example/?a=1&b=2").acked(MOST);
        Post answer = ann.awaitsAnswer(said, MOST);
        assertThat(answer.text()).isEqualTo("heard: why 524 &amp; not <https://shop.example/?a=1&amp;b=2>");
        assertThat(answer.thread()).isEqualTo(said.ts());
        assertThat(ann.seesThread(channel, said.ts()))
                .extracting(Post::user)
                .containsExactly(ann.id(), lab.workspace().botUser());
    }

    @Test
    void mention_isToldTwice_forOnePost() throws Exception {
        app.event(MessageEvent.class, (request, context) -> context.ack());
        app.event(AppMentionEvent.class, (request, context) -> context.ack());
        connect();
        Member.Said said = ann.callsBot(channel, "524").acked(MOST);
        assertThat(said.told())
                .extracting(told -> told.payload().at("/event/type").asText())
                .containsExactly("message", "app_mention");
        assertThat(said.told())
                .extracting(told -> told.payload().at("/event/ts").asText())
                .containsOnly(said.ts());
    }

    @Test
    void command_ackedWithBlocks_isSeenByOneAndItsButtonPressed() throws Exception {
        app.command(
                "/cf5xx",
                (request, context) -> context.ack(ack -> ack.text("524")
                        .blocks(asBlocks(
                                section(it -> it.text(markdownText("*524*"))),
                                actions(List.of(button(
                                        it -> it.actionId("more").value("524").text(plainText("More")))))))));
        app.blockAction("more", (request, context) -> {
            context.respond(answer -> answer.text("more of "
                            + request.getPayload().getActions().get(0).getValue())
                    .replaceOriginal(true));
            return context.ack();
        });
        connect();
        Member bob = lab.member("bob", "en-US");
        lab.workspace().invite(channel, bob.id());
        ann.types(channel, "/cf5xx 524").acked(MOST);
        Post shown = ann.awaits(channel, MOST, Post::ephemeral);
        assertThat(shown.words()).contains("*524*", "More");
        assertThat(bob.sees(channel)).noneMatch(Post::ephemeral);
        ann.presses(shown, "More").acked(MOST);
        Post changed = ann.awaits(channel, MOST, post -> post.text().equals("more of 524"));
        assertThat(changed.ts()).isEqualTo(shown.ts());
    }

    @Test
    void view_openedSubmittedWithErrorsAndClosed_isSeenAsItIs() throws Exception {
        app.command("/cf5xx", (request, context) -> {
            context.client()
                    .viewsOpen(open ->
                            open.triggerId(request.getPayload().getTriggerId()).viewAsString(MODAL));
            return context.ack();
        });
        app.viewSubmission("case", (request, context) -> context.ackWithErrors(Map.of("ray", "no Ray ID")));
        app.viewClosed("case", (request, context) -> context.ack());
        connect();
        ann.types(channel, "/cf5xx case").acked(MOST);
        ann.awaitView(MOST);
        Delivery sent = ann.submits(Map.of("ray_id", "x")).acked(MOST);
        assertThat(sent.answer().at("/errors/ray").asText()).isEqualTo("no Ray ID");
        assertThat(ann.view()).isNotNull();
        assertThat(ann.closes()).singleElement().satisfies(told -> told.acked(MOST));
        assertThat(ann.view()).isNull();
    }

    @Test
    void shortcut_onAMessage_carriesIt() throws Exception {
        app.messageShortcut("check", (request, context) -> {
            context.client()
                    .chatPostMessage(post -> post.channel(channel)
                            .threadTs(request.getPayload().getMessageTs())
                            .text("looking"));
            return context.ack();
        });
        connect();
        Member.Said said = ann.says(channel, "shop.example is down");
        ann.usesShortcut("check", ann.sees(channel).get(0)).acked(MOST);
        assertThat(ann.awaits(channel, MOST, post -> post.text().equals("looking"))
                        .thread())
                .isEqualTo(said.ts());
    }

    @Test
    void file_uploadedByTheBot_hangsInTheThread() throws Exception {
        Member.Said said = ann.says(channel, "524");
        byte[] bytes = "# Report\n".getBytes(StandardCharsets.UTF_8);
        var answer = bot().filesUploadV2(upload -> upload.channel(channel)
                .threadTs(said.ts())
                .filename("report.md")
                .fileData(bytes)
                .initialComment("whole report"));
        assertThat(answer.isOk()).isTrue();
        Post post = ann.awaits(channel, MOST, it -> !it.files().isEmpty());
        assertThat(post.thread()).isEqualTo(said.ts());
        assertThat(post.text()).isEqualTo("whole report");
        assertThat(lab.file(post.files().get(0).path("id").asText())).isEqualTo(bytes);
    }

    @Test
    void file_uploadedByAPerson_isToldAndCanBeFetched() throws Exception {
        byte[] bytes = {1, 2, 3};
        Member.Said said = ann.uploads(channel, "a.har", bytes, "what is this");
        assertThat(said.told())
                .extracting(told -> told.payload().at("/event/type").asText())
                .containsExactly("message", "file_shared");
        String url = said.told()
                .get(0)
                .payload()
                .at("/event/files/0/url_private_download")
                .asText();
        var response = slack.getHttpClient().get(url, Map.of(), FakeSlack.TOKEN);
        assertThat(response.body().bytes()).isEqualTo(bytes);
        assertThat(slack.getHttpClient().get(url, Map.of(), null).body().string())
                .contains("Sign in");
    }

    @Test
    void disconnect_refreshRequested_isFollowedByANewSocket() throws Exception {
        app.event(MessageEvent.class, (request, context) -> context.ack());
        connect();
        int before = lab.sockets().opened();
        lab.sockets().disconnect("refresh_requested");
        lab.sockets().awaitOpened(before + 1, MOST);
        lab.sockets().awaitConnections(1, MOST);
        ann.says(channel, "still there?").acked(MOST);
    }

    @Test
    void socket_dropped_isOpenedAgain() throws Exception {
        app.event(MessageEvent.class, (request, context) -> context.ack());
        connect();
        int before = lab.sockets().opened();
        lab.sockets().drop();
        lab.sockets().awaitOpened(before + 1, MOST);
        ann.says(channel, "still there?").acked(MOST);
    }

    @Test
    void unknownCommand_getsNoAck_andThePersonReadsThatItTimedOut() throws Exception {
        connect();
        Delivery told = ann.types(channel, "/other").failed(MOST);
        assertThat(told.failure()).isEqualTo("operation_timeout");
    }

    @Test
    void event_withoutAListener_isToldAgainWithARisingNumber() throws Exception {
        connect();
        Delivery told = ann.says(channel, "nobody listens").told().get(0);
        told.attempted(1, MOST);
        lab.tellAgain();
        lab.tellAgain();
        assertThat(told.attempts()).extracting(Delivery.Attempt::number).containsExactly(0, 1, 2);
        assertThat(told.state()).isEqualTo(Delivery.State.WAITING);
    }

    @Test
    void responseUrl_overWebhookClient_takesFiveAnswers() throws Exception {
        connect();
        Delivery told = ann.types(channel, "/other");
        String url = told.payload().path("response_url").asText();
        for (int i = 0; i < 5; i++) {
            assertThat(slack.send(url, "{\"text\":\"answer " + i + "\"}").getCode())
                    .isEqualTo(200);
        }
        WebhookResponse sixth = slack.send(url, "{\"text\":\"one too many\"}");
        assertThat(sixth.getCode()).isEqualTo(404);
        assertThat(sixth.getBody()).contains("used_url");
        assertThat(ann.sees(channel)).hasSize(5).allMatch(Post::ephemeral);
    }
}
