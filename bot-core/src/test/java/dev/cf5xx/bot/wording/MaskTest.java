package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Report;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An origin's address is hidden wherever it stands, in whatever spelling, and no other address is. */
class MaskTest {
    private static final Report REPORT = Reports.of(Reports.diagnosis(Finding.ORIGIN_FINE, true))
            .origin(Reports.origin("203.0.113.7:8443:8080", Map.of()))
            .origin(Reports.origin("[2001:db8:7::7]:8443", Map.of()))
            .origin(Reports.origin("2001:db8:9::9", Map.of()))
            .build();

    private final Mask mask = new Mask(REPORT, false);

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.x.x",
        "203.0.113.7:8443, 203.0.x.x:8443",
        "straight to 203.0.113.7., straight to 203.0.x.x.",
        "https://203.0.113.7/x, https://203.0.x.x/x",
        "a 203.0.113.7 and 203.0.113.7, a 203.0.x.x and 203.0.x.x",
        "::ffff:203.0.113.7, 203.0.x.x",
        "::ffff:cb00:7107, 203.0.x.x",
        "2001:db8:7::7, 2001:db8:…",
        "2001:db8:7:0:0:0:0:7, 2001:db8:…",
        "2001:0DB8:0007::0007, 2001:db8:…",
        "[2001:db8:7::7]:8443, [2001:db8:…]:8443",
        "2001:db8:9::9, 2001:db8:…"
    })
    void originsAddress_inAnySpelling_isCutToItsBeginning(String text, String shown) {
        assertThat(mask.hide(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.70",
        "1203.0.113.7",
        "203.0.113.8",
        "104.16.0.1",
        "2606:4700::1",
        "2001:db8:7::8",
        "nginx/1.25.3.7",
        "10:00:00",
        "a::b::c",
        "2026-11-22T10:00:00Z",
        "TLS 1.3",
        "::",
        "999.0.113.7"
    })
    void anythingElse_thatLooksAlike_staysAsItIs(String text) {
        assertThat(mask.hide(text)).isEqualTo(text);
    }

    @Test
    void originsAddress_whereOnlyOnePersonReads_isWhole() {
        assertThat(new Mask(REPORT, true).hide("203.0.113.7 2001:db8:7::7")).isEqualTo("203.0.113.7 2001:db8:7::7");
    }

    @Test
    void address_thatPublicDnsGivesForTheSite_isNoSecret() {
        Report report = Reports.of(Reports.diagnosis(Finding.REFUSED, true))
                .behind(false)
                .resolvingTo("203.0.113.7")
                .origin(Reports.origin("203.0.113.7", Map.of()))
                .origin(Reports.origin("203.0.113.8", Map.of()))
                .build();
        assertThat(new Mask(report, false).hide("203.0.113.7 203.0.113.8")).isEqualTo("203.0.113.7 203.0.x.x");
    }

    @Test
    void address_thatAnOperatorGaveForTheSite_staysHidden() {
        Report report = Reports.of(Reports.diagnosis(Finding.REFUSED, true))
                .behind(false)
                .given("203.0.113.7")
                .origin(Reports.origin("203.0.113.7", Map.of()))
                .build();
        assertThat(new Mask(report, false).hide("203.0.113.7")).isEqualTo("203.0.x.x");
    }

    @Test
    void address_namedByADiagnosisOnly_isHiddenToo() {
        Report report = Reports.of(Reports.diagnosis(Finding.REFUSED, true)).build();
        assertThat(new Mask(report, false).hide("203.0.113.7")).isEqualTo("203.0.x.x");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, 443, 80",
        "203.0.113.7:8443, 203.0.113.7, 8443, 80",
        "203.0.113.7:8443:8080, 203.0.113.7, 8443, 8080",
        "2001:db8::7, 2001:db8::7, 443, 80",
        "[2001:db8::7], 2001:db8::7, 443, 80",
        "[2001:db8::7]:2053:8880, 2001:db8::7, 2053, 8880",
        "[2001:db8::7, [2001:db8::7, 443, 80",
        "203.0.113.7:x, 203.0.113.7, 443, 80",
        "'', '', 443, 80"
    })
    void originAddress_withOrWithoutPorts_isTakenApart(String written, String host, String https, String http) {
        assertThat(Mask.host(written)).isEqualTo(host);
        assertThat(Mask.port(written, true)).isEqualTo(https);
        assertThat(Mask.port(written, false)).isEqualTo(http);
    }
}
