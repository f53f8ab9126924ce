package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the program to ending a script, however often it is killed on the way, with the replies and the memory of an
 * undisturbed run.
 *
 * <p>The long run: {@code mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=KillIT
 * -Dcf5xx.kill.rounds=200}. The seed is {@code -Dcf5xx.kill.seed}.
 */
@Timeout(value = 4, unit = TimeUnit.HOURS)
class KillIT {
    private static final int ROUNDS = Integer.getInteger("cf5xx.kill.rounds", 4);
    private static final long SEED = Long.getLong("cf5xx.kill.seed", 20_261_121L);
    private static final int EVENTS = 200;
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("target", "cf5xx", "cf5xx.jar").toAbsolutePath();

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void write() throws IOException {
        assertThat(JAR).as("the program, packaged").isRegularFile();
        script = Files.write(folder.resolve("script.jsonl"), ScriptedEvents.of(EVENTS, SEED));
        Files.createDirectory(folder.resolve("tmp"));
    }

    @Test
    void script_killedAnywhereAndFedAgain_endsAsIfUndisturbed() throws Exception {
        String reference = finish(folder.resolve("reference"));
        Map<String, List<String>> memory = memory(folder.resolve("reference"));
        int lines = (int) reference.lines().count();
        assertThat(lines).as("the script makes the bot talk").isGreaterThan(EVENTS / 2);
        assertThat(memory.get("event"))
                .filteredOn(event -> !event.contains("/checked"))
                .as("every event once")
                .hasSize(EVENTS - ScriptedEvents.duplicates(script));
        assertThat(memory.get("event"))
                .as("checks end, and that is an event too")
                .anyMatch(event -> event.contains("/checked"));
        assertThat(finish(folder.resolve("reference")))
                .as("fed again, undisturbed")
                .isEqualTo(reference);

        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            Path data = folder.resolve("round" + round);
            int kills = 1 + random.nextInt(3);
            for (int kill = 0; kill < kills; kill++) {
                kill(data, lines, reference.getBytes(StandardCharsets.UTF_8).length, random);
            }
            assertThat(finish(data))
                    .as("what round %d says (seed %d)", round, seed)
                    .isEqualTo(reference);
            assertThat(memory(data))
                    .as("what round %d remembers (seed %d)", round, seed)
                    .isEqualTo(memory);
        }
    }

    private Process start(Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                JAR.toString(),
                "chat",
                "--script",
                script.toString(),
                "--data",
                data.toString(),
                "--lang",
                "en");
        builder.environment().put("CF5XX_NOW", Run.NOW);
        // A check whose end is the same wherever it is run, and whenever: the name leads inside.
        builder.environment().put("CF5XX_RESOLVE", "shop.example.net:443:10.1.2.3");
        builder.redirectError(folder.resolve("stderr").toFile());
        return builder.start();
    }

    private String finish(Path data) throws IOException, InterruptedException {
        Process process = start(data);
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("stderr")))
                    .isZero();
            return Objects.requireNonNull(timeless(out));
        } finally {
            destroy(process);
        }
    }

    /** Runs and kills: at the start, after some lines, or in the midst of one. */
    private void kill(Path data, int lines, int bytes, Random random) throws IOException, InterruptedException {
        Process process = start(data);
        try {
            switch (random.nextInt(5)) {
                case 0 -> start(process, data, random);
                case 1 -> process.getInputStream().readNBytes(1 + random.nextInt(bytes));
                default -> read(process, 1 + random.nextInt(lines));
            }
        } finally {
            destroy(process);
        }
    }

    /** Waits until the folder, or else the database, is there: the schema is about to be made. */
    private static void start(Process process, Path data, Random random) {
        Path sign = random.nextBoolean() ? data.resolve("cf5xx.lock") : data.resolve("cf5xx.db");
        while (process.isAlive() && !Files.exists(sign)) {
            Thread.onSpinWait();
        }
    }

    private static void read(Process process, int lines) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        int read = 0;
        while (read < lines && out.readLine() != null) {
            read++;
        }
    }

    private static void destroy(Process process) throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        process.getInputStream().close();
    }

    /** Without how long a check took. */
    private static @Nullable String timeless(@Nullable String value) {
        return value == null
                ? null
                : value.replaceAll("\"(\\w*_ms)\":[0-9.E-]+", "\"$1\":0")
                        .replaceAll("(took|用时) [0-9.]+ (ms|毫秒|s|秒)", "$1");
    }

    /** Every row of every table that matters, in the order of its columns. */
    private static Map<String, List<String>> memory(Path data) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("cf5xx.db"));
                Statement statement = connection.createStatement()) {
            for (String table : List.of("conversation", "event", "effect", "message")) {
                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("select * from " + table + " order by 1, 2, 3")) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        List<String> values = new ArrayList<>();
                        for (int i = 1; i <= columns; i++) {
                            values.add(timeless(row.getString(i)));
                        }
                        rows.add(String.join(
                                " | ", values.stream().map(String::valueOf).toList()));
                    }
                }
                tables.put(table, rows);
            }
        }
        return tables;
    }
}
