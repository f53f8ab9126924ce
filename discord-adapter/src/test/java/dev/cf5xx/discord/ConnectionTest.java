package dev.cf5xx.discord;

import static dev.cf5xx.discord.Core.reply;
import static dev.cf5xx.discord.Talk.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.discord.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The connection itself: what it asks for, how it is kept, and how it ends. */
class ConnectionTest {
    private static final FakeDiscord.Settings FAKE = FakeDiscord.Settings.USUAL.limited(false);

    /** GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT (Gateway, "List of Intents"). */
    private static final int GUILDS = 1;

    private static final int GUILD_MESSAGES = 1 << 9;
    private static final int DIRECT_MESSAGES = 1 << 12;
    private static final int MESSAGE_CONTENT = 1 << 15;

    @Test
    void intents_areTheLeast() throws Exception {
        try (Talk talk = Talk.begin()) {
            assertThat(talk.discord.gateway().intents())
                    .singleElement()
                    .satisfies(it -> assertThat(it & ~GUILDS).isEqualTo(GUILD_MESSAGES | DIRECT_MESSAGES));
        }
    }

    @Test
    void messageContent_whereWanted_isAskedFor_andWhatIsOverheardIsNotAddressed() throws Exception {
        try (Talk talk = Talk.begin(FAKE.messageContent(true), it -> it.readingMessages(true))) {
            Message said = talk.ada.say(talk.discord.general(), "https://shop.example.com gives 524");

            Heard heard = talk.core.next();
            assertThat(talk.discord.gateway().intents().get(0) & MESSAGE_CONTENT)
                    .isNotZero();
            assertThat(heard.addressed()).isFalse();
            assertThat(heard.act()).isEqualTo(new Act.Wrote("https://shop.example.com gives 524"));
            assertThat(heard.venue().thread())
                    .isEqualTo(talk.discord.guild() + "/" + talk.discord.general() + "/" + said.id());
            talk.platform().mark(heard.venue(), heard.id());
            assertThat(talk.ada.again(said).reactions()).containsExactly("👀");
        }
    }

    @Test
    void messageContent_inAThreadWhereTheBotIs_isForTheCoreToJudge() throws Exception {
        try (Talk talk = Talk.begin(FAKE.messageContent(true), it -> it.readingMessages(true))) {
            talk.core.deed = it -> talk.platform().post(it.venue(), it.id() + "/0", reply("524 …"));
            Message said = talk.ada.mention(talk.discord.general(), "524");
            String thread = talk.ada.awaitThread(talk.discord.general(), said, SOON);
            talk.ada.awaitMessage(thread, SOON, it -> it.text().equals("524 …"));
            Heard first = talk.core.next();

            talk.bob.say(thread, "why?");

            Heard heard = talk.core.next();
            assertThat(heard.addressed()).isFalse();
            assertThat(heard.venue()).isEqualTo(first.venue());
            assertThat(heard.act()).isEqualTo(new Act.Wrote("why?"));
        }
    }

    @Test
    void commands_areRegisteredOnce_inBothLanguages() throws Exception {
        try (Talk talk = Talk.begin()) {
            talk.adapter.close();
            talk.connect();

            assertThat(talk.discord.exchanges("PUT /applications/{application}/commands"))
                    .hasSize(1);
            assertThat(talk.discord.commands().findValuesAsText("name")).contains("cf5xx", "Check links", "query");
            assertThat(talk.discord.commands().toString()).contains("检查链接", "Cloudflare 5XX 错误");
            assertThat(talk.discord.refusals()).isEmpty();
        }
    }

    @Test
    void events_beforeAnybodyListens_areKept() throws Exception {
        try (Talk talk = new Talk(FAKE, it -> it)) {
            talk.adapter = talk.unconnected();
            talk.adapter.connect();
            Message said = talk.ada.whisper("524");
            // The bot speaks before it listens: what an earlier process owed.
            talk.adapter
                    .platform()
                    .post(new dev.cf5xx.bot.chat.Venue("discord", "@me/" + talk.ada.dm()), "n", reply("late"));

            talk.adapter.listen(talk.core);

            assertThat(talk.core.next().id()).isEqualTo(said.id());
        }
    }

    @Test
    void drop_isMended_andNothingIsMissedNorHeardTwice() throws Exception {
        try (Talk talk = Talk.begin()) {
            talk.discord.gateway().drop();
            Message missed = talk.ada.whisper("said meanwhile");
            talk.discord.gateway().awaitResumes(1, SOON);
            Message after = talk.ada.whisper("said after");

            assertThat(talk.core.next().id()).isEqualTo(missed.id());
            assertThat(talk.core.next().id()).isEqualTo(after.id());
            assertThat(talk.adapter.ended()).isNotDone();
        }
    }

