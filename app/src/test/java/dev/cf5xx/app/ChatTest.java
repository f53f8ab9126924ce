package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds scripted and piped conversations to their contract, and their output to the published schema. */
class ChatTest {
    private static final Map<String, String> NOW = Map.of("CF5XX_NOW", Run.NOW);
    private static final String GOOD = "{\"event_id\":\"a\",\"thread\":\"t\",\"addressed\":true,\"text\":\"522\"}";

    @TempDir
    Path folder;

    private Path script(String... lines) throws IOException {
        return Files.write(folder.resolve("script"), List.of(lines));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/blocks.schema.json")));
    }

    @Test
    void script_conversation_answersLineByLine() throws Exception {
        Path script = script(
                GOOD,
                "{\"event_id\":\"b\",\"thread\":\"t\",\"addressed\":false,\"text\":\"we had lunch and talked of other things\"}",
                "{\"event_id\":\"c\",\"thread\":\"t\",\"button\":\"m1/more\"}",
                "{\"event_id\":\"d\",\"thread\":\"u\",\"addressed\":true,\"text\":\"错误 525\",\"lang\":\"zh\"}");

        Run run = Run.of("chat", "--script", script.toString());

        assertThat(run.code()).isZero();
        List<JsonNode> lines = run.lines();
        assertThat(lines.stream().map(it -> it.get("event_id").textValue())).containsExactly("a", "c", "d");
        assertThat(lines.stream().map(it -> it.get("thread").textValue())).containsExactly("t", "t", "u");
        assertThat(lines.stream().map(it -> it.get("seq").intValue())).containsExactly(1, 2, 1);
        assertThat(lines.stream().map(it -> it.get("op").textValue())).containsExactly("post", "edit", "post");
        assertThat(lines.stream().map(it -> it.get("message").textValue())).containsExactly("m1", "m1", "m1");
        assertThat(lines).allMatch(it -> it.get("file").isNull());
        assertThat(lines.get(0).get("text").textValue()).contains("522");
        assertThat(lines.get(2).get("text").textValue()).containsPattern("\\p{IsHan}");
        assertThat(Run.fed(Files.readString(script), "chat", "--script", "-")).isEqualTo(run);
    }

    @Test
    void script_fedAgain_repeatsEveryByte() throws Exception {
        String script =
                Files.write(folder.resolve("s"), ScriptedEvents.of(80, 7)).toString();

        Run first = Run.in(NOW, "", "chat", "--script", script, "--data", data());
        Run second = Run.in(NOW, "", "chat", "--script", script, "--data", data());

        assertThat(first.code()).isZero();
        assertThat(first.out()).isNotEmpty();
        assertThat(second).isEqualTo(first);
        assertThat(Run.in(NOW, "", "chat", "--script", script))
                .as("without a folder")
                .isEqualTo(first);
    }

    @Test
    void script_goneOnWith_remembersTheThread() throws Exception {
        Run.of("chat", "--script", script(GOOD).toString(), "--data", data());

        Run run = Run.of(
                "chat",
                "--script",
                script("{\"event_id\":\"b\",\"thread\":\"t\",\"button\":\"m1/more\"}")
                        .toString(),
                "--data",
                data());

        assertThat(run.lines()).hasSize(1);
        assertThat(run.lines().get(0).get("op").textValue()).isEqualTo("edit");
        assertThat(run.lines().get(0).get("seq").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{}",
                "{\"event_id\":\"b\",\"thread\":\"t\"}",
                "{\"event_id\":\"\",\"thread\":\"t\",\"text\":\"522\"}",
                "{\"event_id\":7,\"thread\":\"t\",\"text\":\"522\"}",
                "{\"event_id\":\"b\",\"text\":\"522\"}",
                "{\"event_id\":\"b\",\"thread\":\"t\",\"text\":522}",
                "{\"event_id\":\"b\",\"thread\":\"t\",\"text\":\"522\",\"lang\":\"tlh\"}",
                "{\"event_id\":\"b\",\"thread\":\"t\",\"text\":\"522\",\"at\":\"noon\"}",
                "{\"event_id\":\"b\",\"thread\":\"t\",\"text\":\"522\"} {}",
                "{\"event_id\":\"b\",\"thread\":\"t\",\"text\":\"522\",\"addressed\":\"yes\"}",
                "\u0000"
            })
    void script_malformedLine_isRefusedAndNothingIsDone(String bad) throws Exception {
        Run run = Run.of("chat", "--script", script(GOOD, bad, GOOD).toString(), "--data", data());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank().doesNotContain("Exception");
        assertThat(folder.resolve("data")).doesNotExist();
        Run piped = Run.fed(GOOD + "\n" + bad + "\n" + GOOD, "chat", "--script", "-");
        assertThat(piped.code()).isEqualTo(2);
        assertThat(piped.lines()).as("what came before the bad line").hasSize(1);
    }

