package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Listener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever waits for a check gets to see, on terminals and elsewhere. */
@Timeout(60)
class WaitingTest {
    private static final String AWAY = "\r\u001b[K";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();

    private Surroundings around(boolean watched, Map<String, String> environment) {
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new Surroundings(new ByteArrayInputStream(new byte[0]), err, err, environment, false, false, watched);
    }

    private Waiting waiting(boolean watched, Map<String, String> environment, Lang lang) {
        return new Waiting(around(watched, environment), lang, (wait, what) -> {
            waits.add(wait);
            alarms.add(what);
            return alarms::clear;
        });
    }

    private String told() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static void look(Waiting waiting) {
        waiting.accept(new Step(Phase.DNS, Mark.FINE, Duration.ofMillis(3)));
        waiting.accept(new Step(Phase.TCP, Mark.FINE, Duration.ofMillis(9)));
        waiting.accept(new Step(Phase.TLS, Mark.FINE, Duration.ofMillis(20)));
        waiting.accept(new Step(Phase.HTTP, Mark.RUNNING, Duration.ofMillis(21)));
    }

    @Test
    void step_onATerminal_isShownInPlaceOfTheOneBeforeAndGoneInTheEnd() {
        try (Waiting waiting = waiting(true, Map.of(), Lang.EN)) {
            look(waiting);
        }

        assertThat(told())
                .startsWith(AWAY + "DNS ✓" + AWAY + "DNS ✓ · TCP ✓" + AWAY)
                .endsWith("HTTP …" + AWAY)
                .doesNotContain("\n");
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 12, 20, 40})
    void step_onANarrowTerminal_staysOnOneLine(int columns) {
        for (Lang lang : Lang.values()) {
            try (Waiting waiting = waiting(true, Map.of("COLUMNS", Integer.toString(columns)), lang)) {
                look(waiting);
                waiting.accept(new Step(Phase.ORIGIN, Mark.WAITING, Duration.ofSeconds(12)));
            }
        }

        assertThat(List.of(told().split("\r\u001b\\[K")))
                .allMatch(line -> new AttributedString(line).columnLength() < columns);
    }

    @ParameterizedTest
    @CsvSource({"'', 80", "0, 80", "-3, 80", "wide, 80", "99999999999, 80", "132, 132"})
    void width_fromTheEnvironment_isUsualWhereItMakesNoSense(String columns, int width) {
        assertThat(Waiting.width(columns)).isEqualTo(width);
        assertThat(Waiting.width(null)).isEqualTo(80);
    }

    @Test
    void cut_wideCharacters_areCountedAsTwoColumns() {
        assertThat(Waiting.cut("源站还在等", 10)).isEqualTo("源站还在…");
        assertThat(Waiting.cut("源站还在等", 11)).isEqualTo("源站还在等");
    }

    @Test
    void steps_elsewhere_areOnePlainLineAfterTenSeconds() {
        try (Waiting waiting = waiting(false, Map.of(), Lang.EN)) {
            look(waiting);
            assertThat(told()).isEmpty();
            assertThat(waits).containsExactly(Duration.ofSeconds(10));

            alarms.get(0).run();
            waiting.accept(new Step(Phase.HTTP, Mark.FINE, Duration.ofSeconds(11)));
        }

        assertThat(told().strip()).isEqualTo("Still looking: DNS ✓ · TCP ✓ · TLS ✓ · HTTP …");
        assertThat(alarms).as("silenced in the end").isEmpty();
    }

    @Test
    void steps_onADumbTerminal_areOnePlainLineToo() {
        try (Waiting waiting = waiting(true, Map.of("TERM", "dumb"), Lang.ZH)) {
            look(waiting);
            alarms.get(0).run();
        }

        assertThat(told()).startsWith("还在检查：DNS ✓").hasLineCount(1).doesNotContain("\u001b");
    }

    /** The alarm may already have gone off when the check ends. */
    @Test
    void alarm_afterTheEnd_saysNothing() {
        Waiting waiting = waiting(false, Map.of(), Lang.EN);
        Runnable alarm = alarms.get(0);
        waiting.close();

        alarm.run();

        assertThat(told()).isEmpty();
    }

    @Test
    void check_atATerminal_showsProgressAndTakesItAwayBeforeTheReport() throws IOException {
        try (Listener site = Listener.plain(
                InetAddress.getLoopbackAddress(), 0, Answer.each(request -> Answer.html(200, "OK", "hello\n")))) {
            String url = "http://127.0.0.1:" + site.address().getPort() + "/";
            String[] words = {"check", url, "--allow-network", "127.0.0.0/8", "--max-time", "20s"};
            Map<String, String> alone = Map.of("CF5XX_STATUS_URL", "off", "CF5XX_RANGES_URL", "off");

            assertThat(Main.run(around(true, alone), words)).isZero();
            String shown = told();
            Run elsewhere = Run.in(alone, "", words);

            // Both streams end in one place here, as on a terminal.
            assertThat(shown).startsWith(AWAY).contains("TCP ✓");
            assertThat(shown.substring(shown.lastIndexOf(AWAY) + AWAY.length()))
                    .startsWith("The server answers")
                    .contains("200");
            assertThat(elsewhere.err()).isEmpty();
            assertThat(elsewhere.out()).doesNotContain("\u001b", "\r");
        }
    }
}
