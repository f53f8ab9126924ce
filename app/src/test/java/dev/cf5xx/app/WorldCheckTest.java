package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.Place;
import dev.cf5xx.lab.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check through an edge, and straight to the origins behind it: what only the two together can tell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class WorldCheckTest {
    private World world;
    private Path roots;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        world = World.start(0, Clock.systemUTC(), Duration.ofSeconds(2));
        roots = Files.writeString(folder.resolve("roots.pem"), world.pem());
    }

    @AfterAll
    void stop() {
        world.close();
    }

    private Run check(String id, boolean origin, String... more) {
        Place place = world.place(id);
        List<String> words = new ArrayList<>(List.of("check", place.url()));
        words.addAll(world.options(roots));
        words.addAll(List.of("--connect-timeout", "1s", "--origin-timeout", "2s", "--max-time", "30s"));
        if (!List.of(more).contains("--format")) {
            words.addAll(List.of("--format", "json"));
        }
        if (origin) {
            words.addAll(List.of("--origin", String.valueOf(place.originOption())));
        }
        words.addAll(List.of(more));
        return Run.in(Map.of("CF5XX_STATUS_URL", "off"), "", words.toArray(String[]::new));
    }

    /** What the edge alone tells. */
    @ParameterizedTest
    @CsvSource({
        "healthy, 0, edge-fine, ''",
        "500, 1, edge-itself, 500",
        "502, 1, edge-reports, 502",
        "503, 1, origin-passed-through, 503",
        "504, 1, edge-reports, 504",
        "520, 1, edge-reports, 520",
        "521, 1, edge-reports, 521",
        "522, 1, edge-reports, 522",
        "523, 1, edge-reports, 523",
        "524, 1, edge-reports, 524",
        "525, 1, edge-reports, 525",
        "526, 1, edge-reports, 526",
        "530, 1, edge-1xxx, 530",
        "1033, 1, edge-1xxx, 530",
        "only-cloudflare, 0, edge-fine, ''",
        "origin-pulls, 0, edge-fine, ''",
        "origin-ca, 0, edge-fine, ''",
        "own-page, 1, edge-custom-page, ''",
        "challenge, 0, challenged, ''",
        "blocked-by-rule, 1, blocked, ''",
        "loop, 1, redirect-loop-flexible, ''",
        "no-edge-certificate, 1, edge-no-tls, ''",
        "not-proxied, 0, origin-fine, ''",
    })
    void check_throughTheEdge_saysWhatItShows(String id, int exit, String finding, String code) {
        Run run = check(id, false);
        JsonNode report = run.json();
        JsonNode first = report.path("diagnoses").path(0);

        assertThat(first.path("finding").asText()).as(run.out()).isEqualTo(finding);
        if (!code.isEmpty()) {
            assertThat(first.path("code").asText()).as(run.out()).isEqualTo(code);
        }
        assertThat(run.code()).as(run.out()).isEqualTo(exit);
        if (!id.equals("not-proxied") && !id.equals("no-edge-certificate")) {
            assertThat(report.path("behind_cloudflare").asBoolean()).isTrue();
            assertThat(report.path("colo").asText()).isEqualTo("FRA");
        }
    }

    @Test
    void check_errorThatComesAndGoes_saysHowOften() {
        JsonNode report = check("intermittent", false).json();

        assertThat(report.path("diagnoses").path(0).path("finding").asText()).isEqualTo("intermittent");
        assertThat(report.path("tries").toString()).isEqualTo("[520,520,200]");
    }

    /** What edge and origin tell together. */
    @ParameterizedTest
    @CsvSource({
        "526, 1, certificate-expired, 526, true",
        "525, 1, no-shared-cipher, 525, true",
        "521, 1, refused, 521, true",
        "522, 1, syn-timed-out, 522, true",
        "520, 1, empty-reply, 520, true",
        "524, 1, silent, 524, true",
        "headers, 1, headers-too-large, 520, true",
        "plain-http, 1, plain-http-on-tls-port, 525, true",
        "self-signed, 1, certificate-self-signed, 526, true",
        "incomplete-chain, 1, certificate-chain-incomplete, 526, true",
        "wrong-host, 1, certificate-name-mismatch, 526, true",
        "blocked-521, 1, cloudflare-blocked, 521, false",
        "blocked-522, 1, cloudflare-blocked, 522, false",
        "only-cloudflare, 0, origin-admits-only-cloudflare, '', false",
        "origin-ca, 0, edge-fine, '', true",
        "healthy, 0, edge-fine, '', true",
    })
    void check_withTheOrigin_namesTheCause(String id, int exit, String finding, String code) {
        Run run = check(id, true);
        JsonNode first = run.json().path("diagnoses").path(0);

        assertThat(first.path("finding").asText()).as(run.out()).isEqualTo(finding);
        if (!code.isEmpty()) {
            assertThat(first.path("code").asText()).as(run.out()).isEqualTo(code);
        }
        assertThat(run.code()).as(run.out()).isEqualTo(exit);
    }

    @Test
    void check_expiredCertificate_failsUnderStrictOnly() {
        JsonNode modes = check("526", true).json().path("origins").path(0).path("by_ssl_mode");

        assertThat(modes.path("strict").path("code").asText()).isEqualTo("526");
        assertThat(modes.path("strict").path("certain").asBoolean()).isTrue();
        assertThat(modes.path("full").path("result").asText()).isEqualTo("ok");
        assertThat(modes.path("flexible").path("result").asText()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"526", "521", "blocked-521", "self-signed", "loop"})
    void check_inWords_fitsAScreenInBothLanguages(String id) {
        for (String lang : List.of("en", "zh")) {
            Run run = check(id, true, "--format", "text", "--lang", lang);
            assertThat(run.out().lines().count()).as(run.out()).isLessThanOrEqualTo(24);
        }
    }
}
