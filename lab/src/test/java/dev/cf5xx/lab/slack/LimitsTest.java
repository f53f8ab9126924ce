package dev.cf5xx.lab.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.lab.slack.rules.Manifest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit is kept at its last good value and broken by one more, and then refused as by Slack. */
class LimitsTest {
    private static final Duration MOST = Duration.ofSeconds(20);

    private final HandClock clock = new HandClock();
    private FakeSlack lab;
    private Rest rest;
    private Member ann;
    private String channel;

    @BeforeEach
    void start() throws Exception {
        lab = FakeSlack.start(FakeSlack.Settings.USUAL.clock(clock));
        rest = new Rest(lab);
        ann = lab.member("ann", "zh-CN");
        channel = lab.channel("ops", ann);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /**
     * @param block one block of a message, N standing for what is counted: a text of this length, or this many items
     */
    private record Limit(String name, int most, String block, String words, String pointer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String plain(String text) {
        return "{'type':'plain_text','text':'" + text + "'}";
    }

    private static String option(String label, String value) {
        return "{'text':" + plain(label) + ",'value':'" + value + "'}";
    }

    private static String actions(String element) {
        return "{'type':'actions','elements':[" + element + "]}";
    }

    private static Limit text(String name, int most, String block, String pointer) {
        return new Limit(name, most, block, "must be less than " + (most + 1) + " characters", pointer);
    }

    private static Limit items(String name, int most, String block, String pointer) {
        return new Limit(name, most, block, "no more than " + most + " items allowed", pointer);
    }

    private static Stream<Limit> limits() {
        String button = "{'type':'button','text':" + plain("a") + ",'action_id':'#'}";
        String confirm = ",'confirm':{'title':" + plain("TITLE") + ",'text':" + plain("TEXT") + ",'confirm':"
                + plain("YES") + ",'deny':" + plain("NO") + "}}";
        String sure = "{'type':'button','text':" + plain("a") + confirm;
        String select =
                "{'type':'static_select','placeholder':" + plain("b") + ",'options':[" + option("a", "a") + "]}";
        String at = "/blocks/0/elements/0";
        return Stream.of(
                text("section", 3000, "{'type':'section','text':{'type':'mrkdwn','text':'T'}}", "/blocks/0/text/text"),
                text("field", 2000, "{'type':'section','fields':[" + plain("T") + "]}", "/blocks/0/fields/0/text"),
                items("fields", 10, "{'type':'section','fields':[I(" + plain("a") + ")]}", "/blocks/0/fields"),
                text("header", 150, "{'type':'header','text':" + plain("T") + "}", "/blocks/0/text/text"),
                items("actions", 25, actions("I(" + button + ")"), "/blocks/0/elements"),
                items("context", 10, "{'type':'context','elements':[I(" + plain("a") + ")]}", "/blocks/0/elements"),
                items(
                        "context_actions",
                        5,
                        "{'type':'context_actions','elements':[I({'type':'icon_button','icon':'trash','text':"
                                + plain("a") + ",'action_id':'#'})]}",
                        "/blocks/0/elements"),
                text("button text", 75, actions(button.replace("'a'", "'T'")), at + "/text/text"),
                text(
                        "button value",
                        2000,
                        actions("{'type':'button','text':" + plain("a") + ",'value':'T'}"),
                        at + "/value"),
                text(
                        "button url",
                        3000,
                        actions("{'type':'button','text':" + plain("a") + ",'url':'https://cf5xx.example/U'}"),
                        at + "/url"),
                text("action_id", 255, actions(button.replace("#", "T")), at + "/action_id"),
                text("block_id", 255, "{'type':'divider','block_id':'T'}", "/blocks/0/block_id"),
                text("confirm title", 100, actions(sure.replace("TITLE", "T")), at + "/confirm/title/text"),
                text("confirm text", 300, actions(sure.replace("TEXT", "T")), at + "/confirm/text/text"),
                text("confirm yes", 30, actions(sure.replace("YES", "T")), at + "/confirm/confirm/text"),
                text("confirm no", 30, actions(sure.replace("NO", "T")), at + "/confirm/deny/text"),
                items(
                        "options",
                        100,
                        actions(select.replace(option("a", "a"), "I(" + option("a", "a") + ")")),
                        at + "/options"),
                text(
                        "option text",
                        75,
                        actions(select.replace("'text':'a'", "'text':'T'")),
                        at + "/options/0/text/text"),
                text(
                        "option value",
                        150,
                        actions(select.replace("'value':'a'", "'value':'T'")),
                        at + "/options/0/value"),
                text("placeholder", 150, actions(select.replace("'b'", "'T'")), at + "/placeholder/text"),
                items(
                        "overflow",
                        5,
                        actions("{'type':'overflow','options':[I(" + option("a", "a") + ")]}"),
                        at + "/options"),
                items(
                        "checkboxes",
                        10,
                        actions("{'type':'checkboxes','options':[I(" + option("a", "a") + ")]}"),
                        at + "/options"),
                text("markdown", 12_000, "{'type':'markdown','text':'T'}", "/blocks/0/text"),
                text(
                        "alt text",
                        2000,
                        "{'type':'image','image_url':'https://cf5xx.example/a.png','alt_text':'T'}",
                        "/blocks/0/alt_text"));
    }

    /** A template with something of this size in it. */
    private static String sized(String template, int size) {
        int start = template.indexOf("I(");
        if (start < 0) {
            String prefix = "https://cf5xx.example/";
            return template.replace("U'", "u".repeat(Math.max(0, size - prefix.length())) + "'")
                    .replace("'T'", "'" + "t".repeat(size) + "'");
        }
        int end = template.lastIndexOf(")]");
        String item = template.substring(start + 2, end);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item.replace("#", "id" + i));
        }
        return template.substring(0, start) + String.join(",", items) + template.substring(end + 1);
    }

