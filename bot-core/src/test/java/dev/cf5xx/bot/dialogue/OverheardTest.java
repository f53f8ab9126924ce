package dev.cf5xx.bot.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.dialogue.Listening.Mode;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bot does about messages that are not for it is what the channel has set, and nothing by default but help with errors. */
class OverheardTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();
    private static final Dialogue DIALOGUE = new Dialogue(KNOWLEDGE, new MessageReader(KNOWLEDGE));
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Person ANN = new Person("U111111", null);
    private static final Person MONITOR = new Person("U999999", null, true);
    private static final String URL = "https://shop.example.com/";

    private Listening listening = Listening.DEFAULT;
    private State state = State.NEW;
    private List<Effect> effects = List.of();

    private String hears(Person who, boolean addressed, String text) {
        return turn(new Input.Said(text, addressed, who));
    }

    private String overheard(String text) {
        return hears(ANN, false, text);
    }

    private String says(String text) {
        return hears(ANN, true, text);
    }

    private String turn(Input input) {
        Context context = new Context(Lang.EN, Dialect.PLAIN, site -> refused(site.host()), Place.THREAD, listening);
        Turn turn = DIALOGUE.decide(state, input, context);
        state = turn.state();
        effects = turn.effects();
        effects.forEach(effect -> {
            if (effect instanceof Effect.Listen listen) {
                listening = listen.listening();
            }
        });
        return effects.stream()
                .filter(Effect::visible)
                .map(effect -> effect instanceof Effect.Post post ? post.reply() : ((Effect.Edit) effect).reply())
                .map(PlainText::of)
                .collect(Collectors.joining("\n"));
    }

    private static Optional<Refusal> refused(String host) {
        return host.endsWith(".internal.example.com")
                ? Optional.of(new Refusal(Refusal.Reason.INTERNAL_NAME, host))
                : Optional.empty();
    }

    private List<Effect.Check> checks() {
        return effects.stream()
                .filter(Effect.Check.class::isInstance)
                .map(Effect.Check.class::cast)
                .toList();
    }

    private boolean looksQuietly() {
        return !checks().isEmpty() && checks().stream().allMatch(Effect.Check::quiet);
    }

    @ParameterizedTest
    @CsvSource({
        "ERRORS, true, false, true, false",
        "LINKS, true, true, true, false",
        "MENTIONS, false, false, false, false",
        "OFF, false, false, false, false"
    })
    void mode_set_decidesWhichLinksAreLookedAtQuietly(
            Mode mode, boolean alone, boolean among, boolean own, boolean talk) {
        listening = new Listening(mode, List.of("example.net"), List.of());
        String[] texts = {URL, "look at this " + URL + " nice", "deploy of https://www.example.net/x is done", "lunch?"
        };
        boolean[] expected = {alone, among, own, talk};
        for (int i = 0; i < texts.length; i++) {
            state = State.NEW;
            assertThat(overheard(texts[i])).as(texts[i]).isEmpty();
            assertThat(looksQuietly()).as(texts[i]).isEqualTo(expected[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void complaint_withALink_isAnsweredAndLookedAtWhereErrorsAreMinded(Mode mode) {
        listening = new Listening(mode, List.of(), List.of());
        boolean minds = mode == Mode.ERRORS || mode == Mode.LINKS;
        assertThat(overheard("error 522 at " + URL).contains("522 ·")).isEqualTo(minds);
        assertThat(looksQuietly()).isEqualTo(minds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/reset?token=abcdef0123456789abcdef",
                "https://db.internal.example.com/",
                "https://user:secret@shop.example.com/",
                "https://dash.cloudflare.com/"
            })
    void link_withASecretOrRefused_isNeitherLookedAtNorSpokenOf(String url) {
        listening = new Listening(Mode.LINKS, List.of(), List.of());
        assertThat(overheard(url)).isEmpty();
        assertThat(checks()).isEmpty();
        assertThat(state).isSameAs(State.NEW);
    }

    @Test
    void quietLook_findsItBroken_speaksAndSaysWhy() {
        overheard(URL);
        String said = ends(new Outcome.Found(Reports.broken(URL, NOON), Duration.ZERO));
        assertThat(said)
                .contains("522")
                .contains("Nobody asked me")
                .contains("listen")
                .contains("[Check again]", "origin ORIGIN_IP")
                .doesNotContain("./cf5xx");
        assertThat(state.atWork()).isTrue();
        assertThat(says("whose fault?")).isNotEmpty();
    }

    @Test
    void quietLook_findsNothingBroken_isSilentAndForgotten() {
        overheard(URL);
        assertThat(ends(new Outcome.Found(Reports.fine(URL, NOON), Duration.ZERO)))
                .isEmpty();
        assertThat(state).isEqualTo(State.NEW);
    }

    @Test
    void quietLook_withoutAReport_isSilent() {
        overheard(URL);
        assertThat(ends(new Outcome.Broken())).isEmpty();
        overheard(URL);
        assertThat(ends(new Outcome.Refused(new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "10.0.0.1"), URL)))
                .isEmpty();
    }

    private String ends(Outcome outcome) {
        return turn(new Input.Checked(checks().get(0).message(), outcome));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOWN: " + URL, "error 522 on " + URL})
    void bot_notNamed_isIgnoredAlsoWhereItAddresses(String text) {
        assertThat(hears(MONITOR, false, text)).isEmpty();
        assertThat(hears(MONITOR, true, text)).isEmpty();
        assertThat(effects).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen bots <@U999999>", "listen bots @U999999", "监听 机器人 全部", "listen bot U999999"})
    void bot_named_isListenedTo(String words) {
        String named = words.replace("<@U999999>", "@U999999");
        assertThat(says(named)).isNotEmpty();
        state = State.NEW;
        hears(MONITOR, false, "DOWN: " + URL + " since 3 minutes");
        assertThat(looksQuietly()).isTrue();
    }

    @Test
    void bot_namedWhereThisOneIsAtWork_isNotAnswered() {
        listening = new Listening(Mode.LINKS, List.of(), List.of(Listening.EVERY_BOT));
        overheard("error 522 everywhere");
        assertThat(hears(MONITOR, false, "error 524 at " + URL)).isEmpty();
        assertThat(effects).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "listen errors, ERRORS", "listen to links, LINKS", "Listen Mentions, MENTIONS", "listen off, OFF",
        "监听报错, ERRORS", "监听 链接, LINKS", "监听：提及, MENTIONS", "监听 关闭, OFF"
    })
    void words_ofAMode_setIt(String words, Mode mode) {
        listening = new Listening(mode == Mode.OFF ? Mode.LINKS : Mode.OFF, List.of("a.example"), List.of("U1"));
        assertThat(says(words)).isNotEmpty();
        assertThat(listening).isEqualTo(new Listening(mode, List.of("a.example"), List.of("U1")));
    }

    @Test
    void words_ofSites_setThemAndTakeThemBack() {
        assertThat(says("listen sites www.example.com, https://shop.example.net/x"))
                .contains("www.example.com, shop.example.net");
        assertThat(listening.sites()).containsExactly("www.example.com", "shop.example.net");
        assertThat(says("监听 网站 清空")).contains("单独发出的链接");
        assertThat(listening.sites()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen sites not_a_host!", "listen bots bob", "listen bots <@&123456789012345678>"})
    void words_thatNameNothing_changeNothingAndSayWhatToType(String words) {
        assertThat(says(words)).containsAnyOf("listen sites www.example.com", "listen bots all");
        assertThat(effects).noneMatch(Effect.Listen.class::isInstance);
    }

    @Test
    void listen_alone_tellsHowItIsAndHowToChangeIt() {
        listening = new Listening(Mode.LINKS, List.of("www.example.com"), List.of("U999999"));
        assertThat(says("listen")).contains("every link", "www.example.com", "@U999999", "listen off");
        assertThat(says("监听")).contains("每个链接", "监听 关闭");
        assertThat(effects).noneMatch(Effect.Listen.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen, we have error 522", "listen up: 522", "listening to music"})
    void listen_inASentence_isNoWish(String text) {
        says(text);
        assertThat(effects).noneMatch(Effect.Listen.class::isInstance);
        assertThat(listening).isEqualTo(Listening.DEFAULT);
    }

    @Test
    void listen_overheard_changesNothing() {
        assertThat(overheard("listen off")).isEmpty();
        assertThat(effects).isEmpty();
    }

    @Test
    void threadAtWork_linkAlone_isLookedAtInSight() {
        overheard("error 522 everywhere");
        assertThat(overheard(URL)).contains("Looking at shop.example.com");
        assertThat(checks()).singleElement().matches(check -> !check.quiet());
    }

    @Test
    void threadAtWork_listeningOff_onlyTheAddressedIsAnswered() {
        says("522");
        listening = listening.in(Mode.OFF);
        assertThat(overheard("how long is the timeout?")).isEmpty();
        assertThat(says("how long is the timeout?")).isNotEmpty();
    }

    @Test
    void message_pointedAtWithoutAnything_isAnsweredInOneLine() {
        assertThat(turn(new Input.Pointed("lunch?", null))).contains("no link");
        assertThat(turn(new Input.Pointed("午饭？", null))).contains("没有链接");
    }

    @Test
    void thread_begunForALook_tellsInItsFirstMessageWhatWasFound() {
        turn(new Input.Began(new Effect.Begin("m1", Reply.of(), URL, null, Lang.EN, "U111111")));
        ends(new Outcome.Found(Reports.broken(URL, NOON), Duration.ZERO));
        Effect.Edit root = (Effect.Edit) effects.get(effects.size() - 1);
        assertThat(root.message()).isEqualTo("m1");
        assertThat(PlainText.of(root.reply())).contains("shop.example.com", "522", "Asked for by @U111111");
    }
}
