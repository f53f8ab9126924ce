package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenTest {
    private static boolean covers(String given, String url) {
        return Given.read(given).orElseThrow().covers((SiteUrl) SiteUrl.read(url));
    }

    @Test
    void covers_itsNameAndPort_andNoOther() {
        assertThat(covers("Shop.example.com:443:127.0.0.1", "https://shop.example.com/"))
                .isTrue();
        assertThat(covers("shop.example.com:443:127.0.0.1", "http://shop.example.com/"))
                .isFalse();
        assertThat(covers("shop.example.com:*:127.0.0.1", "http://shop.example.com:8080/"))
                .isTrue();
        assertThat(covers("shop.example.com:*:127.0.0.1", "http://www.shop.example.com/"))
                .isFalse();
        assertThat(covers("bücher.de:*:[::1]", "http://xn--bcher-kva.de/")).isTrue();
    }

    @Test
    void read_ofIpv6_needsNoBrackets() {
        assertThat(Given.read("a.test:443:2606:4700::1"))
                .map(given -> Literals.text(given.address()))
                .hasValue("2606:4700::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.test",
                "a.test:443",
                "a.test:0:127.0.0.1",
                "a.test:65536:127.0.0.1",
                "a.test:443:localhost",
                "a.test:443:127.1",
                "1.2.3.4:443:127.0.0.1",
                "a/b:443:127.0.0.1",
                ":443:127.0.0.1",
                "a.test:x:127.0.0.1"
            })
    void read_ofAnythingElse_isEmpty(String text) {
        assertThat(Given.read(text)).isEmpty();
    }
}