    private Rest.Answer post(String blocks) throws Exception {
        clock.pass(Duration.ofSeconds(2));
        return rest.call("chat.postMessage", "{'channel':'" + channel + "','text':'a','blocks':[" + blocks + "]}");
    }

    @ParameterizedTest
    @MethodSource("limits")
    void block_atItsLimitAndBeyond_isTakenAndRefused(Limit limit) throws Exception {
        assertThat(post(sized(limit.block(), limit.most())).json().path("ok").asBoolean())
                .isTrue();
        Rest.Answer refused = post(sized(limit.block(), limit.most() + 1));
        assertThat(refused.error()).isEqualTo("invalid_blocks");
        assertThat(refused.json().at("/response_metadata/messages/0").asText())
                .isEqualTo("[ERROR] " + limit.words() + " [json-pointer:" + limit.pointer() + "]");
        assertThat(lab.workspace().botPosts(channel)).hasSize(1);
    }

    @Test
    void blocks_ofAMessage_areFiftyAtMost() throws Exception {
        String divider = "{'type':'divider'}";
        assertThat(post(String.join(",", Collections.nCopies(50, divider))).error())
                .isEmpty();
        Rest.Answer refused = post(String.join(",", Collections.nCopies(51, divider)));
        assertThat(refused.json().at("/errors/0").asText())
                .isEqualTo("no more than 50 items allowed [json-pointer:/blocks]");
    }

    @Test
    void markdownBlocks_together_have12000Characters() throws Exception {
        String half = "{'type':'markdown','text':'" + "m".repeat(6000) + "'}";
        assertThat(post(half + "," + half).error()).isEmpty();
        assertThat(post(half + "," + half + ",{'type':'markdown','text':'m'}").error())
                .isEqualTo("invalid_blocks");
    }

    @Test
    void text_ofAllBlocks_has13200Characters() throws Exception {
        String full = "{'type':'section','text':{'type':'mrkdwn','text':'" + "s".repeat(3000) + "'}}";
        String rest = "{'type':'section','text':{'type':'mrkdwn','text':'" + "s".repeat(1200) + "'}}";
        String four = String.join(",", full, full, full, full);
        assertThat(post(four + "," + rest).error()).isEmpty();
        assertThat(post(four + "," + rest.replaceFirst("s'", "ss'")).error()).isEqualTo("msg_blocks_too_long");
    }

    @Test
    void ids_usedTwice_areRefused() throws Exception {
        String button = "{'type':'button','text':" + plain("a") + ",'action_id':'x'}";
        assertThat(post(actions(button + "," + button)).error()).isEqualTo("invalid_blocks");
        assertThat(post("{'type':'divider','block_id':'x'},{'type':'divider','block_id':'x'}")
                        .error())
                .isEqualTo("invalid_blocks");
    }

