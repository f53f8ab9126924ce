package dev.cf5xx.app.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many messages one core reads, how long the vocabulary takes to load, and what long texts cost. */
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC") // as ./cf5xx runs it
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
    private static final Path SAMPLES = Path.of("../../shared/corpora/questions.dev.jsonl");

    private static final List<String> QUESTIONS = List.of(
            "Error 522 on https://shop.example.com/ since this morning, what does it mean?",
            "cloudflare says 525 but the certificate on the origin is fine",
            "our site is behind CF and gives 520 for large cookies, anyone seen this?",
            "HTTP 524 after 100 seconds when exporting the report from app.example.com",
            "host error, connection timed out between cloudflare and the web server",
            "we get 521 after the firewall update, which addresses do we have to allow?",
            "1016 origin dns error on www.example.com",
            "is a 502 with the cloudflare logo ours or theirs?",
            "which details does the hosting provider need for a 523?",
            "upstream timed out (110: Connection timed out) while reading response header from upstream",
            "套了 CF 之后一直 525 怎么办，源站证书没过期啊 https://shop.example.com/",
            "网站报错522，源站 ping 得通，是不是防火墙的问题？",
            "看下shop.example.com，打不开，提示 Web server is down",
            "导出报表一百秒就断，CF 返回 524，怎么延长？",
            "昨天换了证书，今天 cloudflare 报 526 无效的 SSL 证书",
            "error 1000 DNS points to prohibited IP 怎么解决",
            "520 是什么意思？要给主机商提供哪些信息",
            "源站是 203.0.113.7，开了严格模式就不行");

    private static final List<String> CHATTER = List.of(
            "lunch at half past twelve? the usual place, I booked a table for six people",
            "ok",
            "Thanks! I'll have a look after the stand-up.",
            "can somebody review my pull request, it is only about forty lines",
            "happy birthday!! 🎉🎉",
            "the meeting moved to 3 pm, room 214, please bring the numbers for May",
            "lol that was quick",
            "I am out on Friday and Monday. Ask Kim about the invoices, or wait until Tuesday.",
            "deployed to staging, looks fine so far; production goes out tomorrow morning if nobody objects",
            "did anyone take the blue umbrella from the kitchen?",
            "中午吃什么？还是楼下那家面馆吗",
            "收到，谢谢！",
            "下午三点开会，会议室改到二楼，大家带上电脑",
            "这个需求下周再排吧，先把手上的活干完",
            "哈哈哈哈哈",
            "周五团建去爬山还是去唱歌？投票链接我一会儿发群里",
            "我请假半天，有事打电话",
            "新来的同事坐在窗边，大家认识一下",
            "代码写完了，麻烦帮忙看一眼，不急",
            "早上好");

    /** Messages that ask for something, and a reader for them. */
    @State(Scope.Benchmark)
    public static class Questions {
        private final MessageReader reader = new MessageReader(Knowledge.shipped());
        private List<String> messages = QUESTIONS;
        private int next;

        /** Takes the shared samples where they are at hand. */
        @Setup
        public void load() throws IOException {
            if (!Files.exists(SAMPLES)) {
                System.out.println("the shared samples are not here: the benchmark's own messages are read instead");
                return;
            }
            List<String> samples = new ArrayList<>();
            for (String line : Files.readAllLines(SAMPLES)) {
                samples.add(new ObjectMapper().readTree(line).get("text").asText());
            }
            messages = samples;
        }
    }

    /** Messages that have nothing to do with any error, and a reader for them. */
    @State(Scope.Benchmark)
    public static class Chatter {
        private final MessageReader reader = new MessageReader(Knowledge.shipped());
        private int next;
    }

    /** Long texts made to be slow to read: times must grow with the length, fourfold, and no faster. */
    @State(Scope.Benchmark)
    public static class Long {
        private final MessageReader reader = new MessageReader(Knowledge.shipped());

        /** What the text repeats. */
        @Param({"error 524 cf ", "](https://a", "https://a.com/例/", "a.", "源站 1.2.3.4, 1.2.3.5 and "})
        public String piece = "a.";

        /** In characters. */
        @Param({"25000", "100000"})
        public int length = 25_000;

        private String text = "";

        /** Makes the text. */
        @Setup
        public void load() {
            text = piece.repeat(length / piece.length());
        }
    }

    /** Messages a second that ask for something. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Reading questions(Questions it) {
        it.next = it.next + 1 < it.messages.size() ? it.next + 1 : 0;
        return it.reader.read(it.messages.get(it.next), Dialect.PLAIN);
    }

    /** Messages a second that have nothing to do with any error. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Reading chatter(Chatter it) {
        it.next = it.next + 1 < CHATTER.size() ? it.next + 1 : 0;
        return it.reader.read(CHATTER.get(it.next), Dialect.PLAIN);
    }

    /** The vocabulary loaded and made ready, once in a fresh process. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Fork(value = 15, jvmArgs = "-XX:+UseSerialGC")
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public MessageReader vocabulary() {
        return new MessageReader(Knowledge.shipped());
    }

    /** A long text that is hard to read. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Reading longText(Long it) {
        return it.reader.read(it.text, Dialect.DISCORD);
    }
}
