package dev.cf5xx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every text of the knowledge base: both languages, honest references, named settings, stated risks. */
class FactsTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    private static Stream<Fact> facts() {
        return KNOWLEDGE.guides().stream()
                .flatMap(guide -> guide.facts().stream())
                .distinct();
    }

    /** Every text a person may read, with a name for complaints. */
    private static Map<String, Text> texts() {
        Map<String, Text> texts = new HashMap<>();
        KNOWLEDGE.guides().forEach(guide -> {
            texts.put(guide.code() + " title", guide.title());
            guide.variants().forEach(variant -> {
                texts.put(guide.code() + " name of " + variant.id(), variant.name());
                texts.put(guide.code() + " tell of " + variant.id(), variant.tell());
                if (variant.brief() != null) {
                    texts.put(guide.code() + " brief of " + variant.id(), variant.brief());
                }
            });
        });
        facts().forEach(fact -> {
            texts.put(fact.id(), fact.text());
            if (fact.label() != null) {
                texts.put(fact.id() + " label", fact.label());
            }
            if (fact.risk() != null) {
                texts.put(fact.id() + " risk", fact.risk().risk());
                texts.put(fact.id() + " back", fact.risk().back());
                texts.put(fact.id() + " safer", fact.risk().safer());
            }
        });
        return texts;
    }

    @Test
    void ids_acrossAllGuides_nameOneFactEach() {
        Map<String, Set<Fact>> byId = facts().collect(Collectors.groupingBy(Fact::id, Collectors.toSet()));
        assertThat(byId)
                .hasSizeGreaterThan(600)
                .allSatisfy((id, same) -> assertThat(same).hasSize(1));
        KNOWLEDGE
                .guides()
                .forEach(guide -> assertThat(guide.facts())
                        .as(guide.code())
                        .extracting(Fact::id)
                        .doesNotHaveDuplicates());
    }

    @Test
    void texts_inEitherLanguage_areNeverBlankNorSpeakOfTheSeed() {
        assertThat(texts()).allSatisfy((where, text) -> {
            assertThat(text.en()).isNotBlank().doesNotMatch("(?is).*\\bseed\\b.*");
            assertThat(text.zh()).isNotBlank().doesNotContain("种子");
        });
    }

    @Test
    void chineseTexts_butForNamesThatAreTheSameInBoth_containChinese() {
        assertThat(texts()).allSatisfy((where, text) -> {
            boolean name = where.endsWith(" label") || where.contains(" name of ") || where.endsWith(" title");
            String ascii = text.zh().replaceAll("\\s*（", " (").replace('）', ')');
            boolean literal = name && ascii.equals(text.en());
            assertThat(literal || HAN.matcher(text.zh()).find())
                    .as("%s: %s", where, text.zh())
                    .isTrue();
        });
    }

    /** What stands together on the screen: a step is read with its risk. */
    private static Map<String, String> chineseReadings() {
        Map<String, String> readings = new HashMap<>();
        texts().forEach((where, text) -> readings.put(where, text.zh()));
        facts().forEach(fact -> {
            Risk risk = fact.risk();
            if (risk != null) {
                List.of(" risk", " back", " safer").forEach(part -> readings.remove(fact.id() + part));
                readings.put(
                        fact.id(),
                        String.join(
                                "\n",
                                fact.text().zh(),
                                risk.risk().zh(),
                                risk.back().zh(),
                                risk.safer().zh()));
            }
        });
        return readings;
    }

    @Test
    void fullStrict_inChinese_carriesTheEnglishNameInBracketsAtItsFirstMentionOnly() {
        assertThat(chineseReadings()).allSatisfy((where, zh) -> {
            if (zh.contains("完全（严格）")) {
                assertThat(zh.substring(zh.indexOf("完全（严格）"))).as(where).startsWith("完全（严格）(Full (strict))");
            }
            assertThat(zh.replaceFirst(Pattern.quote("完全（严格）(Full (strict))"), ""))
                    .as(where)
                    .doesNotContainIgnoringCase("full (strict)");
        });
    }

    @Test
    void settingsInBrackets_beforeChineseOrDigits_areFollowedByABlank() {
        Pattern cramped = Pattern.compile("\\([A-Z][A-Za-z ]*(\\([a-z]+\\))?\\)[\\p{IsHan}\\d]");
        assertThat(texts())
                .allSatisfy(
                        (where, text) -> assertThat(cramped.matcher(text.zh()).find())
                                .as("%s: %s", where, text.zh())
                                .isFalse());
    }

    @Test
    void chineseTexts_anyGuide_callNoPageBareBoard() {
        assertThat(texts())
                .allSatisfy((where, text) -> assertThat(text.zh()).as(where).doesNotContain("光板"));
    }

    @Test
    void labels_ofTheTime_nameATimeZone() {
        assertThat(facts().map(Fact::label).filter(Objects::nonNull).map(Text::en))
                .contains("time with time zone")
                .doesNotContain("time and zone");
    }

    @Test
    void nameLookUps_anyFact_workWithAHostNameAlone() {
        assertThat(facts().flatMap(fact -> fact.commands().stream())
                        .map(Command::run)
                        .filter(run -> run.contains("nslookup") || run.matches("(?s).*\\bdig\\b.*")))
                .isNotEmpty()
                .noneMatch(run -> run.contains("{origin}"));
    }

    @Test
    void commands_ofOneFact_areNotGivenTwice() {
        assertThat(facts())
                .allSatisfy(fact -> assertThat(fact.commands())
                        .as(fact.id())
                        .extracting(Command::run)
                        .doesNotHaveDuplicates());
    }

    @Test
    void stepsThatRunCf5xx_forTheHost_sayWhoRunsIt() {
        List<Fact> steps = facts().filter(fact -> fact.audience() == Audience.HOST)
                .filter(fact -> fact.commands().stream()
                        .anyMatch(command -> command.run().startsWith("cf5xx ")))
                .toList();
        assertThat(steps).isNotEmpty().allSatisfy(fact -> {
            assertThat(fact.text().en()).as(fact.id()).contains("site owner");
            assertThat(fact.text().zh()).as(fact.id()).contains("站长");
        });
    }

    @Test
    void supersededFacts_anyGuide_existAndAreNotInTheAnswer() {
        List<String> old = new ArrayList<>();
        for (Guide guide : KNOWLEDGE.guides()) {
            List<String> here = guide.facts().stream()
                    .flatMap(fact -> fact.supersedes().stream())
                    .toList();
            assertThat(guide.facts()).as(guide.code()).extracting(Fact::id).containsAll(here);
            assertThat(guide.answer().inOrder()).as(guide.code()).noneMatch(fact -> here.contains(fact.id()));
            assertThat(guide.current()).as(guide.code()).noneMatch(fact -> here.contains(fact.id()));
            old.addAll(here);
        }
        assertThat(old)
                .contains("520.number.header-limit", "522.number.syn-15s", "524.number.timeout-100s")
                .contains("524.number.enterprise-600s");
    }

    @Test
    void answers_anyGuide_showNothingThatOnlyHoldsForWhoNamesIt() {
        for (Guide guide : KNOWLEDGE.guides()) {
            if (!guide.code().equals("527")) {
                assertThat(guide.answer().inOrder())
                        .as(guide.code())
                        .noneMatch(fact -> guide.variant(fact.variant())
                                .map(Variant::whenNamed)
                                .orElse(false));
            }
        }
    }

    @Test
    void steps_thatWeakenProtection_sayWhatItCosts() {
        Pattern weakens = Pattern.compile("暂停( Cloudflare|几分钟)|的 Cloudflare 暂停|灰云|仅 DNS|不走代理|改为完全 \\(Full\\)"
                + "|改为灵活|SSL Shopper|关掉浏览器完整性检查|关掉 Always Online");
        List<Fact> steps = facts().filter(fact -> fact.type() == FactType.STEP)
                .filter(fact -> weakens.matcher(fact.text().zh()).find())
                .toList();
        assertThat(steps).extracting(Fact::id).contains("520.step.bypass", "526.step.self-signed-full");
        assertThat(steps)
                .allSatisfy(fact -> assertThat(fact.risk()).as(fact.id()).isNotNull());
    }

    @Test
    void links_anyFact_areAbsoluteAndCurrent() {
        assertThat(facts().filter(fact -> fact.type() == FactType.LINK))
                .allSatisfy(fact -> assertThat(fact.url())
                        .as(fact.id())
                        .startsWith("https://")
                        .doesNotContain("support.cloudflare.com/hc/"));
        assertThat(facts().map(Fact::source))
                .allSatisfy(source -> assertThat(
                                source.asOf() != null || source.title().contains("undated"))
                        .as(source.title())
                        .isTrue());
    }
}
