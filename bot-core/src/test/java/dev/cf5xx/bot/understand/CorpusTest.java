package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the shared samples of real questions are at hand, the reader understands no fewer of them than it once did. */
class CorpusTest {
    private static final Path CORPORA = Path.of("../../shared/corpora");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MessageReader READER = new MessageReader(Knowledge.shipped());

    private static List<String> lines(String file) throws IOException {
        Path path = CORPORA.resolve(file);
        assumeTrue(Files.exists(path), () -> "the shared samples are not here: " + path);
        return Files.readAllLines(path);
    }

    private static List<JsonNode> rows(String file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : lines(file)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> strings = new HashSet<>();
        list.forEach(item -> strings.add(item.asText()));
        return strings;
    }

    @Test
    void questions_ofTheSamples_areUnderstoodAsWellAsBefore() throws IOException {
        int rows = 0;
        int kinds = 0;
        int codes = 0;
        int withCode = 0;
        int topics = 0;
        List<String> misses = new ArrayList<>();
        for (JsonNode row : rows("questions.dev.jsonl")) {
            Reading reading = READER.read(row.get("text").asText(), Dialect.PLAIN);
            rows++;
            boolean kind = reading.kind().tag().equals(row.get("kind").asText());
            kinds += kind ? 1 : 0;
            topics += reading.topic().equals(row.get("topic").asText()) ? 1 : 0;
            if (!row.get("codes").isEmpty()) {
                withCode++;
                boolean code = !reading.codes().isEmpty()
                        && strings(row.get("codes")).contains(reading.codes().get(0));
                codes += code ? 1 : 0;
                kind &= code;
            }
            if (!kind) {
                misses.add(row.get("id").asText() + " " + reading.kind() + reading.codes());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "questions: kind %d/%d, first code %d/%d, topic %d/%d; missed %s%n",
                kinds,
                rows,
                codes,
                withCode,
                topics,
                rows,
                misses);
        assertThat((double) kinds / rows).as("kinds: %s", misses).isGreaterThanOrEqualTo(0.9);
        assertThat((double) codes / withCode).as("codes: %s", misses).isGreaterThanOrEqualTo(0.95);
        assertThat((double) topics / rows).as("topics").isGreaterThanOrEqualTo(0.45);
    }

    @Test
    void addresses_ofTheSamples_areAllFound() throws IOException {
        List<String> misses = AddressSamples.misses(lines("url-extract.dev.jsonl"));
        System.out.printf(Locale.ROOT, "addresses: missed %s%n", misses);
        assertThat(misses).isEmpty();
    }
}
