package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds the launcher {@code ./cf5xx} to working from anywhere, by any name and in any locale. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {
    private static final Path LAUNCHER = Path.of("..", "cf5xx").toAbsolutePath().normalize();

    @TempDir
    Path elsewhere;

    @BeforeEach
    void shell() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    }

    private Run run(Path launcher, String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        words.addAll(List.of(args));
        return run(words);
    }

    private Run run(List<String> words) throws IOException, InterruptedException {
        Path err = elsewhere.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(words).directory(elsewhere.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("CF5XX_"));
        builder.environment().remove("LANG");
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectError(err.toFile()).start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), out, Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void launcher_fromAnotherFolder_explains() throws Exception {
        Run run = run(LAUNCHER, "524");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("524").doesNotContain("\u001b");
        assertThat(run.out()).isEqualTo(Run.of("524").out());
    }

    @Test
    void launcher_throughSymbolicLinks_explains() throws Exception {
        Path first = Files.createSymbolicLink(elsewhere.resolve("first"), LAUNCHER);
        Path second = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));

        assertThat(run(first, "524").code()).isZero();
        assertThat(run(second, "524").out()).contains("524");
    }

    @Test
    void launcher_chineseArgumentInTheCLocale_isUnderstood() throws Exception {
        // The bytes reach the launcher through a file, whatever this process's own locale does to arguments.
        Path script =
                Files.writeString(elsewhere.resolve("go.sh"), "exec \"" + LAUNCHER + "\" ask \"套了 CF 之后一直 525 怎么办\"\n");

        Run run = run(List.of("/bin/sh", script.toString()));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("525").containsPattern("\\p{IsHan}").doesNotContain("\u001b", "?????");
    }

    @Test
    void launcher_unknownCode_exitsWith2() throws Exception {
        Run run = run(LAUNCHER, "529");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("527").doesNotContain("Exception");
    }
}
