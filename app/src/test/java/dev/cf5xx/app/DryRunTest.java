package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check --dry-run}, and what {@code check} says of what it cannot use: nothing is connected to here. */
class DryRunTest {
    private static final String LONG = "https://www.example.com/?" + "a".repeat(9_000);

    private static Run dry(String... words) {
        List<String> all = new ArrayList<>(List.of("check", "--dry-run"));
        all.addAll(List.of(words));
        return Run.of(all.toArray(String[]::new));
    }

    private static JsonNode row(String row, String... words) {
        List<String> all = new ArrayList<>(List.of("check", "--dry-run", "--batch", "-"));
        all.addAll(List.of(words));
        Run run = Run.fed(row + "\n", all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(1);
        return run.lines().get(0);
    }

    /** One of each kind; which spelling is which is the policy's own test. */
    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/, allowed, ''",
        "HTTPS://Bücher.Example.COM:443/a, allowed, ''",
        "http://www.example.com:8080/?a=b, allowed, ''",
        "just words, not-a-url, not-a-url",
        "www.example.com, not-a-url, not-a-url",
        "https://www.example.com:99999/, not-a-url, not-a-url",
        "http://example..com/, not-a-url, bad-host",
        "ftp://www.example.com/, blocked, scheme",
        "https://joe:pass@www.example.com/, blocked, userinfo",
        "https://www.example.com:22/, blocked, port",
        "http://0x7f.0.0.1/, blocked, spelling",
        "http://localhost/, blocked, internal-name",
        "http://intranet/, blocked, internal-name",
        "http://10.0.0.1/, blocked, special-address",
        "http://169.254.169.254/latest/, blocked, special-address",
        "'http://[::ffff:127.0.0.1]/', blocked, special-address",
    })
    void row_ofAUrl_isJudgedWithItsReason(String input, String verdict, String reason) {
        JsonNode answer = row("{\"id\":\"x\",\"mode\":\"url\",\"input\":\"" + input + "\"}");

        assertThat(answer.path("id").asText()).isEqualTo("x");
        assertThat(answer.path("verdict").asText()).isEqualTo(verdict);
        assertThat(answer.path("reason").asText("")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, allowed",
        "8.8.8.8:8443, allowed",
        "'[2606:4700:4700::1111]:443', allowed",
        "192.168.1.1, blocked",
        "shop.example.com, not-a-url",
        "8.8.8.8:99999, not-a-url",
        "0x8.8.8.8, blocked",
    })
    void row_ofAnOrigin_isJudged(String input, String verdict) {
        assertThat(row("{\"mode\":\"origin-ip\",\"input\":\"" + input + "\"}")
                        .path("verdict")
                        .asText())
                .isEqualTo(verdict);
    }

    /** What a platform makes of an address is undone before it is judged. */
    @ParameterizedTest
    @CsvSource({
        "plain, see https://www.example.com/a., allowed",
        "plain, see http://10.0.0.1/ now, blocked",
        "plain, nothing to see, not-a-url",
        "slack, see <https://www.example.com/a|www.example.com>, allowed",
        "slack, see <http://10.0.0.1/|www.example.com>, blocked",
        "discord, see <https://www.example.com/a>, allowed",
        "discord, 'see https://www.example.com/ and http://127.0.0.1/', blocked",
    })
    void row_ofAMessage_isJudgedByTheAddressesInIt(String mode, String input, String verdict) {
        assertThat(row("{\"mode\":\"" + mode + "\",\"input\":\"" + input + "\"}")
                        .path("verdict")
                        .asText())
                .isEqualTo(verdict);
    }

    @Test
    void row_withDnsAndRedirects_isJudgedByWhereTheyLead() {
        String site = "{\"input\":\"https://www.example.com/\",";

        assertThat(row(site + "\"dns\":{\"www.example.com\":[\"8.8.8.8\"]}}")
                        .path("verdict")
                        .asText())
                .isEqualTo("allowed");
        assertThat(row(site + "\"dns\":{\"www.example.com\":[\"8.8.8.8\",\"10.0.0.1\"]}}")
                        .path("reason")
                        .asText())
                .isEqualTo("special-address");
        assertThat(row(site + "\"dns\":{\"www.example.com\":[\"CNAME db.internal\"]}}")
                        .path("verdict")
                        .asText())
                .isEqualTo("blocked");
        assertThat(row(site + "\"redirects\":[\"/a\",\"http://127.0.0.1/\"]}")
                        .path("verdict")
                        .asText())
                .isEqualTo("blocked");
    }

    @Test
    void row_inANetworkThatIsOpened_isAllowed() {
        String inside = "{\"input\":\"http://10.0.0.1:9000/\"}";

        assertThat(row(inside).path("verdict").asText()).isEqualTo("blocked");
        assertThat(row(inside, "--allow-network", "10.0.0.0/24").path("verdict").asText())
                .isEqualTo("allowed");
    }

    @Test
    void batch_badRowsAmongGoodOnes_areErrorsUnderTheirIds() {
        String rows = "no json\n"
                + "\"text\"\n"
                + "{\"id\":\"a\"}\n"
                + "{\"id\":\"b\",\"mode\":\"telex\",\"input\":\"x\"}\n"
                + "{\"id\":\"c\",\"input\":7}\n"
                + "{\"id\":8,\"input\":\"https://www.example.com/\",\"dns\":7,\"redirects\":7}\n";

        Run run = Run.fed(rows, "check", "--dry-run", "--batch", "-");
        List<JsonNode> lines = run.lines();

        assertThat(run.code()).isZero();
        assertThat(lines).hasSize(6);
        assertThat(lines.subList(0, 5))
                .allMatch(line -> !line.path("error").path("message").asText().isEmpty());
        assertThat(lines.get(2).path("id").asText()).isEqualTo("a");
        assertThat(lines.get(3).path("error").path("code").asText()).isEqualTo("bad-input");
        assertThat(lines.get(5).path("id").asInt()).isEqualTo(8);
        assertThat(lines.get(5).path("verdict").asText()).isEqualTo("allowed");
    }

    @Test
    void dryRun_ofAllowedAddresses_saysSoAndExitsWith0() {
        Run run = dry("https://www.example.com/", "--origin", "8.8.8.8");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("https://www.example.com/", "8.8.8.8");
        assertThat(run.err()).isEmpty();
        assertThat(dry("https://www.example.com/", "--lang", "zh").out()).contains("可以检查");
    }

    @Test
    void dryRun_ofOneThatIsRefused_exitsWith2AndSaysWhyInBothLanguages() {
        Run english = dry("https://www.example.com/", "--origin", "10.0.0.1");
        Run chinese = dry("https://www.example.com/", "--origin", "10.0.0.1", "--lang", "zh");

        assertThat(english.code()).isEqualTo(2);
        assertThat(english.err()).contains("10.0.0.1", "--allow-network").hasLineCount(1);
        assertThat(chinese.code()).isEqualTo(2);
        assertThat(chinese.err()).contains("10.0.0.1", "公网").hasLineCount(1);
    }

    /** What is wrong is told in the reader's language, with what to type instead; with and without looking. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop.example.com | cf5xx check https://shop.example.com/",
                "shop.example.com/a | cf5xx check https://shop.example.com/a",
                "shop.example.com/a?token=b | cf5xx check https://shop.example.com/",
                "https://www.example.com:99999/ | cf5xx check https://www.example.com/",
                "https://www.example.com:abc/x | cf5xx check https://www.example.com/x",
                "https://www.example.com:81/ | 8443",
                "just some words | https://www.example.com/",
                "ftp://www.example.com/ | https://",
                "https://www.example.com/ --origin nonsense | --origin 203.0.113.7",
                "https://www.example.com/ --origin 203.0.113.7:99999 | --origin 203.0.113.7:8443",
                "https://www.example.com/ --dns x | --dns 9.9.9.9:53",
                "https://www.example.com/ --dns 9.9.9.9:99999 | --dns 9.9.9.9:53",
                "https://www.example.com/ --max-time soon | --max-time 19s",
                "https://www.example.com/ --max-time 0 | --max-time 19s",
                "https://www.example.com/ --origin-timeout -1 | --origin-timeout 19s",
                "https://www.example.com/ --connect-timeout 99999999999 | --connect-timeout 19s",
                "https://www.example.com/ --cacert /nonexistent | --cacert",
                "https://www.example.com/ --resolve www.example.com | --resolve www.example.com:443:203.0.113.7",
                "https://www.example.com/ --allow-network 10 | --allow-network 192.0.2.0/24",
                "https://www.example.com/ --allow-network 10.0.0.0/99 | --allow-network 192.0.2.0/24",
                "https://www.example.com/ --cloudflare-network x | --cloudflare-network 192.0.2.0/24",
                "--batch /nonexistent | /nonexistent",
                "--batch - https://www.example.com/ | --batch",
            })
    void check_ofSomethingThatCannotBeUsed_saysWhatToTypeInstead(String words, String instead) {
        for (String lang : List.of("en", "zh")) {
            List<String> all = new ArrayList<>(List.of("--lang", lang, "check"));
            all.addAll(words.startsWith("just ") ? List.of(words) : List.of(words.split(" ")));

            Run run = Run.of(all.toArray(String[]::new));

            assertThat(run.code()).as(run.toString()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains(instead).doesNotContain("Exception").hasLineCount(1);
            assertThat(run.err().codePoints().anyMatch(Character::isIdeographic))
                    .as(run.err())
                    .isEqualTo(lang.equals("zh"));
        }
    }

    @Test
    void check_ofAnAddressBeyond8KB_saysSoWithoutRepeatingIt() {
        Run run = Run.of("check", LONG);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("8 KB", "question mark").hasSizeLessThan(200);
        assertThat(Run.of("check", LONG, "--lang", "zh").err()).contains("8 KB", "问号");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CF5XX_MAX_TIME", "CF5XX_DNS", "CF5XX_ALLOW_NETWORK", "CF5XX_RESOLVE", "CF5XX_STATUS_URL"})
    void check_variableThatCannotBeUsed_isNamedWithWhatToSet(String variable) {
        Map<String, String> environment = Map.of(variable, "x", "CF5XX_LANG", "en");

        Run run = Run.in(environment, "", "check", "https://www.example.com/");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(variable + " cannot be x", variable + "=")
                .hasLineCount(1);
    }
}
