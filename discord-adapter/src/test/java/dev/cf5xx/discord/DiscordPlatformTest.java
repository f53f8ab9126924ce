package dev.cf5xx.discord;

import static dev.cf5xx.discord.Core.reply;
import static dev.cf5xx.discord.Talk.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.discord.Member;
import dev.cf5xx.lab.discord.Message;
import dev.cf5xx.lab.discord.http.Trouble;
import dev.cf5xx.lab.discord.rules.Permissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the core asks for, as people see it, and what it is told where that cannot be. */
class DiscordPlatformTest {
    private static final String POST = "POST /channels/{channel}/messages";

    private Talk talk;
    private Member ada;
    private String general;

    @BeforeEach
    void begin() throws Exception {
        talk = Talk.begin();
        ada = talk.ada;
        general = talk.discord.general();
    }

    @AfterEach
    void end() {
        talk.close();
    }

    private Platform platform() {
        return talk.platform();
    }

    private Venue channel() {
        return new Venue("discord", talk.discord.guild() + "/" + general);
    }

    private Venue thread(String id) {
        return new Venue("discord", talk.discord.guild() + "/" + general + "/" + id);
    }

    private Venue direct() {
        return new Venue("discord", "@me/" + ada.dm());
    }

    /** Takes a permission from the bot, and waits until it has been told. */
    private void forbid(long permission) throws InterruptedException {
        talk.discord.forbid(general, permission);
        ada.whisper("what Discord says comes in order: when this is heard, that is known");
        talk.core.next();
    }

    private static HinderedException hindered(ThrowingCallable call) {
        HinderedException thrown = catchThrowableOfType(HinderedException.class, call);
        assertThat(thrown).as("was let").isNotNull();
        return thrown;
    }

    @Test
    void post_twiceWithOneNonce_isThereOnce() throws Exception {
        String first = platform().post(channel(), "event/0", reply("once"));
        String again = platform().post(channel(), "event/0", reply("once"));
        String other = platform().post(channel(), "event/1", reply("twice"));

        assertThat(again).isEqualTo(first);
        assertThat(ada.reads(general)).extracting(Message::id).containsExactly(first, other);
        assertThat(talk.discord.refusals()).isEmpty();
    }

