package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggesterTest {
    private final Knowledge knowledge = Knowledge.shipped();
    private final Suggester suggester = new Suggester(knowledge, new MessageReader(knowledge));

    private List<String> queries(String typed, Lang lang) {
        return suggester.suggest(typed, lang).stream().map(Suggestion::query).toList();
    }

    @Test
    void digits_areCodesThatBeginSo() {
        assertThat(queries("52", Lang.EN)).startsWith("520", "521", "522", "523", "524", "525", "526", "527");
        assertThat(queries("524", Lang.EN)).containsExactly("524");
        assertThat(queries("101", Lang.ZH)).contains("1016").allMatch(code -> code.startsWith("101"));
    }

    @ParameterizedTest
    @CsvSource({"web server is down,EN,521", "源站拒绝连接,ZH,521", "handshake,EN,525", "TIMED OUT,EN,522", "握手失败,EN,525"})
    void words_areTheCodesTheyAreAbout(String typed, Lang lang, String code) {
        assertThat(queries(typed, lang)).contains(code);
    }

    @Test
    void nothingTyped_isTheFirstOfAll_andFits() {
        assertThat(suggester.suggest("", Lang.ZH)).hasSizeBetween(13, 25).allSatisfy(it -> {
            assertThat(it.label()).startsWith(it.query()).hasSizeLessThanOrEqualTo(100);
            assertThat(it.label()).containsPattern("\\p{IsHan}|CDN|SSL");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"lunch", "\u0000", "((((", "😀😀", "https://shop.example.com/"})
    void otherText_isNoCode(String typed) {
        assertThat(suggester.suggest(typed, Lang.EN)).isEmpty();
    }

    @Test
    void endlessText_isReadToAPoint() {
        assertThat(suggester.suggest("x".repeat(1_000_000), Lang.EN)).isEmpty();
    }
}
