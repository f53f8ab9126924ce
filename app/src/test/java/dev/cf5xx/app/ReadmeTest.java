package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The transcripts in the README are what the program prints. {@code mvn test -DupdateSnapshots -Dtest=ReadmeTest} writes
 * them anew.
 */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    /** A fenced block whose first line is the command, after the dollar of the shell. */
    private static final Pattern TRANSCRIPT = Pattern.compile("```console\n\\$ ([^\n]+)\n(.*?)```", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @Test
    void transcripts_areWhatTheProgramPrints() throws IOException {
        String readme = Files.readString(README);
        List<String> seen = new ArrayList<>();
        String produced = TRANSCRIPT.matcher(readme).replaceAll(match -> {
            seen.add(match.group(1));
            return Matcher.quoteReplacement("```console\n$ " + match.group(1) + "\n" + output(match.group(1)) + "```");
        });
        if (System.getProperty("updateSnapshots") != null) {
            Files.writeString(README, produced);
            return;
        }
        assertThat(seen).as("transcripts in the README").hasSizeGreaterThanOrEqualTo(4);
        assertThat(readme).isEqualTo(produced);
    }

    private static String output(String command) {
        String input = "";
        String call = command;
        int pipe = command.indexOf(" | ");
        if (pipe >= 0) {
            input = words(command.substring(0, pipe)).get(1).replace("\\n", "\n");
            call = command.substring(pipe + 3);
        }
        List<String> words = words(call);
        assertThat(words.get(0)).isEqualTo("./cf5xx");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Surroundings around = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                stream,
                stream,
                Map.of("LANG", "en_US.UTF-8"),
                input.isEmpty(),
                false,
                false);
        int code = Main.run(around, words.subList(1, words.size()).toArray(String[]::new));
        assertThat(code).as(command).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> words(String command) {
        return WORD.matcher(command).results().map(ReadmeTest::unquoted).toList();
    }

    private static String unquoted(MatchResult word) {
        for (int group = 1; group <= 2; group++) {
            if (word.group(group) != null) {
                return word.group(group);
            }
        }
        return word.group();
    }
}
