package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one {@code check} over the command line found, with short patience, and nothing asked of the outside.
 *
 * @param run the run, of which a batch has one for all its rows
 * @param report the report
 */
record SiteCheck(Run run, JsonNode report) {
    /** The site of these tests; where it is, each test says. */
    static final String HOST = "shop.example.net";

    /** Checks {@code url}. */
    static SiteCheck of(String url, List<String> options) {
        return in(Map.of(), url, options);
    }

    /** Checks {@code url} with these variables in the environment too. */
    static SiteCheck in(Map<String, String> environment, String url, List<String> options) {
        List<String> words = new ArrayList<>(List.of(url, "--format", "json"));
        words.addAll(options);
        Run run = run(environment, "", words);
        assertThat(run.out()).as("stderr: %s", run.err()).isNotBlank();
        return new SiteCheck(run, run.json());
    }

    /** Checks what each of the rows says, side by side. */
    static List<SiteCheck> batch(List<String> rows, List<String> options) {
        List<String> words = new ArrayList<>(List.of("--batch", "-"));
        words.addAll(options);
        Run run = run(Map.of(), String.join("\n", rows), words);
        assertThat(run.err()).isEmpty();
        return run.lines().stream().map(report -> new SiteCheck(run, report)).toList();
    }

    /** Runs {@code check} with these words and short patience; words may name another {@code --max-time}. */
    static Run run(Map<String, String> environment, String input, List<String> words) {
        List<String> all = new ArrayList<>(List.of("check"));
        all.addAll(words);
        all.addAll(List.of("--connect-timeout", "1s", "--origin-timeout", "2s"));
        if (!words.contains("--max-time")) {
            all.addAll(List.of("--max-time", "20s"));
        }
        Map<String, String> alone = new HashMap<>(environment);
        alone.put("CF5XX_STATUS_URL", "off");
        alone.put("CF5XX_RANGES_URL", "off");
        return Run.in(alone, input, all.toArray(String[]::new));
    }

    /** What leads: the diagnosis that a person reads first. */
    JsonNode first() {
        return report.path("diagnoses").path(0);
    }

    /** What was found first, e.g. {@code refused}. */
    String finding() {
        return first().path("finding").asText();
    }

    /** The code that Cloudflare would show for it; empty for none. */
    String code() {
        return first().path("code").asText("");
    }

    /** Everything that was found. */
    List<String> findings() {
        List<String> all = new ArrayList<>();
        report.path("diagnoses")
                .forEach(diagnosis -> all.add(diagnosis.path("finding").asText()));
        return all;
    }

    /** What Cloudflare would show for the first origin under {@code mode}: {@code ok}, or a code. */
    String under(String mode) {
        JsonNode outlook = report.path("origins").path(0).path("by_ssl_mode").path(mode);
        return outlook.path("code").asText(outlook.path("result").asText());
    }

    /**
     * A certificate with its key, as servers read them.
     *
     * @param key the file of the key
     * @param chain the file of the certificates
     */
    record Pem(Path key, Path chain) {}

    /** Writes {@code identity} into {@code folder}. */
    static Pem write(Path folder, String name, Identity identity) throws IOException {
        return new Pem(
                Files.writeString(folder.resolve(name + "-key.pem"), Authority.pem(List.of(identity.key()))),
                Files.writeString(folder.resolve(name + ".pem"), Authority.pem(identity.chain())));
    }
}
