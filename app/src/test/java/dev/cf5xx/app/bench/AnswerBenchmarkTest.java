package dev.cf5xx.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.understand.Kind;
import org.junit.jupiter.api.Test;

/** The benchmarks measure what they say they measure. */
class AnswerBenchmarkTest {
    private final AnswerBenchmark benchmark = new AnswerBenchmark();

    @Test
    void benchmarks_runOnce_doTheirWork() {
        assertThat(benchmark.explainText()).startsWith("524 · A timeout occurred");
        assertThat(benchmark.explainMarkdown()).startsWith("### 524 · ");
        assertThat(benchmark.answerQuestion().effects()).hasSize(1);
        assertThat(benchmark.answerQuestion().state().codes()).containsExactly("525");
        assertThat(benchmark.readChatter().kind()).isEqualTo(Kind.NONE);
    }
}
