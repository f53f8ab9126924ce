package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.Lang;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything the bot says is there in both languages and takes the same values in each. */
class SayingTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");

    /** Mere punctuation, and the name of the other language. */
    private static final Set<Saying> WITHOUT_HAN = Set.of(
            Saying.LIST_SEPARATOR,
            Saying.CLAUSE_SEPARATOR,
            Saying.COLON,
            Saying.STOP,
            Saying.CODE_AND_TITLE,
            Saying.OTHER_LANGUAGE_BUTTON);

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        Matcher match = PLACEHOLDER.matcher(text);
        while (match.find()) {
            found.add(match.group());
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(Saying.class)
    void saying_inBothLanguages_saysTheSame(Saying saying) {
        String en = saying.in(Lang.EN);
        String zh = saying.in(Lang.ZH);
        assertThat(en).isNotBlank();
        assertThat(zh).isNotBlank();
        assertThat(placeholders(zh)).isEqualTo(placeholders(en));
        if (!WITHOUT_HAN.contains(saying)) {
            assertThat(zh).containsPattern("\\p{IsHan}");
            assertThat(en.replaceAll("“[^”]*”", "")).doesNotContainPattern("\\p{IsHan}");
        }
    }

    @Test
    void values_ofASaying_areFilledInBothLanguages() {
        assertThat(Saying.UNKNOWN_CODE.in(Lang.EN, "599", "530"))
                .contains("599", "530")
                .doesNotContain("{");
        assertThat(Saying.UNKNOWN_CODE.in(Lang.ZH, "599", "530"))
                .contains("599", "530")
                .doesNotContain("{");
    }
}
