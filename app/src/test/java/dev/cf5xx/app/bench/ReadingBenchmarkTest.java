package dev.cf5xx.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.understand.Kind;
import dev.cf5xx.bot.understand.Reading;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say they measure. */
class ReadingBenchmarkTest {
    private final ReadingBenchmark benchmark = new ReadingBenchmark();

    @Test
    void questions_ofTheBenchmark_areMostlyOurs() {
        ReadingBenchmark.Questions questions = new ReadingBenchmark.Questions();
        int ours = 0;
        for (int i = 0; i < 18; i++) {
            ours += benchmark.questions(questions).kind() == Kind.NONE ? 0 : 1;
        }
        assertThat(ours).isGreaterThanOrEqualTo(12);
    }

    @Test
    void chatter_ofTheBenchmark_isNoneOfOurs() {
        ReadingBenchmark.Chatter chatter = new ReadingBenchmark.Chatter();
        for (int i = 0; i < 20; i++) {
            Reading reading = benchmark.chatter(chatter);
            assertThat(reading.kind()).isEqualTo(Kind.NONE);
            assertThat(reading.urls()).isEmpty();
            assertThat(reading.hosts()).isEmpty();
        }
    }

    @Test
    void longText_ofTheBenchmark_isRead() {
        ReadingBenchmark.Long text = new ReadingBenchmark.Long();
        text.load();
        assertThat(benchmark.longText(text).hosts()).isEmpty();
    }
}
