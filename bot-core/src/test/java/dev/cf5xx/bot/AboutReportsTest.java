package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.Talk.Limit;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the bot to talking about what it saw: what people write after a report, and instead of an address of a page. */
@Timeout(60)
class AboutReportsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Venue HERE = new Venue("fake", "t");
    private static final String URL = "https://shop.example.com/";
    private static final Dialogue DIALOGUE = new Dialogue(Knowledge.shipped(), new MessageReader(Knowledge.shipped()));

    private final Store store = Store.inMemory();
    private final FakePlatform platform = new FakePlatform("fake");
    private final List<Effect.Check> checks = new ArrayList<>();
    private CompletableFuture<Outcome> end = found(Reports.broken(URL, NOON));
    private int events;

    private final Inspection inspection = new Inspection() {
        @Override
        public CompletableFuture<Outcome> look(Effect.Check check, Asker asker, Consumer<Step> progress) {
            checks.add(check);
            return end;
        }

        @Override
        public Optional<Refusal> refuses(SiteUrl site) {
            return site.host().startsWith("10.")
                    ? Optional.of(new Refusal(Refusal.Reason.SPECIAL_ADDRESS, site.host()))
                    : Optional.empty();
        }
    };

    private final Bot bot = new Bot(
            store,
            DIALOGUE,
            Settings.of(Lang.EN),
            Clock.fixed(NOON, ZoneOffset.UTC),
            Runnable::run,
            List.of(platform),
            inspection);

    @AfterEach
    void close() {
        store.close();
    }

    private static CompletableFuture<Outcome> found(Report report) {
        return CompletableFuture.completedFuture(new Outcome.Found(report, Duration.ZERO));
    }

    private CompletableFuture<List<Outgoing>> does(Act act) {
        return bot.hear(new Heard("e" + ++events, HERE, new Person("u", null), NOON, true, act));
    }

    /** Says it, and gives what can then be read in the newest message. */
    private String says(String text) {
        return newest(does(new Act.Wrote(text)).join());
    }

    private String newest(List<Outgoing> effects) {
        return effects.isEmpty()
                ? ""
                : platform.calls().get(platform.calls().size() - 1).text();
    }

    private Effect.Check last() {
        return checks.get(checks.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check again", "again", "再查一次", "Is it fixed?", "still down?", "现在好了吗？", "恢复了吗"})
    void again_afterOtherMessages_looksAtTheSameSite(String words) {
        says(URL);
        says("what about 524?");
        says("thanks");

        String report = says(words);

        assertThat(checks).hasSize(2);
        assertThat(last().url()).isEqualTo(URL);
        assertThat(last().anew()).isTrue();
        assertThat(report).contains("522");
    }

    @Test
    void origin_afterOtherMessages_asksForTheReportsOrigin() {
        says(URL);
        says("525");

        says("源站");

        assertThat(platform.calls()).last().extracting(FakePlatform.Call::verb).isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "origin 203.0.113.7 | 203.0.113.7",
                "the origin is 203.0.113.7:8443 | 203.0.113.7:8443",
                "Our origin IPs are 203.0.113.7 and 203.0.113.8 | 203.0.113.7,203.0.113.8",
                "源站 203.0.113.7 | 203.0.113.7",
                "源站是203.0.113.7，203.0.113.8 | 203.0.113.7,203.0.113.8",
                "源站地址：[2001:db8::7]:8443 | [2001:db8::7]:8443",
                "203.0.113.7 | 203.0.113.7",
                "2001:db8::7 | 2001:db8::7",
            })
    void originInWords_afterAReport_isLookedAtToo(String words, String origins) {
        says(URL);

        says(words);

        assertThat(checks).hasSize(2);
        assertThat(last().url()).isEqualTo(URL);
        assertThat(last().origins()).containsExactly(origins.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example.com/ origin 203.0.113.7",
                "看下 https://shop.example.com/ 源站是 203.0.113.7",
                "check shop.example.com, origin is 203.0.113.7",
            })
    void siteAndOriginInOneMessage_areLookedAtTogether(String words) {
        says(words);

        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.url()).isEqualTo(URL);
            assertThat(check.origins()).containsExactly("203.0.113.7");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"your IP: 203.0.113.9", "it was 203.0.113.9 that complained", "version 1.2.3.4 is out"})
    void addressOfAnotherKind_isNoOrigin(String words) {
        says(URL);

        says(words);

        assertThat(checks).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whose fault is it? | The origin",
                "谁的问题？ | 源站的问题",
                "what do I tell my host? | Send this to your host",
                "怎么跟主机商说 | 把下面这些发给主机商",
            })
    void questionAfterAReport_isAnsweredFromIt(String question, String answer) {
        says(URL);

        assertThat(says(question)).contains(answer);
        assertThat(checks).hasSize(1);
    }

    @Test
    void whoseFault_ofAHealthySite_isNobodys() {
        end = found(Reports.fine(URL, NOON));
        says(URL);

        assertThat(says("whose fault is it?")).contains("sees nothing broken");
    }

    @Test
    void questionAboutAnotherCode_isAnsweredFromItsGuide() {
        says(URL);
        says("525");

        assertThat(says("whose fault is it?")).contains("525").doesNotContain("shop.example.com");
    }

    @Test
    void again_inOneLanguage_isAnsweredInIt() {
        says(URL);
        says("中文");

        assertThat(says("再查一次")).contains("怎么处理");
        assertThat(says("check again")).contains("What to do");
    }

    @Test
    void chineseReport_lookedAtAgain_staysChinese() {
        says(URL);
        says("中文");

        assertThat(newest(does(new Act.Pressed("m2/again")).join())).contains("怎么处理");
    }

    @Test
    void submitted_slipOfThePen_isExplainedAndAskedAgain() {
        says(URL);
        says("origin");

        List<Outgoing> effects = does(new Act.Submitted("m1/origin", Map.of("address", "203.0.113")))
                .join();

        assertThat(effects).extracting(Outgoing::effect).last().isInstanceOf(Effect.Open.class);
        assertThat(platform.calls().toString()).contains("I cannot read 203.0.113 as");
        assertThat(checks).hasSize(1);
        does(new Act.Submitted("m1/origin", Map.of("address", "203.0.113.7"))).join();
        assertThat(last().origins()).containsExactly("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({"never mind, All right", "算了, All right", "525, 525", "中文, 522"})
    void submitted_somethingElse_isAnsweredAsThat(String words, String answer) {
        says(URL);
        says("origin");

        assertThat(newest(does(new Act.Submitted("m1/origin", Map.of("address", words)))
                        .join()))
                .contains(answer);
        assertThat(checks).hasSize(1);
    }

    @Test
    void words_whileItLooks_saySo() {
        end = new CompletableFuture<>();
        CompletableFuture<List<Outgoing>> first = does(new Act.Wrote(URL));
        for (String word : List.of("check again", "origin", "more", "中文")) {
            does(new Act.Wrote(word)).join();
            assertThat(platform.calls().get(platform.calls().size() - 1).text()).containsAnyOf("still looking", "还在检查");
        }
        assertThat(checks).hasSize(1);
        end.complete(new Outcome.Found(Reports.broken(URL, NOON), Duration.ZERO));
        assertThat(first.join()).isNotEmpty();
    }

    @Test
    void again_afterALimit_looks() {
        end = CompletableFuture.completedFuture(new Outcome.Limited(Limit.PERSON, Duration.ofSeconds(20)));
        assertThat(says(URL)).contains("20 s");
        end = found(Reports.broken(URL, NOON));

        assertThat(says("check again")).contains("522");
    }

    @Test
    void again_afterARefusedOrigin_looksWithoutIt() {
        says(URL);
        end = CompletableFuture.completedFuture(
                new Outcome.Refused(new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "10.0.0.5"), "10.0.0.5"));
        says("origin 10.0.0.5");
        end = found(Reports.broken(URL, NOON));

        assertThat(says("check again")).contains("522");
        assertThat(last().origins()).isEmpty();
    }

    @Test
    void otherScheme_inAChineseThread_isAnsweredInChinese() {
        says("522 是什么意思");

        assertThat(says("ftp://shop.example.com/")).containsPattern("\\p{IsHan}{4}");
    }

    @Test
    void again_ofAnAddressThatWasNotKept_asksForIt() {
        says(URL + "reset?token=s3cr3tTOKEN123");

        assertThat(says("check again")).contains("Send it once more");
        assertThat(checks).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.1.2.3/",
                "https://user:s3cr3t@shop.example.com/",
                "https://0x7f.1/",
            })
    void refusedAddress_isToldAtOnceAndNeverStored(String url) {
        List<Outgoing> effects = does(new Act.Wrote(url)).join();

        assertThat(effects).singleElement().satisfies(effect -> {
            assertThat(effect.effect()).isInstanceOf(Effect.Post.class);
            assertThat(effect.effect().toString()).doesNotContain("s3cr3t");
        });
        assertThat(checks).isEmpty();
    }

    @Test
    void hostName_isOfferedAndLookedAtWhenWanted() {
        assertThat(says("shop.example.com")).contains("https://shop.example.com/", "yes");
        assertThat(checks).isEmpty();

        says("yes");
        assertThat(last().url()).isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check shop.example.com",
                "can you look at shop.example.com please",
                "shop.example.com is down",
                "看下 shop.example.com",
                "shop.example.com打不开了",
                "帮我查一下shop.example.com",
            })
    void hostNameThatIsAskedFor_isLookedAt(String words) {
        says(words);

        assertThat(checks).singleElement().extracting(Effect.Check::url).isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"see nginx.conf", "it broke.Please help", "ask ops@example.com", "index.php fails"})
    void whatIsNoHost_isNotOffered(String words) {
        assertThat(says(words)).doesNotContain("Shall I");
        assertThat(checks).isEmpty();
    }
}
