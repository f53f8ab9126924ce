package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.Post;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cf5xx serve} as a process of its own: how it is stopped, and what it picks up again. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ServeIT {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAR = Path.of("target", "cf5xx", "cf5xx.jar").toAbsolutePath();
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore visits = new Semaphore(0);
    private final CountDownLatch answers = new CountDownLatch(1);
    private FakeSlack slack;
    private Member ann;
    private String ops;
    private HttpServer site;
    private String url;

    @BeforeEach
    void world() throws Exception {
        assertThat(JAR).as("the program, packaged").isRegularFile();
        slack = FakeSlack.start();
        ann = slack.member("ann", "en-US");
        ops = slack.channel("ops", ann);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(threads);
        site.createContext("/", exchange -> {
            try (exchange) {
                visits.release();
                answers.await();
                exchange.sendResponseHeaders(502, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        site.start();
        url = "http://shop.example.net:" + site.getAddress().getPort() + "/";
        Files.createDirectory(folder.resolve("tmp"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        answers.countDown();
        for (Process process : processes) {
            process.destroyForcibly();
            process.waitFor();
        }
        site.stop(0);
        threads.shutdownNow();
        slack.close();
    }

    private Process start(Map<String, String> more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                JAR.toString(),
                "serve",
                "--lang",
                "en");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CF5XX_") || name.equals("HTTPS_PROXY"));
        environment.putAll(Map.of(
                "CF5XX_SLACK_BOT_TOKEN",
                FakeSlack.TOKEN,
                "CF5XX_SLACK_APP_TOKEN",
                FakeSlack.APP_TOKEN,
                "CF5XX_SLACK_API",
                slack.apiUrl(),
                "CF5XX_DATA",
                folder.resolve("data").toString(),
                "CF5XX_ALLOW_NETWORK",
                "127.0.0.0/8",
                "CF5XX_RESOLVE",
                "shop.example.net:*:127.0.0.1",
                "CF5XX_STATUS_URL",
                "off",
                "CF5XX_RANGES_URL",
                "off"));
        environment.putAll(more);
        Process process =
                builder.redirectOutput(folder.resolve("stdout").toFile()).start();
        processes.add(process);
        return process;
    }

    /** SIGTERM, without closing what the process still has to say. */
    private static void terminate(Process process) {
        assertThat(process.toHandle().destroy()).isTrue();
    }

    /** Reads what a process says until it says {@code word}; what it said. */
    private static String until(BufferedReader said, String word) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.contains(word)) {
                return all.toString();
            }
        }
        throw new AssertionError("it never said " + word + ", but: " + all);
    }

    private static BufferedReader errorsOf(Process process) {
        return new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    private Post report() {
        return ann.awaits(ops, MOST, post -> post.words().contains("its own 502"));
    }

    private List<Post> messages(Post report) {
        return ann.seesThread(ops, report.thread().isEmpty() ? report.ts() : report.thread());
    }

    @Test
    void serve_terminatedInMidCheck_finishesIt_andExitsWith0() throws Exception {
        Process process = start(Map.of());
        BufferedReader said = errorsOf(process);
        until(said, "On Slack as @");
        ann.types(ops, "/cf5xx " + url).acked(MOST);
        visits.acquire();

        terminate(process);
        until(said, "Leaving");
        answers.countDown();

        Post report = report();
        assertThat(process.waitFor()).isZero();
        assertThat(messages(report))
                .filteredOn(post -> post.words().contains("its own 502"))
                .hasSize(1);
        assertThat(said.lines()).noneMatch(line -> line.contains("Exception") || line.contains("before all"));
        assertThat(folder.resolve("stdout")).isEmptyFile();
    }

    @Test
    void serve_killedInMidCheck_isFinishedByTheNextOne_inTheSameMessage() throws Exception {
        Process first = start(Map.of());
        until(errorsOf(first), "On Slack as @");
        ann.types(ops, "/cf5xx " + url).acked(MOST);
        visits.acquire();
        first.destroyForcibly().waitFor();
        visits.drainPermits();

        Process second = start(Map.of());
        BufferedReader said = errorsOf(second);
        until(said, "On Slack as @");
        visits.acquire();
        answers.countDown();

        Post report = report();
        assertThat(report.earlier()).as("it is the message that said it looks").isNotEmpty();
        assertThat(messages(report))
                .filteredOn(post -> post.words().contains("its own 502"))
                .hasSize(1);
        terminate(second);
        assertThat(second.waitFor()).isZero();
    }

    @Test
    void serve_terminatedWhenIdle_exitsWith0() throws Exception {
        Process process = start(Map.of());
        until(errorsOf(process), "On Slack as @");

        terminate(process);

        assertThat(process.waitFor()).isNotEqualTo(TERMINATED).isZero();
    }

    @Test
    void serve_tokenThatIsNotAccepted_endsWithTheReason() throws Exception {
        Process process = start(Map.of("CF5XX_SLACK_BOT_TOKEN", "xoxb-mistyped"));
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said)
                .contains("Slack does not accept a token (invalid_auth)")
                .doesNotContain("xoxb-mistyped", "\tat ");
    }
}
