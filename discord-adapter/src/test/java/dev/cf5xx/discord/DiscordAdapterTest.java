package dev.cf5xx.discord;

import static dev.cf5xx.discord.Core.reply;
import static dev.cf5xx.discord.Core.withButton;
import static dev.cf5xx.discord.Talk.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.lab.discord.Asked;
import dev.cf5xx.lab.discord.Member;
import dev.cf5xx.lab.discord.Message;
import dev.cf5xx.lab.discord.rules.Permissions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do on Discord, as the core hears it, and what they see of its answers. */
class DiscordAdapterTest {
    private Talk talk;
    private Core core;
    private Member ada;
    private Member bob;
    private String general;

    @BeforeEach
    void begin() throws Exception {
        talk = Talk.begin();
        core = talk.core;
        ada = talk.ada;
        bob = talk.bob;
        general = talk.discord.general();
    }

    @AfterEach
    void end() {
        assertThat(talk.discord.refusals()).isEmpty();
        talk.close();
    }

    private String guild() {
        return talk.discord.guild();
    }

    private Venue venue(String... parts) {
        return new Venue("discord", String.join("/", parts));
    }

    /** The core answers whatever it hears where it was said. */
    private void answers(String text) {
        core.deed = it -> talk.platform().post(it.venue(), it.id() + "/0", reply(text));
    }

    /** A message of the bot's in the thread that begins with {@code root}. */
    private Message below(Message root, Predicate<Message> like) {
        return ada.awaitMessage(ada.awaitThread(general, root, SOON), SOON, like);
    }

    // Commands

