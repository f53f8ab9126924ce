package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Hearing;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the bot to answering beside a channel at once and without a trace, and to beginning a thread for the rest. */
@Timeout(60)
class AsideTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Venue ASIDE = new Venue("fake", "channel/@u");
    private static final String URL = "https://shop.example.com/";
    private static final Person PERSON = new Person("u", Lang.EN);

    private final Store store = Store.inMemory();
    private final Channel platform = new Channel();
    private final List<String> looked = new ArrayList<>();
    private final List<@Nullable Person> askers = new ArrayList<>();
    private final Bot bot = bot();
    private int events;

    private Bot bot() {
        return new Bot(
                store,
                new Dialogue(Knowledge.shipped(), new MessageReader(Knowledge.shipped())),
                Settings.of(Lang.EN),
                Clock.fixed(NOON, ZoneOffset.UTC),
                Runnable::run,
                List.of(platform),
                (check, asker, progress) -> {
                    looked.add(check.url() + check.origins());
                    askers.add(asker.person());
                    return CompletableFuture.completedFuture(
                            new Outcome.Found(Reports.broken(check.url(), NOON), Duration.ZERO));
                });
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A platform with one channel, whose threads are numbered. */
    private static final class Channel implements Platform {
        private final Map<String, String> messages = new LinkedHashMap<>();
        private final List<String> told = new ArrayList<>();
        private final List<Reply> roots = new ArrayList<>();
        private @Nullable IOException trouble;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Dialect dialect() {
            return Dialect.PLAIN;
        }

        @Override
        public Place place(Venue venue) {
            return venue.equals(ASIDE) ? Place.ASIDE : Place.THREAD;
        }

        @Override
        public String post(Venue venue, String nonce, Reply reply) throws IOException {
            if (trouble != null) {
                throw trouble;
            }
            return keep(venue, nonce, reply);
        }

        private String keep(Venue venue, String nonce, Reply reply) {
            messages.put(venue.thread() + " " + nonce, PlainText.of(reply));
            return nonce;
        }

        @Override
        public void edit(Venue venue, String message, Reply reply) {
            messages.put(venue.thread() + " " + message, PlainText.of(reply));
        }

        @Override
        public void open(Venue venue, String event, Form form) {
            throw new AssertionError(form);
        }

        @Override
        public Begun begin(Venue aside, String event, String nonce, Reply root) throws IOException {
            if (trouble != null) {
                throw trouble;
            }
            Venue thread = new Venue("fake", "channel/" + nonce);
            roots.add(root);
            return new Begun(thread, keep(thread, nonce, root));
        }

        @Override
        public void tell(Venue venue, Person person, String event, Reply reply) {
            told.add(person.id() + ": " + PlainText.of(reply));
        }
    }

    private Heard heard(Act act) {
        return new Heard("e" + ++events, ASIDE, PERSON, NOON, true, act);
    }

    private Reply answer(Act act) {
        assertThat(bot.aside(heard(act))).isInstanceOf(Aside.Answer.class);
        return ((Aside.Answer) bot.aside(heard(act))).reply();
    }

    private static List<Block.Button> buttons(Reply reply) {
        return reply.blocks().stream()
                .filter(Block.Actions.class::isInstance)
                .flatMap(block -> ((Block.Actions) block).buttons().stream())
                .toList();
    }

    private static String id(Reply reply, String label) {
        return buttons(reply).stream()
                .filter(button -> button.label().equals(label))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @ParameterizedTest
    @CsvSource({
        "524, 524",
        "error 522 on my shop, 522",
        "套了 CF 之后一直 525 怎么办, 525",
        "help, Cloudflare",
        "599, 599",
        "lunch?, 5XX"
    })
    void words_beside_areAnsweredAtOnceAndNothingIsKept(String words, String said) {
        assertThat(PlainText.of(answer(new Act.Wrote(words)))).contains(said);
        assertThat(platform.messages).isEmpty();
        store.take(ASIDE, "peek", NOON, state -> {
            assertThat(state.atWork()).isFalse();
            return new dev.cf5xx.bot.dialogue.Turn(state, List.of());
        });
    }

    /** A command that looks begins a thread: whoever asks what the bot can do is told so beside a channel too. */
    @ParameterizedTest
    @CsvSource({"help, paste", "lunch?, paste", "帮助, 发网址"})
    void words_besideThatAskWhatTheBotCanDo_areToldThatItLooksAtSites(String words, String said) {
        assertThat(PlainText.of(answer(new Act.Wrote(words)))).containsIgnoringCase(said);
    }

    @Test
    void buttons_beside_sayAllThereIsToKnow() {
        Reply brief = answer(new Act.Wrote("522 on shop.example.com"));
        Reply full = answer(new Act.Pressed(id(brief, "Everything on 522")));
        Reply chinese = answer(new Act.Pressed(id(full, "中文")));
        Reply less = answer(new Act.Pressed(id(chinese, "收起")));

        assertThat(PlainText.of(full)).hasSizeGreaterThan(PlainText.of(brief).length());
        assertThat(PlainText.of(chinese)).contains("是什么意思".substring(1, 3)).containsPattern("\\p{IsHan}{10}");
        assertThat(PlainText.of(less)).hasSizeLessThan(PlainText.of(chinese).length());
        assertThat(buttons(less)).allSatisfy(button -> assertThat(button.id()).hasSizeLessThanOrEqualTo(100));
        assertThat(buttons(less))
                .extracting(Block.Button::id)
                .allSatisfy(id -> assertThat(id).contains("shop.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1/more", "~/more/9999/en//", "~/more/524/xx//", "~///", "", "~/more/524/en/a/b/c"})
    void button_ofNobody_isToldKindly(String id) {
        assertThat(PlainText.of(answer(new Act.Pressed(id)))).contains("I no longer have");
    }

    @Test
    void share_beginsAThreadWithTheAnswer_whoseButtonsWork() {
        Reply brief = answer(new Act.Wrote("524"));
        Heard share = heard(new Act.Pressed(id(brief, "Show everybody")));

        assertThat(bot.aside(share)).isInstanceOf(Aside.Begins.class);
        bot.hear(share).join();

        assertThat(platform.messages).hasSize(1);
        Reply root = platform.roots.get(0);
        assertThat(PlainText.of(root)).contains("524");
        Venue thread = new Venue("fake", "channel/" + share.id() + "#0");
        bot.hear(new Heard("x", thread, PERSON, NOON, true, new Act.Pressed(id(root, "Everything on 524"))))
                .join();
        assertThat(platform.messages).hasSize(1);
        assertThat(platform.messages.values())
                .allSatisfy(text -> assertThat(text).contains("Short version"));
        bot.hear(new Heard("y", thread, PERSON, NOON, true, new Act.Wrote("whose fault is it?")))
                .join();
        assertThat(platform.messages).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example.com/ | https://shop.example.com/[]",
                "check https://shop.example.com/ | https://shop.example.com/[]",
                "shop.example.com | https://shop.example.com/[]",
                "https://shop.example.com/ origin 203.0.113.7 | https://shop.example.com/[203.0.113.7]",
            })
    void site_beside_isLookedAtInAThread(String words, String look) {
        Heard heard = heard(new Act.Wrote(words));

        assertThat(bot.aside(heard)).isInstanceOf(Aside.Begins.class);
        assertThat(looked).isEmpty();
        Hearing hearing = bot.take(heard);
        hearing.taken().join();
        hearing.done().join();

        assertThat(looked).containsExactly(look);
        assertThat(askers).containsExactly(PERSON);
        assertThat(platform.messages).hasSize(2);
        assertThat(platform.messages.values()).first().asString().contains("shop.example.com");
        assertThat(platform.messages.values()).last().asString().contains("522");
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void site_sameEventAgain_beginsOneThread() {
        Heard heard = heard(new Act.Wrote(URL));
        int effects = bot.hear(heard).join().size();

        assertThat(bot.hear(heard).join()).hasSize(effects);

        assertThat(platform.roots).hasSize(1);
        assertThat(looked).hasSize(1);
    }

    @Test
    void site_platformAwayForAWhile_beginsItsThreadLater() {
        platform.trouble = new IOException("away");
        CompletableFuture<?> failed = bot.hear(heard(new Act.Wrote(URL)));
        assertThatThrownBy(failed::join).hasRootCauseMessage("away");
        platform.trouble = null;

        bot.finish().join();

        assertThat(platform.roots).hasSize(1);
        assertThat(looked).hasSize(1);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void site_processEndedAfterTheThreadBegan_goesOnThere() {
        platform.trouble = new IOException("away");
        CompletableFuture<?> failed = bot.hear(heard(new Act.Wrote(URL)));
        assertThatThrownBy(failed::join).hasRootCauseMessage("away");
        platform.trouble = null;

        bot().resume().join();

        assertThat(platform.messages).hasSize(2);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void site_withASecret_leavesNothingBehind() {
        Heard heard = heard(new Act.Wrote("https://shop.example.com/reset?token=s3cr3tTOKEN123"));
        bot.hear(heard).join();

        assertThat(store.effects(ASIDE, heard.id()).toString()).doesNotContain("s3cr3t");
        assertThat(platform.messages.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void permissionMissing_isToldToThePersonByName_andNothingIsOwed() {
        platform.trouble = new HinderedException(Hindrance.PERMISSION, "chat:write");

        bot.hear(heard(new Act.Wrote(URL))).join();

        assertThat(platform.told).singleElement().asString().startsWith("u: ").contains("chat:write");
        assertThat(store.unfinished()).isEmpty();
        platform.trouble = null;
        bot.hear(heard(new Act.Wrote(URL))).join();
        assertThat(platform.roots).hasSize(1);
    }
}
