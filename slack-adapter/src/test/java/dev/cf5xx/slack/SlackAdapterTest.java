package dev.cf5xx.slack;

import static dev.cf5xx.slack.Office.MOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Attachment;
import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.lab.slack.Delivery;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.Post;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do on Slack, and what the core hears of it; what the core answers, and what people see. */
class SlackAdapterTest {
    private static final Form FORM = new Form(
            "origin-form", "Your origin", List.of(new Form.Field("address", "Its address", "203.0.113.7")), "Look");

    private Office office;
    private Core core;
    private Member ann;
    private Member bao;
    private String ops;

    @BeforeEach
    void open() throws Exception {
        office = new Office().open();
        core = office.core;
        ann = office.ann;
        bao = office.bao;
        ops = office.ops;
    }

    @AfterEach
    void close() {
        office.close();
        // What people are shown is always a message that Slack takes.
        assertThat(office.slack.unshown()).isEmpty();
    }

    private void answers(String text) {
        core.deed = it -> office.platform().post(it.venue(), it.id() + "/0", Core.withButton(text, "more:524"));
    }

    @Test
    void command_thatIsAnsweredAside_isAnsweredInTheAck_andSeenByOne() throws Exception {
        core.aside = it -> new Aside.Answer(Core.withButton("524 means", "more:524"));

        Delivery command = ann.types(ops, "/cf5xx 524 & <b>").acked(MOST);

        Heard heard = core.next();
        assertThat(Core.text(heard)).isEqualTo("524 & <b>");
        assertThat(heard.addressed()).isTrue();
        assertThat(heard.who().id()).isEqualTo(ann.id());
        assertThat(heard.venue().thread()).isEqualTo(office.team() + "/" + ops + "/@" + ann.id());
        assertThat(office.platform().place(heard.venue())).isEqualTo(Place.ASIDE);
        assertThat(office.platform().channel(heard.venue())).isEqualTo(office.team() + "/" + ops);
        assertThat(office.platform().workspace(heard.venue())).isEqualTo(office.team());
        assertThat(command.answer().path("response_type").asText()).isEqualTo("ephemeral");
        Post seen = ann.awaits(ops, MOST, post -> post.words().contains("524 means"));
        assertThat(seen.ephemeral()).isTrue();
        assertThat(bao.sees(ops)).isEmpty();
    }

    @Test
    void buttonOfAnAside_isAnsweredInItsPlace() throws Exception {
        core.aside = it -> new Aside.Answer(
                it.act() instanceof Act.Pressed pressed
                        ? Core.reply("pressed " + pressed.button())
                        : Core.withButton("524 means", "more:524"));
        ann.types(ops, "/cf5xx 524").acked(MOST);
        core.next();

        Post brief = ann.awaits(ops, MOST, post -> post.words().contains("524 means"));
        ann.presses(brief, "more:524").acked(MOST);

        ann.awaits(ops, MOST, post -> post.words().contains("pressed more:524"));
        assertThat(core.next().venue().thread()).isEqualTo(office.team() + "/" + ops + "/@" + ann.id());
        assertThat(ann.sees(ops)).hasSize(1);
    }

    @Test
    void answerAside_longerThanAMessage_comesAfterTheAck() throws Exception {
        Reply full = Samples.full("525", Lang.EN);
        List<Block> longer = new ArrayList<>(full.blocks());
        longer.addAll(0, full.blocks().subList(0, full.blocks().size() / 2));
        core.aside = it -> new Aside.Answer(new Reply(longer));

        Delivery command = ann.types(ops, "/cf5xx 525").acked(MOST);

        assertThat(command.answer()).isEmpty();
        Post seen = ann.awaits(ops, MOST, Post::ephemeral);
        assertThat(seen.words()).doesNotContain("direct messages");
        assertThat(seen.button("more:524")).isNotNull();
    }

    @Test
    void answerAside_longerThanSlackTakes_comesAsAFileToThePersonAlone() throws Exception {
        core.aside = it -> new Aside.Answer(SlackPlatformTest.longer());

        ann.types(ops, "/cf5xx 525").acked(MOST);

        Post seen = ann.awaits(ops, MOST, Post::ephemeral);
        assertThat(seen.words()).endsWith("in our direct messages.");
        Post file = ann.awaits(
                office.slack.workspace().direct(ann.id()),
                MOST,
                post -> !post.files().isEmpty());
        String id = file.files().get(0).path("id").asText();
        assertThat(new String(office.slack.file(id), StandardCharsets.UTF_8))
                .contains("Sentence number 0.", "Sentence number 499.");
        assertThat(bao.sees(ops)).isEmpty();
    }

