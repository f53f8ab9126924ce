package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.Lang;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything the command line says is there in both languages and takes the same values in each. */
class MessageTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        Matcher match = PLACEHOLDER.matcher(text);
        while (match.find()) {
            found.add(match.group());
        }
        return found;
    }

    @Test
    void in_valueThatCouldDisturbATerminal_isHarmlessAndShort() {
        String said = Message.UNEXPECTED.in(Lang.EN, "\u001b[31m\u202e\u200b\n{1}\\$1" + "x".repeat(5_000));

        assertThat(said)
                .startsWith("I do not know what to do with [31m{1}\\$1x")
                .hasSizeLessThan(120);
        assertThat(said.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    @Test
    void in_valueThatLooksLikeAPlaceholder_isNotFilledIn() {
        assertThat(Message.NOT_WITH.in(Lang.EN, "{1}", "b")).isEqualTo("{1} does not go with b.");
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void message_inBothLanguages_saysTheSame(Message message) {
        String en = message.in(Lang.EN);
        String zh = message.in(Lang.ZH);
        assertThat(en).isNotBlank();
        assertThat(zh).isNotBlank();
        assertThat(placeholders(zh)).isEqualTo(placeholders(en));
        assertThat(zh).containsPattern("\\p{IsHan}");
        assertThat(en.replaceAll("“[^”]*”", "")).doesNotContainPattern("\\p{IsHan}");
    }
}
