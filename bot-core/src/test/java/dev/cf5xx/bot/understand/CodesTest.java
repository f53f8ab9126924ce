package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes are read in every sane spelling, and numbers that are no codes are left alone. */
class CodesTest {
    private static final MessageReader READER = new MessageReader(Knowledge.shipped());

    private static Reading read(String text) {
        return READER.read(text, Dialect.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "524",
                " 524 ",
                "524?",
                "524!",
                "524。",
                "５２４",
                "error-524",
                "error 524",
                "Error524",
                "ERROR: 524",
                "error_524",
                "错误524",
                "错误 524",
                "错误：524",
                "错误码524",
                "报524",
                "报了524",
                "524报错",
                "出现524错误",
                "HTTP 524",
                "HTTP/2 524",
                "HTTP/1.1 524",
                "http524",
                "524s",
                "getting 524s",
                "error code: 524",
                "Error code 524",
                "status=524",
                "status: 524",
                "status code 524",
                "{\"status\":524}",
                "\"statusCode\": \"524\"",
                "cf 524",
                "cf524",
                "cloudflare-524",
                "(524)",
                "[524]",
                "\"524\"",
                "“524”",
                "`524`",
                "**524**",
                "e524",
                "5​24 error",
                "what is 524",
                "524是什么意思",
                "网站524了",
                "一直524怎么办",
                "the site returns 524.",
                "error 524, again",
                "error 524: a timeout occurred",
                "524\nerror",
                "\t524\r\n"
            })
    void code_inAnySaneSpelling_isRead(String text) {
        Reading reading = read(text);
        assertThat(reading.codes()).as(text).containsExactly("524");
        assertThat(reading.kind()).isEqualTo(Kind.CLOUDFLARE_5XX);
        assertThat(reading.explicit()).isTrue();
        assertThat(reading.confidence()).isBetween(0.5, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "our app listens on port 524",
                "端口 524",
                "localhost:524",
                "$524",
                "¥524",
                "€520 for the server",
                "the server costs 524 USD",
                "服务器 520 元",
                "order #20524",
                "订单号 1524524",
                "524 tests passed",
                "all 520 tests passed on the server",
                "took 524 ms",
                "response took 522ms",
                "page loads in 524 seconds",
                "超时 524 秒",
                "2026-05-24",
                "2026-05-22 error",
                "5/24/2026",
                "version 5.24",
                "v5.2.4 error",
                "server 1.524.0 returned",
                "192.168.1.524",
                "10.5.2.4",
                "http status 200",
                "error 404",
                "5240",
                "15240",
                "0524",
                "error 52",
                "+86 524 5245",
                "520%",
                "I have 522 files on the site",
                "网站有 524 个用户",
                "page 3 of 521 pages",
                "PR #524 fails",
                "people of 1522",
                "abc524def",
                "520快乐",
                "发个 520 红包",
                "今天5月20日"
            })
    void number_thatIsNoCode_isLeftAlone(String text) {
        assertThat(read(text).kind()).as(text).isEqualTo(Kind.NONE);
        assertThat(read(text).codes()).as(text).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "websocket closed with code 1006", "WebSocket error 1006", "close code 1000", "ws close 1001",
                "error in 2026", "the site was built in 1999", "it costs 1020 dollars", "since 1016 AD",
                "server on port 1033", "1020 users", "took 1015 ms", "my order 1014 has arrived"
            })
    void fourDigits_thatAreNo1xxx_areLeftAlone(String text) {
        assertThat(read(text).kind()).as(text).isEqualTo(Kind.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "1016, 1016",
        "error 1020, 1020",
        "Error code: 1033, 1033",
        "错误1015, 1015",
        "cloudflare error 1006, 1006",
        "cf 报 1000 错误, 1000",
        "error code: 1101, 1101"
    })
    void fourDigits_namedAsAnError_areA1xxx(String text, String code) {
        Reading reading = read(text);
        assertThat(reading.codes()).containsExactly(code);
        assertThat(reading.kind()).isEqualTo(Kind.CLOUDFLARE_1XXX);
    }

    @ParameterizedTest
    @CsvSource({
        "502, GENERIC_5XX",
        "502 bad gateway, GENERIC_5XX",
        "nginx 504, GENERIC_5XX",
        "error 500, GENERIC_5XX",
        "503 错误, GENERIC_5XX",
        "cloudflare 502, CLOUDFLARE_5XX",
        "套了cf之后502, CLOUDFLARE_5XX",
        "502 with a ray id, CLOUDFLARE_5XX",
        "520 error, CLOUDFLARE_5XX",
        "error 530, CLOUDFLARE_5XX",
        "how are you, NONE",
        "cloudflare is great, NONE",
        "'', NONE",
        "'   ', NONE"
    })
    void kind_withAndWithoutCloudflare_isTold(String text, Kind kind) {
        assertThat(read(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "521 and 522 errors, 521|522",
        "error 502/504 from cloudflare, 502|504",
        "有时候报520有时候报524, 520|524",
        "error 525 then 526 then 525, 525|526"
    })
    void severalCodes_inOneMessage_areReadInOrderOnceEach(String text, String codes) {
        assertThat(read(text).codes()).isEqualTo(List.of(codes.split("\\|")));
    }

    @ParameterizedTest
    @CsvSource({
        "web server is down cloudflare, 521", "cloudflare ssl handshake failed, 525",
        "CloudFlare Invalid SSL certificate, 526", "cloudflare 源站证书过期, 526"
    })
    void wording_withoutANumber_impliesTheCode(String text, String code) {
        Reading reading = read(text);
        assertThat(reading.codes()).contains(code);
        assertThat(reading.explicit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"error 529, 529", "错误 599, 599", "error code: 1999, 1999", "519 error, 519"})
    void code_withoutAGuide_isReportedAsUnknown(String text, String code) {
        Reading reading = read(text);
        assertThat(reading.unknown()).containsExactly(code);
        assertThat(reading.codes()).isEmpty();
        assertThat(reading.kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void language_ofTheProse_isTold() {
        assertThat(read("524 是什么意思").lang()).isEqualTo(Lang.ZH);
        assertThat(read("what is 524").lang()).isEqualTo(Lang.EN);
        assertThat(read("cf 报 524").lang()).isEqualTo(Lang.ZH);
        for (String none : Arrays.asList("524", "", "５２４？", "https://example.com/", "🙏", "Ошибка 524")) {
            assertThat(read(none).lang()).as(none).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whose fault is it, who-is-at-fault",
        "谁的问题, who-is-at-fault",
        "how long is the timeout, timeout-number",
        "超时多久, timeout-number",
        "how do I fix it, fix",
        "怎么办, fix",
        "what is it, definition",
        "是什么, definition",
        "why does it happen, cause",
        "开工单要提供什么, what-to-send-support",
        "hello there, other"
    })
    void topic_ofAQuestion_isTold(String text, String topic) {
        assertThat(read(text).topic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/524", "https://example.com/?code=524", "https://a.com https://a.com/524",
                "https://example.com/error/522/page", "https://524.example.com/", "http://example.com:524/ error"
            })
    void number_insideAnAddress_isNoCode(String text) {
        assertThat(read(text).codes()).as(text).isEmpty();
    }

    @Test
    void number_insideASlackAddress_isNoCode() {
        Reading reading = READER.read("error? <https://example.com/?a=1&amp;code=524>", Dialect.SLACK);
        assertThat(reading.codes()).isEmpty();
        assertThat(reading.urls()).containsExactly("https://example.com/?a=1&code=524");
    }

    @Test
    void cloudflare_namedOnlyInAnAddress_stillCounts() {
        assertThat(read("502 https://example.com/cdn-cgi/trace").kind()).isEqualTo(Kind.CLOUDFLARE_5XX);
    }
}