    @Test
    void command_thatBeginsAThread_isAckedWithoutAWord_andTheThreadIsInTheChannel() throws Exception {
        CompletableFuture<Begun> begun = new CompletableFuture<>();
        core.deed = it -> begun.complete(
                office.platform().begin(it.venue(), it.id(), it.id() + "/0", Core.reply("I look at it")));

        Delivery command = ann.types(ops, "/cf5xx https://shop.example.com/").acked(MOST);

        assertThat(command.answer()).isEmpty();
        Heard heard = core.next();
        core.awaitDone(heard);
        Post root = bao.awaits(ops, MOST, post -> post.words().equals("I look at it"));
        assertThat(begun.get().message()).isEqualTo(root.ts());
        assertThat(begun.get().thread().thread()).isEqualTo(office.team() + "/" + ops + "/" + root.ts());
        assertThat(office.platform().place(begun.get().thread())).isEqualTo(Place.THREAD);
    }

    @Test
    void command_thatCannotBeTaken_isAnsweredWithWhatToDo() throws Exception {
        core.takes = false;

        ann.types(ops, "/cf5xx https://shop.example.com/").acked(MOST);

        assertThat(ann.awaits(ops, MOST, Post::ephemeral).words()).contains("try again", "请过一分钟再试");
    }

    @Test
    void command_thatBreaksTheCore_isAnsweredAllTheSame() throws Exception {
        core.aside = it -> {
            throw new IllegalStateException("broken");
        };

        ann.types(ops, "/cf5xx 524").acked(MOST);

        assertThat(ann.awaits(ops, MOST, Post::ephemeral).words()).contains("try again");
    }

    @Test
    void command_whereTheBotIsNot_isHindered_andItsAnswerStillReachesThePerson() throws Exception {
        String theirs = office.slack.workspace().privateChannel("theirs", false, ann);
        CompletableFuture<HinderedException> hindered = new CompletableFuture<>();
        core.deed = it -> {
            try {
                office.platform().begin(it.venue(), it.id(), it.id() + "/0", Core.reply("I look"));
            } catch (HinderedException e) {
                hindered.complete(e);
                office.platform().tell(it.venue(), it.who(), it.id(), Core.reply("Invite me first"));
            }
        };

        ann.types(theirs, "/cf5xx https://shop.example.com/").acked(MOST);

        core.awaitDone(core.next());
        assertThat(hindered.get().hindrance()).isEqualTo(Hindrance.NOT_IN_CHANNEL);
        assertThat(ann.awaits(theirs, MOST, Post::ephemeral).words()).isEqualTo("Invite me first");
    }

    @Test
    void command_inTheBotsDirectMessages_beginsThere() throws Exception {
        String direct = office.slack.workspace().direct(ann.id());
        CompletableFuture<Begun> begun = new CompletableFuture<>();
        core.deed = it -> begun.complete(
                office.platform().begin(it.venue(), it.id(), it.id() + "/0", Core.reply("I look at it")));

        ann.types(direct, "/cf5xx https://shop.example.com/").acked(MOST);

        core.awaitDone(core.next());
        assertThat(begun.get().thread().thread()).isEqualTo(office.team() + "/" + direct);
        ann.awaits(direct, MOST, post -> post.words().equals("I look at it"));
    }

    @Test
    void mention_comesTwice_andIsHeardOnce_andAnsweredInItsThread() throws Exception {
        answers("524 means");

        Member.Said said = ann.callsBot(ops, "what is 524?").acked(MOST);

        assertThat(said.told()).hasSize(2);
        Heard heard = core.next();
        assertThat(Core.text(heard)).isEqualTo("what is 524?");
        assertThat(heard.id()).isEqualTo(office.team() + "/" + ops + "/" + said.ts());
        assertThat(heard.venue().thread()).isEqualTo(office.team() + "/" + ops + "/" + said.ts());
        assertThat(heard.addressed()).isTrue();
        Post answer = ann.awaitsAnswer(said, MOST);
        assertThat(answer.thread()).isEqualTo(said.ts());
        assertThat(answer.unfurlLinks()).isFalse();
        assertThat(answer.unfurlMedia()).isFalse();
        assertThat(core.waiting()).isZero();
    }

