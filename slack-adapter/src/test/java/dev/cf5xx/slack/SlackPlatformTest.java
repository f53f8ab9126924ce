package dev.cf5xx.slack;

import static dev.cf5xx.slack.Office.MOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.Post;
import dev.cf5xx.lab.slack.http.Trouble;
import dev.cf5xx.lab.slack.rules.Mentions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the core asks of Slack, and what becomes of it there. */
class SlackPlatformTest {
    private Office office;
    private Platform platform;
    private Member ann;
    private String ops;

    @BeforeEach
    void open() throws Exception {
        open(FakeSlack.Settings.USUAL.limited(false));
    }

    private void open(FakeSlack.Settings settings) throws IOException {
        if (office != null) {
            office.close();
        }
        office = new Office(settings).open();
        platform = office.platform();
        ann = office.ann;
        ops = office.ops;
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Venue venue(String rest) {
        return new Venue("slack", office.team() + "/" + rest);
    }

    private Venue thread() {
        return venue(ops + "/" + ann.says(ops, "hello").ts());
    }

    private List<Post> posts() {
        return office.slack.workspace().botPosts(ops);
    }

    static Reply longer() {
        List<Block> blocks = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> blocks.add(Block.Paragraph.of(Span.words("Sentence number " + i + "."))));
        return new Reply(blocks);
    }

    @Test
    void post_twiceWithTheSameNonce_isThereOnce() throws Exception {
        Venue venue = thread();

        String first = platform.post(venue, "n/0", Core.reply("once"));
        String second = platform.post(venue, "n/0", Core.reply("once"));

        assertThat(second).isEqualTo(first);
        assertThat(posts()).hasSize(1);
    }

    @Test
    void post_ofAnEarlierProcess_isFound() throws Exception {
        Venue venue = thread();
        String first = platform.post(venue, "n/0", Core.reply("once"));
        SlackAdapter later = new SlackAdapter(
                SlackSettings.socketMode(FakeSlack.TOKEN, FakeSlack.APP_TOKEN)
                        .at(java.net.URI.create(office.slack.apiUrl())),
                java.time.Clock.systemUTC());

        try (later) {
            assertThat(later.platform().post(venue, "n/0", Core.reply("once"))).isEqualTo(first);
        }

        assertThat(posts()).hasSize(1);
    }

    @Test
    void post_whoseAnswerIsLost_isFoundInItsThread_andNotRepeated() throws Exception {
        office.slack.trouble("chat.postMessage", new Trouble.LostAnswer());

        String ts = platform.post(thread(), "n/0", Core.reply("once"));

        assertThat(posts()).extracting(Post::ts).containsExactly(ts);
    }

    @Test
    void root_whoseAnswerIsLost_isFoundInItsChannel() throws Exception {
        office.slack.trouble("chat.postMessage", new Trouble.LostAnswer());

        String ts = platform.begin(venue(ops + "/@" + ann.id()), "e", "e/0", Core.reply("root"))
                .message();

        assertThat(posts()).extracting(Post::ts).containsExactly(ts);
    }

    @Test
    void post_thatSlackCouldNotTake_isTriedOnceMore_andThenTheCoresToRepeat() throws Exception {
        Venue venue = thread();
        office.slack.trouble("chat.postMessage", new Trouble.Status(503));

        platform.post(venue, "n/0", Core.reply("a"));
        office.slack.trouble("chat.postMessage", 2, new Trouble.Reset());
        assertThatThrownBy(() -> platform.post(venue, "n/1", Core.reply("b")))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HinderedException.class);
        platform.post(venue, "n/1", Core.reply("b"));

