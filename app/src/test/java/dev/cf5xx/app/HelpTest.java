package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.Lang;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the usage help to its language, and its examples to working. */
class HelpTest {
    @TempDir
    Path folder;

    static Stream<String> examples() {
        return Stream.of(Lang.values())
                .map(Main::help)
                .flatMap(help -> help.keySet().stream()
                        .filter(key -> key.contains(".footer."))
                        .map(help::getString))
                .map(String::strip)
                .distinct();
    }

    @Test
    void help_bothLanguages_haveTheSameKeys() {
        assertThat(new TreeSet<>(Main.help(Lang.ZH).keySet()))
                .isEqualTo(new TreeSet<>(Main.help(Lang.EN).keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "explain", "ask", "chat", "allow-rules", "completion", "doctor", "help"})
    void help_inChinese_hasNoEnglishSentence(String command) {
        List<String> words = new ArrayList<>(List.of("--help", "--lang", "zh"));
        if (!command.isEmpty()) {
            words.add(0, command);
        }

        Run run = Run.of(words.toArray(String[]::new));

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("\\p{IsHan}");
        String prose = run.out().substring(0, run.out().indexOf("示例"));
        assertThat(prose).doesNotContainPattern("[A-Za-z]{2,},?(?: |\\n *)[A-Za-z]{2,},?(?: |\\n *)[A-Za-z]{2,}");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_asPrinted_works(String example) throws Exception {
        Path rows = Files.writeString(folder.resolve("messages.jsonl"), "{\"text\":\"522\"}\n");
        Path script = Files.writeString(
                folder.resolve("conversation.jsonl"), "{\"event_id\":\"a\",\"thread\":\"t\",\"text\":\"522\"}\n");
        List<String> words = new ArrayList<>();
        // What a shell would make of it: of a pipe the last part, of a redirection what stands before it.
        String command = example.replaceFirst("^source <\\((.*)\\)$", "$1")
                .replaceFirst("^.*\\| ", "")
                .replaceFirst(" >.*$", "")
                .replace("messages.jsonl", rows.toString())
                .replace("conversation.jsonl", script.toString())
                .replaceFirst("(~/|/tmp/)\\.?cf5xx", folder.resolve("data").toString());
        var matcher = java.util.regex.Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        assertThat(words.remove(0)).isEqualTo("cf5xx");
        if (words.contains("check")) {
            // The address stands for the reader's own, and nothing is connected to from here.
            words.replaceAll(word -> word.replace("203.0.113.7", "8.8.8.8"));
            words.add("--dry-run");
            words = words.stream().distinct().collect(Collectors.toList());
        }
        if (words.contains("doctor")) {
            // It would look at this machine's network.
            words.add("--help");
        }

        Run run = Run.in(Map.of(), "522\n", words.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isNotBlank();
        assertThat(run.err()).isEmpty();
    }
}
