package dev.cf5xx.knowledge.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in the YAML stops the build with a message that names the place. */
class PackerTest {
    private static final Path SHIPPED = Path.of("src/main/knowledge");

    @TempDir
    Path in;

    @TempDir
    Path out;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, in.resolve(file.getFileName()));
            }
        }
    }

    private void pack() throws IOException {
        Packer.main(new String[] {in.toString(), out.toString()});
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(in.resolve(file));
        assertThat(text).as("what the test breaks").contains(from);
        int at = text.indexOf(from);
        Files.writeString(in.resolve(file), text.substring(0, at) + to + text.substring(at + from.length()));
    }

    @Test
    void folder_asShipped_packsToTheShippedKnowledge() throws IOException {
        pack();
        Knowledge packed = Knowledge.in(out);
        assertThat(packed.index()).isEqualTo(Knowledge.shipped().index());
        assertThat(packed.guides()).isEqualTo(Knowledge.shipped().guides());
        assertThat(packed.words()).isEqualTo(Knowledge.shipped().words());
        assertThat(packed.ranges()).isEqualTo(Knowledge.shipped().ranges());
        assertThat(packed.signs()).isEqualTo(Knowledge.shipped().signs());
        assertThat(packed.distinctions()).isEqualTo(Knowledge.shipped().distinctions());
        assertThat(packed.findings()).isEqualTo(Knowledge.shipped().findings());
        for (Entry entry : packed.index()) {
            assertThat(out.resolve("guide-" + entry.code() + ".json")).exists();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "signs.yaml, '[\"525\"]', '[\"598\"]', handshake-fails means the unknown code 598",
        "signs.yaml, '[handshake, fails', '[handshook, fails', has no concept handshook",
        "signs.yaml, '  handshake: [', '  hand-shaking: [shaking]\n  handshake: [', hand-shaking is in no sign",
        "signs.yaml, 'score: 3', 'scoore: 3', scoore",
        "signs.yaml, 'handshakes,', 'HandShakes,', pattern",
        "apart.yaml, '[\"502\", \"504\"]', '[\"502\", \"599\"]', knows no guide to 599",
        "apart.yaml, '  en: \"A 502', '  een: \"A 502', een"
    })
    void vocabulary_withOneMistake_isRefusedByName(String file, String from, String to, String why) throws IOException {
        change(file, from, to.replace("\\n", "\n"));
        assertThatThrownBy(this::pack).hasMessageContaining(why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no Chinese             | `    zh: "源站过载。"\n`       | ``                         | 524.cause.overloaded | zh
            blank Chinese          | `zh: "源站过载。"`             | `zh: " "`                  | 524.cause.overloaded | zh
            Chinese in English     | `"The origin is overloaded."`  | `"源站过载。"`             | 524.cause.overloaded | Chinese in its English
            unknown audience       | `audience: host`               | `audience: hoster`         | 524.note.ack | audience
            unknown type           | `type: definition`             | `type: definiton`          | 524.definition | type
            unknown key            | `audience: host`               | `audiense: host`           | 524.note.ack | audiense
            dangling answer        | `[524.definition,`             | `[524.definition-gone,`    | 524.definition-gone | unknown fact
            dangling supersedes    | `supersedes: [`                | `supersedes: [524.gone, `  | 524.gone | supersedes
            dangling source        | `from: article`                | `from: artikel`            | 524.definition | artikel
            dangling variant       | `variant: railgun`             | `variant: raygun`          | 524. | raygun
            duplicate id           | `id: 524.cause.too-much-work`  | `id: 524.cause.resources`  | 524.cause.resources | twice
            id of another guide    | `id: 524.cause.resources`      | `id: 522.definition`       | 522.definition | twice
            ill-formed id          | `id: 524.cause.resources`      | `id: 524_Cause`            | 524_Cause | id
            duplicate key          | `audience: host`               | `audience: host\n    audience: host` | 524.yaml | uplicate
            unknown fault          | `fault: origin`                | `fault: originn`           | 524.yaml | fault
            unknown placeholder    | `{host}`                       | `{hots}`                   | 524. | {hots}
            speaks of the seed     | `"The origin is overloaded."`  | `"The seed says so."`      | 524.cause.overloaded | seed
            broken YAML            | `    type: definition`         | `  type: [definition`      | 524.yaml | no YAML
            weakening without risk | `"The origin is overloaded."\n    zh: "源站过载。"` | `"Pause Cloudflare."\n    zh: "暂停。"` | 524.cause.overloaded |
            """)
    void file524_withOneMistake_isRefusedByName(String what, String from, String to, String where, String why)
            throws IOException {
        String broken = to == null ? "" : to.replace("\\n", "\n");
        change("524.yaml", from.replace("\\n", "\n"), broken);
        if (why == null) {
            change(
                    "524.yaml",
                    "- id: 524.cause.overloaded\n    type: cause",
                    "- id: 524.cause.overloaded\n    type: step");
        }
        assertThatThrownBy(this::pack)
                .as(what)
                .hasMessageContaining(where)
                .hasMessageContaining(why == null ? "what it costs" : why);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no Chinese             | `, zh: "拒绝连接"`                     | ``                       | refused.label | zh
            blank Chinese          | `zh: "拒绝连接"`                       | `zh: " "`                | refused.label | zh
            Chinese in English     | `en: "connection refused"`             | `en: "拒绝"`             | refused label | Chinese in its English
            English for Chinese    | `zh: "拒绝连接"`                       | `zh: "connection refused"` | refused label | English for its Chinese
            no sentence            | `says:\n      en: "{address} refuses` | `said:\n      en: "{address} refuses` | refused | said
            unknown place          | `at: edge`                             | `at: cloud`              | edge-itself.at | enumeration
            unknown audience       | `for: cloudflare-support`              | `for: support`           | edge-itself | for
            unknown key            | `facts: [521.definition`               | `fakts: [521.definition` | refused | fakts
            placeholder in capitals | `"{address} refuses connections`      | `"{ADDRESS} refuses connections` | refused says | no placeholder
            stray brace            | `"{address} refuses connections`       | `"{address refuses connections` | refused says | no placeholder
            value in one language  | `zh: "{address} 的`                    | `zh: "它的`              | refused says | different values
            value in a label       | `en: "connection refused", zh: "拒绝连接"` | `en: "{port} refused", zh: "{port} 拒绝"` | refused | belongs into its path
            dangling fact          | `521.cause.port-not-open`              | `521.cause.gone`         | refused | 521.cause.gone
            duplicate finding      | `  no-route:`                          | `  refused:`             | findings.yaml | uplicate
            duplicate observation  | `  tcp-refused:`                       | `  tcp-connected:`       | findings.yaml | uplicate
            ill-formed id          | `  no-route:`                          | `  no_route:`            | no_route | pattern
            same sentence twice    | `"No route leads to {address}."`       | `"{address} refuses connections on port {port}."` | no-route says | the same as refused says
            same step twice        | `"Read the application's error log at this minute, and see that its database lets it in."` | `"Read the server's HTTP/2 log at this second; connection limits and old modules answer like this."` | origin-500 next | the same as h2-goaway next
            odd command value      | `'sport = :{port}'`                    | `'sport = :{porch}'`     | refused next | {porch}
            broken YAML            | `  no-route:\n    at: origin`         | `  no-route:\n    at: [origin` | findings.yaml | no YAML
            """)
    void findings_withOneMistake_areRefusedByName(String what, String from, String to, String where, String why)
            throws IOException {
        change("findings.yaml", from.replace("\\n", "\n"), to == null ? "" : to.replace("\\n", "\n"));
        assertThatThrownBy(this::pack).as(what).hasMessageContaining(where).hasMessageContaining(why);
    }

    @Test
    void riskTakenFromAFinding_thatNeedsOne_isRefusedByName() throws IOException {
        String text = Files.readString(in.resolve("findings.yaml"));
        int finding = text.indexOf("  certificate-self-signed:");
        int risk = text.indexOf("        risk:\n", finding);
        int end = text.indexOf("    facts:", risk);
        Files.writeString(in.resolve("findings.yaml"), text.substring(0, risk) + text.substring(end));
        assertThatThrownBy(this::pack)
                .hasMessageContaining("certificate-self-signed next")
                .hasMessageContaining("what it costs");
    }

    @Test
    void riskTakenFromAStep_thatNeedsOne_isRefusedByName() throws IOException {
        String text = Files.readString(in.resolve("520.yaml"));
        int step = text.indexOf("id: 520.step.bypass");
        int risk = text.indexOf("    risk:\n", step);
        assertThat(risk).isPositive();
        int end = text.indexOf("\n    from:", risk);
        Files.writeString(in.resolve("520.yaml"), text.substring(0, risk) + text.substring(end + 1));
        assertThatThrownBy(this::pack).hasMessageContaining("520.step.bypass").hasMessageContaining("what it costs");
    }

    @ParameterizedTest
    @CsvSource({
        "/hc/articles/1, url",
        "developers.cloudflare.com/x, url",
        "http://developers.cloudflare.com/x, url",
        "https://support.cloudflare.com/hc/en-us/articles/1, old help centre"
    })
    void link_relativeOrDead_isRefusedByName(String url, String why) throws IOException {
        String text = Files.readString(in.resolve("524.yaml"));
        int link = text.indexOf("id: 524.link.docs");
        int start = text.indexOf("    url:", link);
        int end = text.indexOf('\n', start);
        Files.writeString(
                in.resolve("524.yaml"), text.substring(0, start) + "    url: \"" + url + "\"" + text.substring(end));
        assertThatThrownBy(this::pack).hasMessageContaining("524.link.docs").hasMessageContaining(why);
    }

    @Test
    void pattern_thatMissesItsExample_isRefusedByName() throws IOException {
        refusePattern("'no such thing'", "no pattern for its example");
    }

    @Test
    void pattern_thatDoesNotCompile_isRefusedByName() throws IOException {
        refusePattern("'('", "does not compile");
    }

    private void refusePattern(String pattern, String why) throws IOException {
        for (String file : List.of("527.yaml")) {
            String text = Files.readString(in.resolve(file));
            int start = text.indexOf("    pattern:");
            int end = text.indexOf("\n    from:", start);
            int id = text.lastIndexOf("- id: ", start) + "- id: ".length();
            String name = text.substring(id, text.indexOf('\n', id)).strip();
            Files.writeString(
                    in.resolve(file),
                    text.substring(0, start) + "    pattern: [" + pattern + "]" + text.substring(end));
            assertThatThrownBy(this::pack).hasMessageContaining(name).hasMessageContaining(why);
        }
    }

    @Test
    void code_withTwoGuides_isRefusedByName() throws IOException {
        Files.copy(in.resolve("524.yaml"), in.resolve("524-again.yaml"));
        assertThatThrownBy(this::pack).hasMessageContaining("524: this code has a guide already");
    }

    @Test
    void severalMistakes_inSeveralFiles_areAllListed() throws IOException {
        change("524.yaml", "type: definition", "type: definiton");
        change("522.yaml", "type: definition", "type: definiton");
        assertThatThrownBy(this::pack).hasMessageContaining("524.definition").hasMessageContaining("522.definition");
    }
}
