package dev.cf5xx.app.bench;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.dialogue.Context;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Input;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.dialogue.Turn;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.bot.wording.Explainer;
import dev.cf5xx.bot.wording.Markdown;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Warmup;

/** How long an answer takes once the process runs; the samples' p99 is what counts. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC") // as ./cf5xx runs it
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
public class AnswerBenchmark {
    private static final String QUESTION = "套了 CF 之后一直 525 怎么办，源站证书没过期啊 https://shop.example.com/";
    private static final String CHATTER = "lunch at half past twelve? the usual place, I booked a table for six people";

    /** The code asked for. */
    @Param({"524", "522", "1016"})
    public String code = "524";

    private final Knowledge knowledge = Knowledge.shipped();
    private final MessageReader reader = new MessageReader(knowledge);
    private final Dialogue dialogue = new Dialogue(knowledge, reader);

    /** The answer to a code as lines of a terminal. */
    @Benchmark
    public String explainText() {
        return PlainText.of(Explainer.brief(knowledge.guide(code).orElseThrow(), Reader.of(Lang.EN)));
    }

    /** The answer to a code as Markdown, in Chinese. */
    @Benchmark
    public String explainMarkdown() {
        return Markdown.of(Explainer.brief(knowledge.guide(code).orElseThrow(), Reader.of(Lang.ZH)));
    }

    /** A question read, and the whole turn of the dialogue it leads to. */
    @Benchmark
    public Turn answerQuestion() {
        return dialogue.decide(
                State.NEW,
                new Input.Said(QUESTION, true, new Person("u", Lang.ZH)),
                Context.of(Lang.EN, Dialect.PLAIN));
    }

    /** A message that is none of ours. */
    @Benchmark
    public Reading readChatter() {
        return reader.read(CHATTER, Dialect.PLAIN);
    }
}
