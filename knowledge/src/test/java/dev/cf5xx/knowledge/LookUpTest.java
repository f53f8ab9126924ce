package dev.cf5xx.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guides, facts, signatures, near misses, languages and address ranges are found by whatever one holds in hand. */
class LookUpTest {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();

    static Stream<Arguments> signatures() {
        return KNOWLEDGE.guides().stream()
                .flatMap(guide -> guide.facts().stream())
                .distinct()
                .filter(fact -> !fact.patterns().isEmpty())
                .flatMap(fact -> fact.value().stream().map(value -> Arguments.of(fact.id(), value)));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void bySignature_everyExampleInTheMidstOfALog_findsItsFact(String id, String example) {
        assertThat(KNOWLEDGE.bySignature(example)).extracting(Fact::id).contains(id);
        boolean wholeBody = KNOWLEDGE.fact(id).orElseThrow().patterns().stream().anyMatch(it -> it.startsWith("^"));
        String log = "Nov 21 22:04:00 web1 kernel: up\n" + example + "\nNov 21 22:04:01 web1 kernel: still up\n";
        assertThat(wholeBody
                        || KNOWLEDGE
                                .bySignature(log)
                                .contains(KNOWLEDGE.fact(id).orElseThrow()))
                .as("in a log: %s", example)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1 200 OK", "all is well", "今天天气不错"})
    void bySignature_harmlessText_findsNothing(String text) {
        assertThat(KNOWLEDGE.bySignature(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"529", "600", "abc", "", " 524", "524 ", "../524", "guide-524", "OVERVIEW", "52４", "524\0"})
    void guide_unknownOrHostileCode_isEmpty(String code) {
        assertThat(KNOWLEDGE.guide(code)).isEmpty();
    }

    @Test
    void guide_askedForTwice_isReadOnce() {
        assertThat(KNOWLEDGE.guide("524").orElseThrow())
                .isSameAs(KNOWLEDGE.guide("524").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "524", "524.number", "no.such.fact"})
    void fact_unknownId_isEmpty(String id) {
        assertThat(KNOWLEDGE.fact(id)).isEmpty();
    }

    @Test
    void fact_knownId_isTheOneOfItsGuide() {
        Fact fact = KNOWLEDGE.fact("524.number.timeout").orElseThrow();
        assertThat(KNOWLEDGE.guide("524").orElseThrow().facts()).contains(fact);
        assertThat(fact.type()).isEqualTo(FactType.NUMBER);
        assertThat(fact.type().tag()).isEqualTo("number");
        assertThat(FactType.REQUIRED_DETAIL.tag()).isEqualTo("required-detail");
    }

    @ParameterizedTest
    @CsvSource({"529, 530", "600, 530", "519, 520", "528, 527", "1300, 1206", "52, 520", "103, 1033"})
    void nearest_number_offersTheNeighbour(String code, String neighbour) {
        assertThat(KNOWLEDGE.nearest(code, 3))
                .hasSizeBetween(1, 3)
                .extracting(Entry::code)
                .contains(neighbour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "9999999999999999999999", "五二四", "-1"})
    void nearest_noNumber_offersTheCommonest(String code) {
        assertThat(KNOWLEDGE.nearest(code, 3)).extracting(Entry::code).containsExactly("520", "521", "522");
    }

    @Test
    void nearest_none_isEmpty() {
        assertThat(KNOWLEDGE.nearest("529", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, EN",
        "EN, EN",
        "en-GB, EN",
        "en_US.UTF-8, EN",
        "zh, ZH",
        "zh-CN, ZH",
        "zh_TW.UTF-8, ZH",
        "zh-Hans, ZH",
        "' zh ', ZH",
        "zh.UTF-8, ZH"
    })
    void lang_tagOrLocale_isRead(String tag, Lang lang) {
        assertThat(Lang.of(tag)).contains(lang);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "C", "POSIX", "english", "zha", "e", "enzh"})
    void lang_anythingElse_isEmpty(String tag) {
        assertThat(Lang.of(tag)).isEmpty();
    }

    @Test
    void lang_otherAndTag_areInverse() {
        for (Lang lang : Lang.values()) {
            assertThat(lang.other().other()).isEqualTo(lang);
            assertThat(lang.other()).isNotEqualTo(lang);
            assertThat(Lang.of(lang.tag())).contains(lang);
        }
    }

    @Test
    void text_blankInOneLanguage_isRefused() {
        assertThatThrownBy(() -> new Text("a", " ")).hasMessageContaining("both languages");
        assertThatThrownBy(() -> new Text("", "一")).hasMessageContaining("both languages");
    }

    @Test
    void ranges_asShipped_areFifteenAndSevenWellFormedAndDated() throws Exception {
        CloudflareRanges ranges = KNOWLEDGE.ranges();
        assertThat(ranges.v4()).hasSize(15).doesNotHaveDuplicates();
        assertThat(ranges.v6()).hasSize(7).doesNotHaveDuplicates();
        assertThat(ranges.asOf()).matches("20\\d\\d-\\d\\d-\\d\\d");
        assertThat(ranges.all())
                .hasSize(22)
                .startsWith(ranges.v4().get(0))
                .endsWith(ranges.v6().get(6));
        for (String range : ranges.all()) {
            String[] parts = range.split("/", -1);
            assertThat(parts).as(range).hasSize(2);
            int bits = Integer.parseInt(parts[1]);
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            assertThat(bits).as(range).isBetween(8, address.length * 8);
            for (int bit = bits; bit < address.length * 8; bit++) {
                assertThat(address[bit / 8] >> (7 - bit % 8) & 1).as(range).isZero();
            }
        }
    }

    @Test
    void rangesFile_withoutADate_isRefused() {
        assertThatThrownBy(() -> CloudflareRanges.parse("10.0.0.0/8\n")).hasMessageContaining("date");
        assertThat(CloudflareRanges.parse("# as_of: 2026-01-02\n\n 10.0.0.0/8 \r\n2001:db8::/32")
                        .all())
                .isEqualTo(List.of("10.0.0.0/8", "2001:db8::/32"));
    }

    @Test
    void folder_thatWasNotPacked_saysSo(@TempDir Path empty) {
        assertThatThrownBy(Knowledge.in(empty)::index).hasMessageContaining("index.json is missing");
        assertThat(Knowledge.in(empty).guide("524")).isEmpty();
    }
}
