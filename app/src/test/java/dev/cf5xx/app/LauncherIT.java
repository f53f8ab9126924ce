package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

    /** Root may write everywhere, so for root the program runs as nobody, from a copy that nobody may read. */
    @Test
    void program_dataFolderWithoutWritePermission_saysWhatToDo() throws Exception {
        copy(Path.of("target", "cf5xx"), elsewhere.resolve("program"));
        Path data = Files.createDirectories(elsewhere.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> words = new ArrayList<>();
        if (Files.isWritable(data)) {
            words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                elsewhere.resolve("program").resolve("cf5xx.jar").toString(),
                "chat",
                "--data",
                data.toString()));

        Run run = run(words);

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("I cannot write to", "--data").doesNotContain("Exception");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void program_outputCannotBeWritten_exitsWith3AndSaysSo() throws Exception {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/full")), "no /dev/full here");

        Run full = run(List.of("/bin/sh", "-c", LAUNCHER + " 524 >/dev/full"));

        assertThat(full.code()).isEqualTo(3);
        assertThat(full.err()).contains("could not be written").doesNotContain("Exception");
    }

    @Test
    void program_readerLeaves_isQuiet() throws Exception {
        Run run = run(List.of("/bin/sh", "-c", LAUNCHER + " explain --all --format json | true"));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void program_noPlaceForTheLibrary_namesTheProperty() throws Exception {
        Run run = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + elsewhere.resolve("none"),
                "-jar",
                Path.of("target", "cf5xx", "cf5xx.jar").toAbsolutePath().toString(),
                "chat"));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("java.io.tmpdir").doesNotContain("Exception");
    }

    @Test
    void launcher_sourcesNewerThanABuildItMayNotChange_runsTheOldOneAndSaysSo() throws Exception {
        Path home = Files.createDirectories(elsewhere.resolve("home"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(LAUNCHER, home.resolve("cf5xx"));
        Files.createDirectories(home.resolve("app/src/main"));
        Files.createDirectories(home.resolve("app/target"));
        Files.writeString(home.resolve("app/pom.xml"), "");
        Path pom = Files.writeString(home.resolve("pom.xml"), "");
        copy(Path.of("target", "cf5xx"), home.resolve("app/target/cf5xx"));
        Files.setLastModifiedTime(pom, FileTime.from(Instant.now().plusSeconds(60)));
        try (Stream<Path> folders = Files.walk(home)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }
        List<String> words = new ArrayList<>();
        if (Files.isWritable(home)) {
            words.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        words.addAll(List.of("/bin/sh", home.resolve("cf5xx").toString(), "524"));

        Run run = run(words);
        Files.setPosixFilePermissions(home.resolve("app/target/cf5xx"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.delete(home.resolve("app/target/cf5xx/cf5xx.jar"));
        Run unbuilt = run(words);
        try (Stream<Path> folders = Files.walk(home)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("524");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("running the old one");
        assertThat(unbuilt.code()).isEqualTo(3);
        assertThat(unbuilt.err()).contains("not built yet");
    }

    @Test
    void launcher_oldJava_saysWhichItNeeds() throws Exception {
        Path java = Files.createDirectories(elsewhere.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        Run run = run(List.of("/usr/bin/env", "JAVA_HOME=" + elsewhere.resolve("jdk"), LAUNCHER.toString(), "524"));

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("Java 17", "Java 8");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(it -> !it.toString().endsWith(".jsa")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.copy(file, target);
                Files.setPosixFilePermissions(
                        target, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }
}
