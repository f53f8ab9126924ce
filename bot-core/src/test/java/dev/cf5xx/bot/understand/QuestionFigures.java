package dev.cf5xx.bot.understand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of labelled messages the reader understands, beside what a search for numbers would. Takes files of the shape
 * of {@code questions.jsonl} beside this test's resources, one JSON object a line; from the root:
 *
 * <pre>
 * mvn -q process-test-classes -Pquestions -pl bot-core -am -Dquestions=FILE[,FILE…] [-Dmisses=codes|topics]
 * </pre>
 */
public final class QuestionFigures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KINDS = List.of("5xx", "1xxx", "generic-5xx", "none");

    /** {@code \b} as it is from Java 19 on: before, a Chinese character beside a number hid it. */
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_])(?:5\\d\\d|1\\d{3})(?![A-Za-z0-9_])");

    private QuestionFigures() {}

    /**
     * A message and what a careful stranger read in it.
     *
     * @param codes any of them first is right
     * @param explicit whether one of the codes stands there as a number
     * @param borderline whether strangers would disagree
     */
    record Question(
            String id,
            String lang,
            String kind,
            List<String> codes,
            boolean explicit,
            boolean borderline,
            String topic,
            String text) {

        /** Whether any web server could have sent the error, so that only signs of Cloudflare tell whose it is. */
        boolean ambiguous() {
            return !codes.isEmpty() && codes.stream().allMatch(code -> code.startsWith("50"));
        }
    }

    /**
     * What a reader made of a message.
     *
     * @param code null where it found none
     * @param topic null where the reader knows no topics
     */
    record Answer(String kind, String code, String topic) {}

    /** A message beside what our reader and a search for numbers made of it. */
    record Row(Question question, Answer ours, Answer numbers) {}

    /**
     * How many are right out of how many.
     *
     * @param all may be 0: then nothing was asked
     */
    record Share(int right, int all) {
        double ratio() {
            return all == 0 ? 1 : (double) right / all;
        }

        @Override
        public String toString() {
            return all == 0 ? "-" : String.format(Locale.ROOT, "%d/%d %3.0f%%", right, all, 100 * ratio());
        }
    }

    /**
     * What counts.
     *
     * @param kind whose business the message is
     * @param code the first code, where a label's number stands in the message
     * @param implied the first code, where only its wording does
     * @param silence whether it is ours at all, either way
     * @param apart whether Cloudflare's or anybody's, of the codes 500 to 509
     * @param topic what is asked for
     */
    record Figures(Share kind, Share code, Share implied, Share silence, Share apart, Share topic) {}

    /** The messages of a file. */
    static List<Question> questions(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode row = JSON.readTree(line);
            List<String> codes = new ArrayList<>();
            row.get("codes").forEach(code -> codes.add(code.asText()));
            questions.add(new Question(
                    row.get("id").asText(),
                    row.get("lang").asText(),
                    row.get("kind").asText(),
                    codes,
                    row.get("explicit_code").asBoolean(),
                    row.get("borderline").asBoolean(),
                    row.get("topic").asText(),
                    row.get("text").asText()));
        }
        return questions;
    }

    /** Both readers' answers to each message. */
    static List<Row> rows(List<Question> questions, MessageReader reader) {
        return questions.stream()
                .map(question -> new Row(question, ours(reader, question.text()), numbers(question.text())))
                .toList();
    }

    private static Answer ours(MessageReader reader, String text) {
        Reading reading = reader.read(text, Dialect.PLAIN);
        String code = reading.codes().isEmpty() ? null : reading.codes().get(0);
        return new Answer(reading.kind().tag(), code, reading.topic());
    }

    private static Answer numbers(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            return new Answer("none", null, null);
        }
        String code = number.group();
        String kind = code.length() == 4 ? "1xxx" : code.compareTo("520") >= 0 ? "5xx" : "generic-5xx";
        return new Answer(kind, code, null);
    }

    /** What our reader got right. */
    static Figures ours(List<Row> rows) {
        List<Pair> pairs =
                rows.stream().map(row -> new Pair(row.question(), row.ours())).toList();
        return figures(pairs);
    }

    private static Figures numbers(List<Row> rows) {
        List<Pair> pairs = rows.stream()
                .map(row -> new Pair(row.question(), row.numbers()))
                .toList();
        return figures(pairs);
    }

    private record Pair(Question question, Answer answer) {
        boolean kind() {
            return answer.kind().equals(question.kind());
        }

        boolean code() {
            return question.codes().contains(answer.code());
        }

        boolean silence() {
            return answer.kind().equals("none") == question.kind().equals("none");
        }

        boolean topic() {
            return question.topic().equals(answer.topic());
        }
    }

    private static Figures figures(List<Pair> pairs) {
        return new Figures(
                share(pairs, pair -> true, Pair::kind),
                share(
                        pairs,
                        pair -> !pair.question().codes().isEmpty()
                                && pair.question().explicit(),
                        Pair::code),
                share(
                        pairs,
                        pair -> !pair.question().codes().isEmpty()
                                && !pair.question().explicit(),
                        Pair::code),
                share(pairs, pair -> true, Pair::silence),
                share(pairs, pair -> pair.question().ambiguous(), Pair::kind),
                share(pairs, pair -> pair.answer().topic() != null, Pair::topic));
    }

    private static Share share(List<Pair> pairs, Predicate<Pair> asked, Predicate<Pair> right) {
        List<Pair> all = pairs.stream().filter(asked).toList();
        return new Share((int) all.stream().filter(right).count(), all.size());
    }

    /**
     * Prints the figures of each file.
     *
     * @param arguments {@code --misses=codes} to list what was missed of kinds and codes, {@code --misses=topics} for the
     *     topics too; then files, or lists of files with commas
     */
    public static void main(String... arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        MessageReader reader = new MessageReader(Knowledge.shipped());
        String misses = "";
        for (String argument : arguments) {
            if (argument.startsWith("--misses=")) {
                misses = argument.substring("--misses=".length());
                continue;
            }
            for (String file : Arrays.asList(argument.split(","))) {
                List<Row> rows = rows(questions(Path.of(file)), reader);
                print(out, file, rows);
                if (misses.equals("codes") || misses.equals("topics")) {
                    miss(out, rows, misses.equals("topics"));
                }
            }
        }
    }

    private static void print(PrintStream out, String file, List<Row> rows) {
        out.printf("%n%s%n", file);
        line(out, "kind", "lang", "rows", List.of("kind", "code", "implied", "silence", "50x apart", "topic"));
        for (String kind : KINDS) {
            for (String lang : List.of("en", "zh")) {
                both(
                        out,
                        kind,
                        lang,
                        rows.stream()
                                .filter(row -> row.question().kind().equals(kind)
                                        && row.question().lang().equals(lang))
                                .toList());
            }
        }
        for (String lang : List.of("en", "zh")) {
            both(
                    out,
                    "all",
                    lang,
                    rows.stream()
                            .filter(row -> row.question().lang().equals(lang))
                            .toList());
        }
        both(out, "all", "", rows);
        both(
                out,
                "clear",
                "",
                rows.stream().filter(row -> !row.question().borderline()).toList());
    }

    private static void both(PrintStream out, String kind, String lang, List<Row> rows) {
        line(out, kind, lang, Integer.toString(rows.size()), shares(ours(rows)));
        line(out, "", "", "numbers", shares(numbers(rows)));
    }

    private static List<String> shares(Figures figures) {
        return List.of(
                figures.kind().toString(),
                figures.code().toString(),
                figures.implied().toString(),
                figures.silence().toString(),
                figures.apart().toString(),
                figures.topic().toString());
    }

    private static void line(PrintStream out, String kind, String lang, String rows, List<String> shares) {
        out.printf(Locale.ROOT, "%-12s%-5s%8s", kind, lang, rows);
        for (String share : shares) {
            out.printf(Locale.ROOT, "%14s", share);
        }
        out.println();
    }

    private static void miss(PrintStream out, List<Row> rows, boolean topics) {
        for (Row row : rows) {
            Question question = row.question();
            Answer answer = row.ours();
            boolean code = question.codes().isEmpty() || question.codes().contains(answer.code());
            boolean right = answer.kind().equals(question.kind()) && code;
            if (right && (!topics || answer.topic().equals(question.topic()))) {
                continue;
            }
            out.printf(
                    Locale.ROOT,
                    "%s%s  %s %s %s, read as %s %s %s%n    %s%n",
                    question.id(),
                    question.borderline() ? " (borderline)" : "",
                    question.kind(),
                    question.codes(),
                    question.topic(),
                    answer.kind(),
                    Objects.requireNonNullElse(answer.code(), "[]"),
                    answer.topic(),
                    question.text().replace("\n", "\n    "));
        }
    }
}
