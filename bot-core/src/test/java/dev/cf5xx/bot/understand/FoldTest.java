package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldTest {
    @Test
    void everyCharacter_byItself_foldsAsThoroughly() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = String.valueOf(c);
            assertThat(Fold.of(text)).as("%04x", (int) c).isEqualTo(Fold.thoroughly(text));
        }
    }

    @Property(tries = 500)
    void text_ofTheUsualCharacters_foldsAsThoroughly(@ForAll List<@From("usual") String> pieces) {
        String text = String.join("", pieces);
        assertThat(Fold.of(text)).isEqualTo(Fold.thoroughly(text));
    }

    @Property(tries = 500)
    void word_goesOnAtLettersAndDigitsThatAreNotChinese(@ForAll @IntRange(max = 0x2ffff) int c) {
        boolean han = Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
        assertThat(Fold.isHan(c)).isEqualTo(han);
        assertThat(Fold.continuesWord(c)).isEqualTo((Character.isLetterOrDigit(c) && !han) || c == '_');
    }

    @Provide
    Arbitrary<String> usual() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(5),
                Arbitraries.strings().withCharRange('\uff01', '\uff5e').ofMaxLength(3),
                Arbitraries.strings().withCharRange('\u4e00', '\u9fff').ofMaxLength(5),
                Arbitraries.of(
                        "、", "。", "《", "》", "「", "」", "【", "】", "“", "”", "‘", "’", "–", "—", "…", "\u3000", "\u0301",
                        "é"));
    }
}
