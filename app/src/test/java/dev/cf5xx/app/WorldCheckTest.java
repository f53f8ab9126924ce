package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.Place;
import dev.cf5xx.lab.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
        "blocked-by-rule, 0, blocked, ''",
        "loop, 1, redirect-loop, ''",
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
        "only-cloudflare, 0, edge-fine, '', false",
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

    private static List<String> findings(Run run) {
        return run.json().path("diagnoses").findValuesAsText("finding");
    }

    /** An address of this machine where nothing listens. */
    private static String deadOrigin() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort() + ":" + socket.getLocalPort();
        }
    }

    @Test
    void check_deadOriginBesideAFineEdge_namesBothPossibilities() throws IOException {
        String dead = deadOrigin();
        Run json = check("healthy", false, "--origin", dead, "--format", "json");
        assertThat(findings(json)).containsExactly("edge-fine", "origin-closed-here");
        assertThat(json.code()).isZero();

        Run text = check("healthy", false, "--origin", dead, "--format", "text");
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .startsWith("The site answers through Cloudflare: HTTP 200")
                .contains(
                        dead + " does not answer this check: either it admits only Cloudflare, or it is not the server",
                        dead + ": for this check connection refused; what Cloudflare gets there, only it can tell")
                .doesNotContain("All is well", "✗");
    }

    @Test
    void check_everything_saysNothingThatTheEvidenceContradicts() throws IOException {
        assertThat(check("522", false, "--format", "text", "--more").out()).doesNotContain("525, 526");
        assertThat(check("522", true, "--format", "text", "--more").out())
                .doesNotContain("blocks or limits Cloudflare");
        Run closed = check("healthy", false, "--origin", deadOrigin(), "--format", "text", "--more");
        assertThat(closed.out()).contains("only it can tell").doesNotContain("✗");
    }

    @Test
    void check_originWithoutRouteBesideAFineEdge_isNotSaidToAdmitOnlyCloudflare() {
        String away = world.place("523").originOption();
        assumeThat(away).as("an address without a route").isNotNull();
        Run run = check("healthy", false, "--origin", String.valueOf(away), "--format", "json");
        assertThat(findings(run)).containsExactly("edge-fine", "origin-out-of-reach");
        assertThat(run.code()).isZero();
    }

    @Test
    void check_originPulls_areToldByTheirOwnAdvice() {
        Run run = check("origin-pulls", true, "--format", "text");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Authenticated Origin Pulls", "only it can tell")
                .doesNotContain("firewall", "✗");
        assertThat(findings(check("origin-pulls", true))).containsExactly("edge-fine", "origin-pulls");
    }

    @Test
    void check_originThatFailsBesideAFineEdge_isBroken() {
        Run run = check(
                "healthy",
                true,
                "--origin",
                String.valueOf(world.place("origin-500").originOption()));
        assertThat(findings(run).get(0)).isEqualTo("edge-fine");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void check_loopWithAnOriginThatRedirectsOnBothPorts_isNotBlamedOnFlexible() {
        Run run = check("loop", true, "--format", "text");
        assertThat(run.out())
                .contains("Cloudflare FRA ✗ redirect loop", "Full, Full (strict) ✗ 301 redirect loop")
                .doesNotContain("FRA ?", "✓ 301");
    }

    @Test
    void check_causeAtTheOrigin_saysWhereEachLineWasMeasured_andRepeatsNothing() {
        Run run = check("526", true, "--format", "text");
        assertThat(run.out())
                .contains(" • origin: certificate ", " • edge: HTTP 526")
                .doesNotContain("Cloudflare shows 526", "published", "--origin");
    }

    @ParameterizedTest
    @CsvSource({"522", "530", "challenge", "own-page", "healthy"})
    void check_adviceOfOneLook_asksForNothingThatOnlyAConversationCanTake(String id) {
        for (String more : List.of("--lang", "--more")) {
            Run run = more.equals("--more")
                    ? check(id, false, "--format", "text", "--more")
                    : check(id, false, "--format", "text", "--lang", "en");
            assertThat(run.out()).doesNotContain("see the form", "Give me", "Write me", "Send me", "tell me");
        }
    }

    @Test
    void check_printedCommands_keepTheSitesPort_andDropWhatWasGiven() {
        String url = world.place("522").url();
        assertThat(check("522", false, "--format", "text").out()).contains("./cf5xx check " + url + " --origin");
        assertThat(check("522", true, "--format", "text", "--more").out()).doesNotContain("--origin");
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
