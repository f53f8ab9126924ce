package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.dns.NameServer;
import dev.cf5xx.lab.origin.Ground;
import dev.cf5xx.lab.origin.Origin;
import dev.cf5xx.lab.origin.Scenario;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** Every fault the lab can make, met by the whole check over real sockets and real TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ScenarioCheckTest {
    private static final Pattern ANY_NUMBER = Pattern.compile("\\d[\\d.,:]*");
    private static final String HOST = "shop.example.net";

    private final Ground ground = Ground.on(InetAddress.getLoopbackAddress(), HOST, Clock.systemUTC())
            .patience(Duration.ofMillis(300))
            .drip(Duration.ofMillis(2));
    private final Map<Scenario, JsonNode> reports = new ConcurrentHashMap<>();
    private NameServer names;
    private Path root;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        names = NameServer.start(InetAddress.getLoopbackAddress());
        root = Files.writeString(folder.resolve("root.pem"), ground.root().pem());
    }

    @AfterAll
    void stop() {
        names.close();
    }

    private JsonNode check(Scenario scenario) throws Exception {
        JsonNode known = reports.get(scenario);
        if (known != null) {
            return known;
        }
        try (Origin origin = scenario.start(ground)) {
            scenario.publish(names, HOST, origin);
            List<String> words = new ArrayList<>(List.of(
                    "check",
                    "https://" + HOST + ":" + origin.address().getPort() + "/",
                    "--format",
                    "json",
                    "--dns",
                    "127.0.0.1:" + names.address().getPort(),
                    "--allow-network",
                    "127.0.0.0/8",
                    "--allow-network",
                    "::1/128",
                    "--cacert",
                    root.toString(),
                    "--connect-timeout",
                    "1s",
                    "--origin-timeout",
                    "2s",
                    "--max-time",
                    "20s"));
            Run run = Run.in(Map.of("CF5XX_STATUS_URL", "off"), "", words.toArray(String[]::new));
            assertThat(run.out()).as(run.err()).isNotBlank();
            reports.put(scenario, run.json());
            return run.json();
        } catch (UnsupportedOperationException e) {
            assumeThat(false).as(e.getMessage()).isTrue();
            throw e;
        }
    }

    /** All but packet loss, which can be made only below TCP. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PACKET_LOSS")
    void check_scenario_showsWhatCloudflareWouldShow(Scenario scenario) throws Exception {
        JsonNode report = check(scenario);
        String code = report.path("diagnoses").path(0).path("code").asText(null);

        assertThat(expected(scenario)).as("%s: %s", scenario.id(), report).contains(code);
    }

    /** What the check may say; differs from what Cloudflare shows where only Cloudflare can know. */
    private static List<String> expected(Scenario scenario) {
        return switch (scenario) {
            // Healthy for Cloudflare only, or for everybody else: told apart behind an edge, in WorldCheckTest.
            case ADMITS_ONLY_CLOUDFLARE -> List.of("521");
            case REFUSES_CLOUDFLARE, DROPS_CLOUDFLARE -> nothing();
            // A decision of a rule, not a 5XX.
            case EDGE_CHALLENGE, EDGE_BLOCK, EDGE_1000, EDGE_1020 -> nothing();
            // Not documented, so that they are told beside, in doubt.
            case SHA1, RSA_1024 -> nothing();
            case CUT_GZIP -> List.of("502");
            // Both lead to another service of this machine that the operator has opened.
            case REDIRECT_TO_HTTP -> List.of("520");
            case REDIRECT_INTO_LOOPBACK -> List.of("521");
            default -> scenario.shows().isEmpty() ? nothing() : scenario.shows();
        };
    }

    private static List<String> nothing() {
        return Collections.singletonList(null);
    }

    /** Whatever is broken is told so that nobody has to ask back what it is: no two causes in the same words. */
    @Test
    void check_twoCauses_areNeverToldTheSame() throws Exception {
        Map<String, String> sentences = new HashMap<>();
        for (Scenario scenario : Scenario.values()) {
            JsonNode first;
            try {
                first = check(scenario).path("diagnoses").path(0);
            } catch (TestAbortedException e) {
                continue;
            }
            String finding = first.path("finding").asText();
            String told = ANY_NUMBER.matcher(first.path("says").asText()).replaceAll("N");
            assertThat(sentences.merge(told, finding, (before, now) -> before))
                    .as(scenario.id() + ": " + told)
                    .isEqualTo(finding);
            if (!first.path("code").isNull()) {
                assertThat(first.path("evidence")).as(scenario.id()).isNotEmpty();
                assertThat(first.path("next")).as(scenario.id()).isNotEmpty();
            }
        }
    }
}
