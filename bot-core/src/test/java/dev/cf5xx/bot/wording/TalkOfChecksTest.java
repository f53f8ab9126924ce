package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Block.Button;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said around a check. */
class TalkOfChecksTest {
    @ParameterizedTest
    @EnumSource(Talk.Limit.class)
    void limit_ofAnySort_saysWhenToTryAgain(Talk.Limit limit) {
        Duration wait = Duration.ofMillis(41_200);
        assertThat(PlainText.of(Talk.limited(limit, wait, Lang.EN))).contains("Try again in 42 s.");
        assertThat(PlainText.of(Talk.limited(limit, wait, Lang.ZH))).contains("请 42 秒后再试");
    }

    @Test
    void report_fromMemory_saysHowOldItIsAndHowToGetANewOne() {
        assertThat(PlainText.of(Reply.of(Talk.fromMemory(Duration.ofSeconds(12), Lang.EN))))
                .isEqualTo("Checked 12 s ago; check again looks anew.");
        assertThat(PlainText.of(Reply.of(Talk.fromMemory(Duration.ofSeconds(12), Lang.ZH))))
                .isEqualTo("12 秒前检查的；发“再查一次”重新检查。");
        assertThat(Talk.fromMemory(Duration.ZERO, Lang.EN).spans()).contains(new Span.Code("check again"));
    }

    @Test
    void buttons_ofAReport_fitTheirLimitsAndHaveAWord() {
        for (Lang lang : Lang.values()) {
            assertThat(new Button[] {
                        Talk.checkAgain("m1/again", lang),
                        Talk.moreOfReport("m1/more", lang),
                        Talk.lessOfReport("m1/less", lang),
                        Talk.askForOrigin("m1/origin", lang)
                    })
                    .allSatisfy(button -> {
                        assertThat(button.id()).startsWith("m1/");
                        assertThat(button.label()).isNotBlank().hasSizeLessThanOrEqualTo(40);
                        assertThat(button.word()).isNotBlank();
                    })
                    .extracting(Button::word)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void form_forAnOrigin_fitsItsLimits() {
        for (Lang lang : Lang.values()) {
            assertThat(Saying.ORIGIN_FORM_TITLE.in(lang)).hasSizeLessThanOrEqualTo(24);
            assertThat(Saying.ORIGIN_FORM_LABEL.in(lang)).hasSizeLessThanOrEqualTo(45);
            assertThat(Saying.ORIGIN_FORM_SUBMIT.in(lang)).hasSizeLessThanOrEqualTo(24);
            assertThat(Saying.ORIGIN_FORM_HINT.in(lang)).contains("203.0.113.7:8443");
        }
    }

    @Test
    void address_thatIsNone_isQuotedBackInPart() {
        Reply reply = Talk.originNotUnderstood("origin.example.com" + "x".repeat(500), Lang.EN);
        assertThat(PlainText.of(reply)).contains("origin.example.comxxx", "…", "203.0.113.7:8443", "no host name");
        assertThat(PlainText.of(Talk.originNotUnderstood("", Lang.ZH))).startsWith("它 不像服务器地址");
    }

    @Test
    void failure_ofTheCheckItself_blamesNotTheSite() {
        assertThat(PlainText.of(Talk.checkFailed(Lang.EN))).contains("on my side", "check again");
        assertThat(PlainText.of(Talk.checkFailed(Lang.ZH))).contains("与站点无关");
    }
}
