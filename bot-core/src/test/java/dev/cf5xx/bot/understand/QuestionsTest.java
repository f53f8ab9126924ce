package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cf5xx.bot.understand.QuestionFigures.Figures;
import dev.cf5xx.bot.understand.QuestionFigures.Question;
import dev.cf5xx.bot.understand.QuestionFigures.Row;
import dev.cf5xx.knowledge.Knowledge;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages as people write them: no fewer are understood than once were. What is missed is listed by {@link
 * QuestionFigures}. Words are to be learnt from {@code questions.jsonl} only; {@code questions-held.jsonl} is there to see
 * whether they were learnt or just repeated, so it holds no floors.
 */
class QuestionsTest {
    private static List<Question> questions(String file) throws Exception {
        return QuestionFigures.questions(
                Path.of(QuestionsTest.class.getResource(file).toURI()));
    }

    private static List<Row> read(String lang) throws Exception {
        List<Question> questions = questions("questions.jsonl").stream()
                .filter(question -> question.lang().equals(lang))
                .toList();
        return QuestionFigures.rows(questions, new MessageReader(Knowledge.shipped()));
    }

    private static void assertFloors(
            Figures figures, double kind, double code, double implied, double silence, double apart, double topic) {
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(figures.kind().ratio()).as("kind").isGreaterThanOrEqualTo(kind);
            softly.assertThat(figures.code().ratio()).as("first code").isGreaterThanOrEqualTo(code);
            softly.assertThat(figures.implied().ratio())
                    .as("code without number")
                    .isGreaterThanOrEqualTo(implied);
            softly.assertThat(figures.silence().ratio()).as("silence").isGreaterThanOrEqualTo(silence);
            softly.assertThat(figures.apart().ratio()).as("whose 50x").isGreaterThanOrEqualTo(apart);
            softly.assertThat(figures.topic().ratio()).as("topic").isGreaterThanOrEqualTo(topic);
        });
    }

    @Test
    void questions_inEnglish_areUnderstoodAsWellAsBefore() throws Exception {
        assertFloors(QuestionFigures.ours(read("en")), 0.9, 0.91, 0.75, 0.9, 0.85, 0.35);
    }

    @Test
    void questions_inChinese_areUnderstoodAsWellAsBefore() throws Exception {
        assertFloors(QuestionFigures.ours(read("zh")), 0.87, 0.82, 0.9, 0.87, 0.75, 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"questions.jsonl", "questions-held.jsonl"})
    void labels_ofEachFile_holdTogether(String file) throws Exception {
        List<Question> questions = questions(file);

        assertThat(questions).extracting(Question::id).doesNotHaveDuplicates();
        assertThat(questions).extracting(Question::text).doesNotHaveDuplicates();
        assertThat(questions).allSatisfy(question -> {
            assertThat(question.lang()).isIn("en", "zh");
            assertThat(question.topic()).isNotBlank();
            Stream<String> codes = question.codes().stream();
            switch (question.kind()) {
                case "5xx" -> assertThat(codes).allMatch(code -> code.matches("5[0-3]\\d"));
                case "generic-5xx" -> assertThat(codes).isNotEmpty().allMatch(code -> code.matches("50\\d"));
                case "1xxx" -> assertThat(codes).isNotEmpty().anyMatch(code -> code.matches("1\\d{3}|530"));
                case "none" -> assertThat(codes).isEmpty();
                default -> fail("no kind: %s", question.kind());
            }
            assertThat(question.codes().stream().anyMatch(question.text()::contains))
                    .isEqualTo(question.explicit());
        });
    }

    @Test
    void questions_held_areOthersThanThoseLearntFrom() throws Exception {
        assertThat(questions("questions-held.jsonl"))
                .extracting(Question::text)
                .doesNotContainAnyElementsOf(questions("questions.jsonl").stream()
                        .map(Question::text)
                        .toList());
    }
}