    @Test
    void script_badLine_isNamedByItsNumberInBothLanguages() throws Exception {
        String script = script(GOOD, "x").toString();

        assertThat(Run.of("chat", "--script", script).err()).contains("line 2", "Nothing was done");
        assertThat(Run.of("chat", "--script", script, "--lang", "zh").err()).contains("第 2 行", "什么都没有执行");
    }

    @Test
    void script_folderWithSomethingElse_isRefusedAndLeftAlone() throws Exception {
        Path file = Files.createDirectories(folder.resolve("data")).resolve("cf5xx.db");
        Files.writeString(file, "somebody's notes ".repeat(50));

        Run run = Run.of("chat", "--script", script(GOOD).toString(), "--data", data());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(data(), "--data").doesNotContain("Exception");
        assertThat(file).hasContent("somebody's notes ".repeat(50));
        assertThat(Run.fed("522", "chat", "--data", data(), "--verbose").err()).contains("StoreException");
    }

    @Test
    void chat_dataDamagedWithin_isRefusedWithAdvice() throws Exception {
        Run.of("chat", "--script", script(GOOD).toString(), "--data", data());
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("data/cf5xx.db").toFile(), "rw")) {
            file.seek(4096);
            file.write("?".repeat((int) file.length() - 4096).getBytes(StandardCharsets.US_ASCII));
        }

        Run script = Run.of("chat", "--script", script(GOOD).toString(), "--data", data());
        Run piped = Run.fed("522", "chat", "--data", data());

        for (Run run : List.of(script, piped)) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("damaged", data()).doesNotContain("Exception");
        }
    }

    @Test
    void console_pipedLines_areAnsweredInOneConversation() {
        Run run = Run.fed("522\n\nmore\n", new String[0]);

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("522", "[more]", "[less]").doesNotContain("\u001b");
        assertThat(Run.fed("522\n\nmore\n", "chat")).isEqualTo(run);
    }

    @Test
    void console_nothingOrNoText_isRefused() {
        for (String input : List.of("", "\n \n", "5\0", "522 ".repeat(25_001), "x".repeat(1_200_000))) {
            Run run = Run.fed(input, new String[0]);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).isNotBlank().doesNotContain("Exception");
        }
    }

    @Test
    void console_host_standsInTheCommandsUntilAnotherIsNamed() {
        Run run = Run.fed("525\n526 https://www.example.net/ \n525\n", "chat", "--host", "shop.example.com");

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsOnlyOnce("shop.example.com").contains("www.example.net");
        Run script = Run.fed(GOOD, "chat", "--script", "-", "--host", "shop.example.com");
        assertThat(script.code()).isEqualTo(2);
        assertThat(script.err()).contains("--host", "--script");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "markdown"})
    void console_otherFormat_isRefused(String format) {
        Run run = Run.fed("522", "--format", format);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("chat --script", "ask");
    }

    @Test
    void script_nothing_isRefused() throws Exception {
        for (Run run : List.of(Run.of("chat", "--script", script().toString()), Run.fed("", "chat", "--script", "-"))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("There is nothing in");
        }
    }

    /** Whoever talks to the program by a pipe waits for the answer before going on. */
    @ParameterizedTest
    @ValueSource(strings = {"ask --batch -", "chat", "chat --script -"})
    @Timeout(60)
    void coprocess_oneLine_isAnsweredBeforeTheInputEnds(String command) throws Exception {
        String line = command.equals("chat") ? "522" : GOOD;
        try (PipedOutputStream input = new PipedOutputStream();
                PipedInputStream stdin = new PipedInputStream(input);
                PipedInputStream output = new PipedInputStream(1 << 16);
                PrintStream stdout = new PrintStream(
                        new BufferedOutputStream(new PipedOutputStream(output), 1 << 20),
                        false,
                        StandardCharsets.UTF_8)) {
            Surroundings around = new Surroundings(stdin, stdout, System.err, Map.of(), false, false, false);
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> Main.run(around, command.split(" ")));
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();

            byte[] answer = new byte[1 << 16];
            int length = output.read(answer);

            assertThat(new String(answer, 0, length, StandardCharsets.UTF_8)).contains("522");
            input.close();
            assertThat(code.join()).isZero();
        }
    }

    @Test
    void schema_realLines_areValid() throws Exception {
        String script =
                Files.write(folder.resolve("s"), ScriptedEvents.of(120, 3)).toString();
        JsonSchema schema = schema();

        List<String> lines = Run.of("chat", "--script", script).out().lines().toList();

        assertThat(lines).isNotEmpty();
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
    }

    @Test
    void schema_everyKindOfBlockAndSpan_isValid() throws Exception {
        List<Span> spans = List.of(
                Span.words("w"),
                new Span.Quoted("q"),
                new Span.Code("c"),
                new Span.Link("https://x.example/", "l"),
                new Span.Moment(Instant.parse("2026-11-21T22:04:00.5Z")),
                new Span.Someone("U1"));
        List<Block> blocks = List.of(
                new Block.Heading("h"),
                new Block.Paragraph(spans),
                new Block.Bullets(true, List.of(new Block.Item(spans, List.of("c")))),
                new Block.Listing("l"),
                new Block.Actions(List.of(new Block.Button("m1/more", "More", "more"))));
        assertThat(spans).hasSize(Span.class.getPermittedSubclasses().length);
        assertThat(blocks).hasSize(Block.class.getPermittedSubclasses().length);
        ObjectNode line = line();
        line.set("blocks", Machine.JSON.<JsonNode>valueToTree(new Reply(blocks)).get("blocks"));

        assertThat(schema().validate(line)).isEmpty();
    }

    @Test
    void schema_brokenLine_isRejected() throws Exception {
        JsonSchema schema = schema();
        assertThat(schema.validate(line())).isEmpty();

        assertThat(schema.validate(line().put("op", "shout"))).isNotEmpty();
        assertThat(schema.validate(line().put("seq", 0))).isNotEmpty();
        assertThat(schema.validate(line().put("more", 1))).isNotEmpty();
        assertThat(schema.validate(line().without("file"))).isNotEmpty();
        ObjectNode unknown = line();
        unknown.withArray("blocks").addObject().put("type", "marquee").put("text", "x");
        assertThat(schema.validate(unknown)).isNotEmpty();
        ObjectNode wrong = line();
        wrong.withArray("blocks").addObject().put("type", "heading").put("text", 7);
        assertThat(schema.validate(wrong)).isNotEmpty();
    }

    private static ObjectNode line() {
        ObjectNode line = Machine.JSON
                .createObjectNode()
                .put("event_id", "e")
                .put("thread", "t")
                .put("seq", 1)
                .put("op", "post")
                .put("message", "m1")
                .put("text", "x");
        line.putArray("blocks");
        line.putNull("file");
        line.putNull("form");
        return line;
    }
}