    @Test
    void blocks_ofNoKindOrWithoutWhatTheyNeed_areRefused() throws Exception {
        assertThat(post("{'type':'paragraph'}").json().at("/errors/0").asText())
                .isEqualTo("unsupported type: paragraph [json-pointer:/blocks/0/type]");
        assertThat(post("{'type':'section'}").json().at("/errors/0").asText())
                .isEqualTo("missing required field: text [json-pointer:/blocks/0]");
        assertThat(post("{'type':'header','text':{'type':'mrkdwn','text':'a'}}").error())
                .isEqualTo("invalid_blocks");
        assertThat(post("{'type':'divider','text':'a'}").json().at("/errors/0").asText())
                .isEqualTo("invalid additional property: text [json-pointer:/blocks/0]");
        assertThat(post(actions("{'type':'plain_text_input','action_id':'a'}")).error())
                .isEqualTo("invalid_blocks");
    }

    @Test
    void text_ofAMessage_has40000Characters() throws Exception {
        String call = "{'channel':'" + channel + "','text':'T'}";
        assertThat(rest.call("chat.postMessage", sized(call, 40_000)).error()).isEmpty();
        assertThat(rest.call("chat.postMessage", sized(call, 40_001)).error()).isEqualTo("msg_too_long");
        assertThat(rest.call("chat.postMessage", "{'channel':'" + channel + "'}")
                        .error())
                .isEqualTo("no_text");
    }

    @Test
    void metadata_has8000Bytes() throws Exception {
        String call =
                "{'channel':'" + channel + "','text':'a','metadata':{'event_type':'e','event_payload':{'nonce':'T'}}}";
        assertThat(rest.call("chat.postMessage", sized(call, 7000)).error()).isEmpty();
        assertThat(rest.call("chat.postMessage", sized(call, 8000)).error()).isEqualTo("metadata_too_large");
        assertThat(rest.call("chat.postMessage", call.replace("'event_type':'e',", ""))
                        .error())
                .isEqualTo("invalid_metadata_format");
    }

    private Rest.Answer open(String view) throws Exception {
        String trigger =
                ann.types(channel, "/cf5xx").payload().path("trigger_id").asText();
        return rest.call("views.open", "{'trigger_id':'" + trigger + "','view':" + view + "}");
    }

    @Test
    void view_beyondItsLimits_isRefused() throws Exception {
        String modal = "{'type':'modal','title':" + plain("TITLE") + ",'private_metadata':'META','callback_id':'CALL',"
                + "'blocks':[BLOCKS]}";
        for (String[] limit : new String[][] {
            {"TITLE", "24", "/view/title/text"},
            {"META", "3000", "/view/private_metadata"},
            {"CALL", "255", "/view/callback_id"}
        }) {
            int most = Integer.parseInt(limit[1]);
            String template = modal.replace("'" + limit[0] + "'", "'T'").replace("BLOCKS", "");
            assertThat(open(sized(template, most)).error()).isEmpty();
            Rest.Answer refused = open(sized(template, most + 1));
            assertThat(refused.error()).isEqualTo("invalid_arguments");
            assertThat(refused.json().at("/response_metadata/messages/0").asText())
                    .contains("less than " + (most + 1), limit[2]);
        }
        String many = String.join(",", Collections.nCopies(101, "{'type':'divider'}"));
        assertThat(open(modal.replace("BLOCKS", many)).error()).isEqualTo("invalid_arguments");
        assertThat(open(modal.replace("BLOCKS", "{'type':'markdown','text':'a'}"))
                        .error())
                .isEqualTo("invalid_arguments");
        String asks =
                "{'type':'input','label':" + plain("a") + ",'element':{'type':'plain_text_input','action_id':'a'}}";
        assertThat(open(modal.replace("BLOCKS", asks)).json().at("/errors/0").asText())
                .isEqualTo("missing required field: submit [json-pointer:/view]");
    }

