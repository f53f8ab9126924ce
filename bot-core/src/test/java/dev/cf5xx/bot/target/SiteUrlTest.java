package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.target.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteUrlTest {
    private static SiteUrl site(String text) {
        return (SiteUrl) SiteUrl.read(text);
    }

    private static Reason reason(Reading reading) {
        return ((Refusal) reading).reason();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "http://example.com -> http://example.com/",
                "HTTPS://Example.COM:443/A/../b?x=1#frag -> https://example.com/b?x=1",
                "http://example.com.:8080 -> http://example.com:8080/",
                "http://example.com:080/ -> http://example.com/",
                "https://example.com?q -> https://example.com/?q",
                "https://münchen.de/ -> https://xn--mnchen-3ya.de/",
                "https://faß.de/ -> https://xn--fa-hia.de/",
                "https://日本語。jp/パス -> https://xn--wgv71a119e.jp/%E3%83%91%E3%82%B9",
                "https://ශ්‍රී.com/ -> https://xn--10cl1a0b660p.com/",
                "https://نامه‌ای.com/ -> https://xn--mgba3gch31f060k.com/",
                "https://foo_bar.example.com/ -> https://foo_bar.example.com/",
                "https://foo_ü.example.com/ -> https://xn--foo_-3ra.example.com/",
                "https://127.0.0.1.example.com/ -> https://127.0.0.1.example.com/",
                "https://example.com/a|b{c}% d?a[]=1&b={x|y}%&c=\\ -> https://example.com/a%7Cb%7Bc%7D%%20d?a[]=1&b={x|y}%&c=\\",
                "https://example.com/%c0%ae%c0%ae/ -> https://example.com/%c0%ae%c0%ae/",
                "https://[2606:4700:4700:0:0:0:0:1111]:8443/ -> https://[2606:4700:4700::1111]:8443/",
                "http://ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ/ -> http://example.com/",
            })
    void text_ofAnAddress_isCanonical(String written, String canonical) {
        assertThat(site(written).text()).isEqualTo(canonical);
        assertThat(site(canonical).text()).isEqualTo(canonical);
    }

    @Test
    void parts_ofAnAddress_areThoseConnectedTo() {
        SiteUrl name = site("https://Shop.example.com:8443/cart?id=1");
        assertThat(name.https()).isTrue();
        assertThat(name.host()).isEqualTo("shop.example.com");
        assertThat(name.literal()).isNull();
        assertThat(name.port()).isEqualTo(8443);
        assertThat(name.authority()).isEqualTo("shop.example.com:8443");
        assertThat(name.path()).isEqualTo("/cart?id=1");

        SiteUrl literal = site("http://[2606:4700::6810:84e5]/");
        assertThat(literal.host()).isEqualTo("2606:4700::6810:84e5");
        assertThat(literal.literal())
                .isEqualTo(Literals.any("2606:4700::6810:84e5").orElseThrow());
        assertThat(literal.authority()).isEqualTo("[2606:4700::6810:84e5]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "http://user:hunter2@example.com/ -> USERINFO",
                "http://@example.com/ -> USERINFO",
                "ftp://example.com/ -> SCHEME",
                "javascript:alert(1) -> SCHEME",
                "example.com -> NOT_A_URL",
                "example.com:8080 -> NOT_A_URL",
                "http:example.com -> NOT_A_URL",
                "http:///example.com/ -> NOT_A_URL",
                "http://example.com\\.evil.com/ -> NOT_A_URL",
                "http://example.com/\\\\evil.com/ -> NOT_A_URL",
                "http://example.com:65536/ -> NOT_A_URL",
                "http://example.com:٨٠/ -> NOT_A_URL",
                "http://example.com:0/ -> PORT",
                "http://0x7f.1/ -> SPELLING",
                "http://2130706433/ -> SPELLING",
                "http://127.0.0.1./ -> SPELLING",
                "http://１２７.0.0.1/ -> SPELLING",
                "http://127.0.0.1打不开 -> SPELLING",
                "http://1.2.3.4.5/ -> BAD_HOST",
                "http://۱۲۷.۰.۰.۱/ -> BAD_HOST",
                "http://example..com/ -> BAD_HOST",
                "http://*.example.com/ -> BAD_HOST",
                "http://[fe80::1%25eth0]/ -> BAD_HOST",
                "http://[::ffff:127.1]/ -> BAD_HOST",
                "http://exam‍ple.com/ -> BAD_HOST",
                "http://xn--a.com/ -> BAD_HOST",
                "http://xn--example-.com/ -> BAD_HOST",
                "http://a.b.c.xn--pokxncvks/ -> BAD_HOST",
            })
    void read_ofWhatIsNoAddress_saysWhy(String written, Reason reason) {
        assertThat(reason(SiteUrl.read(written))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\n", "\r", "\0", "\u001f", "\u007f", "\u0085", "\u2028", "\ufeff", "\ud800"})
    void read_ofAControlCharacter_anywhere_isRefused(String control) {
        for (String written : new String[] {
            "%shttp://example.com/", "http://exa%smple.com/", "http://example.com/a%sb", "http://example.com/%s"
        }) {
            assertThat(reason(SiteUrl.read(written.formatted(control)))).isEqualTo(Reason.NOT_A_URL);
        }
    }

    @Test
    void read_ofMoreThan8KB_isRefused_alsoWhenItGrows() {
        String path = "a".repeat(SiteUrl.LONGEST - "http://example.com/".length());
        assertThat(SiteUrl.read("http://example.com/" + path)).isInstanceOf(SiteUrl.class);
        assertThat(reason(SiteUrl.read("http://example.com/a" + path))).isEqualTo(Reason.TOO_LONG);
        assertThat(reason(SiteUrl.read("http://example.com/" + "é".repeat(3000))))
                .isEqualTo(Reason.TOO_LONG);
        assertThat(reason(SiteUrl.read("é".repeat(5000)))).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void read_ofLabelsAndNames_keepsTheLimitsOfDns() {
        String label = "a".repeat(63);
        assertThat(SiteUrl.read("http://" + label + ".com/")).isInstanceOf(SiteUrl.class);
        assertThat(reason(SiteUrl.read("http://" + label + "a.com/"))).isEqualTo(Reason.BAD_HOST);
        String longest = (label + ".").repeat(3) + "a".repeat(61);
        assertThat(SiteUrl.read("http://" + longest + "/")).isInstanceOf(SiteUrl.class);
        assertThat(reason(SiteUrl.read("http://" + longest + "a/"))).isEqualTo(Reason.BAD_HOST);
    }

    @Test
    void refusal_ofAnAddressWithAPassword_doesNotTellIt() {
        assertThat(SiteUrl.read("https://admin:hunter2@example.com/").toString())
                .doesNotContain("hunter2", "admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "/login -> https://example.com:8443/login",
                "next?x=1 -> https://example.com:8443/a/next?x=1",
                "../up -> https://example.com:8443/up",
                "?y=2 -> https://example.com:8443/a/b?y=2",
                "//www.example.com/z -> https://www.example.com/z",
                "http://example.com/ -> http://example.com/",
                "/a b/ü -> https://example.com:8443/a%20b/%C3%BC",
            })
    void resolve_ofALocation_leadsThere(String location, String to) {
        Reading next = site("https://example.com:8443/a/b?x=0").resolve(location);
        assertThat(next).isInstanceOf(SiteUrl.class);
        assertThat(((SiteUrl) next).text()).isEqualTo(to);
    }

    @Test
    void resolve_fromAnIpv6Address_staysThere() {
        SiteUrl next = (SiteUrl) site("http://[2606:4700::1]:8080/a").resolve("/b");
        assertThat(next.text()).isEqualTo("http://[2606:4700::1]:8080/b");
        assertThat(next.literal()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "/\\evil.com/ -> NOT_A_URL",
                "\\\\evil.com/ -> NOT_A_URL",
                "///evil.com/ -> NOT_A_URL",
                "http:/evil.com/ -> NOT_A_URL",
                "//user@evil.com/ -> USERINFO",
                "file:///etc/passwd -> SCHEME",
                "//0x7f.1/ -> SPELLING",
            })
    void resolve_ofAHostileLocation_isRefused(String location, Reason reason) {
        assertThat(reason(site("https://example.com/").resolve(location))).isEqualTo(reason);
    }

    @Test
    void resolve_ofALocationWithALineEnd_isRefused() {
        assertThat(reason(site("https://example.com/").resolve("/a\r\nSet-Cookie: x")))
                .isEqualTo(Reason.NOT_A_URL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "https://example.com/reset?token=s3cr3tTOKEN123&lang=de& -> https://example.com/reset?token=***&lang=***&",
                "https://example.com/?s3cr3t -> https://example.com/?***",
                "https://example.com/?a= -> https://example.com/?a=",
                "https://discord.com/api/webhooks/123456789012345678/AbCdEfGhIjKlMnOp -> https://discord.com/api/webhooks/***/***",
                "https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/abcdefghijklmnopqrstuvwx"
                        + " -> https://hooks.slack.com/services/***/***/***",
                "https://api.telegram.org/bot123456:ABC-DEF1234ghIkl/getMe -> https://api.telegram.org/***/getMe",
                "https://example.com/password/reset/hunter -> https://example.com/password/reset/***",
                "https://example.com/u/3f2a9c1b4d5e6f708192/x -> https://example.com/u/***/x",
                "https://example.com/d/123e4567-e89b-12d3-a456-426614174000 -> https://example.com/d/***",
                "https://example.com/a;jsessionid=0123456789/b -> https://example.com/a;jsessionid=***/b",
                "https://example.com/eyJhbGciOiJIUzI1NiJ9.e30.abc -> https://example.com/***",
                "https://example.com/blog/2026/11/22/Why-we-moved-to-Cloudflare"
                        + " -> https://example.com/blog/2026/11/22/Why-we-moved-to-Cloudflare",
                "https://en.example.org/wiki/Transport_Layer_Security -> https://en.example.org/wiki/Transport_Layer_Security",
                "https://web.archive.org/web/https://admin:hunter2@example.com/"
                        + " -> https://web.archive.org/web/https://***/",
                "https://例子.com/路径 -> https://xn--fsqu00a.com/%E8%B7%AF%E5%BE%84",
                "https://раураl.com/ -> https://xn--l-7sba6dbr.com/",
            })
    void shown_ofAnAddress_keepsItsSecrets(String written, String shown) {
        assertThat(site(written).shown()).isEqualTo(shown);
        assertThat(site(written)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/reset?token=s3cr3tTOKEN123",
                "https://example.com/verify/8f3kd92k",
                "https://example.com/x?code=48151623",
                "https://bucket.s3.amazonaws.com/f.pdf?X-Amz-Signature=0a1b2c",
                "https://acct.blob.core.windows.net/c/b?se=2026-11-22&sig=abc",
                "https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/abcdefghijklmnopqrstuvwx",
                "https://discord.com/api/webhooks/123456789012345678/AbCdEfGhIjKlMnOp",
                "https://example.com/login?next=%2F&sid=abc",
                "https://example.com/a;jsessionid=0123456789/b",
                "https://example.com/d/123e4567-e89b-12d3-a456-426614174000",
                "https://example.com/?x=eyJhbGciOiJIUzI1NiJ9.e30.abc",
            })
    void carriesSecret_ofWhatOnlyItsReceiverShouldHave_isTrue(String written) {
        assertThat(site(written).carriesSecret()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://example.com/products/42?page=2&sort=price",
                "https://example.com/?utm_source=mail&gclid=EAIaIQobChMI6KjQ3ZmX9wIVxQ",
                "https://example.com/assets/main.4b7e2c91d0f3a8b6c5d4.js",
                "https://example.com/docs/hooks/intro",
                "https://example.com/reset",
                "https://example.com/search?q=cloudflare+error+522&author=me",
                "https://example.com/status?code=522",
                "https://example.com/blog/2026/11/22/why-we-moved-to-cloudflare",
            })
    void carriesSecret_ofAnOrdinaryAddress_isFalse(String written) {
        assertThat(site(written).carriesSecret()).isFalse();
    }

    @Test
    void refusal_ofALongHost_isCut() {
        Refusal refusal = (Refusal) SiteUrl.read("http://" + "😀".repeat(120) + "*/");
        assertThat(refusal.detail()).isEqualTo("😀".repeat(50) + "…");
        assertThat(new Refusal(Reason.BAD_HOST, "a" + "😀".repeat(60)).detail()).isEqualTo("a" + "😀".repeat(49) + "…");
    }

    @Test
    void construction_ofWhatIsNotCanonical_isRefused() {
        assertThatThrownBy(() -> new SiteUrl(true, "LOCALHOST", null, 443, "/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SiteUrl(true, "example.com", null, 443, "/ HTTP/1.1\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new SiteUrl(true, "8.8.8.8", Literals.v4("10.0.0.1").orElseThrow(), 443, "/"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
