package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds the Dockerfile to what the build makes, as far as that goes without a container engine. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ImageIT {
    private static final Path ROOT = Path.of("..");
    private static final Path PROGRAM = Path.of("target", "cf5xx");
    private static final String INSTALLED = "/opt/cf5xx";

    /** An instruction of the Dockerfile, and in which stage it stands. */
    private record Step(int stage, String instruction, String rest) {}

    private static final List<Step> STEPS = steps();

    @TempDir
    Path elsewhere;

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        int stage = -1;
        for (String line : read("Dockerfile").replace("\\\n", " ").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s+", 2);
                stage += parts[0].equals("FROM") ? 1 : 0;
                steps.add(new Step(stage, parts[0], parts[1].strip()));
            }
        }
        return steps;
    }

    private static String read(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> all(String instruction) {
        return STEPS.stream()
                .filter(step -> step.instruction().equals(instruction))
                .map(Step::rest)
                .toList();
    }

    /** The words of a command in the exec form; no shell takes part in any. */
    private static List<String> words(String written) {
        try {
            return List.of(new ObjectMapper().readValue(written.substring(written.indexOf('[')), String[].class));
        } catch (IOException | StringIndexOutOfBoundsException e) {
            throw new AssertionError("not in the exec form: " + written, e);
        }
    }

    private static List<String> modules() {
        return Pattern.compile("<module>([^<]+)</module>")
                .matcher(read("pom.xml"))
                .results()
                .map(it -> it.group(1))
                .toList();
    }

    @Test
    void build_copiesEveryModule_andNothingThatIsNotThere() {
        List<String> copied = all("COPY").stream()
                .filter(it -> !it.startsWith("--from"))
                .map(it -> it.split("\\s+")[0].replaceFirst("/$", ""))
                .toList();

        assertThat(copied).contains("pom.xml", ".mvn").containsAll(modules());
        assertThat(copied)
                .containsAll(modules().stream().map(it -> it + "/pom.xml").toList());
        assertThat(copied).allSatisfy(it -> assertThat(ROOT.resolve(it)).exists());
        // .dockerignore lets in what is named there, and nothing else.
        assertThat(read(".dockerignore").lines()).contains("*", "**/target");
        assertThat(read(".dockerignore").lines())
                .containsAll(copied.stream()
                        .filter(it -> !it.contains("/"))
                        .map(it -> "!" + it)
                        .toList());
    }

    @Test
    void image_holdsWhatTheBuildMakes() throws Exception {
        List<Path> copied = new ArrayList<>();
        for (String copy : all("COPY").stream()
                .filter(it -> it.startsWith("--from=build "))
                .toList()) {
            String[] parts = copy.split("\\s+");
            assertThat(parts[1]).startsWith("/src/");
            copied.add(ROOT.resolve(parts[1].substring("/src/".length())).toRealPath());
            assertThat(parts[2]).isEqualTo(parts[1].replaceFirst(".*/cf5xx(/.*?)[^/]*$", INSTALLED + "$1"));
        }

        List<Path> made = new ArrayList<>();
        for (String name : List.of("lib", "cf5xx.jar")) {
            made.add(PROGRAM.resolve(name).toRealPath());
        }
        assertThat(copied).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void images_haveTheSameJava_whichIsNoOlderThanTheProgram_andNameNoRegistry() {
        Matcher release = Pattern.compile("<maven.compiler.release>(\\d+)<").matcher(read("pom.xml"));
        assertThat(release.find()).isTrue();
        List<String> images =
                all("FROM").stream().map(it -> it.replaceFirst(" AS .*", "")).toList();

        assertThat(images).hasSize(2).noneMatch(it -> it.contains("/"));
        assertThat(images).allSatisfy(it -> {
            Matcher java = Pattern.compile("temurin[:-](\\d+)").matcher(it);
            assertThat(java.find()).as(it).isTrue();
            assertThat(Integer.parseInt(java.group(1)))
                    .isEqualTo(25)
                    .isGreaterThanOrEqualTo(Integer.parseInt(release.group(1)));
        });
    }

    @Test
    void user_isANumber_notRoot_andOwnsTheVolume() {
        String user = all("USER").get(0);
        String data = words(all("VOLUME").get(0)).get(0);

        assertThat(user).matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
        assertThat(all("VOLUME")).hasSize(1);
        assertThat(all("ENV").get(0)).contains("CF5XX_DATA=" + data + " ");
        assertThat(all("RUN").stream().map(ImageIT::words))
                .anySatisfy(it -> assertThat(it)
                        .startsWith("install")
                        .containsSequence("-o", user.split(":")[0])
                        .endsWith(data));
        // What comes after USER is not root's.
        List<String> order = STEPS.stream()
                .filter(step -> step.stage() == 1)
                .map(Step::instruction)
                .toList();
        assertThat(order.subList(order.indexOf("USER"), order.size())).doesNotContain("RUN", "COPY");
    }

    @Test
    void commands_runWithTheFilesOfTheImageAlone() throws Exception {
        install();
        List<String> archive = all("RUN").stream()
                .map(ImageIT::words)
                .filter(it -> it.get(0).equals("java"))
                .findFirst()
                .orElseThrow();

        assertThat(run(archive).code()).isZero();
        assertThat(elsewhere.resolve("opt/cf5xx/cf5xx.jsa")).isNotEmptyFile();

        List<String> entry = words(all("ENTRYPOINT").get(0));
        Run answer = run(Stream.concat(entry.stream(), Stream.of("524")).toList());
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).isEqualTo(Run.of("524").out());

        List<String> health = words(all("HEALTHCHECK").get(0));
        assertThat(health).endsWith("health");
        Run check = run(Stream.concat(health.stream(), Stream.of("--help")).toList());
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).contains("cf5xx health");
    }

    private void install() throws IOException {
        Path installed = Files.createDirectories(elsewhere.resolve("opt/cf5xx"));
        try (Stream<Path> files = Files.walk(PROGRAM)) {
            for (Path file : files.toList()) {
                String name = PROGRAM.relativize(file).toString();
                if (name.startsWith("lib") || name.equals("cf5xx.jar")) {
                    Files.copy(file, installed.resolve(name));
                }
            }
        }
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        List<String> words = command.stream()
                .map(it -> it.replace(INSTALLED, elsewhere.resolve("opt/cf5xx").toString()))
                .map(it -> it.equals("java")
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()
                        : it)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(words).directory(elsewhere.toFile());
        builder.environment().clear();
        Arrays.stream(all("ENV").get(0).split("\\s+")).forEach(it -> {
            String[] set = it.split("=", 2);
            builder.environment().put(set[0], set[1]);
        });
        Path err = elsewhere.resolve("stderr");
        Process process = builder.redirectError(err.toFile()).start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), out, Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