        assertThat(posts()).extracting(Post::words).containsExactly("a", "b");
    }

    @Test
    void post_thatIsNew_isNotLookedForFirst() throws Exception {
        office.core.deed = it -> platform.post(it.venue(), it.id() + "/0", Core.reply("answer"));

        ann.callsBot(ops, "524").acked(MOST);

        office.core.awaitDone(office.core.next());
        assertThat(office.slack.exchanges("conversations.replies")).isEmpty();
        assertThat(office.slack.exchanges("conversations.history")).isEmpty();
    }

    @Test
    void posts_toOneChannel_putOff_keepTheirOrder_andAreAllThere() throws Exception {
        Venue venue = thread();
        office.slack.trouble(
                "chat.postMessage",
                new Trouble.TooMany(Duration.ofSeconds(1)),
                new Trouble.TooMany(Duration.ofSeconds(1)));
        ExecutorService callers = Executors.newCachedThreadPool();
        List<Future<String>> posted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String number = "number " + i;
            CountDownLatch begun = new CountDownLatch(1);
            posted.add(callers.submit(() -> {
                begun.countDown();
                return platform.post(venue, "n/" + number, Core.reply(number));
            }));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            int calls = i;
            if (i == 0) {
                // The others come while the first waits for its turn.
                office.slack.await(
                        "the first call",
                        MOST,
                        () -> office.slack.exchanges("chat.postMessage").size() > calls ? true : null);
            }
        }
        for (Future<String> each : posted) {
            each.get(60, TimeUnit.SECONDS);
        }
        callers.shutdownNow();

        assertThat(posts()).hasSize(5);
        assertThat(posts().get(0).words()).isEqualTo("number 0");
        assertThat(office.slack.refusals()).hasSize(2);
    }

    @Test
    void posts_fasterThanSlackTakesThem_areAllThere_inTheirOrder() throws Exception {
        open(FakeSlack.Settings.USUAL);
        Venue venue = thread();

        for (int i = 0; i < 6; i++) {
            platform.post(venue, "n/" + i, Core.reply("number " + i));
        }

        assertThat(posts())
                .extracting(Post::words)
                .containsExactlyElementsOf(
                        IntStream.range(0, 6).mapToObj(i -> "number " + i).toList());
    }

    @Test
    void edit_replacesAMessage_withItsButtons() throws Exception {
        Venue venue = thread();
        String ts = platform.post(venue, "n/0", Core.reply("I look"));

        platform.progress(venue, ts, Core.reply("DNS ✓"));
        platform.edit(venue, ts, Core.withButton("It is fine", "again"));

        Post post = posts().get(0);
        assertThat(post.words()).startsWith("It is fine");
        assertThat(post.button("again")).isNotNull();
        assertThat(post.earlier()).hasSize(2);
    }

    @Test
    void progress_thatSlackPutsOff_isLeftOut_andTheEndIsNot() throws Exception {
        Venue venue = thread();
        String ts = platform.post(venue, "n/0", Core.reply("I look"));
        office.slack.trouble("chat.update", new Trouble.TooMany(Duration.ofSeconds(1)));

        platform.progress(venue, ts, Core.reply("DNS ✓"));
        platform.progress(venue, ts, Core.reply("TCP ✓"));
        platform.edit(venue, ts, Core.reply("It is fine"));

        assertThat(posts().get(0).words()).isEqualTo("It is fine");
        assertThat(office.slack.exchanges("chat.update")).hasSize(2);
    }

    @Test
    void reply_thatDoesNotFit_hasItsFileBehindIt_once() throws Exception {
        Venue venue = thread();

        String ts = platform.post(venue, "n/0", longer());
        platform.edit(venue, ts, longer());

        List<Post> posts = posts();
        assertThat(posts).hasSize(2);
        assertThat(posts.get(0).words()).endsWith("the attached file has the whole answer.");
        assertThat(posts.get(1).thread()).isEqualTo(posts.get(0).thread());
        String id = posts.get(1).files().get(0).path("id").asText();
        assertThat(new String(office.slack.file(id), StandardCharsets.UTF_8))
                .contains("Sentence number 0.", "Sentence number 499.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.getUploadURLExternal", "files.completeUploadExternal"})
    void file_thatSlackPutsOff_isThereThen_once(String method) throws Exception {
        office.slack.trouble(method, new Trouble.TooMany(Duration.ofSeconds(1)));

        platform.post(thread(), "n/0", longer());

        assertThat(posts()).hasSize(2);
        assertThat(posts().get(1).files()).hasSize(1);
    }

    @Test
    void progress_whoseAnswerNobodyCanRead_isAFaultOfSlacks() throws Exception {
        Venue venue = thread();
        String ts = platform.post(venue, "n/0", Core.reply("I look"));
        office.slack.trouble("chat.update", new Trouble.Status(200));

        assertThatThrownBy(() -> platform.progress(venue, ts, Core.reply("DNS ✓")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void reply_thatSlackFindsTooLong_isSentShorter_withItsFile() throws Exception {
        office.slack.trouble("chat.postMessage", new Trouble.Says("msg_blocks_too_long"));

        platform.post(thread(), "n/0", Samples.full("525", Lang.EN));

        assertThat(posts()).hasSize(2);
        assertThat(posts().get(1).files()).hasSize(1);
    }

    @Test
    void everyGuide_isTakenBySlack() throws Exception {
        Venue venue = thread();
        String ts = platform.post(venue, "n/0", Core.reply("first"));
        for (Lang lang : Lang.values()) {
            for (Reply reply : List.of(
                    Samples.brief("524", lang),
                    Samples.full("525", lang),
                    Samples.report(lang),
                    Samples.everything(lang))) {
                platform.edit(venue, ts, reply);
            }
        }

        assertThat(office.slack.refusals()).isEmpty();
        Mentions mentions = posts().get(0).mentions();
        assertThat(mentions.users()).containsExactly(Samples.SOMEONE);
        assertThat(mentions.groups()).isEmpty();
        assertThat(mentions.everybody()).isEmpty();
    }

    @Test
    void missingScope_isNamed() throws Exception {
        Set<String> scopes = new HashSet<>(FakeSlack.Settings.USUAL.scopes());
        scopes.remove("chat:write");
        office.slack.workspace().scopes(scopes);

        HinderedException e =
                catchThrowableOfType(HinderedException.class, () -> platform.post(thread(), "n/0", Core.reply("a")));

        assertThat(e.hindrance()).isEqualTo(Hindrance.PERMISSION);
        assertThat(e.what()).isEqualTo("chat:write");
    }

    @Test
    void channels_thatCannotBePostedTo_sayWhy() throws Exception {
        String without = office.slack.workspace().channelWithoutBot("without", ann);
        String archived = office.slack.channel("archived", ann);
        office.slack.workspace().archive(archived);

        assertThat(hindered(() -> platform.post(venue(without), "n/0", Core.reply("a"))))
                .isEqualTo(Hindrance.NOT_IN_CHANNEL);
        assertThat(hindered(() -> platform.post(venue(archived), "n/1", Core.reply("a"))))
                .isEqualTo(Hindrance.CLOSED);
        assertThat(hindered(() -> platform.edit(thread(), "1.000001", Core.reply("a"))))
                .isEqualTo(Hindrance.GONE);
        assertThat(hindered(() -> platform.post(new Venue("slack", "../x"), "n/2", Core.reply("a"))))
                .isEqualTo(Hindrance.REFUSED);
    }

    private static Hindrance hindered(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        return catchThrowableOfType(HinderedException.class, act).hindrance();
    }

    @Test
    void tell_isSeenByThePerson_inTheThread_elseInDirectMessages() throws Exception {
        Venue venue = thread();
        String without = office.slack.workspace().channelWithoutBot("without", ann);
        Person person = new Person(ann.id(), Lang.EN);

        platform.tell(venue, person, "e", Core.reply("a word"));
        platform.tell(venue(without), person, "e", Core.reply("another word"));

        Post whispered = ann.awaits(ops, MOST, Post::ephemeral);
        assertThat(whispered.words()).isEqualTo("a word");
        assertThat(whispered.thread())
                .isEqualTo(venue.thread().substring(venue.thread().lastIndexOf('/') + 1));
        ann.awaits(
                office.slack.workspace().direct(ann.id()),
                MOST,
                post -> post.words().equals("another word"));
    }

    @Test
    void mark_putsEyes_once() throws Exception {
        Member.Said said = ann.says(ops, "https://shop.example.com/").acked(MOST);
        String event = office.core.next().id();

        platform.mark(venue(ops + "/" + said.ts()), event);
        platform.mark(venue(ops + "/" + said.ts()), event);
        platform.mark(venue(ops + "/" + said.ts()), "no message");

        assertThat(ann.sees(ops)
                        .get(0)
                        .json()
                        .path("reactions")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("eyes");
    }

    @Test
    void open_tooLate_tellsThePerson() throws Exception {
        office.core.deed = it -> platform.post(it.venue(), it.id() + "/0", Core.withButton("Which?", "origin"));
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        office.core.awaitDone(office.core.next());
        office.slack.trouble("views.open", new Trouble.Says("expired_trigger_id"));
        office.core.deed = it -> platform.open(
                it.venue(), it.id(), new Form("f", "Origin", List.of(new Form.Field("a", "A", "")), "Look"));

        ann.presses(ann.awaitsAnswer(said, MOST), "origin").acked(MOST);

        office.core.awaitDone(office.core.next());
        assertThat(ann.awaits(ops, MOST, Post::ephemeral).words()).contains("press the button again");
        assertThat(ann.view()).isNull();
    }
}
