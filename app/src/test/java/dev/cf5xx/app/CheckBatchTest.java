package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Listener;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code check --batch}: one line of JSON for each row, in order, as soon as it is there. */
@Timeout(60)
class CheckBatchTest {
    private static final Map<String, String> ALONE = Map.of("CF5XX_STATUS_URL", "off", "CF5XX_RANGES_URL", "off");

    private Listener site;

    /** Released when the answer to {@code /late} may be given. */
    private final CountDownLatch late = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        site = Listener.plain(InetAddress.getLoopbackAddress(), 0, Answer.each(request -> {
            if (request.path().equals("/late")) {
                await(late);
            }
            if (request.path().equals("/release")) {
                late.countDown();
            }
            return Answer.html(200, "OK", "hello\n");
        }));
    }

    @AfterEach
    void stop() {
        late.countDown();
        site.close();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String row(String id, String path) {
        return "{\"id\":\"" + id + "\",\"url\":\"" + url(path) + "\"}\n";
    }

    private String url(String path) {
        return "http://127.0.0.1:" + site.address().getPort() + path;
    }

    private static String[] words() {
        return new String[] {"check", "--batch", "-", "--allow-network", "127.0.0.0/8", "--max-time", "30s"};
    }

    private static List<String> ids(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("id").asText()).toList();
    }

    @Test
    void batch_rowsOfEveryKind_areAnsweredInOrderUnderTheirIds() {
        String rows = row("first", "/")
                + "no json\n"
                + "[1]\n"
                + "{\"id\":\"no-url\"}\n"
                + "{\"id\":\"bad-origins\",\"url\":\"" + url("/") + "\",\"origins\":\"127.0.0.1\"}\n"
                + "{\"id\":\"inside\",\"url\":\"http://10.0.0.1/\"}\n"
                + "{\"id\":\"bad-origin\",\"url\":\"" + url("/") + "\",\"origins\":[\"10.0.0.1\"]}\n"
                + "{\"id\":7,\"url\":\"" + url("/") + "\"}\n"
                + "{\"url\":\"" + url("/") + "\"}\n";

        Run run = Run.in(ALONE, rows, words());
        List<JsonNode> lines = run.lines();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(ids(lines))
                .containsExactly("first", "null", "null", "no-url", "bad-origins", "inside", "bad-origin", "7", "");
        assertThat(lines.get(0).path("status").asInt()).isEqualTo(200);
        assertThat(lines.get(1).path("error").path("code").asText()).isEqualTo("bad-json");
        assertThat(lines.get(2).path("error").path("code").asText()).isEqualTo("bad-json");
        assertThat(lines.get(3).path("error").path("code").asText()).isEqualTo("bad-input");
        assertThat(lines.get(4).path("error").path("code").asText()).isEqualTo("bad-input");
        assertThat(lines.get(5).path("policy").path("allowed").asBoolean(true)).isFalse();
        assertThat(lines.get(6).path("policy").path("allowed").asBoolean(true)).isFalse();
        assertThat(lines.get(7).path("id").isInt()).isTrue();
        assertThat(lines.get(8).has("id")).isFalse();
        assertThat(lines.get(8).path("status").asInt()).isEqualTo(200);
    }

    @Test
    void batch_lineThatIsNoText_isAnErrorAmongAnswers() {
        byte[] input = (row("a", "/") + "?\n" + row("b", "/")).getBytes(StandardCharsets.ISO_8859_1);
        input[row("a", "/").length()] = (byte) 0xff;

        Run run = Run.in(ALONE, input, words());

        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(1).path("error").path("code").asText()).isEqualTo("not-text");
        assertThat(run.lines().get(2).path("id").asText()).isEqualTo("b");
    }

    @Test
    void batch_nothing_isRefusedInBothLanguages() {
        Run english = Run.in(ALONE, "", words());
        Run chinese = Run.in(Map.of("CF5XX_LANG", "zh"), "", words());

        assertThat(english.code()).isEqualTo(2);
        assertThat(english.out()).isEmpty();
        assertThat(english.err()).contains("standard input", "{\"id\": 1, \"url\": ");
        assertThat(chinese.err()).contains("标准输入", "{\"id\": 1, \"url\": ");
    }

    @Test
    void batch_inputThatBreaksOff_isToldAfterWhatCameBefore() {
        InputStream broken = new InputStream() {
            private final InputStream rows =
                    new ByteArrayInputStream(row("a", "/").getBytes(StandardCharsets.UTF_8));

            @Override
            public int read() throws IOException {
                int c = rows.read();
                if (c < 0) {
                    throw new IOException("gone");
                }
                return c;
            }
        };

        Run run = Run.in(ALONE, broken, words());

        assertThat(ids(run.lines())).containsExactly("a");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("standard input").doesNotContain("Exception");
    }

    /** A program at the other end asks its next question only when it has read the answer to the one before. */
    @Test
    void batch_lineThatIsHeldBack_doesNotHoldBackTheAnswerToTheOneBefore() throws Exception {
        try (PipedOutputStream questions = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(questions, 1 << 16);
                PipedInputStream answers = new PipedInputStream(1 << 20);
                PipedOutputStream out = new PipedOutputStream(answers);
                PrintStream stdout = new PrintStream(out, false, StandardCharsets.UTF_8)) {
            Surroundings around = new Surroundings(in, stdout, System.err, ALONE, false, false, false);
            CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> Main.run(around, words()));
            BufferedReader reader = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));

            for (String id : List.of("first", "second", "third")) {
                questions.write(row(id, "/").getBytes(StandardCharsets.UTF_8));
                questions.flush();
                assertThat(reader.readLine()).contains("\"" + id + "\"");
            }
            questions.close();

            assertThat(run.get()).isZero();
        }
    }

    @Test
    void batch_answerThatComesLate_isStillPrintedFirst() {
        // The first answer is given once the second row has asked.
        String rows = row("late", "/late") + row("early", "/release") + row("last", "/");

        Run run = Run.in(ALONE, rows, words());

        assertThat(ids(run.lines())).containsExactly("late", "early", "last");
        assertThat(run.lines()).allMatch(line -> line.path("status").asInt() == 200);
    }

    /** However much comes in: what is looked at side by side, and what waits to be printed, is bounded. */
    @Test
    void batch_muchInput_isNotReadFarAhead() {
        int count = 1_000;
        AtomicInteger printed = new AtomicInteger();
        AtomicInteger furthest = new AtomicInteger();
        InputStream rows = new InputStream() {
            private int next;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (next == count) {
                    return -1;
                }
                if (next == 40) {
                    late.countDown();
                }
                byte[] row = (next == 0
                                ? row("0", "/late")
                                : "{\"id\":\"" + next + "\",\"url\":\"http://10.0.0.1/\"}\n")
                        .getBytes(StandardCharsets.UTF_8);
                System.arraycopy(row, 0, into, from, row.length);
                next++;
                furthest.accumulateAndGet(next - printed.get(), Math::max);
                return row.length;
            }
        };
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                if (b == '\n') {
                    printed.incrementAndGet();
                }
            }
        };

        int code = Main.run(
                new Surroundings(
                        rows,
                        new PrintStream(counting, true, StandardCharsets.UTF_8),
                        System.err,
                        ALONE,
                        false,
                        false,
                        false),
                words());

        assertThat(code).isZero();
        assertThat(printed).hasValue(count);
        assertThat(furthest.get()).isBetween(40, 60);
    }

    /** {@code cf5xx check --batch - | head -1}: nobody waits for rows that nobody reads. */
    @Test
    void batch_readerThatLeaves_endsIt() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        InputStream waiting = new SequenceInputStream(
                new ByteArrayInputStream(row("a", "/").getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        await(late);
                        return -1;
                    }
                });

        int code = Main.run(
                new Surroundings(
                        waiting,
                        new PrintStream(closed, false, StandardCharsets.UTF_8),
                        System.err,
                        ALONE,
                        false,
                        false,
                        false),
                words());

        assertThat(code).isZero();
    }
}
