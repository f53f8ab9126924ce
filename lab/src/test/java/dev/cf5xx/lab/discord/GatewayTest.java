package dev.cf5xx.lab.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.discord.rules.Permissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway's protocol, spoken by hand. */
class GatewayTest {
    private static final int INTENTS = Gateway.GUILDS | Gateway.GUILD_MESSAGES | Gateway.DIRECT_MESSAGES;
    private static final int CONTENT = 1 << 15;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<Socket> sockets = new ArrayList<>();
    private FakeDiscord discord;
    private Member ada;

    @BeforeEach
    void start() throws Exception {
        begin(FakeDiscord.Settings.USUAL);
    }

    private void begin(FakeDiscord.Settings settings) throws Exception {
        if (discord != null) {
            discord.close();
        }
        discord = FakeDiscord.start(settings);
        ada = discord.member("ada", "en-US");
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.closeBlocking();
        }
        discord.close();
    }

    private Socket open() throws Exception {
        return open("");
    }

    private Socket open(String more) throws Exception {
        Socket socket = Socket.open(discord, more);
        sockets.add(socket);
        return socket;
    }

    private Socket ready(int intents) throws Exception {
        Socket socket = open();
        socket.identify(FakeDiscord.TOKEN, intents);
        socket.next("GUILD_CREATE");
        return socket;
    }

    @Test
    void identify_leadsFromHelloToReadyAndTheServer() throws Exception {
        Socket socket = open();
        assertThat(socket.next().path("d").path("heartbeat_interval").asInt()).isEqualTo(41_250);

        socket.identify(FakeDiscord.TOKEN, INTENTS);

        JsonNode ready = socket.next();
        assertThat(ready.path("t").asText()).isEqualTo("READY");
        assertThat(ready.path("s").asInt()).isEqualTo(1);
        assertThat(ready.path("d").path("resume_gateway_url").asText()).isEqualTo(discord.gatewayUrl());
        assertThat(socket.next().path("d").path("id").asText()).isEqualTo(discord.guild());
    }

    @Test
    void connection_compressed_saysTheSame() throws Exception {
        Socket socket = open("&compress=zlib-stream");
        assertThat(socket.next().path("op").asInt()).isEqualTo(10);
        socket.identify(FakeDiscord.TOKEN, INTENTS);
        assertThat(socket.next("GUILD_CREATE").path("s").asInt()).isEqualTo(2);
    }

    @Test
    void heartbeat_isAcknowledgedUnlessTheServerIsDeaf() throws Exception {
        Socket socket = ready(INTENTS);
        socket.send("{\"op\":1,\"d\":1}");
        assertThat(socket.next(11)).isNotNull();

        discord.gateway().goDeaf();
        socket.send("{\"op\":1,\"d\":1}");
        discord.await("a heartbeat", SOON, () -> discord.gateway().heartbeats() == 2 ? true : null);
        ada.mention(discord.general(), "missed");
        discord.gateway().drop();
        socket.closeCode();

        assertThat(socket.left()).isZero();
    }

    @Test
    void wrongIdentities_areClosedWithTheirCodes() throws Exception {
        Socket wrong = open();
        wrong.identify("wrong", INTENTS);
        assertThat(wrong.closeCode()).isEqualTo(4004);

        Socket content = open();
        content.identify(FakeDiscord.TOKEN, INTENTS | CONTENT);
        assertThat(content.closeCode()).isEqualTo(4014);

        Socket odd = open();
        odd.identify(FakeDiscord.TOKEN, 1 << 30);
        assertThat(odd.closeCode()).isEqualTo(4013);

        Socket early = open();
        early.send("{\"op\":3,\"d\":{}}");
        assertThat(early.closeCode()).isEqualTo(4003);

        Socket twice = ready(INTENTS);
        twice.identify(FakeDiscord.TOKEN, INTENTS);
        assertThat(twice.closeCode()).isEqualTo(4005);

        Socket unknown = ready(INTENTS);
        unknown.send("{\"op\":99}");
        assertThat(unknown.closeCode()).isEqualTo(4001);

        Socket garbage = ready(INTENTS);
        garbage.send("{");
        assertThat(garbage.closeCode()).isEqualTo(4002);
        assertThat(discord.gateway().closes()).containsExactly(4004, 4014, 4013, 4003, 4005, 4001, 4002);
    }

    @Test
    void content_withoutTheIntent_isShownOnlyWhereTheBotIsMeant() throws Exception {
        Socket socket = ready(INTENTS);
        Message own = ownMessage();
        ada.say(discord.general(), "overheard");
        ada.mention(discord.general(), "mentioned");
        ada.reply(own, "pinged", true);
        ada.reply(own, "silent", false);
        ada.whisper("alone");

        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            heard.add(socket.next("MESSAGE_CREATE").path("d").path("content").asText());
        }
        assertThat(heard)
                .containsExactly("own", "", "<@" + discord.application() + "> mentioned", "pinged", "", "alone");
    }

    @Test
    void content_withTheIntent_isShownAlways() throws Exception {
        begin(FakeDiscord.Settings.USUAL.messageContent(true));
        Socket socket = ready(INTENTS | CONTENT);
        Message said = ada.say(discord.general(), "overheard");
        ada.edit(said, "edited");
        ada.delete(said);

        assertThat(socket.next("MESSAGE_CREATE").path("d").path("content").asText())
                .isEqualTo("overheard");
        assertThat(socket.next("MESSAGE_UPDATE").path("d").path("content").asText())
                .isEqualTo("edited");
        assertThat(socket.next("MESSAGE_DELETE").path("d").path("id").asText()).isEqualTo(said.id());
    }

    private Message ownMessage() {
        Rest.Answer answer =
                new Rest(discord).post("channels/" + discord.general() + "/messages", "{\"content\":\"own\"}");
        return ada.reads(discord.general()).stream()
                .filter(it -> it.id().equals(answer.json().path("id").asText()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void events_withoutTheirIntentOrSight_areNotTold() throws Exception {
        Socket socket = ready(Gateway.GUILDS | Gateway.DIRECT_MESSAGES);
        String hidden = discord.channel("hidden");
        ada.mention(discord.general(), "not asked for");
        discord.forbid(hidden, Permissions.VIEW_CHANNEL);
        ada.thread(hidden, null, "unseen");
        ada.whisper("heard");

        List<String> types = new ArrayList<>();
        do {
            types.add(socket.next().path("t").asText());
        } while (!types.contains("MESSAGE_CREATE"));
        assertThat(types).containsExactly("CHANNEL_CREATE", "CHANNEL_UPDATE", "MESSAGE_CREATE");
    }

    @Test
    void session_droppedAndResumed_isToldWhatItMissed() throws Exception {
        Socket before = open();
        before.identify(FakeDiscord.TOKEN, INTENTS);
        String session = before.next("READY").path("d").path("session_id").asText();
        before.next("GUILD_CREATE");
        discord.gateway().drop();
        before.closeCode();
        ada.mention(discord.general(), "one");
        ada.mention(discord.general(), "two");

        Socket after = open();
        after.resume(session, 2);

        assertThat(after.next("MESSAGE_CREATE").path("s").asInt()).isEqualTo(3);
        assertThat(after.next("MESSAGE_CREATE").path("s").asInt()).isEqualTo(4);
        assertThat(after.next().path("t").asText()).isEqualTo("RESUMED");
        assertThat(discord.gateway().resumes()).isEqualTo(1);
    }

    @Test
    void session_unknownOrInvalidated_cannotBeResumed() throws Exception {
        Socket stranger = open();
        stranger.resume("never", 1);
        assertThat(stranger.next(9).path("d").asBoolean(true)).isFalse();

        Socket socket = open();
        socket.identify(FakeDiscord.TOKEN, INTENTS);
        String session = socket.next("READY").path("d").path("session_id").asText();
        discord.gateway().invalidate(true);
        assertThat(socket.next(9).path("d").asBoolean()).isTrue();
        socket.resume(session, 1);
        socket.next("RESUMED");
        discord.gateway().invalidate(false);
        assertThat(socket.next(9).path("d").asBoolean(true)).isFalse();
        socket.resume(session, 1);
        assertThat(socket.next(9).path("d").asBoolean(true)).isFalse();

        Socket ahead = open();
        ahead.identify(FakeDiscord.TOKEN, INTENTS);
        String other = ahead.next("READY").path("d").path("session_id").asText();
        Socket wrong = open();
        wrong.resume(other, 99);
        assertThat(wrong.closeCode()).isEqualTo(4007);
    }

    @Test
    void reconnect_isAskedFor() throws Exception {
        Socket socket = ready(INTENTS);

        discord.gateway().reconnect();

        assertThat(socket.next(7)).isNotNull();
    }

    @Test
    void sends_moreThanAHundredAndTwentyAMinute_closeTheConnection() throws Exception {
        begin(FakeDiscord.Settings.USUAL.clock(Clock.fixed(Clock.systemUTC().instant(), java.time.ZoneOffset.UTC)));
        Socket socket = open();
        for (int i = 0; i < 120; i++) {
            socket.send("{\"op\":1,\"d\":null}");
        }
        for (int i = 0; i < 120; i++) {
            socket.next(11);
        }
        socket.send("{\"op\":1,\"d\":null}");

        assertThat(socket.closeCode()).isEqualTo(4008);
    }

    @Test
    void ids_areOfNow() {
        long made = (Long.parseLong(discord.general()) >>> 22) + 1_420_070_400_000L;

        assertThat(Duration.ofMillis(System.currentTimeMillis() - made)).isLessThan(Duration.ofHours(1));
    }
}