    @Test
    void post_whoseAnswerIsLost_isThereOnceWhenTriedAgain() throws Exception {
        talk.discord.trouble(POST, 20, new Trouble.LostAnswer());
        assertThatThrownBy(() -> platform().post(channel(), "event/0", reply("once")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HinderedException.class);
        FakeDiscord.Exchange last = talk.discord.exchanges(POST).get(0);
        assertThat(last.status()).isZero();
        while (true) {
            try {
                platform().post(channel(), "event/0", reply("once"));
                break;
            } catch (IOException e) {
                assertThat(e).isNotInstanceOf(HinderedException.class);
            }
        }

        assertThat(ada.reads(general)).hasSize(1);
    }

    @Test
    void posts_underALimit_keepTheirOrder_andNoneIsLost() throws Exception {
        talk.discord.trouble(POST, 3, new Trouble.TooMany(Duration.ofMillis(300), "user"));
        List<String> texts = IntStream.range(0, 8).mapToObj(i -> "message " + i).toList();

        for (String text : texts) {
            platform().post(channel(), text, reply(text));
        }

        assertThat(ada.reads(general)).extracting(Message::text).containsExactlyElementsOf(texts);
    }

    @Test
    void post_longerThanAMessage_bringsTheWholeInAFile() throws Exception {
        List<dev.cf5xx.bot.chat.Block> blocks = new ArrayList<>();
        IntStream.range(0, 300)
                .forEach(i -> blocks.addAll(
                        reply("Sentence number " + i + " of three hundred.").blocks()));

        platform().post(channel(), "n", new Reply(blocks));

        Message message = ada.reads(general).get(0);
        assertThat(message.files()).containsExactly("cf5xx.md");
        assertThat(new String(
                        talk.discord.file(message.json().path("attachments").path(0)), StandardCharsets.UTF_8))
                .contains("number 0 ", "number 299 ");
        platform().edit(channel(), message.id(), reply("short"));
        assertThat(ada.again(message).files()).isEmpty();
        assertThat(talk.discord.refusals()).isEmpty();
    }

    @Test
    void post_toAThreadThatWasArchived_isThere_alsoAfterARestart() throws Exception {
        String thread = ada.thread(general, null, "outage");
        talk.discord.moderate(thread, true, false);
        talk.adapter.close();
        talk.connect();

        String id = platform().post(thread(thread), "n", reply("still there"));
        platform().edit(thread(thread), id, reply("edited"));

        assertThat(ada.reads(thread)).extracting(Message::text).containsExactly("edited");
    }

    @Test
    void post_toAPerson_isThere_alsoAfterARestart() throws Exception {
        ada.whisper("hello");
        talk.core.next();
        talk.adapter.close();
        talk.connect();

        String id = platform().post(direct(), "n", reply("hello"));
        platform().edit(direct(), id, reply("edited"));

        assertThat(ada.reads(ada.dm())).extracting(Message::text).containsExactly("hello", "edited");
    }

    @Test
    void post_toAThreadYetToBegin_beginsItAfterARestartToo() throws Exception {
        Message said = ada.say(general, "what is 524?");

        platform().post(thread(said.id()), "n", reply("A timeout. The origin is slow."));

        assertThat(ada.reads(ada.awaitThread(general, said, SOON)))
                .extracting(Message::text)
                .containsExactly("A timeout. The origin is slow.");
    }

    @Test
    void begin_withoutAnInteraction_postsARootWithAThread() throws Exception {
        Venue aside = new Venue("discord", channel().thread() + "/@" + ada.id());

        Begun begun = platform().begin(aside, "gone", "n", reply("root"));

        assertThat(begun.thread()).isEqualTo(thread(begun.message()));
        assertThat(ada.reads(general)).extracting(Message::text).containsExactly("root");
        assertThat(ada.awaitThread(general, null, SOON)).isEqualTo(begun.message());
        platform().progress(begun.thread(), begun.message(), reply("DNS ✓"));
        assertThat(ada.reads(general)).extracting(Message::text).containsExactly("DNS ✓");
    }

    @Test
    void begin_whereNoThreadMayBe_goesOnInTheChannel() throws Exception {
        forbid(Permissions.CREATE_PUBLIC_THREADS);
        Venue aside = new Venue("discord", channel().thread() + "/@" + ada.id());

        Begun begun = platform().begin(aside, "gone", "n", reply("root"));
        platform().post(begun.thread(), "m", reply("more"));

        assertThat(begun.thread()).isEqualTo(channel());
        assertThat(ada.reads(general)).extracting(Message::text).containsExactly("root", "more");
    }

    @ParameterizedTest
    @CsvSource({
        Permissions.SEND_MESSAGES + ", Send Messages",
        Permissions.VIEW_CHANNEL + ", View Channel",
    })
    void post_withoutAPermission_isHinderedByItsName(long permission, String name) throws Exception {
        forbid(permission);

        HinderedException e = hindered(() -> platform().post(channel(), "n", reply("x")));

        assertThat(e.hindrance()).isEqualTo(Hindrance.PERMISSION);
        assertThat(e.what()).isEqualTo(name);
    }

    @Test
    void post_inAThreadWithoutPermission_isHinderedByItsName() throws Exception {
        Message said = ada.say(general, "524");
        forbid(Permissions.SEND_MESSAGES_IN_THREADS);

        HinderedException e = hindered(() -> platform().post(thread(said.id()), "n", reply("x")));

        assertThat(e.what()).isEqualTo("Send Messages in Threads");
    }

    @Test
    void post_toALockedThread_isClosed() {
        String thread = ada.thread(general, null, "outage");
        talk.discord.moderate(thread, true, true);

        HinderedException e = hindered(() -> platform().post(thread(thread), "n", reply("x")));

        assertThat(e.hindrance()).isEqualTo(Hindrance.CLOSED);
    }

    @Test
    void post_toNowhere_isGone() {
        assertThat(hindered(() -> platform().post(thread("1"), "n", reply("x"))).hindrance())
                .isEqualTo(Hindrance.GONE);
        assertThat(hindered(() -> platform().post(new Venue("discord", talk.discord.guild() + "/1"), "n", reply("x")))
                        .hindrance())
                .isEqualTo(Hindrance.GONE);
        assertThat(hindered(() -> platform().post(new Venue("discord", "1/1"), "n", reply("x")))
                        .hindrance())
                .isEqualTo(Hindrance.NOT_IN_CHANNEL);
        assertThat(hindered(() -> platform().post(new Venue("discord", "else/where"), "n", reply("x")))
                        .hindrance())
                .isEqualTo(Hindrance.GONE);
        assertThat(hindered(() -> platform().edit(channel(), "1", reply("x"))).hindrance())
                .isEqualTo(Hindrance.GONE);
    }

    @Test
    void post_thatDiscordCannotTakeNow_isWorthTryingAgain() {
        talk.discord.trouble(POST, 20, new Trouble.Status(503));

        assertThatThrownBy(() -> platform().post(channel(), "n", reply("x")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HinderedException.class);
    }

    @Test
    void platform_notConnected_saysSo_andThrowsNothingElse() {
        try (DiscordAdapter adapter = talk.unconnected()) {
            Platform platform = adapter.platform();

            assertThatThrownBy(() -> platform.post(channel(), "n", reply("x")))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HinderedException.class);
            assertThat(platform.channel(thread("7"))).isEqualTo(channel().thread());
            assertThat(platform.workspace(thread("7"))).isEqualTo("discord/" + talk.discord.guild());
        }
    }

    @Test
    void tell_withoutAnInteraction_isADirectMessage() throws Exception {
        platform().tell(channel(), new Person(ada.id(), Lang.ZH), "gone", reply("for you"));

        assertThat(ada.reads(ada.dm())).extracting(Message::text).containsExactly("for you");
        assertThat(ada.reads(general)).isEmpty();
    }

    @Test
    void tell_whoTakesNoDirectMessages_tellsNobody() throws Exception {
        ada.refuseDms();

        platform().tell(channel(), new Person(ada.id(), Lang.ZH), "gone", reply("for you"));

        assertThat(ada.reads(ada.dm())).isEmpty();
        assertThat(ada.reads(general)).isEmpty();
    }

    @Test
    void mark_putsEyesOnTheMessage() throws Exception {
        Message said = ada.say(general, "https://shop.example.com");
        String thread = ada.thread(general, null, "outage");
        Message inside = ada.say(thread, "https://shop.example.com");

        platform().mark(thread(said.id()), said.id());
        platform().mark(thread(thread), inside.id());

        assertThat(ada.again(said).reactions()).containsExactly("👀");
        assertThat(ada.again(inside).reactions()).containsExactly("👀");
    }

    @Test
    void mark_withoutPermission_isHinderedByItsName() throws Exception {
        Message said = ada.say(general, "https://shop.example.com");
        forbid(Permissions.ADD_REACTIONS);

        assertThat(hindered(() -> platform().mark(thread(said.id()), said.id())).what())
                .isEqualTo("Add Reactions");
    }

    @Test
    void open_afterARestart_failsQuietly() {
        Form form = new Form("case", "A case", List.of(new Form.Field("domain", "Domain", "")), "Send");

        assertThatThrownBy(() -> platform().open(channel(), "gone", form)).isInstanceOf(IOException.class);
    }

    @Test
    void nonce_ofAnyLength_isWithinTheLimit_andTheSameForTheSame() {
        String longest = "x".repeat(5000);

        assertThat(DiscordPlatform.nonce(longest))
                .hasSize(25)
                .isEqualTo(DiscordPlatform.nonce(longest))
                .isNotEqualTo(DiscordPlatform.nonce(longest + "x"));
    }

    @Test
    void calls_fromSeveralThreads_areAllDone() {
        List<CompletableFuture<String>> all = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return platform().post(channel(), "n" + i, reply("message " + i));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(20);
        assertThat(ada.reads(general)).hasSize(20);
    }
}
