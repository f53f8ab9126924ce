package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Knowledge;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code cf5xx 524} and {@code cf5xx explain} to their contract: formats, languages, unknown codes. */
class ExplainTest {
    private static final Set<String> TYPES =
            Set.of("definition", "cause", "step", "required-detail", "number", "log-pattern", "link", "note");
    private static final Set<String> AUDIENCES = Set.of("site-owner", "host", "cloudflare-support");
    private static final Set<String> FAULTS = Set.of("origin", "cloudflare", "dns", "visitor", "config", "unknown");

    private static List<String> names(JsonNode node) {
        return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
                .toList();
    }

    private static void bothLanguages(JsonNode text) {
        assertThat(names(text)).containsExactly("en", "zh");
        assertThat(text.get("en").textValue()).isNotBlank();
        assertThat(text.get("zh").textValue()).isNotBlank();
    }

    private static void guide(JsonNode guide) {
        assertThat(names(guide)).contains("code", "title", "fault", "facts");
        assertThat(guide.get("code").isTextual()).isTrue();
        bothLanguages(guide.get("title"));
        assertThat(guide.get("fault").textValue()).isIn(FAULTS);
        assertThat(guide.get("facts")).isNotEmpty();
        Set<String> ids = new HashSet<>();
        for (JsonNode fact : guide.get("facts")) {
            assertThat(names(fact)).contains("id", "type", "audience", "variant", "text", "supersedes", "source");
            assertThat(ids.add(fact.get("id").textValue()))
                    .as("%s is there once", fact.get("id"))
                    .isTrue();
            assertThat(fact.get("type").textValue()).isIn(TYPES);
            assertThat(fact.get("audience").textValue()).isIn(AUDIENCES);
            assertThat(fact.get("variant").isTextual() || fact.get("variant").isNull())
                    .isTrue();
            bothLanguages(fact.get("text"));
            assertThat(fact.get("supersedes").isArray()).isTrue();
            assertThat(names(fact.get("source"))).containsExactly("section", "as_of", "url");
            assertThat(fact.get("source").get("section").textValue()).isNotBlank();
            assertThat(fact.get("source").get("url").textValue())
                    .as("as the source had it: old articles have addresses without a host")
                    .matches("https?://.+|/.+");
            JsonNode asOf = fact.get("source").get("as_of");
            assertThat(asOf.isNull() || asOf.textValue().matches("\\d{4}(-\\d\\d){0,2}"))
                    .isTrue();
        }
    }

    @Test
    void code_bare_explainsInEnglish() {
        Run run = Run.of("524");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("524", "Whose fault").doesNotContain("\u001b");
    }

