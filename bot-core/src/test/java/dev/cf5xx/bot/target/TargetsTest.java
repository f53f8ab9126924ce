package dev.cf5xx.bot.target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile targets that must not be let through and good ones that must, in {@code targets.jsonl}. */
class TargetsTest {
    private static final DryRun DRY_RUN = new DryRun(new AddressPolicy(Networks.NONE, List.of(), List::of));

    static List<JsonNode> targets() throws IOException {
        try (InputStream in = Objects.requireNonNull(TargetsTest.class.getResourceAsStream("targets.jsonl"))) {
            ObjectMapper json = new ObjectMapper();
            List<JsonNode> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                rows.add(json.readTree(line));
            }
            return rows;
        }
    }

    @ParameterizedTest
    @MethodSource("targets")
    void target_ofTheList_getsItsVerdict(JsonNode row) {
        Map<String, List<String>> dns = new HashMap<>();
        row.path("dns").properties().forEach(it -> dns.put(it.getKey(), texts(it.getValue())));
        DryRun.Answer answer = row.has("origin")
                ? DRY_RUN.origin(row.get("origin").asText())
                : DRY_RUN.urls(List.of(row.get("url").asText()), dns, texts(row.path("redirects")));
        assertThat(answer.verdict().tag())
                .as("%s", answer)
                .isEqualTo(row.get("verdict").asText());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(it -> texts.add(it.asText()));
        return texts;
    }
}
