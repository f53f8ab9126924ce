package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are taken out of a message as each platform writes them, and nothing that belongs to the sentence with them. */
class AddressesTest {
    private static final MessageReader READER = new MessageReader(Knowledge.shipped());

    private static List<String> urls(String text, Dialect dialect) {
        return READER.read(text, dialect).urls();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            https://shop.example.com/                     | https://shop.example.com/
            HTTPS://Shop.example.com/A                    | HTTPS://Shop.example.com/A
            see https://shop.example.com/x.               | https://shop.example.com/x
            is https://shop.example.com/x down?           | https://shop.example.com/x
            https://shop.example.com/x?a=1&b=2#c, why     | https://shop.example.com/x?a=1&b=2#c
            (https://shop.example.com/x)                  | https://shop.example.com/x
            https://shop.example.com/a_(b)                | https://shop.example.com/a_(b)
            (see https://shop.example.com/a_(b))          | https://shop.example.com/a_(b)
            "https://shop.example.com/"                   | https://shop.example.com/
            “https://shop.example.com/”                   | https://shop.example.com/
            <https://shop.example.com/>                   | https://shop.example.com/
            *https://shop.example.com/*                   | https://shop.example.com/
            打不开https://shop.example.com/。             | https://shop.example.com/
            https://shop.example.com打不开                | https://shop.example.com
            https://shop.example.com：522                 | https://shop.example.com
            https://shop.example.com:8443/x               | https://shop.example.com:8443/x
            http://[2001:db8::1]:8080/                    | http://[2001:db8::1]:8080/
            https://shop.example.com/…                    | https://shop.example.com/
            https://shop.example.com/!!!                  | https://shop.example.com/
            """)
    void address_inPlainText_endsWhereItEnds(String text, String url) {
        assertThat(urls(text, Dialect.PLAIN)).containsExactly(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example.com",
                "www.example.com is down",
                "ftp://example.com/",
                "javascript:alert(1)",
                "http://",
                "https:// example.com",
                "https:/example.com",
                "mailto:a@example.com",
                "file:///etc/passwd",
                "https://)",
                "xhttps://example.com"
            })
    void anythingElse_inPlainText_isNoAddress(String text) {
        assertThat(urls(text, Dialect.PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '\1', textBlock = """
            <https://shop.example.com/>                        ~ https://shop.example.com/
            <https://shop.example.com/|our shop>               ~ https://shop.example.com/
            <https://shop.example.com/?a=1&amp;b=2>            ~ https://shop.example.com/?a=1&b=2
            <https://a.example.com/|https://b.example.com/>    ~ https://a.example.com/
            <@U123> <#C1|general> <!here> <mailto:a@b.c|a@b.c> ~
            https://shop.example.com/ as typed                 ~ https://shop.example.com/
            &lt;https://shop.example.com/&gt;                  ~ https://shop.example.com/
            """)
    void address_inSlackMarkup_isTheTargetAndNotTheLabel(String row) {
        check(row, Dialect.SLACK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '\1', textBlock = """
            [our shop](https://shop.example.com/)                ~ https://shop.example.com/
            [our shop](<https://shop.example.com/>)              ~ https://shop.example.com/
            [https://a.example.com/](https://b.example.com/)     ~ https://b.example.com/
            [x](https://shop.example.com/a_(b))                  ~ https://shop.example.com/a_(b)
            <https://shop.example.com/>                          ~ https://shop.example.com/
            ||https://shop.example.com/||                        ~ https://shop.example.com/
            **https://shop.example.com/**                        ~ https://shop.example.com/
            `https://shop.example.com/`                          ~ https://shop.example.com/
            """)
    void address_inDiscordMarkdown_isTheTargetAndNotTheLabel(String row) {
        check(row, Dialect.DISCORD);
    }

    private static void check(String row, Dialect dialect) {
        String[] parts = row.split("~", -1);
        List<String> expected = parts[1].isBlank() ? List.of() : List.of(parts[1].strip());
        assertThat(urls(parts[0].strip(), dialect)).as(row).isEqualTo(expected);
    }

    @Test
    void addresses_severalAndRepeated_areListedOnceInOrder() {
        String text =
                "https://b.example.com/ https://a.example.com/, https://b.example.com/ and https://a.example.com/x";
        assertThat(urls(text, Dialect.PLAIN))
                .containsExactly("https://b.example.com/", "https://a.example.com/", "https://a.example.com/x");
    }

    @Test
    void addresses_ofTheProjectsSamples_areAllFound() throws IOException {
        List<String> rows;
        try (InputStream samples = AddressesTest.class.getResourceAsStream("addresses.jsonl")) {
            rows = new String(Objects.requireNonNull(samples).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(rows).hasSizeGreaterThanOrEqualTo(150);
        assertThat(AddressSamples.misses(rows)).isEmpty();
    }
}
