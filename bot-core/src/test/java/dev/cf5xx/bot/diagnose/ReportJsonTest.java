package dev.cf5xx.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds reports to coming back from JSON as they went, and to the names that scripts rely on. */
class ReportJsonTest {
    /** As the store's. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void report_writtenAndRead_isEqual(Scenario scenario) throws IOException {
        Report report = scenario.seen().report();
        assertThat(JSON.readValue(JSON.writeValueAsString(report), Report.class))
                .isEqualTo(report);
    }

    @Test
    void report_hasTheNamesOfTheContract() {
        JsonNode report =
                JSON.valueToTree(Seen.edge("526").origin(Seen.healthy()).report());

        assertThat(report.fieldNames())
                .toIterable()
                .contains(
                        "url",
                        "vantage",
                        "behind_cloudflare",
                        "status",
                        "code",
                        "subcode",
                        "source",
                        "ray",
                        "colo",
                        "phases",
                        "dns",
                        "tls",
                        "trace",
                        "origins",
                        "diagnoses",
                        "checked_at");
        assertThat(report.get("phases").fieldNames())
                .toIterable()
                .containsExactly("dns_ms", "tcp_ms", "tls_ms", "ttfb_ms", "total_ms");
        JsonNode modes = report.get("origins").get(0).get("by_ssl_mode");
        assertThat(modes.fieldNames()).toIterable().containsExactly("off", "flexible", "full", "strict");
        assertThat(modes.get("full").get("result").asText()).isEqualTo("ok");
        assertThat(modes.get("full").get("reasons").get(0).asText()).isEqualTo("origin-fine");
        assertThat(report.get("checked_at").asText()).isEqualTo("2026-11-22T12:00:00Z");
        JsonNode first = report.get("diagnoses").get(0);
        assertThat(first.get("fault").asText()).isEqualTo("config");
        assertThat(first.get("finding").asText()).isEqualTo("origin-fine-edge-not");
        assertThat(first.get("evidence").get(0).get("what").asText()).isEqualTo("http-status");
    }
}
