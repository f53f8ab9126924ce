package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the shared sample of hostile and good targets is at hand, each gets the verdict it should. */
class SsrfCorpusTest {
    private static final Path CORPUS = Path.of("../../shared/corpora/ssrf.dev.jsonl");
    private static final MessageReader READER = new MessageReader(Knowledge.shipped());
    private static final DryRun DRY_RUN = new DryRun(new AddressPolicy(Networks.NONE, List.of(), List::of));

    @Test
    void targets_ofTheSample_getTheirVerdict() throws IOException {
        assumeTrue(Files.exists(CORPUS), () -> "the shared samples are not here: " + CORPUS);
        ObjectMapper json = new ObjectMapper();
        List<String> wrong = new ArrayList<>();
        List<String> tolerated = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            JsonNode row = json.readTree(line);
            DryRun.Answer answer = answer(row);
            String verdict = answer.verdict().tag();
            String told = row.get("id").asText() + " " + row.get("mode").asText() + " "
                    + row.get("input").asText() + ": " + answer;
            String url = String.valueOf(answer.url());
            boolean named = !row.has("canonical_host")
                    || answer.url() == null
                    || hostOf(url).equals(row.get("canonical_host").asText());
            boolean quiet = !answer.toString()
                    .contains(row.path("must_not_echo").path(0).asText("\0"));
            boolean shows = url.contains(row.path("must_show").asText(""));
            boolean expected = verdict.equals(row.get("expected").asText());
            if (!named
                    || !quiet
                    || !shows
                    || (!expected && !strings(row.path("also_ok")).contains(verdict))) {
                wrong.add(told);
            } else if (!expected) {
                tolerated.add(told);
            }
        }
        System.out.printf(
                Locale.ROOT, "targets: %d tolerated though not as expected: %s%n", tolerated.size(), tolerated);
        assertThat(wrong).isEmpty();
    }

    private static DryRun.Answer answer(JsonNode row) {
        String input = row.get("input").asText();
        String mode = row.get("mode").asText();
        Map<String, List<String>> dns = new HashMap<>();
        row.path("dns").properties().forEach(it -> dns.put(it.getKey(), List.copyOf(strings(it.getValue()))));
        row.path("dns_seq")
                .properties()
                .forEach(it ->
                        dns.put(it.getKey(), List.copyOf(strings(it.getValue().path(0)))));
        List<String> redirects = new ArrayList<>();
        row.path("redirects").forEach(it -> redirects.add(it.asText()));
        return switch (mode) {
            case "origin-ip" -> DRY_RUN.origin(input);
            case "url" -> DRY_RUN.urls(List.of(input), dns, redirects);
            default ->
                DRY_RUN.urls(
                        READER.read(input, Dialect.valueOf(mode.toUpperCase(Locale.ROOT)))
                                .urls(),
                        dns,
                        redirects);
        };
    }

    private static String hostOf(String url) {
        return SiteUrl.read(url) instanceof SiteUrl site ? site.host() : "";
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> strings = new HashSet<>();
        list.forEach(it -> strings.add(it.asText()));
        return strings;
    }
}
