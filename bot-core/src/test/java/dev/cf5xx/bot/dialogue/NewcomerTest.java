package dev.cf5xx.bot.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.cf5xx.bot.diagnose.Reports;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who has never talked to the bot finds out what it looks at, and how to get out of what it asks. */
class NewcomerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration NEVER_THIS_LONG = Duration.ofSeconds(20);
    private static final String URL = "https://shop.example.com/";

    private final Talker talk = Talker.looking();

    private void sees522() {
        talk.says(URL);
        talk.ends(new Outcome.Found(Reports.broken(URL, NOON), Duration.ZERO));
    }

    @Test
    void help_whereSitesAreLookedAt_saysSo() {
        assertThat(talk.says("help")).contains(Saying.HELP_CHECK.in(Lang.EN), Saying.HELP_AFTER_CHECK.in(Lang.EN));
        assertThat(talk.says("帮助")).contains(Saying.HELP_CHECK.in(Lang.ZH), Saying.HELP_AFTER_CHECK.in(Lang.ZH));
        assertThat(Talker.english().says("help")).doesNotContain(Saying.HELP_CHECK.in(Lang.EN));
    }

    @Test
    void anythingElse_whereSitesAreLookedAt_isToldOfIt() {
        assertThat(talk.says("能帮我查网站吗")).contains(Saying.CAN_CHECK.in(Lang.ZH));
        assertThat(Talker.english().says("what is for lunch")).doesNotContain(Saying.CAN_CHECK.in(Lang.EN));
    }

    @ParameterizedTest
    @CsvSource({"ftp://shop.example.com/file, ftp", "看下 sftp://shop.example.com, sftp", "<ws://shop.example.com>, ws"})
    void addressOfAnotherScheme_isToldWhatIsLookedAt(String text, String scheme) {
        assertThat(talk.says(text)).contains("http", "https", scheme);
        assertThat(talk.effects()).singleElement().isInstanceOf(Effect.Post.class);
    }

    @ParameterizedTest
    @CsvSource({"never mind, All right.", "算了, 好的。", "no, All right.", "不用, 好的。"})
    void offer_declined_isLeft(String words, String answer) {
        talk.says("shop.example.com");
        assertThat(talk.says(words)).isEqualTo(answer);
        assertThat(talk.check()).isEmpty();
    }

    @Test
    void mereNo_thatAnswersNoOffer_isNotTakenForOne() {
        talk.says("522");
        assertThat(talk.says("no")).isNotEqualTo("All right.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.com", "origin.example.com:8443", "203.0.113.7 www.example.com"})
    void hostName_asAnOriginsAddress_isExplainedAndAskedAgain(String written) {
        sees522();
        talk.says("origin");
        assertThat(talk.submits("m1", written)).contains("no host name", "never mind", "Origin address");
        assertThat(talk.effects().get(talk.effects().size() - 1)).isInstanceOf(Effect.Open.class);
        assertThat(talk.check()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"node522.example.com", "www.example.com/orders/521", "ops@example.com", "[2001:db8::7]"})
    void namesAndAddresses_inAChineseThread_leaveItChinese(String text) {
        talk.says("你好");
        talk.says(text);
        assertThat(talk.state().lang()).isEqualTo(Lang.ZH);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void message_hugeAndHostile_isAnswered(String text) {
        assertTimeoutPreemptively(NEVER_THIS_LONG, () -> talk.says(text));
        assertThat(talk.effects()).isNotEmpty();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "shop.example.com a" + "\u0316\u0301".repeat(49_000),
                "!".repeat(99_000) + "x",
                " ?".repeat(49_000) + "x",
                "ftp:".repeat(24_000));
    }

    @Test
    void handover_ofAReport_namesItsTimeOnce() {
        sees522();
        assertThat(talk.says("what do I tell my host?")).containsOnlyOnce("UTC");
    }
}