    @Test
    void trigger_afterThreeSecondsOrUsed_opensNothing() throws Exception {
        String view = ",'view':{'type':'modal','title':" + plain("a") + ",'blocks':[]}}";
        String old = ann.types(channel, "/cf5xx").payload().path("trigger_id").asText();
        clock.pass(Duration.ofMillis(3001));
        assertThat(rest.call("views.open", "{'trigger_id':'" + old + "'" + view).error())
                .isEqualTo("expired_trigger_id");
        String fresh = ann.types(channel, "/cf5xx").payload().path("trigger_id").asText();
        clock.pass(Duration.ofSeconds(3));
        assertThat(rest.call("views.open", "{'trigger_id':'" + fresh + "'" + view)
                        .error())
                .isEmpty();
        assertThat(rest.call("views.open", "{'trigger_id':'" + fresh + "'" + view)
                        .error())
                .isEqualTo("exchanged_trigger_id");
    }

    @Test
    void views_inAStack_areThree() throws Exception {
        String view = "{'type':'modal','title':" + plain("a") + ",'blocks':["
                + actions("{'type':'button','action_id':'more','text':" + plain("more") + "}") + "]}";
        assertThat(open(view).error()).isEmpty();
        for (String expected : List.of("", "", "push_limit_reached")) {
            String trigger =
                    ann.pressesInView("more").payload().path("trigger_id").asText();
            assertThat(rest.call("views.push", "{'trigger_id':'" + trigger + "','view':" + view + "}")
                            .error())
                    .isEqualTo(expected);
        }
    }

