package dev.cf5xx.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One run of the program in this process, and what came of it. */
record Run(int code, String out, String err) {
    static final String NOW = "2026-11-21T22:04:00Z";

    /** Runs with nothing to read. */
    static Run of(String... args) {
        return in(Map.of(), "", args);
    }

    static Run fed(String input, String... args) {
        return in(Map.of(), input, args);
    }

    static Run in(Map<String, String> environment, String input, String... args) {
        return in(environment, input.getBytes(StandardCharsets.UTF_8), args);
    }

    static Run in(Map<String, String> environment, byte[] input, String... args) {
        return in(environment, new ByteArrayInputStream(input), args);
    }

    static Run in(Map<String, String> environment, InputStream input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            int code = Main.run(new Surroundings(input, stdout, stderr, environment, false, false, false), args);
            return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    JsonNode json() {
        return json(out);
    }

    List<JsonNode> lines() {
        return out.lines().map(Run::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder()
                    .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