    @Test
    void deafSocket_isNoticed_andReplaced() throws Exception {
        try (Talk talk = Talk.begin(FAKE.heartbeat(Duration.ofMillis(200)), it -> it)) {
            talk.discord.gateway().goDeaf();

            talk.discord.gateway().awaitResumes(1, SOON);
            Message said = talk.ada.whisper("there?");
            assertThat(talk.core.next().id()).isEqualTo(said.id());
        }
    }

    @ParameterizedTest
    @CsvSource({"4004, Reset Token", "4013, Update cf5xx", "4014, Message Content Intent"})
    void finalClose_endsWithTheReason_andWhatToDo(int code, String advice) throws Exception {
        try (Talk talk = Talk.begin()) {
            talk.discord.gateway().close(code, "for good");

            DiscordEnd end = talk.adapter.ended().get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(end.code()).isEqualTo(code);
            assertThat(end.reason().en()).contains(advice);
            assertThat(end.reason().zh()).contains(String.valueOf(code));
            assertThat(talk.adapter.isConnected()).isFalse();
        }
    }

    @Test
    void intent_notGranted_isWhyConnectingFails() throws Exception {
        try (Talk talk = new Talk(FAKE, it -> it.readingMessages(true))) {
            talk.adapter = talk.unconnected();

            assertThatThrownBy(talk.adapter::connect)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Message Content Intent");
            assertThat(talk.adapter.ended().join().code()).isEqualTo(4014);
        }
    }

    @Test
    void token_notAccepted_isWhyConnectingFails() throws Exception {
        try (Talk talk = new Talk(FAKE, it -> it);
                DiscordAdapter adapter = new DiscordAdapter(
                        DiscordSettings.of("no.such.token")
                                .at(URI.create(talk.discord.restUrl()), URI.create(talk.discord.gatewayUrl())),
                        Clock.systemUTC())) {
            assertThatThrownBy(adapter::connect).isInstanceOf(IOException.class).hasMessageContaining("Reset Token");
            assertThat(adapter.ended().join().code()).isEqualTo(4004);
        }
    }

    @Test
    void close_endsWithoutAFault_andLeavesNoThread() throws Exception {
        Talk talk = Talk.begin();
        DiscordAdapter adapter = talk.adapter;
        assertThat(adapter.isConnected()).isTrue();

        talk.close();

        assertThat(adapter.ended().get(SOON.toSeconds(), TimeUnit.SECONDS).code())
                .isEqualTo(DiscordEnd.CLOSED);
        assertThat(adapter.isConnected()).isFalse();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("discord-")) {
                thread.join(SOON.toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    void stopListening_hearsNothingMore_andCanStillSpeak() throws Exception {
        try (Talk talk = Talk.begin()) {
            Message before = talk.ada.whisper("before");
            assertThat(talk.core.next().id()).isEqualTo(before.id());
            talk.adapter.stopListening();
            talk.ada.whisper("after");

            String id = talk.platform()
                    .post(new dev.cf5xx.bot.chat.Venue("discord", "@me/" + talk.ada.dm()), "n", reply("good night"));

            assertThat(talk.ada.reads(talk.ada.dm())).extracting(Message::id).contains(id);
            talk.adapter.close();
            assertThat(talk.core.heardNothingMore()).isTrue();
        }
    }

    @Test
    void proxy_carriesAllTraffic() throws Exception {
        try (LoopbackProxy proxy = new LoopbackProxy();
                Talk talk = Talk.begin(
                        FAKE, it -> it.through(URI.create("http://user:secret@127.0.0.1:" + proxy.port())))) {
            talk.platform()
                    .post(
                            new dev.cf5xx.bot.chat.Venue(
                                    "discord", talk.discord.guild() + "/" + talk.discord.general()),
                            "n",
                            reply("by way of a proxy"));
            Message said = talk.ada.whisper("heard by way of a proxy");

            assertThat(talk.core.next().id()).isEqualTo(said.id());
            String rest = URI.create(talk.discord.restUrl()).getAuthority();
            String gateway = URI.create(talk.discord.gatewayUrl()).getAuthority();
            assertThat(proxy.asked()).anyMatch(it -> it.startsWith("POST http://" + rest));
            assertThat(proxy.asked()).contains("CONNECT " + gateway);
        }
    }

    @Test
    void invitation_isTheOneInTheDocs_andEachOfItsPermissionsIsExplained() throws Exception {
        String docs = Files.readString(Path.of("..", "docs", "discord.md"));

        assertThat(docs).contains(DiscordAdapter.invitation("APPLICATION_ID").toString());
        for (Permission permission : DiscordPlatform.PERMISSIONS) {
            String name = permission == Permission.VIEW_CHANNEL ? "View Channels" : Calls.name(permission);
            assertThat(docs).contains("| " + name + " | ");
        }
    }

    @Test
    void settings_written_hideTheirSecrets() {
        DiscordSettings settings =
                DiscordSettings.of("the.token").through(URI.create("http://user:secret@proxy.example:3128"));

        assertThat(settings.toString()).contains("proxy.example:3128").doesNotContain("the.token", "secret");
    }
}