    @Test
    void posts_inOneChannel_areOneASecondAfterABurst() throws Exception {
        String call = "{'channel':'" + channel + "','text':'a'}";
        for (int i = 0; i < 3; i++) {
            assertThat(rest.call("chat.postMessage", call).status()).isEqualTo(200);
        }
        Rest.Answer refused = rest.call("chat.postMessage", call);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.error()).isEqualTo("ratelimited");
        assertThat(refused.raw().headers().firstValue("Retry-After")).contains("1");
        String other = lab.channel("other");
        assertThat(rest.call("chat.postMessage", call.replace(channel, other)).status())
                .isEqualTo(200);
        clock.pass(Duration.ofSeconds(1));
        assertThat(rest.call("chat.postMessage", call).status()).isEqualTo(200);
    }

    @Test
    void methods_ofATier_areSoManyAMinute() throws Exception {
        String ts = ann.says(channel, "a").ts();
        String call = "{'channel':'" + channel + "','ts':'" + ts + "'}";
        for (int i = 0; i < 50; i++) {
            assertThat(rest.call("conversations.replies", call).status()).isEqualTo(200);
        }
        assertThat(rest.call("conversations.replies", call).status()).isEqualTo(429);
        clock.pass(Duration.ofMinutes(1));
        assertThat(rest.call("conversations.replies", call).status()).isEqualTo(200);
    }

    @Test
    void responseUrl_afterHalfAnHour_isExpired() throws Exception {
        URI url = URI.create(
                ann.types(channel, "/cf5xx").payload().path("response_url").asText());
        clock.pass(Duration.ofMinutes(30));
        assertThat(rest.post(url, "", "application/json", "{\"text\":\"a\"}").status())
                .isEqualTo(200);
        clock.pass(Duration.ofMillis(1));
        assertThat(rest.post(url, "", "application/json", "{\"text\":\"a\"}").error())
                .isEqualTo("expired_url");
    }

    @Test
    void command_inAThread_isNotPossible() {
        String ts = ann.says(channel, "a").ts();
        assertThatThrownBy(() -> ann.typesInThread(channel, ts, "/cf5xx 524"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not supported in threads");
    }

    @Test
    void events_beyond30000AnHour_areLeftOutAndSaidToBe() throws Exception {
        for (int i = 0; i < 30_000; i++) {
            ann.opensApp("home");
        }
        assertThat(ann.opensApp("home")).isEmpty();
        assertThat(ann.opensApp("home")).isEmpty();
        assertThat(lab.deliveries()).hasSize(30_001);
        assertThat(lab.deliveries().get(30_000).payload().path("type").asText()).isEqualTo("app_rate_limited");
        clock.pass(Duration.ofHours(1));
        assertThat(ann.opensApp("home")).hasSize(1);
    }

    @Test
    void sockets_areTenAtMost() throws Exception {
        List<WebSocketClient> sockets = new ArrayList<>();
        CountDownLatch refused = new CountDownLatch(1);
        try {
            for (int i = 0; i < 11; i++) {
                var url = rest.call("apps.connections.open", FakeSlack.APP_TOKEN, Rest.json("{}"))
                        .json()
                        .path("url")
                        .asText();
                WebSocketClient socket = new WebSocketClient(URI.create(url)) {
                    @Override
                    public void onOpen(ServerHandshake handshake) {}

                    @Override
                    public void onMessage(String message) {
                        if (message.contains("too_many_websockets")) {
                            refused.countDown();
                        }
                    }

                    @Override
                    public void onClose(int code, String reason, boolean remote) {}

                    @Override
                    public void onError(Exception e) {}
                };
                sockets.add(socket);
                // The eleventh may be closed again by then.
                assertThat(socket.connectBlocking(20, TimeUnit.SECONDS) || i == 10)
                        .isTrue();
            }
            assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
            lab.sockets().awaitConnections(10, MOST);
        } finally {
            for (WebSocketClient socket : sockets) {
                socket.closeBlocking();
            }
        }
    }

    @Test
    void files_goTheNewWay_intoAThreadsFirstMessage() throws Exception {
        assertThat(rest.call("files.upload", "{}").error()).isEqualTo("method_deprecated");
        String root = ann.says(channel, "a").ts();
        String reply = ann.replies(channel, root, "b").ts();
        Rest.Answer prepared = rest.call("files.getUploadURLExternal", "{'filename':'a.md','length':3}");
        String id = prepared.json().path("file_id").asText();
        String complete = "{'files':[{'id':'" + id + "'}],'channel_id':'" + channel + "','thread_ts':'";
        assertThat(rest.call("files.completeUploadExternal", complete + root + "'}")
                        .error())
                .isEqualTo("file_not_found");
        URI upload = URI.create(prepared.json().path("upload_url").asText());
        assertThat(rest.post(upload, "", "text/plain", "four").status()).isEqualTo(400);
        assertThat(rest.post(upload, "", "text/plain", "abc").status()).isEqualTo(200);
        assertThat(rest.call("files.completeUploadExternal", complete + reply + "'}")
                        .error())
                .isEqualTo("invalid_thread_ts");
        assertThat(rest.call("files.completeUploadExternal", complete + root + "'}")
                        .error())
                .isEmpty();
    }

    @Test
    void assistant_hasTenLoadingMessagesAndFourPrompts() throws Exception {
        String status = "{'channel_id':'" + channel + "','status':'a','loading_messages':[I('a')]}";
        assertThat(rest.call("assistant.threads.setStatus", sized(status, 10)).error())
                .isEmpty();
        assertThat(rest.call("assistant.threads.setStatus", sized(status, 11)).error())
                .isEqualTo("invalid_arguments");
        String prompts = "{'channel_id':'" + channel + "','prompts':[I({'title':'a','message':'a'})]}";
        assertThat(rest.call("assistant.threads.setSuggestedPrompts", sized(prompts, 4))
                        .error())
                .isEmpty();
        assertThat(rest.call("assistant.threads.setSuggestedPrompts", sized(prompts, 5))
                        .error())
                .isEqualTo("invalid_arguments");
    }

    @Test
    void manifest_beyondItsLimits_hasFindings() throws Exception {
        String good = "{'display_information':{'name':'cf5xx'},'features':{"
                + "'slash_commands':[{'command':'/cf5xx','description':'a','usage_hint':'HINT'}],"
                + "'shortcuts':[{'name':'NAME','callback_id':'a','description':'a','type':'message'}]}}";
        assertThat(Manifest.check(Rest.json(good))).isEmpty();
        assertThat(Manifest.check(Rest.json(sized(good.replace("'NAME'", "'T'"), 25))))
                .hasSize(1);
        assertThat(Manifest.check(Rest.json(sized(good.replace("'HINT'", "'T'"), 1001))))
                .hasSize(1);
        assertThat(Manifest.check(Rest.json(sized(good.replace("'/cf5xx'", "'T'"), 33))))
                .hasSize(1);
        String many = good.replace("[{'name'", "[I({'name'").replace("'message'}]", "'message'})]");
        assertThat(Manifest.check(Rest.json(sized(many, 10)))).isEmpty();
        assertThat(Manifest.check(Rest.json(sized(many, 11)))).hasSize(1);
    }
}
