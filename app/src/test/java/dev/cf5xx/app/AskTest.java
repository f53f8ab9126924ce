package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code cf5xx ask} to its contract: what a message means, one by one and in batches. */
class AskTest {
    @TempDir
    Path folder;

    private static void shape(JsonNode answer) {
        assertThat(StreamSupport.stream(((Iterable<String>) answer::fieldNames).spliterator(), false))
                .containsExactly(
                        "id",
                        "kind",
                        "codes",
                        "explicit",
                        "confidence",
                        "topic",
                        "artefact",
                        "urls",
                        "facts",
                        "lang",
                        "answer");
        assertThat(answer.get("kind").textValue()).isIn("5xx", "1xxx", "generic-5xx", "none");
        answer.get("codes").forEach(code -> assertThat(code.isTextual()).isTrue());
        assertThat(answer.get("explicit").isBoolean()).isTrue();
        assertThat(answer.get("confidence").doubleValue()).isBetween(0.0, 1.0);
        assertThat(answer.get("topic").textValue()).isNotBlank();
        assertThat(answer.get("artefact").isNull() || answer.get("artefact").isTextual())
                .isTrue();
        answer.get("urls").forEach(url -> assertThat(url.textValue()).startsWith("http"));
        answer.get("facts").forEach(fact -> assertThat(fact.isTextual()).isTrue());
        assertThat(answer.get("lang").textValue()).isIn("en", "zh");
        assertThat(answer.get("answer").isNull() || answer.get("answer").isTextual())
                .isTrue();
    }

    private static void failed(JsonNode row, String id, String code) {
        assertThat(row.get("id").asText()).isEqualTo(id);
        assertThat(row.get("error").get("code").textValue()).isEqualTo(code);
        assertThat(row.get("error").get("message").textValue()).isNotBlank();
        assertThat(row).hasSize(2);
    }

    @Test
    void json_chineseQuestion_isReadAndAnswered() {
        Run run = Run.of("ask", "套了 CF 之后一直 525 怎么办", "--format", "json");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode answer = run.json();
        shape(answer);
        assertThat(answer.get("id").isNull()).isTrue();
        assertThat(answer.get("kind").textValue()).isEqualTo("5xx");
        assertThat(answer.get("codes").get(0).textValue()).isEqualTo("525");
        assertThat(answer.get("explicit").booleanValue()).isTrue();
        assertThat(answer.get("lang").textValue()).isEqualTo("zh");
        assertThat(answer.get("facts").get(0).textValue()).startsWith("525.");
        assertThat(answer.get("answer").textValue()).contains("525").containsPattern("\\p{IsHan}");
    }

    @Test
    void text_question_isAnsweredWithoutButtons() {
        Run run = Run.of("ask", "we get error 525, what now?");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("525").doesNotContain("[more]", "\u001b");
        assertThat(Run.of("ask", "we", "get", "error", "525,", "what", "now?")).isEqualTo(run);
        assertThat(Run.of("we", "get", "error", "525,", "what", "now?")).isEqualTo(run);
    }

    @Test
    void standardInput_noArguments_isTheMessage() {
        assertThat(Run.fed("we get error 525,\nwhat now?", "ask").out()).contains("525");
    }

    @Test
    void ask_somethingElse_offersHelp() {
        Run run = Run.of("ask", "what is for lunch?", "--format", "json");

        shape(run.json());
        assertThat(run.json().get("kind").textValue()).isEqualTo("none");
        assertThat(run.json().get("answer").textValue()).contains("522");
    }

    @Test
    void ask_textBeginningWithAt_isAMessageAndNoFile() throws Exception {
        Path file = Files.writeString(folder.resolve("args"), "--version");

        assertThat(Run.of("ask", "@" + file, "error 525").out()).contains("525");
    }

    @Test
    void ask_slackDialect_readsItsLinks() {
        Run run =
                Run.of("ask", "--platform", "SLACK", "<https://shop.example.net/a|here> error 522", "--format", "json");

        assertThat(run.json().get("urls").get(0).textValue()).isEqualTo("https://shop.example.net/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n"})
    void ask_nothing_isRefused(String text) {
        for (Run run : List.of(Run.of("ask", text), Run.fed(text, "ask"))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("cf5xx ask");
        }
    }

