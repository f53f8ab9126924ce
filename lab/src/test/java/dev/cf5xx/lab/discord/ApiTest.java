package dev.cf5xx.lab.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.lab.discord.http.Trouble;
import dev.cf5xx.lab.discord.rules.Permissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST API answers as Discord's does: codes, permissions, pings, threads, rate limits. */
class ApiTest {
    private static final String SEND = "POST /channels/{channel}/messages";

    private final HandClock clock = new HandClock();
    private FakeDiscord discord;
    private Rest rest;
    private Member ada;
    private String messages;

    @BeforeEach
    void start() throws Exception {
        discord = FakeDiscord.start(FakeDiscord.Settings.USUAL.clock(clock));
        rest = new Rest(discord);
        ada = discord.member("ada", "en-US");
        messages = "channels/" + discord.general() + "/messages";
    }

    @AfterEach
    void stop() {
        discord.close();
    }

    private Rest.Answer send(String text) {
        return rest.post(messages, "{\"content\":\"" + text + "\"}");
    }

    private static String id(Rest.Answer answer) {
        assertThat(answer.status()).as("%s", answer.json()).isBetween(200, 201);
        return answer.json().path("id").asText();
    }

    @Test
    void token_wrong_isUnauthorized() {
        Rest.Answer answer = new Rest(discord, "wrong").get("users/@me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("message").asText()).isEqualTo("401: Unauthorized");
    }

    @Test
    void things_unknown_haveTheirCodes() {
        assertThat(rest.get("channels/1").code()).isEqualTo(10003);
        assertThat(rest.get(messages + "/1").code()).isEqualTo(10008);
        assertThat(rest.get("users/1").code()).isEqualTo(10013);
        assertThat(rest.get("guilds/1").code()).isEqualTo(10004);
        assertThat(rest.get("guilds/" + discord.guild() + "/members/1").code()).isEqualTo(10007);
        assertThat(rest.post("interactions/1/x/callback", "{\"type\":4}").code())
                .isEqualTo(10062);
        assertThat(rest.post("webhooks/" + discord.application() + "/x", "{}").code())
                .isEqualTo(10015);
        assertThat(rest.get("nothing/here").status()).isEqualTo(404);
    }

    @Test
    void gateway_andApplication_areDescribed() {
        assertThat(rest.get("gateway/bot").json().path("url").asText()).isEqualTo(discord.gatewayUrl());
        assertThat(rest.get("gateway/bot")
                        .json()
                        .path("session_start_limit")
                        .path("remaining")
                        .asInt())
                .isEqualTo(1000);
        assertThat(rest.get("applications/@me").json().path("flags").asInt() & (1 << 19))
                .isZero();
    }

    @Test
    void channel_notSeen_isMissingAccess() {
        discord.forbid(discord.general(), Permissions.VIEW_CHANNEL);

        assertThat(send("x").code()).isEqualTo(50001);
        assertThat(rest.get("channels/" + discord.general()).code()).isEqualTo(50001);
    }

    @Test
    void permission_missing_isSaid() {
        String plain = id(send("x"));
        String said = ada.say(discord.general(), "hello").id();
        discord.forbid(discord.general(), Permissions.EMBED_LINKS | Permissions.ATTACH_FILES);
        assertThat(send("x").status()).isEqualTo(200);
        assertThat(rest.post(messages, "{\"embeds\":[{\"title\":\"x\"}]}").code())
                .isEqualTo(50013);
        assertThat(rest.upload(messages, "{}", Map.of("a.txt", new byte[1])).code())
                .isEqualTo(50013);

        discord.forbid(
                discord.general(),
                Permissions.SEND_MESSAGES
                        | Permissions.CREATE_PUBLIC_THREADS
                        | Permissions.ADD_REACTIONS
                        | Permissions.READ_MESSAGE_HISTORY);
        clock.pass(Duration.ofSeconds(10));
        assertThat(send("x").code()).isEqualTo(50013);
        assertThat(rest.post(messages + "/" + said + "/threads", "{\"name\":\"x\"}")
                        .code())
                .isEqualTo(50013);
        assertThat(rest.send("PUT", messages + "/" + said + "/reactions/%F0%9F%91%80/@me", null)
                        .code())
                .isEqualTo(50013);
        assertThat(rest.get(messages).json()).isEmpty();
        assertThat(rest.send("PATCH", messages + "/" + plain, "{\"content\":\"y\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void messageOfAnother_isNotEditedNorDeleted() {
        String said = ada.say(discord.general(), "hello").id();

        assertThat(rest.send("PATCH", messages + "/" + said, "{\"content\":\"y\"}")
                        .code())
                .isEqualTo(50005);
        assertThat(rest.send("DELETE", messages + "/" + said, null).code()).isEqualTo(50013);
    }

    @Test
    void nonce_enforced_postsOnce() {
        String form = "{\"content\":\"x\",\"nonce\":\"e1-0\",\"enforce_nonce\":true}";
        String first = id(rest.post(messages, form));

        assertThat(id(rest.post(messages, form))).isEqualTo(first);
        assertThat(id(rest.post(messages, form.replace("true", "false")))).isNotEqualTo(first);
        clock.pass(Duration.ofMinutes(6));
        assertThat(id(rest.post(messages, form))).isNotEqualTo(first);
    }

    @Test
    void pings_goByAllowedMentionsAndPermissions() {
        String role = discord.role("ops", true);
        String closed = discord.role("staff", false);
        String text =
                "@everyone <@" + ada.id() + "> <@&" + role + "> <@&" + closed + "> `<@" + discord.application() + ">`";
        send(text);
        rest.post(messages, "{\"content\":\"" + text + "\",\"allowed_mentions\":{\"parse\":[]}}");
        rest.post(messages, "{\"content\":\"" + text + "\",\"allowed_mentions\":{\"users\":[\"" + ada.id() + "\"]}}");
        discord.forbid(discord.general(), Permissions.MENTION_EVERYONE);
        send(text);

        List<Message> seen = ada.reads(discord.general());
        assertThat(seen.get(0).pings().everyone()).isTrue();
        assertThat(seen.get(0).pings().users()).containsExactly(ada.id());
        assertThat(seen.get(0).pings().roles()).containsExactlyInAnyOrder(role, closed);
        assertThat(seen.get(1).pings().none()).isTrue();
        assertThat(seen.get(2).pings().everyone()).isFalse();
        assertThat(seen.get(2).pings().users()).containsExactly(ada.id());
        assertThat(seen.get(3).pings().everyone()).isFalse();
        assertThat(seen.get(3).pings().roles()).containsExactly(role);
    }

    @Test
    void reply_pingsUnlessToldNotTo() {
        String said = ada.say(discord.general(), "hello").id();
        String reference = "\"message_reference\":{\"message_id\":\"" + said + "\"}";
        rest.post(messages, "{\"content\":\"x\"," + reference + "}");
        rest.post(messages, "{\"content\":\"x\"," + reference + ",\"allowed_mentions\":{\"parse\":[]}}");

        List<Message> seen = ada.reads(discord.general());
        assertThat(seen.get(1).pings().users()).containsExactly(ada.id());
        assertThat(seen.get(2).pings().none()).isTrue();
        assertThat(rest.post(messages, "{\"content\":\"x\",\"message_reference\":{\"message_id\":\"1\"}}")
                        .error("message_reference"))
                .isEqualTo("REPLIES_UNKNOWN_MESSAGE");
    }

    @Test
    void links_arePreviewedUnlessSuppressed() {
        send("see https://a.example/x. and <https://b.example/> but not `https://c.example/`");
        rest.post(messages, "{\"content\":\"https://a.example/\",\"flags\":4}");

        List<Message> seen = ada.reads(discord.general());
        assertThat(seen.get(0).links()).containsExactly("https://a.example/x", "https://b.example/");
        assertThat(seen.get(0).previews()).containsExactly("https://a.example/x");
        assertThat(seen.get(1).links()).hasSize(1);
        assertThat(seen.get(1).previews()).isEmpty();
    }

    @Test
    void thread_fromAMessage_isMadeOnceWithAnAllowedArchiveTime() {
        String said = ada.say(discord.general(), "hello").id();
        String path = messages + "/" + said + "/threads";

        assertThat(rest.post(path, "{\"name\":\"x\",\"auto_archive_duration\":61}")
                        .error("auto_archive_duration"))
                .isEqualTo("BASE_TYPE_CHOICES");
        assertThat(rest.post(path, "{\"name\":\"" + "x".repeat(101) + "\"}").error("name"))
                .isEqualTo("BASE_TYPE_BAD_LENGTH");
        for (int minutes : new int[] {60, 1440, 4320, 10080}) {
            String form = "{\"name\":\"x\",\"type\":11,\"auto_archive_duration\":" + minutes + "}";
            assertThat(rest.post("channels/" + discord.general() + "/threads", form)
                            .status())
                    .isEqualTo(201);
        }
        assertThat(id(rest.post(path, "{\"name\":\"x\"}"))).isEqualTo(said);
        assertThat(rest.post(path, "{\"name\":\"x\"}").code()).isEqualTo(160004);
        assertThat(rest.post("channels/" + said + "/threads", "{\"name\":\"x\"}")
                        .code())
                .isEqualTo(50024);
    }

    @Test
    void thread_archived_isOpenedBySendingUnlessLocked() {
        String said = ada.say(discord.general(), "hello").id();
        String thread = id(rest.post(messages + "/" + said + "/threads", "{\"name\":\"x\"}"));
        String inThread = "channels/" + thread + "/messages";
        String post = id(rest.post(inThread, "{\"content\":\"x\"}"));

        discord.moderate(thread, true, false);
        assertThat(rest.send("PATCH", inThread + "/" + post, "{\"content\":\"y\"}")
                        .code())
                .isEqualTo(50083);
        assertThat(rest.post(inThread, "{\"content\":\"x\"}").status()).isEqualTo(200);
        assertThat(rest.get("channels/" + thread)
                        .json()
                        .path("thread_metadata")
                        .path("archived")
                        .asBoolean())
                .isFalse();
        discord.moderate(thread, true, true);
        assertThat(rest.post(inThread, "{\"content\":\"x\"}").code()).isEqualTo(160005);
    }

    @Test
    void threadMessage_withoutItsPermission_isRefused() {
        String thread = ada.thread(discord.general(), null, "x");
        discord.forbid(discord.general(), Permissions.SEND_MESSAGES_IN_THREADS);

        assertThat(rest.post("channels/" + thread + "/messages", "{\"content\":\"x\"}")
                        .code())
                .isEqualTo(50013);
        assertThat(send("x").status()).isEqualTo(200);
    }

    @Test
    void directMessage_refusedByItsReader_isSaid() {
        ada.refuseDms();
        String dm = id(rest.post("users/@me/channels", "{\"recipient_id\":\"" + ada.id() + "\"}"));

        assertThat(rest.post("channels/" + dm + "/messages", "{\"content\":\"x\"}")
                        .code())
                .isEqualTo(50007);
    }

    @Test
    void history_withoutTheIntent_hidesWhatOthersWrote() {
        ada.say(discord.general(), "secret");
        ada.mention(discord.general(), "open");
        send("mine");

        List<String> read = rest.get(messages).json().findValuesAsText("content");

        assertThat(read.get(0)).isEqualTo("mine");
        assertThat(read.get(1)).endsWith("open");
        assertThat(read.get(2)).isEmpty();
        assertThat(rest.get(messages + "?limit=101").code()).isEqualTo(50035);
    }

    @Test
    void bucket_used_refusesUntilItsTimeIsOver() {
        Rest.Answer last = null;
        for (int i = 0; i < 5; i++) {
            last = send("x");
            assertThat(last.status()).isEqualTo(200);
        }
        assertThat(last.header("X-RateLimit-Limit")).isEqualTo("5");
        assertThat(last.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(last.header("X-RateLimit-Reset-After")).isEqualTo("5.000");

        Rest.Answer refused = send("x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.header("X-RateLimit-Scope")).isEqualTo("user");
        assertThat(refused.json().path("retry_after").asDouble()).isEqualTo(5.0);
        assertThat(discord.tooMany()).isEqualTo(1);
        assertThat(rest.post("channels/" + discord.channel("other") + "/messages", "{\"content\":\"x\"}")
                        .status())
                .isEqualTo(200);

        clock.pass(Duration.ofSeconds(5));
        assertThat(send("x").status()).isEqualTo(200);
    }

    @Test
    void requests_moreThanFiftyASecond_areRefusedGloballyButInteractionsAreNot() {
        for (int i = 0; i < 25; i++) {
            assertThat(rest.get("users/@me").status()).isEqualTo(200);
            assertThat(rest.get("gateway/bot").status()).isEqualTo(200);
        }
        Rest.Answer refused = rest.get("users/@me");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("X-RateLimit-Global")).isEqualTo("true");
        assertThat(refused.json().path("global").asBoolean()).isTrue();
        assertThat(rest.post("interactions/1/x/callback", "{\"type\":4}").code())
                .isEqualTo(10062);
    }

    @Test
    void troubles_onDemand_comeInTurn() {
        discord.trouble(SEND, new Trouble.TooMany(Duration.ofSeconds(2), "shared"), new Trouble.Status(502));
        discord.trouble(SEND, 1, new Trouble.Reset());
        discord.trouble(SEND, 1, new Trouble.LostAnswer());

        assertThat(send("a").header("Retry-After")).isEqualTo("2");
        assertThat(send("b").status()).isEqualTo(502);
        assertThat(send("c").status()).isZero();
        assertThat(send("d").status()).isZero();
        assertThat(send("e").status()).isEqualTo(200);
        assertThat(ada.reads(discord.general())).extracting(Message::content).containsExactly("d", "e");
        assertThat(discord.exchanges(SEND))
                .extracting(FakeDiscord.Exchange::status)
                .containsExactly(429, 502, 0, 0, 200);
    }

    @Test
    void person_doesOnlyWhatAPersonCan() {
        Message said = ada.say(discord.general(), "hello");

        assertThatThrownBy(() -> ada.slash(discord.general(), "cf5xx", Map.of()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ada.press(said, "Share")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> discord.bot("other").edit(said, "x")).isInstanceOf(IllegalStateException.class);
        assertThat(discord.stranger("eve", "en-US").reads(discord.general())).isEmpty();
    }
}
