package dev.cf5xx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides that people are promised exist, with their kinds and with today's figures. */
class GuidesTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();

    private static Guide guide(String code) {
        return KNOWLEDGE.guide(code).orElseThrow(() -> new AssertionError("no guide to " + code));
    }

    private static String numbers(String code, Lang lang) {
        return guide(code).answer().inOrder().stream()
                .filter(fact -> fact.type() == FactType.NUMBER)
                .map(fact -> fact.text().in(lang))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> variants(String code) {
        return guide(code).variants().stream().map(Variant::id).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "500",
                "501",
                "502",
                "503",
                "504",
                "520",
                "521",
                "522",
                "523",
                "524",
                "525",
                "526",
                "527",
                "530",
                "overview",
                "analytics",
                "1xxx",
                "1000",
                "1001",
                "1003",
                "1009",
                "1010",
                "1015",
                "1016",
                "1018",
                "1020",
                "1033",
                "1101",
                "1102",
                "1200"
            })
    void guide_promisedCode_answersWithMeaningFaultAndLink(String code) {
        Guide guide = guide(code);
        assertThat(guide.code()).isEqualTo(code);
        assertThat(guide.answer().means()).isNotEmpty();
        assertThat(guide.answer().fault().text().en()).isNotBlank();
        assertThat(guide.facts()).isNotEmpty();
    }

    @Test
    void isCode_numbersAndFamilies_areToldApart() {
        assertThat(guide("524").isCode()).isTrue();
        assertThat(guide("1016").isCode()).isTrue();
        assertThat(guide("1xxx").isCode()).isFalse();
        assertThat(guide("overview").isCode()).isFalse();
    }

    @Test
    void index_allGuides_listsFamiliesFirstThenAscendingCodes() {
        List<String> codes = KNOWLEDGE.index().stream().map(Entry::code).toList();
        assertThat(codes).doesNotHaveDuplicates().startsWith("overview", "analytics", "500");
        List<Integer> numbers = codes.stream()
                .filter(code -> code.matches("\\d+"))
                .map(Integer::parseInt)
                .toList();
        assertThat(numbers).isSorted();
        assertThat(codes.indexOf("1xxx")).isEqualTo(codes.indexOf("1000") - 1);
        assertThat(KNOWLEDGE.guides()).extracting(Guide::code).isEqualTo(codes);
    }

    @ParameterizedTest
    @CsvSource({
        "524, 125 s, 125 秒",
        "522, 19 s, 19 秒",
        "522, 90 s, 90 秒",
        "520, 128 KB, 128 KB",
        "524, '6,000 s', '6,000 秒'",
        "524, 30 s, 30 秒"
    })
    void numbers_ofTheAnswer_areTodays(String code, String english, String chinese) {
        assertThat(numbers(code, Lang.EN)).contains(english);
        assertThat(numbers(code, Lang.ZH)).contains(chinese);
    }

    @ParameterizedTest
    @CsvSource({
        "524.number.timeout, 125 s, 100 s, 100 秒",
        "522.number.syn-19s, 19 s, 15 s, 15 秒",
        "520.number.header-limit-128kb, 128 KB, 16 KB, 16 KB"
    })
    void newerFigure_inItsText_namesTheOlderOne(String id, String value, String oldEnglish, String oldChinese) {
        Fact fact = KNOWLEDGE.fact(id).orElseThrow();
        assertThat(fact.value()).contains(value);
        assertThat(fact.text().en()).contains(value, oldEnglish);
        assertThat(fact.text().zh()).contains(oldChinese);
        assertThat(fact.supersedes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "502", "503", "504"})
    void variants_ofCodesOfTwoAuthors_tellWhoWroteThePage(String code) {
        assertThat(variants(code)).contains("origin", "cloudflare");
        assertThat(guide(code).variants())
                .allSatisfy(
                        variant -> assertThat(variant.brief()).as(variant.id()).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"502", "504"})
    void variants_withAPictureInTheArticle_haveASketch(String code) {
        assertThat(guide(code).variants())
                .filteredOn(variant -> variant.sketch() != null)
                .extracting(Variant::id)
                .contains("origin", "cloudflare");
    }

    @Test
    void variants_of522And527_areModelled() {
        assertThat(variants("522")).contains("before-connection", "after-connection");
        assertThat(variants("527")).containsExactlyInAnyOrder("connection-timeout", "lan-timeout", "refused", "tls");
        assertThat(guide("527").variants())
                .allSatisfy(variant -> assertThat(guide("527").facts())
                        .as(variant.id())
                        .anyMatch(fact -> variant.id().equals(fact.variant()) && fact.type() == FactType.LOG_PATTERN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"523", "524"})
    void railgun_whereItIsAKind_isOnlyForWhoNamesIt(String code) {
        assertThat(guide(code).variants())
                .filteredOn(variant -> variant.id().startsWith("railgun"))
                .isNotEmpty()
                .allMatch(Variant::whenNamed);
    }

    @Test
    void guide530_itsText_leadsToThe1xxxCode() {
        String text = guide("530").answer().means().stream()
                .map(fact -> fact.text().en())
                .collect(Collectors.joining(" "));
        String steps = guide("530").answer().steps().stream()
                .map(fact -> fact.text().en())
                .collect(Collectors.joining(" "));
        assertThat((text + steps).toUpperCase(Locale.ROOT)).contains("1XXX");
    }

    @Test
    void topics_ofTheVocabulary_haveWordsInBothLanguages() {
        Words words = KNOWLEDGE.words();
        assertThat(words.cloudflare()).contains("cloudflare", "cf-ray", "小黄云");
        assertThat(words.failure()).contains("error", "报错");
        assertThat(words.topics().keySet())
                .containsAll(Arrays.asList("definition", "fix", "who-is-at-fault", "timeout-number"));
    }

    @ParameterizedTest
    @CsvSource({
        "fix, still not working, 没用",
        "fix, no luck, 还不行",
        "what-to-send-support, what should i send, 给客服什么资料",
        "timeout-number, can it be raised, 能调大吗",
        "who-is-at-fault, is it cloudflare, 谁的毛病",
        "firewall-ips, how do i whitelist, 加白",
        "logs, which log, 看哪个日志",
        "icp, filing, 备案"
    })
    void topics_whatPeopleWriteNext_isAmongTheirWords(String topic, String english, String chinese) {
        assertThat(KNOWLEDGE.words().topics().get(topic)).contains(english, chinese);
    }

    /** A follow-up is answered with the first six facts whose English holds a word of its topic. */
    @ParameterizedTest
    @CsvSource({
        "520, icp, 520.step.icp",
        "521, icp, 521.step.icp",
        "522, icp, 522.step.icp",
        "521, firewall-ips, 521.step.security-group",
        "522, firewall-ips, 522.step.security-group",
        "521, firewall-ips, 521.step.bt-panel",
        "522, firewall-ips, 522.step.bt-panel",
        "522, firewall-ips, 522.step.allow-ranges",
        "520, logs, 520.step.review-logs",
        "521, logs, 521.step.review-logs"
    })
    void factsOnATopic_ofTheGuide_beginWithTheUsefulOnes(String code, String topic, String id) {
        List<String> words = KNOWLEDGE.words().topics().getOrDefault(topic, List.of());
        assertThat(guide(code).current().stream()
                        .filter(fact -> fact.type() != FactType.LINK && fact.type() != FactType.REQUIRED_DETAIL)
                        .filter(fact -> words.stream()
                                .anyMatch(word -> (" " + fact.text().en() + " ")
                                        .toLowerCase(Locale.ROOT)
                                        .matches(".*(?<!\\w)" + Pattern.quote(word) + "(?!\\w).*")))
                        .map(Fact::id)
                        .limit(6))
                .contains(id);
    }

    @Test
    void statusesOf1xxx_inTheFamilyGuide_areThoseOfTheCodes() {
        Pattern status = Pattern.compile("Comes with HTTP status (\\d{3});");
        List<String> statuses = KNOWLEDGE.guides().stream()
                .flatMap(guide -> guide.facts().stream())
                .map(fact -> status.matcher(fact.text().en()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .distinct()
                .toList();
        assertThat(statuses).contains("503");
        assertThat(guide("1xxx").answer().means())
                .extracting(fact -> fact.text().en() + fact.text().zh())
                .anySatisfy(text -> assertThat(text).contains(statuses));
        assertThat(guide("1xxx").answer().numbers())
                .flatExtracting(Fact::value)
                .containsExactlyInAnyOrderElementsOf(statuses);
    }

    @ParameterizedTest
    @CsvSource({"502, gzip, gzip", "504, gzip, gzip"})
    void fault_ofABarePage_saysThatTheOriginMayCauseIt(String code, String english, String chinese) {
        assertThat(guide(code).answer().fault().text().en()).contains(english);
        assertThat(guide(code).answer().fault().text().zh()).contains(chinese);
    }

    @Test
    void guide530_itsTitle_doesNotRepeatTheCode() {
        assertThat(guide("530").title().en()).doesNotContain("530");
        assertThat(guide("530").title().zh()).doesNotContain("530");
    }

    @Test
    void slowRequests_of524_areNotMeasuredByAFigureOfThePast() {
        Fact step = KNOWLEDGE.fact("524.step.slow-log").orElseThrow();
        assertThat(step.text().en()).doesNotContain("100");
        assertThat(step.text().zh()).doesNotContain("100");
    }
}