    @Test
    void message_overheard_isNotAddressed_andWordsAreAsTyped() throws Exception {
        Member.Said said = ann.says(ops, "5 < 6 && https://shop.example.com/?a=1&b=2 is down <!> " + bao.mention())
                .acked(MOST);

        Heard heard = core.next();
        assertThat(heard.addressed()).isFalse();
        assertThat(Core.text(heard)).isEqualTo("5 < 6 && https://shop.example.com/?a=1&b=2 is down <!> @" + bao.id());
        assertThat(heard.who().bot()).isFalse();
        assertThat(heard.at().getEpochSecond())
                .isEqualTo(Long.parseLong(said.ts().split("\\.")[0]));
    }

    @Test
    void reply_inAThread_isInThatThreadsVenue_andForTheCoreToJudge() throws Exception {
        answers("524 means");
        Member.Said asked = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> {};
        Member.Said other = ann.says(ops, "lunch?").acked(MOST);
        core.next();

        bao.replies(ops, asked.ts(), "whose fault is it?").acked(MOST);
        Heard inOurs = core.next();
        bao.replies(ops, other.ts(), "yes").acked(MOST);
        Heard inTheirs = core.next();

        assertThat(inOurs.addressed()).isFalse();
        assertThat(inOurs.venue().thread()).endsWith("/" + asked.ts());
        assertThat(inTheirs.addressed()).isFalse();
        assertThat(inTheirs.venue().thread()).endsWith("/" + other.ts());
    }

    @Test
    void directMessage_isAddressed_andAnsweredThere() throws Exception {
        answers("524 means");

        Member.Said said = ann.whispers("524").acked(MOST);

        Heard heard = core.next();
        assertThat(heard.addressed()).isTrue();
        assertThat(heard.venue().thread()).isEqualTo(office.team() + "/" + said.channel());
        assertThat(office.platform().place(heard.venue())).isEqualTo(Place.DIRECT);
        assertThat(ann.awaitsAnswer(said, MOST).reply()).isFalse();
    }

    @Test
    void ownMessages_editsDeletionsAndJoins_areNotHeard_andAcked() throws Exception {
        answers("524 means");
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        ann.edits(ops, said.ts(), "525").acked(MOST);
        Member.Said second = ann.says(ops, "oops").acked(MOST);
        core.next();
        ann.deletes(ops, second.ts()).acked(MOST);
        Member cem = office.slack.member("cem", "tr-TR");
        cem.joins(ops);

        cem.says(ops, "last").acked(MOST);

        assertThat(Core.text(core.next())).isEqualTo("last");
        office.slack.deliveries().forEach(delivery -> delivery.acked(MOST));
        assertThat(core.waiting()).isZero();
    }

    @Test
    void otherBots_areHeardAsBots() throws Exception {
        Member monitor = office.slack.bot("monitor");
        office.slack.workspace().invite(ops, monitor.id());

        monitor.says(ops, "shop is down: 521").acked(MOST);

        Heard heard = core.next();
        assertThat(heard.who().bot()).isTrue();
        assertThat(heard.addressed()).isFalse();
        assertThat(Core.text(heard)).isEqualTo("shop is down: 521");
    }

    @Test
    void file_comesWithItsMessage() throws Exception {
        ann.uploads(ops, "site.har", "{}".getBytes(StandardCharsets.UTF_8), "look at this")
                .acked(MOST);

        Heard heard = core.next();
        assertThat(Core.text(heard)).isEqualTo("look at this");
        Act.Wrote wrote = (Act.Wrote) heard.act();
        assertThat(wrote.files()).extracting(Attachment::name).containsExactly("site.har");
        assertThat(wrote.files()).extracting(Attachment::bytes).containsExactly(2L);
    }

