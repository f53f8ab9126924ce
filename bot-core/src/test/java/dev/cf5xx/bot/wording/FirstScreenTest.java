package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The short answer to every code fits the screen of the smallest terminal people still use. */
class FirstScreenTest {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    static Stream<Arguments> guides() {
        return Knowledge.shipped().guides().stream()
                .flatMap(guide -> Stream.of(Lang.values()).map(lang -> Arguments.of(guide.code(), lang)));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void shortAnswer_anyGuide_fitsOneScreen(String code, Lang lang) {
        Guide guide = Knowledge.shipped().guide(code).orElseThrow();
        String answer = PlainText.of(Explainer.brief(guide, Reader.of(lang)));
        assertThat(answer.lines().mapToInt(FirstScreenTest::rows).sum())
                .as(answer)
                .isLessThanOrEqualTo(ROWS);
    }

    private static int rows(String line) {
        return Math.max(1, (columns(line) + COLUMNS - 1) / COLUMNS);
    }

    /** Chinese characters and full-width punctuation take two columns. */
    private static int columns(String line) {
        return line.codePoints()
                .map(c -> c >= 0x1100 && (c <= 0x115f || (c >= 0x2e80 && c <= 0xffdc && c != 0x303f)) ? 2 : 1)
                .sum();
    }
}