    @Test
    void slash_answeredAside_isSeenByThePersonAlone() throws Exception {
        core.aside = new Aside.Answer(withButton("524：源站太慢", "share"));

        Asked asked = ada.slash(general, "cf5xx", Map.of("query", " 524 "));

        Message answer = asked.awaitAnswer(SOON);
        assertThat(answer.text()).isEqualTo("524：源站太慢");
        assertThat(answer.ephemeral()).isTrue();
        assertThat(bob.reads(general)).isEmpty();
        Heard heard = core.next();
        assertThat(heard.id()).isEqualTo(asked.id());
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, "@" + ada.id()));
        assertThat(talk.platform().place(heard.venue())).isEqualTo(Place.ASIDE);
        assertThat(talk.platform().channel(heard.venue())).isEqualTo(guild() + "/" + general);
        assertThat(heard.who()).isEqualTo(new Person(ada.id(), Lang.ZH));
        assertThat(heard.addressed()).isTrue();
        assertThat(heard.act()).isEqualTo(new Act.Wrote("524"));
    }

    @Test
    void slash_withNothing_isHeard() throws Exception {
        core.aside = new Aside.Answer(reply("help"));

        bob.slash(general, "cf5xx", Map.of()).awaitAnswer(SOON);

        Heard heard = core.next();
        assertThat(heard.act()).isEqualTo(new Act.Wrote(""));
        assertThat(heard.who().lang()).isEqualTo(Lang.EN);
    }

    @Test
    void slash_thatBegins_isAnsweredForAll_andGoesOnInAThread() throws Exception {
        CompletableFuture<Begun> begun = new CompletableFuture<>();
        core.deed = it -> {
            begun.complete(
                    talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("Looking at shop.example.com …")));
            talk.platform().post(begun.join().thread(), it.id() + "/1", reply("still looking"));
            talk.platform().edit(begun.join().thread(), begun.join().message(), reply("done"));
        };

        Asked asked = ada.slash(general, "cf5xx", Map.of("query", "check https://shop.example.com"));

        core.awaitDone(core.next());
        Message root = bob.awaitMessage(general, SOON, it -> it.text().equals("done"));
        assertThat(begun.join()).isEqualTo(new Begun(venue(guild(), general, root.id()), root.id()));
        assertThat(bob.reads(root.id())).extracting(Message::text).containsExactly("still looking");
        assertThat(asked.awaitAnswer(SOON).id()).isEqualTo(root.id());
        assertThat(talk.platform().place(begun.join().thread())).isEqualTo(Place.THREAD);
    }

    @Test
    void slash_thatBeginsLate_isAcknowledgedInTime_andTheRootTakesThePlaceOfThinking() throws Exception {
        CompletableFuture<Asked> asked = new CompletableFuture<>();
        CompletableFuture<Integer> first = new CompletableFuture<>();
        core.deed = it -> {
            first.complete(asked.join().awaitCallback(SOON));
            talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("root"));
        };

        asked.complete(ada.slash(general, "cf5xx", Map.of("query", "check x.example")));

        Message root = bob.awaitMessage(general, SOON, it -> it.text().equals("root"));
        assertThat(first.join()).isEqualTo(5);
        assertThat(bob.reads(general)).hasSize(1);
        assertThat(ada.awaitThread(general, root, SOON)).isEqualTo(root.id());
    }

    @Test
    void slash_whereTheBotMayNotLook_isStillAnswered_andThePermissionIsToldByName() throws Exception {
        String secret = talk.discord.channel("secret");
        talk.discord.forbid(secret, Permissions.VIEW_CHANNEL);
        core.deed = it -> {
            Begun begun = talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("Looking …"));
            talk.platform().edit(begun.thread(), begun.message(), reply("It is down."));
        };

        ada.slash(secret, "cf5xx", Map.of("query", "check x.example"));

        Heard heard = core.next();
        core.awaitDone(heard);
        assertThat(ada.reads(secret)).extracting(Message::text).contains("It is down.");
        assertThat(ada.awaitMessage(secret, SOON, Message::ephemeral).text()).contains("View Channel");
        assertThat(bob.reads(secret)).hasSize(1);
    }

    @Test
    void answer_afterTheInteractionsTime_isEditedThroughTheChannel() throws Exception {
        CompletableFuture<Begun> begun = new CompletableFuture<>();
        core.deed =
                it -> begun.complete(talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("Looking …")));
        ada.slash(general, "cf5xx", Map.of("query", "check x.example"));
        core.awaitDone(core.next());

        talk.ahead = Duration.ofMinutes(16);
        talk.platform().edit(begun.join().thread(), begun.join().message(), reply("done"));

        assertThat(bob.reads(general)).extracting(Message::text).containsExactly("done");
        assertThat(talk.discord.exchanges("PATCH /channels/{channel}/messages/{message}"))
                .hasSize(1);
    }

    @Test
    void slash_notTaken_isToldToThePerson() throws Exception {
        core.takes = false;

        Message answer =
                ada.slash(general, "cf5xx", Map.of("query", "check x.example")).awaitAnswer(SOON);

        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.text()).contains("请过一分钟再试");
        assertThat(bob.reads(general)).isEmpty();
    }

    @Test
    void slash_atWhichTheCoreFails_isToldToThePerson() {
        core.failing = true;

        Message answer = bob.slash(general, "cf5xx", Map.of("query", "524")).awaitAnswer(SOON);

        assertThat(answer.text()).contains("try again in a minute");
        assertThat(answer.ephemeral()).isTrue();
    }

    @Test
    void slash_ofWhichNothingFollows_leavesNobodyWaiting() throws Exception {
        Asked asked = bob.slash(general, "cf5xx", Map.of("query", "check x.example"));

        assertThat(asked.awaitCallback(SOON)).isEqualTo(5);
        talk.discord.await("no thinking", SOON, () -> bob.reads(general).isEmpty() ? true : null);
    }

    @Test
    void slash_inDirectMessages_isAnsweredByTheInteraction() throws Exception {
        answers("524 …");

        Asked asked = ada.slash(ada.dm(), "cf5xx", Map.of("query", "524"));

        assertThat(asked.awaitAnswer(SOON).text()).isEqualTo("524 …");
        Heard heard = core.next();
        assertThat(heard.venue()).isEqualTo(venue("@me", ada.dm()));
        assertThat(talk.platform().place(heard.venue())).isEqualTo(Place.DIRECT);
        core.awaitDone(heard);
        assertThat(ada.reads(ada.dm())).hasSize(1);
    }

    @Test
    void slash_inAThread_beginsInThatThread() throws Exception {
        String thread = ada.thread(general, null, "outage");
        core.deed = it -> talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("root"));

        ada.slash(thread, "cf5xx", Map.of("query", "check x.example"));

        bob.awaitMessage(thread, SOON, it -> it.text().equals("root"));
        Heard heard = core.next();
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, thread, "@" + ada.id()));
        core.awaitDone(heard);
    }

    @Test
    void typing_isSuggestedTo_inTheUsersLanguage() {
        core.suggestions = List.of(
                new Suggestion("524", "524 · 等待响应超时"),
                new Suggestion("x".repeat(101), "too long to choose"),
                new Suggestion("522", "y".repeat(120)));

        List<String> choices = ada.typing(general, "cf5xx", "query", "52").awaitChoices(SOON);

        assertThat(choices).containsExactly("524 · 等待响应超时", "y".repeat(100));
        assertThat(core.suggestedIn).isEqualTo(Lang.ZH);
    }

    @Test
    void messageCommand_isAnsweredInTheThreadOfThatMessage() throws Exception {
        Message said = bob.say(general, "is https://shop.example.com down?");
        answers("It is.");

        Asked asked = ada.onMessage(said, "Check links");

        below(said, it -> it.text().equals("It is."));
        assertThat(asked.awaitAnswer(SOON).ephemeral()).isTrue();
        assertThat(asked.awaitAnswer(SOON).text()).contains("子区");
        Heard heard = core.next();
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, said.id()));
        assertThat(heard.act()).isEqualTo(new Act.Pointed("is https://shop.example.com down?"));
        assertThat(heard.addressed()).isTrue();
    }

    // Messages

    @Test
    void mention_inAChannel_isAnsweredInAThreadOfThatMessage() throws Exception {
        answers("Error 524 …");

        Message said = ada.mention(general, "what is 524?");

        below(said, it -> it.text().equals("Error 524 …"));
        Heard heard = core.next();
        assertThat(heard.id()).isEqualTo(said.id());
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, said.id()));
        assertThat(heard.act()).isEqualTo(new Act.Wrote("what is 524?"));
        assertThat(heard.addressed()).isTrue();
        assertThat(heard.who()).isEqualTo(new Person(ada.id(), null));
        assertThat(ada.reads(general)).hasSize(1);
    }

    @Test
    void mention_whereNoThreadMayBe_isAnsweredInTheChannel_andThePermissionIsToldByName() throws Exception {
        talk.discord.forbid(general, Permissions.CREATE_PUBLIC_THREADS);
        answers("Error 524 …");

        Message said = ada.mention(general, "524");

        Message answer = ada.awaitMessage(general, SOON, it -> it.text().equals("Error 524 …"));
        assertThat(answer.json().path("message_reference").path("message_id").asText())
                .isEqualTo(said.id());
        assertThat(answer.pings().users()).isEmpty();
        assertThat(core.next().venue()).isEqualTo(venue(guild(), general));
        Message told = ada.awaitMessage(ada.dm(), SOON, it -> it.text().contains("Create Public Threads"));
        assertThat(told.text()).contains("I answer in the channel", "我只能直接在频道里回答");
    }

    @Test
    void message_toTheBotAlone_isHeardAndAnsweredThere() throws Exception {
        answers("hello");

        ada.whisper("524");

        ada.awaitMessage(ada.dm(), SOON, it -> it.text().equals("hello"));
        Heard heard = core.next();
        assertThat(heard.venue()).isEqualTo(venue("@me", ada.dm()));
        assertThat(heard.addressed()).isTrue();
        assertThat(talk.platform().workspace(heard.venue())).contains(ada.dm());
    }

    @Test
    void pingReply_toAThreadsRoot_goesOnInThatThread() throws Exception {
        core.deed = it -> talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("root"));
        ada.slash(general, "cf5xx", Map.of("query", "check x.example"));
        Message root = ada.awaitMessage(general, SOON, it -> it.text().equals("root"));
        core.awaitDone(core.next());
        answers("still down");

        bob.reply(root, "and now?", true);

        bob.awaitMessage(root.id(), SOON, it -> it.text().equals("still down"));
        Heard heard = core.next();
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, root.id()));
        assertThat(heard.addressed()).isTrue();
    }

    @Test
    void message_notForTheBot_isNotHeard_norItsOwnNorEditsNorNotices() throws Exception {
        answers("Error 524 …");
        ada.say(general, "524 everywhere");
        Message mention = ada.mention(general, "524");
        below(mention, it -> true);
        ada.edit(mention, "<@" + talk.discord.application() + "> 525");

        Message last = bob.mention(general, "the last");

        assertThat(core.next().id()).isEqualTo(mention.id());
        assertThat(core.next().id()).isEqualTo(last.id());
    }

    @Test
    void message_ofAnotherBot_isHeardAsABots() throws Exception {
        Member monitor = talk.discord.bot("monitor");

        monitor.mention(general, "524 on shop.example.com");

        assertThat(core.next().who()).isEqualTo(new Person(monitor.id(), null, true));
    }

    @Test
    void file_isHeardWithItsNameAndSize() throws Exception {
        byte[] bytes = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);

        ada.upload(ada.dm(), "here", "trace.har", bytes);

        Act.Wrote wrote = (Act.Wrote) core.next().act();
        assertThat(wrote.files()).hasSize(1);
        assertThat(wrote.files().get(0).name()).isEqualTo("trace.har");
        assertThat(wrote.files().get(0).bytes()).isEqualTo(1000);
    }

    // Buttons and forms

    private Message inThread(String text, String button) throws Exception {
        core.deed = it -> talk.platform().post(it.venue(), it.id() + "/0", withButton(text, button));
        Message said = ada.mention(general, "524");
        Message message = below(said, it -> it.text().equals(text));
        core.awaitDone(core.next());
        return message;
    }

    @Test
    void button_inAThread_isHeardThere_andAcknowledged() throws Exception {
        Message message = inThread("Error 524 …", "more:524");
        core.deed = it -> talk.platform().edit(it.venue(), message.id(), reply("everything"));

        Asked pressed = ada.press(message, "more:524");

        ada.awaitMessage(message.channel(), SOON, it -> it.text().equals("everything"));
        assertThat(pressed.awaitCallback(SOON)).isEqualTo(6);
        Heard heard = core.next();
        assertThat(heard.id()).isEqualTo(pressed.id());
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, message.channel()));
        assertThat(heard.act()).isEqualTo(new Act.Pressed("more:524"));
    }

    @Test
    void button_onAMessageBesideAChannel_isAnsweredInItsPlace() throws Exception {
        core.aside = new Aside.Answer(withButton("brief", "more:524"));
        Message message = ada.slash(general, "cf5xx", Map.of("query", "524")).awaitAnswer(SOON);
        core.next();
        core.aside = new Aside.Answer(reply("everything"));

        Asked pressed = ada.press(message, "more:524");

        assertThat(pressed.awaitCallback(SOON)).isEqualTo(7);
        assertThat(ada.again(message).text()).isEqualTo("everything");
        assertThat(core.next().venue()).isEqualTo(venue(guild(), general, "@" + ada.id()));
    }

    @Test
    void button_besideAChannel_thatBegins_sharesARootWithAThread() throws Exception {
        core.aside = new Aside.Answer(withButton("brief", "share"));
        Message message = ada.slash(general, "cf5xx", Map.of("query", "524")).awaitAnswer(SOON);
        core.next();
        core.aside = new Aside.Begins();
        core.deed = it -> talk.platform().begin(it.venue(), it.id(), it.id() + "/0", reply("shared"));

        Asked pressed = ada.press(message, "share");

        Message root = bob.awaitMessage(general, SOON, it -> it.text().equals("shared"));
        core.awaitDone(core.next());
        assertThat(pressed.awaitCallback(SOON)).isEqualTo(6);
        assertThat(root.ephemeral()).isFalse();
        assertThat(bob.awaitThread(general, root, SOON)).isEqualTo(root.id());
    }

    private static final Form FORM =
            new Form("case", "A case", List.of(new Form.Field("domain", "Domain", "www.example.com")), "Send");

    @Test
    void button_thatOpensAForm_opensIt_andWhatIsFilledInIsHeard() throws Exception {
        Message message = inThread("Error 524 …", "case");
        core.deed = it -> talk.platform().open(it.venue(), it.id(), FORM);

        Asked pressed = ada.press(message, "case");

        assertThat(pressed.awaitModal(SOON).path("title").asText()).isEqualTo("A case");
        core.awaitDone(core.next());
        core.deed = it -> talk.platform().post(it.venue(), it.id() + "/0", reply("thank you"));
        Asked submitted = ada.submit(pressed, Map.of("domain", "shop.example.com"));
        ada.awaitMessage(message.channel(), SOON, it -> it.text().equals("thank you"));
        Heard heard = core.next();
        assertThat(heard.act()).isEqualTo(new Act.Submitted("case", Map.of("domain", "shop.example.com")));
        assertThat(heard.venue()).isEqualTo(venue(guild(), general, message.channel()));
        assertThat(submitted.awaitCallback(SOON)).isEqualTo(6);
    }

    @Test
    void form_tooLate_isToldOf() throws Exception {
        Message message = inThread("Error 524 …", "case");
        CompletableFuture<Asked> pressed = new CompletableFuture<>();
        core.deed = it -> {
            pressed.join().awaitCallback(SOON);
            talk.platform().open(it.venue(), it.id(), FORM);
        };

        pressed.complete(ada.press(message, "case"));

        Message told = ada.awaitMessage(message.channel(), SOON, it -> it.text().contains("再点一次"));
        assertThat(told.ephemeral()).isTrue();
        assertThat(bob.reads(message.channel())).hasSize(1);
    }

    @Test
    void burst_ofCommands_isAnsweredWhole() throws Exception {
        core.aside = new Aside.Answer(reply("524"));

        List<Asked> all = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> ada.slash(general, "cf5xx", Map.of("query", "524")))
                .toList();

        for (Asked asked : all) {
            assertThat(asked.awaitAnswer(SOON).text()).isEqualTo("524");
        }
    }

    @Test
    void events_ofOneChannel_areHeardInTheirOrder() throws Exception {
        List<String> said = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> ada.whisper("message " + i).id())
                .toList();

        for (String id : said) {
            assertThat(core.next().id()).isEqualTo(id);
        }
    }
}
