package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTest {
    private final MessageReader reader = new MessageReader(Knowledge.shipped());

    private Reading read(String text) {
        return reader.read(text, Dialect.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node522.example.com is slow",
                "error on example.com/orders/521",
                "mail ops522@example.com about the error",
                "cloudflare error at api-524.example.com:8443/v1/520",
                "cf 报错 shop522.example.com",
                "the error is in 10.0.5.22, not 203.0.113.52:521",
            })
    void numberInsideAName_isNoCode(String text) {
        assertThat(read(text).codes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "node522.example.com gives error 524, 524",
        "example.com/orders/521 fails with 522, 522",
        "error 522.then we rebooted, 522",
        "http://127.0.0.1:8080报错522, 522",
        "https://[2001:db8::7]:8443报错522, 522",
        "shop.example.com报错 525, 525",
    })
    void codeBesideAName_isRead(String text, String code) {
        assertThat(read(text).codes()).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080报错522, http://127.0.0.1:8080",
        "https://[2001:db8::7]:8443打不开, https://[2001:db8::7]:8443",
        "https://203.0.113.7挂了, https://203.0.113.7",
    })
    void addressBeforeChinese_endsWhereChineseBegins(String text, String url) {
        assertThat(read(text).urls()).containsExactly(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.example.com打不开 | shop.example.com",
                "www.例子.com, shop.example.co.uk | shop.example.co.uk",
                "SHOP.EXAMPLE.COM | SHOP.EXAMPLE.COM",
                "shop.example.com:8443/a?b=1. | shop.example.com",
            })
    void name_isFound(String text, String host) {
        assertThat(read(text).hosts()).contains(host);
    }
}