    @Test
    void code_bareAndExplained_areTheSame() {
        assertThat(Run.of("524")).isEqualTo(Run.of("explain", "524"));
        assertThat(Run.of("524")).isEqualTo(Run.of("--lang", "en", "524"));
        assertThat(Run.in(Map.of("LANG", "zh_CN.UTF-8"), "", "524")).isEqualTo(Run.of("524", "--lang", "zh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error-524", "错误524", "５２４", "HTTP/2 524", "Error code: 524", " 524 ", "#524"})
    void code_otherSpelling_isUnderstood(String written) {
        assertThat(Run.of("explain", written)).isEqualTo(Run.of("524"));
    }

    @Test
    void markdown_code_isMarkdownInEachLanguage() {
        Run en = Run.of("explain", "524", "--format", "markdown");
        Run zh = Run.of("explain", "524", "--format", "MARKDOWN", "--lang", "zh");

        assertThat(en.code() + zh.code()).isZero();
        assertThat(en.out()).contains("**").isNotEqualTo(Run.of("524").out());
        assertThat(zh.out()).contains("**").containsPattern("\\p{IsHan}");
    }

    @Test
    void json_code_isOneValueOfTheContractsShape() {
        Run run = Run.of("explain", "524", "--format", "json");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        guide(run.json());
        assertThat(run.json().get("code").textValue()).isEqualTo("524");
        assertThat(Run.of("524", "--format=json", "--lang", "zh").out()).isEqualTo(run.out());
    }

    @Test
    void json_all_isAnArrayWithEveryGuide() {
        Run run = Run.of("explain", "--all", "--format", "json");

        assertThat(run.json().isArray()).isTrue();
        run.json().forEach(ExplainTest::guide);
        assertThat(run.json().findValuesAsText("code"))
                .containsExactlyElementsOf(
                        Knowledge.shipped().index().stream().map(Entry::code).toList())
                .contains(
                        "500", "501", "502", "503", "504", "520", "521", "522", "523", "524", "525", "526", "527",
                        "530")
                .contains("overview", "analytics", "1xxx");
    }

    @Test
    void text_all_explainsEveryCode() {
        Run run = Run.of("explain", "--all", "--lang", "zh");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("500", "522", "526", "530", "1016");
    }

    @Test
    void text_more_tellsMoreThanTheFirstScreen() {
        assertThat(Run.of("explain", "524", "--more").out().length())
                .isGreaterThan(2 * Run.of("524").out().length());
    }

    @ParameterizedTest
    @CsvSource({
        "529, 527 530",
        "600, 527 530",
        "abc, 520 522",
        "'', 520 522",
        "52, 520 521",
        "99999999999999999999, 520"
    })
    void code_unknown_isRefusedKindlyWithTheNearest(String code, String nearest) {
        for (String lang : List.of("en", "zh")) {
            Run run = Run.of("explain", code, "--lang", lang);

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains(nearest.split(" "))
                    .contains("cf5xx 522")
                    .doesNotContain("Exception");
            assertThat(run.err()).contains(lang.equals("zh") ? "例如" : "instance");
        }
    }

    @Test
    void code_bareUnknown_isRefusedTheSameWay() {
        assertThat(Run.of("529")).isEqualTo(Run.of("explain", "529"));
        assertThat(Run.of("abc")).isEqualTo(Run.of("explain", "abc"));
        assertThat(Run.of("").code()).isEqualTo(2);
    }

    @Test
    void code_unknownAndLongOrHostile_isEchoedShortAndHarmless() {
        Run run = Run.of("explain", "\u001b[31m\u202e" + "x".repeat(10_000));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasSizeLessThan(500).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void code_question_isAsked() {
        for (String question : List.of("cloudflare says web server is down", "一直525怎么办", "cloudflare timeout")) {
            assertThat(Run.of(question)).isEqualTo(Run.of("ask", question));
            assertThat(Run.of(question).code()).as(question).isZero();
        }
        assertThat(Run.of("error 529").code()).as("a code, and unknown").isEqualTo(2);
    }

    @Test
    void code_familyOrPair_isItsGuide() {
        for (String family : List.of("5xx", "52x", "5XX")) {
            assertThat(Run.of(family)).as(family).isEqualTo(Run.of("overview"));
        }
        assertThat(Run.of("502/504")).isEqualTo(Run.of("502"));
        assertThat(Run.of("explain", "504/502")).isEqualTo(Run.of("504"));
    }

    @Test
    void code_likeASubcommand_namesIt() {
        assertThat(Run.of("explian").err()).contains("cf5xx explain", "cf5xx 522");
        assertThat(Run.of("explian", "--lang", "zh").err()).contains("或者你想用的是：cf5xx explain");
        assertThat(Run.of("helo").err()).contains("cf5xx help");
        assertThat(Run.of("timeout").err()).doesNotContain("did you mean: cf5xx");
    }

    @Test
    void more_withABareCode_tellsEverything() {
        assertThat(Run.of("522", "--more")).isEqualTo(Run.of("explain", "522", "--more"));
        assertThat(Run.of("--more", "explain", "522")).isEqualTo(Run.of("explain", "522", "--more"));
        assertThat(Run.of("why", "522", "--more").code()).isEqualTo(2);
        assertThat(Run.of("--more").code()).isEqualTo(2);
    }

    @Test
    void host_international_isConverted() {
        assertThat(Run.of("525", "--host", "例子.测试").out()).contains("xn--fsqu00a.xn--0zwm56d");
        for (String bad : List.of("a..b", "-a.example", "x".repeat(64) + ".example", "https://x.example", "", "a b")) {
            assertThat(Run.of("525", "--host", bad).err()).as(bad).contains("such as www.example.com");
            assertThat(Run.of("525", "--host", bad).code()).isEqualTo(2);
        }
    }

    @Test
    void host_named_standsInTheCommands() {
        assertThat(Run.of("explain", "522", "--more", "--host", "shop.example.net")
                        .out())
                .contains("shop.example.net");
        Run bad = Run.of("524", "--host", "$(reboot)");
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("--host");
    }
}
