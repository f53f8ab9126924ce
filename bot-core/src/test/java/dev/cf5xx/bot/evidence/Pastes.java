package dev.cf5xx.bot.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Messages with what is pasted into them, and messages with what only looks like it. */
final class Pastes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Pastes() {}

    /**
     * A message.
     *
     * @param expect per paste in it the facts it yields; {@code begins} and {@code ends} tell where it stands
     */
    record Paste(String id, String text, List<Map<String, String>> expect) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** All messages of the file. */
    static List<Paste> all() {
        try (InputStream in = Objects.requireNonNull(Pastes.class.getResourceAsStream("pastes.jsonl"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(Pastes::paste).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Paste paste(String line) {
        try {
            JsonNode row = JSON.readTree(line);
            List<Map<String, String>> expect =
                    row.get("expect").valueStream().map(Pastes::facts).toList();
            return new Paste(row.get("id").asText(), row.get("text").asText(), expect);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static Map<String, String> facts(JsonNode expected) {
        Map<String, String> facts = new TreeMap<>();
        expected.properties()
                .forEach(fact -> facts.put(
                        fact.getKey(),
                        fact.getValue().isNull() ? "null" : fact.getValue().asText()));
        return facts;
    }

    /** Everything that {@code found} says, by name. */
    static Map<String, String> facts(Artefact found, String text) {
        Map<String, String> facts = new TreeMap<>();
        components((Record) found, facts);
        facts.put("kind", found.getClass().getSimpleName());
        facts.put("tag", found.tag());
        facts.put("code", String.valueOf(found.code()));
        facts.put("cloudflare", String.valueOf(found.cloudflare()));
        facts.put("span", text.substring(found.start(), found.end()));
        facts.remove("start");
        facts.remove("end");
        if (found instanceof Artefact.EdgeTrace trace) {
            facts.put("host", String.valueOf(trace.host()));
        }
        return facts;
    }

    private static void components(Record found, Map<String, String> into) {
        for (RecordComponent component : found.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(found);
                if (value instanceof Artefact.Answer answer) {
                    components(answer, into);
                } else if (value instanceof List<?> list) {
                    into.put(
                            component.getName(), list.stream().map(Pastes::item).collect(Collectors.joining("; ")));
                } else {
                    into.put(component.getName(), String.valueOf(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String item(Object item) {
        return item instanceof Artefact.Station at
                ? at.number() + " " + at.name() + " " + at.address() + " " + at.loss() + " " + at.millis()
                : item.toString();
    }
}
