package dev.cf5xx.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slack's way of writing, and what was typed. */
class TypedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "<@UBOT> what is 524? → what is 524?",
                "hey <@UBOT|cf5xx>, 524 → hey  , 524",
                "<@U2> knows → @U2 knows",
                "<@U2|bao> knows → @bao knows",
                "<https://shop.example.com/?a=1&amp;b=2> → https://shop.example.com/?a=1&b=2",
                "<http://shop.example.com|shop.example.com> is down → shop.example.com is down",
                "<https://shop.example.com/|https://shop.example.com/> → https://shop.example.com/",
                "<https://evil.example/|https://good.example/> → https://evil.example/",
                "<https://evil.example/|good.example> → https://evil.example/",
                "<https://docs.example/x|the docs> say → the docs https://docs.example/x say",
                "<mailto:a@b.example|a@b.example> → a@b.example",
                "in <#C1|ops> → in #ops",
                "<!here> look → @here look",
                "<!subteam^S1|@team> → @team",
                "<!date^1^{date}|1970> → 1970",
                "5 &lt; 6 &amp;amp; 7 → 5 < 6 &amp; 7",
                "&lt;https://shop.example.com&gt; → <https://shop.example.com>",
            })
    void text_asSlackWritesIt_isAsTyped(String slack, String typed) {
        assertThat(Typed.text(slack.strip(), "UBOT")).isEqualTo(typed.strip());
    }

    @Test
    void text_ofBracketsOnly_isReadInLinearTime() {
        String evil = "<".repeat(50_000) + ">" + "<a|".repeat(20_000);

        assertThat(Typed.text(evil, "UBOT")).startsWith("<<<").hasSizeLessThanOrEqualTo(Typed.LONGEST);
    }
}
