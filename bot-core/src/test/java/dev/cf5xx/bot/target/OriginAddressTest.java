package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.target.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginAddressTest {
    private static final SiteUrl SITE = (SiteUrl) SiteUrl.read("https://example.com/");

    private static String text(String written, SiteUrl site) {
        return ((OriginAddress) OriginAddress.read(written, site)).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "8.8.8.8 -> 8.8.8.8:443:80",
                "8.8.8.8:8443 -> 8.8.8.8:8443:80",
                "8.8.8.8:8443:8080 -> 8.8.8.8:8443:8080",
                "2606:4700:0:0::1 -> [2606:4700::1]:443:80",
                "[2606:4700::1] -> [2606:4700::1]:443:80",
                "[2606:4700::1]:2053:2052 -> [2606:4700::1]:2053:2052",
            })
    void read_ofAnAddress_hasItsPorts(String written, String text) {
        assertThat(text(written, SITE)).isEqualTo(text);
        assertThat(text(text, SITE)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "https://example.com:8443/ -> 8.8.8.8:8443:80",
                "http://example.com:8080/ -> 8.8.8.8:443:8080",
                "https://example.com:8080/ -> 8.8.8.8:443:80",
                "http://example.com:3000/ -> 8.8.8.8:443:80",
            })
    void read_withoutPorts_takesThoseOfTheSiteWhereCloudflareHasThem(String site, String text) {
        assertThat(text("8.8.8.8", (SiteUrl) SiteUrl.read(site))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "http://8.8.8.8",
                "8.8.8.0/24",
                "8.8.8.8,10.0.0.1",
                "8.8.8.8 -o /etc/x",
                "--help",
                "8.8.8.8:",
                "8.8.8.8:443:",
                "8.8.8.8:0",
                "8.8.8.8:65536",
                "8.8.8.8:443:80:1",
                "fe80::1%eth0",
                "[fe80::1%25eth0]",
                "[::1",
                "::1]",
                "8.8.8.8;id",
                "$(id)",
                "8.8.8.8\n",
                "1.2.3.4.5",
                "8.8.8.8:+443",
                "8.8.8.8:٤٤٣"
            })
    void read_ofWhatIsNoAddress_saysSo(String written) {
        assertThat(OriginAddress.read(written, SITE)).isEqualTo(new Refusal(Reason.NOT_A_URL, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0177.0.0.1", "127.1", "1.2.3", "2130706433", "0x7f000001", "8.8.8.8.", "８.８.８.８", "[8.8.8.8]"})
    void read_ofAnOldSpelling_isRefused(String written) {
        assertThat(OriginAddress.read(written, SITE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.SPELLING));
    }

    @Test
    void read_ofAMappedAddress_leavesItToThePolicy() {
        OriginAddress mapped = (OriginAddress) OriginAddress.read("::ffff:8.8.8.8", SITE);
        assertThat(mapped.text()).isEqualTo("[::ffff:808:808]:443:80");
    }
}
