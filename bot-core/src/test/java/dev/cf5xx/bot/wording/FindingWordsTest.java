package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observation;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning;
import dev.cf5xx.knowledge.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a check can find or measure has its words, and no words are left over. */
class FindingWordsTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)(?:\\.ago)?}");

    private static Set<String> placeholders(Text... texts) {
        Set<String> found = new TreeSet<>();
        for (Text text : texts) {
            if (text != null) {
                for (Lang lang : Lang.values()) {
                    Matcher match = PLACEHOLDER.matcher(text.in(lang));
                    while (match.find()) {
                        found.add(match.group(1));
                    }
                }
            }
        }
        return found;
    }

    @Test
    void findings_andTheirMeanings_areTheSameSet() {
        assertThat(KNOWLEDGE.findings().meanings().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Finding.values()).map(Finding::id).toList());
    }

    @Test
    void observations_andTheirLines_areTheSameSet() {
        assertThat(KNOWLEDGE.findings().observations().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Observation.values()).map(Observation::id).toList());
    }

    @ParameterizedTest
    @EnumSource(Finding.class)
    void finding_inItsTexts_asksOnlyForValuesThatItHas(Finding finding) {
        Meaning meaning = KNOWLEDGE.meaning(finding.id()).orElseThrow();
        Set<String> known = new TreeSet<>(finding.slots());
        known.add("host");
        List<Text> texts = new ArrayList<>(Stream.of(meaning.says(), meaning.label(), meaning.path(), meaning.why())
                .toList());
        meaning.next().forEach(remedy -> texts.add(remedy.text()));
        assertThat(known).containsAll(placeholders(texts.toArray(Text[]::new)));
    }

    @ParameterizedTest
    @EnumSource(Finding.class)
    void finding_withACode_restsOnAFact(Finding finding) {
        Meaning meaning = KNOWLEDGE.meaning(finding.id()).orElseThrow();
        if (finding.code() != null) {
            assertThat(meaning.facts()).isNotEmpty();
        }
        assertThat(meaning.facts())
                .allSatisfy(id -> assertThat(KNOWLEDGE.fact(id)).isPresent());
    }

    @ParameterizedTest
    @EnumSource(Observation.class)
    void observation_inItsLine_showsEveryValueThatItHas(Observation observation) {
        Text line = KNOWLEDGE.observation(observation.id()).orElseThrow();
        assertThat(placeholders(line)).containsExactlyInAnyOrderElementsOf(observation.slots());
        assertThat(line.zh()).isNotEqualTo(line.en());
    }

    @Test
    void findings_inEitherLanguage_shareNoSentence() {
        for (Lang lang : Lang.values()) {
            Map<String, List<String>> said = new TreeMap<>();
            KNOWLEDGE.findings().meanings().forEach((id, meaning) -> {
                Stream.concat(
                                Stream.of(meaning.says(), meaning.why()),
                                meaning.next().stream().map(Meaning.Remedy::text))
                        .filter(text -> text != null)
                        .forEach(text -> said.computeIfAbsent(text.in(lang), any -> new ArrayList<>())
                                .add(id));
            });
            assertThat(said.entrySet())
                    .allSatisfy(entry ->
                            assertThat(entry.getValue()).as(entry.getKey()).hasSize(1));
        }
    }

    @Test
    void findings_ofOneColumn_haveLabelsOfTheirOwn() {
        for (Lang lang : Lang.values()) {
            assertThat(KNOWLEDGE.findings().meanings().values())
                    .extracting(meaning -> meaning.label().in(lang))
                    .doesNotHaveDuplicates();
        }
    }

    static Stream<Collection<String>> terms() {
        return Stream.<Stream<Enum<?>>>of(
                        Stream.of(Lookup.Outcome.values()),
                        Stream.of(Tcp.Outcome.values()),
                        Stream.of(Tls.Outcome.values()),
                        Stream.of(Http.Outcome.values()),
                        Stream.of(Chain.Flaw.Kind.values()),
                        Stream.of(Chain.Remark.values()),
                        Stream.of(Chain.Revocation.Status.values()),
                        Stream.of(Chain.Revocation.By.values()),
                        Stream.of(Page.Author.values()),
                        Stream.of(Page.Hop.values()),
                        Stream.of(OriginSeen.Http2.values()),
                        Stream.of(Refusal.Reason.values()))
                .map(constants -> constants
                        .map(constant ->
                                constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("terms")
    void termOfAReport_whicheverItIs_hasAWord(Collection<String> tags) {
        assertThat(tags)
                .allSatisfy(tag -> assertThat(KNOWLEDGE.term(tag)).as(tag).isPresent());
    }
}
