package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a check runs its message says how far it has come. */
class CheckProgressTest {
    private static Step step(Phase phase, Mark mark) {
        return step(phase, mark, 1);
    }

    private static Step step(Phase phase, Mark mark, int seconds) {
        return new Step(phase, mark, Duration.ofSeconds(seconds));
    }

    private static String said(Lang lang, Step... steps) {
        return PlainText.of(CheckProgress.of(List.of(steps), lang));
    }

    @Test
    void progress_beforeTheFirstStep_saysThatItLooks() {
        assertThat(said(Lang.EN)).isEqualTo("Looking …");
        assertThat(said(Lang.ZH)).isEqualTo("正在检查…");
    }

    @Test
    void progress_inTheMiddle_showsWhatIsDoneAndWhatRuns() {
        Step[] steps = {
            step(Phase.DNS, Mark.RUNNING),
            step(Phase.DNS, Mark.FINE),
            step(Phase.TCP, Mark.RUNNING),
            step(Phase.TCP, Mark.FINE),
            step(Phase.TLS, Mark.FINE),
            step(Phase.HTTP, Mark.RUNNING)
        };
        assertThat(said(Lang.EN, steps)).isEqualTo("DNS ✓ · TCP ✓ · TLS ✓ · HTTP …");
        assertThat(said(Lang.ZH, steps)).isEqualTo("DNS ✓ · TCP ✓ · TLS ✓ · HTTP …");
    }

    @Test
    void progress_afterAFailure_showsIt() {
        Step[] steps = {step(Phase.DNS, Mark.FINE), step(Phase.TCP, Mark.FAILED), step(Phase.ORIGIN, Mark.RUNNING)};
        assertThat(said(Lang.EN, steps)).isEqualTo("DNS ✓ · TCP ✗ · origin …");
        assertThat(said(Lang.ZH, steps)).isEqualTo("DNS ✓ · TCP ✗ · 源站 …");
    }

    @Test
    void progress_whileTheOtherSideIsSilent_saysWhatThatMeansAndHowLongItGoesOn() {
        Step[] steps = {step(Phase.DNS, Mark.FINE), step(Phase.HTTP, Mark.RUNNING), step(Phase.HTTP, Mark.WAITING, 12)};
        assertThat(said(Lang.EN, steps))
                .startsWith("DNS ✓ · HTTP … · ")
                .contains("12 s", "still waits for the origin", "130 s")
                .doesNotContain("\n");
        assertThat(said(Lang.ZH, steps)).contains("12 秒", "还在等源站", "130 秒");
    }

    @Test
    void progress_whileAnOriginIsSilent_namesTheOrigin() {
        assertThat(said(Lang.EN, step(Phase.ORIGIN, Mark.WAITING, 20))).contains("The origin has been silent for 20 s");
    }

    @Test
    void progress_onceTheAnswerCame_waitsNoMore() {
        assertThat(said(Lang.EN, step(Phase.HTTP, Mark.WAITING, 12), step(Phase.HTTP, Mark.FINE, 40)))
                .isEqualTo("HTTP ✓");
    }

    @Test
    void progress_afterARedirect_beginsAnew() {
        assertThat(said(
                        Lang.EN,
                        step(Phase.DNS, Mark.FINE),
                        step(Phase.TCP, Mark.FINE),
                        step(Phase.TLS, Mark.FINE),
                        step(Phase.HTTP, Mark.FINE),
                        step(Phase.DNS, Mark.RUNNING)))
                .isEqualTo("DNS …");
    }

    @Test
    void progress_whileTryingAgain_saysSo() {
        assertThat(said(
                        Lang.EN,
                        step(Phase.HTTP, Mark.FINE),
                        step(Phase.TRACE, Mark.FINE),
                        step(Phase.AGAIN, Mark.RUNNING)))
                .isEqualTo("HTTP ✓ · trace ✓ · again …");
    }
}