    @Test
    void eventTheCoreDoesNotTake_isNotAcked_andTakenWhenItComesAgain() throws Exception {
        core.takes = false;
        Member.Said said = ann.callsBot(ops, "524");
        core.nextRefused();
        core.nextRefused();
        assertThat(said.told()).extracting(Delivery::state).containsOnly(Delivery.State.WAITING);
        core.takes = true;

        office.slack.tellAgain();

        said.acked(MOST);
        assertThat(Core.text(core.next())).isEqualTo("524");
    }

    @Test
    void eventDeliveredTwice_isHeardOnce() throws Exception {
        Member.Said said = ann.says(ops, "524?").acked(MOST);
        core.next();
        ObjectNode again = said.told().get(0).payload().path("event").deepCopy();

        office.slack.tell(again).acked(MOST);

        assertThat(core.waiting()).isZero();
    }

    @Test
    void eventNobodyKnows_isAcked() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", "moon_landed")
                .put("event_ts", "1.000001")
                .putObject("crew")
                .put("size", 3);

        office.slack.tell(event).acked(MOST);
    }

    @Test
    void message_withoutWhatMessagesHave_isAcked_andNotHeard() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", "message").putNull("text").put("ts", "x");

        office.slack.tell(event).acked(MOST);

        assertThat(core.waiting()).isZero();
    }

    @Test
    void button_isHeardInTheThreadOfItsMessage() throws Exception {
        answers("524 means");
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> {};

        bao.presses(ann.awaitsAnswer(said, MOST), "more:524").acked(MOST);

        Heard heard = core.next();
        assertThat(heard.act()).isEqualTo(new Act.Pressed("more:524"));
        assertThat(heard.venue().thread()).isEqualTo(office.team() + "/" + ops + "/" + said.ts());
        assertThat(heard.who().id()).isEqualTo(bao.id());
    }

    @Test
    void button_thatCannotBeTaken_tellsWhoeverPressedIt() throws Exception {
        answers("524 means");
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        core.takes = false;

        bao.presses(ann.awaitsAnswer(said, MOST), "more:524").acked(MOST);

        assertThat(bao.awaits(ops, MOST, Post::ephemeral).words()).contains("再试");
        assertThat(ann.seesThread(ops, said.ts())).noneMatch(Post::ephemeral);
    }

    @Test
    void shortcut_pointsAtAMessage_inItsThread() throws Exception {
        Member.Said said = ann.says(ops, "see https://shop.example.com/ please").acked(MOST);
        core.next();

        bao.usesShortcut("check_links", bao.sees(ops).get(0)).acked(MOST);

        Heard heard = core.next();
        assertThat(heard.act()).isEqualTo(new Act.Pointed("see https://shop.example.com/ please"));
        assertThat(heard.venue().thread()).isEqualTo(office.team() + "/" + ops + "/" + said.ts());
        assertThat(heard.addressed()).isTrue();
        bao.awaits(ops, MOST, post -> post.ephemeral() && post.words().contains("thread"));
    }

    @Test
    void form_isOpenedFilledInAndHeardWhereItWasOpened() throws Exception {
        answers("Which origin?");
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> office.platform().open(it.venue(), it.id(), FORM);
        ann.presses(ann.awaitsAnswer(said, MOST), "more:524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> {};

        assertThat(ann.awaitView(MOST).path("title").path("text").asText()).isEqualTo("Your origin");
        ann.submits(Map.of("value", "203.0.113.9")).acked(MOST);

        Heard heard = core.next();
        assertThat(heard.act()).isEqualTo(new Act.Submitted("origin-form", Map.of("address", "203.0.113.9")));
        assertThat(heard.venue().thread()).isEqualTo(office.team() + "/" + ops + "/" + said.ts());
        assertThat(ann.view()).isNull();
    }

    @Test
    void form_putAway_isHeardAsEmpty() throws Exception {
        answers("Which origin?");
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> office.platform().open(it.venue(), it.id(), FORM);
        ann.presses(ann.awaitsAnswer(said, MOST), "more:524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> {};
        ann.awaitView(MOST);

        ann.closes().forEach(delivery -> delivery.acked(MOST));

        assertThat(core.next().act()).isEqualTo(new Act.Submitted("origin-form", Map.of()));
    }

    @Test
    void form_thatCannotBeTaken_staysOpenAndSaysWhy() throws Exception {
        answers("Which origin?");
        Member.Said said = ann.callsBot(ops, "524").acked(MOST);
        core.awaitDone(core.next());
        core.deed = it -> office.platform().open(it.venue(), it.id(), FORM);
        ann.presses(ann.awaitsAnswer(said, MOST), "more:524").acked(MOST);
        core.awaitDone(core.next());
        ann.awaitView(MOST);
        core.takes = false;

        Delivery submission = ann.submits(Map.of("value", "203.0.113.9")).acked(MOST);

        assertThat(submission.answer().path("response_action").asText()).isEqualTo("errors");
        assertThat(submission.answer().path("errors").path("address").asText()).contains("try again");
        assertThat(ann.view()).isNotNull();
    }

    @Test
    void language_isUnknownAtFirst_andKnownThen() throws Exception {
        bao.says(ops, "one").acked(MOST);
        assertThat(core.next().who().lang()).isNull();
        office.slack.await(
                "users.info", MOST, () -> office.slack.exchanges("users.info").isEmpty() ? null : true);

        // It is asked for while nobody waits; what it said is there a moment later.
        Heard heard = core.next(
                () -> bao.says(ops, "again").acked(MOST), it -> it.who().lang() != null);

        assertThat(heard.who().lang()).isEqualTo(Lang.ZH);
        assertThat(office.slack.exchanges("users.info")).hasSize(1);
    }

    @Test
    void home_isInTheReadersLanguage() {
        bao.opensApp("home").forEach(delivery -> delivery.acked(MOST));

        office.slack.await("a home", MOST, bao::home);
        assertThat(bao.home().toString()).contains("我来解释", "/cf5xx 522");
    }

    @Test
    void burst_ofAHundredCommandsAndMessages_isAckedInTime_andInOrder() throws Exception {
        core.aside = it -> new Aside.Answer(Core.reply("524 means"));

        List<Delivery> commands = IntStream.range(0, 100)
                .mapToObj(i -> ann.types(ops, "/cf5xx " + i))
                .toList();
        commands.forEach(command -> command.acked(MOST));
        IntStream.range(0, 100).forEach(i -> core.nextNow());
        List<Member.Said> said = IntStream.range(0, 100)
                .mapToObj(i -> ann.says(ops, "message " + i))
                .toList();
        said.forEach(message -> message.acked(MOST));

        for (int i = 0; i < 100; i++) {
            assertThat(Core.text(core.next())).isEqualTo("message " + i);
        }
    }

    @Test
    void commands_whileTheStoreIsStuck_areAllAcked_andEverybodyIsTold() throws Exception {
        core.stuck = true;
        for (int i = 0; i < 40; i++) {
            ann.says(office.slack.channel("channel-" + i, ann), "524?");
        }

        List<Delivery> commands = IntStream.range(0, 60)
                .mapToObj(i -> ann.types(ops, "/cf5xx check https://shop.example.com/" + i))
                .toList();

        // The fake gives up after three seconds, as Slack does.
        commands.forEach(command -> command.acked(MOST));
        assertThat(commands)
                .extracting(command -> command.answer().path("text").asText())
                .allSatisfy(text -> assertThat(text).contains("may not have worked"));
    }

    @Test
    void strangersWords_inAnAnswer_callNobodyAndLeadNowhere() throws Exception {
        String evil =
                "<!channel> <@" + bao.id() + "> <https://evil.example|good> https://evil.example evil.example *b*";
        core.deed = it -> office.platform()
                .post(
                        it.venue(),
                        it.id() + "/0",
                        Reply.of(
                                Block.Paragraph.of(Span.words("It says: "), new Span.Quoted(evil)),
                                new Block.Listing(evil),
                                new Block.Bullets(
                                        false, List.of(new Block.Item(List.of(new Span.Code(evil)), List.of(evil)))),
                                Block.Paragraph.of(
                                        new Span.Link("https://developers.cloudflare.com/", "Cloudflare's page"))));

        Member.Said said = ann.callsBot(ops, "524").acked(MOST);

        Post answer = ann.awaitsAnswer(said, MOST);
        assertThat(answer.words()).contains(evil);
        assertThat(answer.mentions().pings()).isFalse();
        assertThat(answer.mentions().links()).allMatch(link -> link.url().contains("developers.cloudflare.com"));
    }
}
