package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code cf5xx demo}: a world on this machine to try everything out in. */
@Timeout(120)
class DemoTest {
    private static final Pattern ROOTS = Pattern.compile("--cacert (\\S+)");

    private static Run demo(String input, String... words) {
        return demo(invitation -> input, words);
    }

    /** Types what depends on what the demo has printed before it reads. */
    private static Run demo(UnaryOperator<String> typed, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new InputStream() {
            private @Nullable InputStream text;

            @Override
            public int read() throws IOException {
                if (text == null) {
                    text = new ByteArrayInputStream(
                            typed.apply(out.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
                }
                return text.read();
            }
        };
        try (PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            int code = Main.run(new Surroundings(in, stdout, stderr, Map.of(), false, false, false), words);
            return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }

    private static String url(String invitation, String id) {
        Matcher url = Pattern.compile("https://" + id + "\\.demo\\.example\\.net:\\d+/")
                .matcher(invitation);
        assertThat(url.find()).as(invitation).isTrue();
        return url.group();
    }

    private static Path roots(Run run) {
        Matcher file = ROOTS.matcher(run.out());
        assertThat(file.find()).as(run.toString()).isTrue();
        return Path.of(file.group(1));
    }

    @Test
    void demo_listsSitesWithTheirOriginsAndWhatToTypeElsewhere_andLeavesNothing() {
        Run run = demo("522\n", "demo");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("https://526\\.demo\\.example\\.net:\\d+/   origin 127\\.\\d+\\.\\d+\\.\\d+:\\d+:\\d+")
                .containsPattern("--dns 127\\.\\d+\\.\\d+\\.\\d+:\\d+ --cacert ")
                .contains("--resolve *:", "-CAfile ");
        assertThat(run.err()).isEmpty();
        assertThat(roots(run)).doesNotExist();
    }

    @Test
    void demo_inChinese_invitesInChinese() {
        Run run = demo("522\n", "--lang", "zh", "demo");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("源站 127.", "粘贴", "另一个终端");
    }

    @Test
    void demo_asJson_isRefusedBeforeAnythingIsStarted() {
        Run run = demo("522\n", "demo", "--format", "json");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    /** A newcomer tries one after the other: who would be stopped in a channel goes on here. */
    @Test
    void demo_manyChecks_areNotLimited() {
        Run run = demo(invitation -> url(invitation, "1020") + "\n" + "check again\n".repeat(30), "demo");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("Try again in");
        assertThat(run.out().split("\\R.*You ✓", -1)).as(run.out()).hasSizeGreaterThan(30);
    }

    @Test
    void demo_whereItsPortIsTaken_saysWhichItTookAndWorks() throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            try {
                other.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.80"), 8443));
            } catch (IOException e) {
                assertThat(e).as("taken already").isInstanceOf(BindException.class);
            }

            Run run = demo(invitation -> url(invitation, "healthy") + "\n", "demo");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("Port 8443 is taken", "HTTP 200").doesNotContain("example.net:8443");
        }
    }
}