    @Test
    void ask_megabyte_isRefused() {
        String long1 = "error 522 ".repeat(100_001);

        for (Run run : List.of(Run.of("ask", long1), Run.fed(long1, "ask"))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("too long").doesNotContain("Exception");
        }
    }

    @Test
    void ask_binaryOnStandardInput_isRefused() {
        for (byte[] input :
                List.of(new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2}, "522\0".getBytes(StandardCharsets.UTF_8))) {
            Run run = Run.in(Map.of(), input, "ask");

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("UTF-8");
        }
    }

    @Test
    void ask_unknownPlatform_isRefusedAlsoForABatch() {
        for (Run run : List.of(
                Run.of("ask", "522", "--platform", "irc"),
                Run.fed("{\"text\":\"522\"}\n", "ask", "--batch", "-", "--platform", "irc"))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("irc", "slack");
        }
    }

    @Test
    void ask_host_standsInTheCommands() {
        assertThat(Run.of("ask", "error 525", "--host", "shop.example.com").out())
                .contains("shop.example.com");
        assertThat(Run.fed("{\"text\":\"525\"}", "ask", "--batch", "-", "--host", "shop.example.com")
                        .out())
                .contains("shop.example.com");
    }

    @Test
    void batch_nothing_isRefused() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty"));

        for (Run run : List.of(Run.of("ask", "--batch", empty.toString()), Run.fed("", "ask", "--batch", "-"))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("There is nothing in");
        }
    }

    @Test
    void batch_addressedThatIsNoBoolean_isAnError() {
        Run run = Run.fed(
                "{\"id\":1,\"text\":\"522\",\"addressed\":\"yes\"}\n{\"text\":\"522\",\"addressed\":null}",
                "ask",
                "--batch",
                "-");

        failed(run.lines().get(0), "1", "bad-input");
        shape(run.lines().get(1));
    }

    @Test
    void batch_fileOfRows_answersEachInOrder() throws Exception {
        Path file = Files.writeString(folder.resolve("rows"), """
                {"id": "a", "text": "error 522", "addressed": true}
                {"id": 2, "text": "错误 525", "lang": "zh"}
                {"id": "c", "text": "lunch?"}
                {"id": "d", "text": "lunch?", "addressed": true}
                {"id": "e", "text": "<https://x.example/|x> 524", "platform": "slack", "lang": null}
                {"text": "1016 error"}
                """);

        Run run = Run.of("ask", "--batch", file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        List<JsonNode> rows = run.lines();
        rows.forEach(AskTest::shape);
        assertThat(rows.stream().map(row -> row.get("id").asText())).containsExactly("a", "2", "c", "d", "e", "null");
        assertThat(rows.get(1).get("id").isInt()).isTrue();
        assertThat(rows.get(2).get("answer").isNull()).as("silence").isTrue();
        assertThat(rows.get(3).get("answer").isTextual()).as("an offer of help").isTrue();
        assertThat(rows.get(5).get("kind").textValue()).isEqualTo("1xxx");
        assertThat(Run.fed(Files.readString(file), "ask", "--batch", "-")).isEqualTo(run);
    }

    @Test
    void batch_badLines_areAnsweredWithAnErrorEachAndTheRestGoOn() {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (String line : List.of(
                "\ufeff{\"id\":\"1\",\"text\":\"522\"}",
                "no json",
                "",
                "[1]",
                "{\"id\":\"5\"}",
                "{\"id\":\"6\",\"text\":7}",
                "{\"id\":\"7\",\"text\":\"522\",\"platform\":\"irc\"}",
                "{\"id\":\"8\",\"text\":\"522\",\"lang\":\"tlh\"}",
                "{\"id\":\"9\",\"text\":\"" + "x".repeat(100_001) + "\"}",
                "{\"id\":\"10\",\"text\":\"" + "x".repeat(4_000_000) + "\"}",
                "{\"id\":\"11\",\"text\":\"522\"} {\"id\":\"12\",\"text\":\"522\"}",
                "{\"id\":\"12\",\"text\":\"5\0\"}",
                "[".repeat(5000))) {
            input.writeBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        input.writeBytes(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"', '\n'});
        input.writeBytes("{\"id\":\"last\",\"text\":\"522\"}".getBytes(StandardCharsets.UTF_8));

        Run run = Run.in(Map.of(), input.toByteArray(), "ask", "--batch", "-");

        assertThat(run.code()).isZero();
        List<JsonNode> rows = run.lines();
        assertThat(rows).hasSize(15);
        shape(rows.get(0));
        failed(rows.get(1), "null", "bad-json");
        failed(rows.get(2), "null", "bad-json");
        failed(rows.get(3), "null", "bad-json");
        failed(rows.get(4), "5", "bad-input");
        failed(rows.get(5), "6", "bad-input");
        failed(rows.get(6), "7", "bad-input");
        failed(rows.get(7), "8", "bad-input");
        failed(rows.get(8), "9", "too-long");
        failed(rows.get(9), "null", "too-long");
        failed(rows.get(10), "null", "bad-json");
        failed(rows.get(11), "null", "not-text");
        failed(rows.get(12), "null", "bad-json");
        failed(rows.get(13), "null", "not-text");
        shape(rows.get(14));
        assertThat(rows.get(14).get("id").textValue()).isEqualTo("last");
    }

    @Test
    void batch_noSuchFile_isRefused() {
        Run run = Run.of("ask", "--batch", folder.resolve("none").toString(), "--lang", "zh");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("none", "读不了");
        assertThat(Run.of("ask", "--batch", folder.toString()).code())
                .as("a folder")
                .isEqualTo(2);
    }

    @Test
    void batch_questionsOfTheCorpus_areAllAnsweredInShape() throws Exception {
        Path corpus = Path.of("../../shared/corpora/questions.dev.jsonl");
        Assumptions.assumeTrue(Files.isRegularFile(corpus), "the shared corpus is not beside this clone");

        Run run = Run.of("ask", "--batch", corpus.toString());

        assertThat(run.code()).isZero();
        run.lines().forEach(AskTest::shape);
        assertThat(run.lines()).hasSize(Files.readAllLines(corpus).size());
    }

    @Test
    void explain_saysWhichWordsAndWhichRule() {
        Run text = Run.of(
                "ask", "--explain", "nginx behind CF drops my conection after the tls handshke, fails every time");
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .contains("Understood as 5xx; codes: 525", "sign:handshake-fails", "“handshke”", "525 · ");

        Run chinese = Run.of("--lang", "zh", "ask", "--explain", "源站憑證過期了 套 cf 之後打不開");
        assertThat(chinese.out()).contains("理解为 5xx；错误码：526", "sign:certificate-is-bad", "憑證");

        JsonNode json = Run.of("ask", "--explain", "error 1033 and a tunnel that is down", "--format", "json")
                .json();
        assertThat(json.get("why")).isNotEmpty();
        assertThat(json.get("why").get(0).get("code").textValue()).isEqualTo("1033");
        assertThat(json.get("why").get(0).get("rule").textValue()).isEqualTo("number");
        assertThat(json.get("why").get(0).get("score").isNumber()).isTrue();
        assertThat(json.get("topics").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error-page | Web server is down Error code 521 Ray ID: 8f2a1b3c4d5e6f70 • 2026-11-21 22:04:05 UTC
            headers    | HTTP/2 522\\nserver: cloudflare\\ncf-ray: 8f2a1b3c4d5e6f70-FRA
            curl       | curl: (28) Failed to connect to shop.example.com port 443 after 21002 ms: Connection timed out
            trace      | fl=1f1\\nh=shop.example.com\\nts=1795300000.1\\nvisit_scheme=https\\ncolo=HKG
            log-line   | AxiosError: Request failed with status code 524
            """)
    void artefact_isNamedInTheContract(String tag, String text) {
        JsonNode answer =
                Run.of("ask", text.replace("\\n", "\n"), "--format", "json").json();
        shape(answer);
        assertThat(answer.get("artefact").textValue()).isEqualTo(tag);
    }
}
