package dev.cf5xx.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read of every way in which a site can be: one screen, and never the same for two different causes. */
class ScenarioWordsTest {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    private static Reply brief(Scenario scenario, Lang lang) {
        return new CheckReport(Knowledge.shipped()).brief(scenario.seen().report(), Reader.of(lang));
    }

    static Stream<Arguments> scenarios() {
        return Scenario.all().stream()
                .flatMap(scenario -> Stream.of(Lang.values()).map(lang -> Arguments.of(scenario, lang)));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void firstScreen_ofEveryScenario_fits(Scenario scenario, Lang lang) {
        String text = PlainText.of(brief(scenario, lang));
        int rows = text.lines()
                .mapToInt(line -> Math.max(1, (columns(line) + COLUMNS - 1) / COLUMNS))
                .sum();
        assertThat(rows).as(text).isLessThanOrEqualTo(ROWS);
    }

    private static int columns(String line) {
        return line.codePoints().map(c -> c >= 0x2e80 && c <= 0xffdc ? 2 : 1).sum();
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void scenarios_ofDifferentCause_shareNeitherTheFirstSentenceNorTheSteps(Lang lang) {
        Map<String, Scenario> sentences = new HashMap<>();
        Map<List<Block.Item>, Scenario> steps = new HashMap<>();
        List<String> same = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            Reply reply = brief(scenario, lang);
            compare(
                    scenario,
                    sentences.putIfAbsent(PlainText.of(Reply.of(reply.blocks().get(0))), scenario),
                    same);
            compare(scenario, steps.putIfAbsent(steps(reply, lang), scenario), same);
        }
        assertThat(same).isEmpty();
    }

    private static void compare(Scenario scenario, Scenario other, List<String> same) {
        if (other != null && other.finding() != scenario.finding()) {
            same.add(scenario + " reads like " + other);
        }
    }

    /** The list that follows the words "What to do". */
    private static List<Block.Item> steps(Reply reply, Lang lang) {
        String title = lang == Lang.EN ? "What to do" : "怎么处理";
        for (int i = 0; i + 1 < reply.blocks().size(); i++) {
            if (PlainText.of(Reply.of(reply.blocks().get(i))).equals(title)) {
                return ((Block.Bullets) reply.blocks().get(i + 1)).items();
            }
        }
        throw new AssertionError("nothing to do: " + PlainText.of(reply));
    }

    @Test
    void scenarios_areManyEnoughToMeanSomething() {
        assertThat(Scenario.all().stream().map(Scenario::finding).distinct()).hasSizeGreaterThan(60);
    }
}
