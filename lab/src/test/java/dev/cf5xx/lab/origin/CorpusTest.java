package dev.cf5xx.lab.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Where the shared samples of faults are at hand, each of them has its scenario. */
class CorpusTest {
    private static final Path FAULTS = Path.of("../../shared/corpora/fault-scenarios.dev.jsonl");
    private static final Pattern CODE = Pattern.compile("\\b[45]\\d\\d\\b");

    @Test
    void faults_ofTheSamples_haveEachAScenarioThatShowsTheSameCode() throws IOException {
        assumeTrue(Files.exists(FAULTS), () -> "the shared samples are not here: " + FAULTS);
        for (String line : Files.readAllLines(FAULTS)) {
            JsonNode row = new ObjectMapper().readTree(line);
            Scenario scenario = Scenario.of(row.get("id").asText());
            assertThat(scenario.layer().name())
                    .isEqualToIgnoringCase(row.get("layer").asText());
            String expected = row.get("expected_code_cloudflare_would_show").asText();
            Matcher code = CODE.matcher(expected);
            if (!expected.startsWith("none") && code.find()) {
                assertThat(scenario.shows())
                        .as("%s: %s", scenario.id(), expected)
                        .contains(code.group());
            } else {
                assertThat(scenario.shows())
                        .as("%s: %s", scenario.id(), expected)
                        .isEmpty();
            }
        }
    }
}
