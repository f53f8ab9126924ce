package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.target.DryRun.Verdict;
import dev.cf5xx.bot.target.Refusal.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final DryRun DRY_RUN = new DryRun(new AddressPolicy(Networks.NONE, List.of(), List::of));
    private static final Map<String, List<String>> DNS = Map.of("example.com", List.of("93.184.215.14"));

    private static DryRun.Answer go(String url, Map<String, List<String>> dns, String... redirects) {
        return DRY_RUN.urls(List.of(url), dns, List.of(redirects));
    }

    @Test
    void url_ofAPublicSite_isAllowedAndShownCanonical() {
        assertThat(go("HTTP://Example.com", DNS))
                .isEqualTo(new DryRun.Answer(Verdict.ALLOWED, "http://example.com/", null));
    }

    @Test
    void url_whoseNameDoesNotResolve_isAllowed() {
        assertThat(go("http://nowhere.example.com/", DNS).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void dns_withAnAliasIntoTheInside_blocks() {
        assertThat(go("http://a.example.com/", Map.of("a.example.com", List.of("CNAME db.internal.")))
                        .refusal())
                .isEqualTo(new Refusal(Reason.INTERNAL_NAME, "db.internal"));
        assertThat(go(
                                "http://a.example.com/",
                                Map.of(
                                        "A.example.com.",
                                        List.of("CNAME b.example.com"),
                                        "b.example.com",
                                        List.of("10.0.0.1")))
                        .refusal())
                .isEqualTo(new Refusal(Reason.SPECIAL_ADDRESS, "10.0.0.1"));
    }

    @Test
    void dns_withAliasesInACircle_ends() {
        Map<String, List<String>> circle = Map.of(
                "a.example.com", List.of("CNAME b.example.com"), "b.example.com", List.of("CNAME a.example.com"));
        assertThat(go("http://a.example.com/", circle).verdict()).isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void dns_withAnAnswerThatIsNoAddress_blocks() {
        assertThat(go("http://example.com/", Map.of("example.com", List.of("0x7f.1")))
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void redirects_upToFive_areFollowedThroughTheSameGate() {
        String[] five = IntStream.rangeClosed(1, 5).mapToObj(i -> "/" + i).toArray(String[]::new);
        String[] six = IntStream.rangeClosed(1, 6).mapToObj(i -> "/" + i).toArray(String[]::new);
        assertThat(go("http://example.com/", DNS, five).verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(go("http://example.com/", DNS, six).refusal())
                .extracting(Refusal::reason)
                .isEqualTo(Reason.REDIRECTS);
        assertThat(go("http://example.com/", DNS, "//127.0.0.1/").refusal())
                .isEqualTo(new Refusal(Reason.SPECIAL_ADDRESS, "127.0.0.1"));
        assertThat(go("http://example.com/", DNS, "http://example.com:22/").verdict())
                .isEqualTo(Verdict.BLOCKED);
        assertThat(go("http://example.com/", DNS, "http:///x").verdict()).isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void redirects_inACircle_areBlocked() {
        assertThat(go("http://example.com/a", DNS, "/b", "/a").refusal())
                .isEqualTo(new Refusal(Reason.REDIRECTS, "http://example.com/a"));
    }

    @Test
    void urls_several_getTheStrictestVerdict() {
        assertThat(DRY_RUN.urls(List.of("http://example.com/", "http://10.0.0.1/", "http://"), DNS, List.of())
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
        assertThat(DRY_RUN.urls(List.of(), DNS, List.of()).verdict()).isEqualTo(Verdict.NOT_A_URL);
    }

    @Test
    void answer_neverTellsASecret() {
        DryRun.Answer answer = go(
                "https://example.com/reset?token=s3cr3tTOKEN123",
                DNS,
                "https://admin:hunter2@example.com/?token=s3cr3tTOKEN124");
        assertThat(answer.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(answer.toString()).doesNotContain("s3cr3t", "hunter2");
    }

    @Test
    void origin_isJudgedByTheSamePolicy() {
        assertThat(DRY_RUN.origin("8.8.8.8")).isEqualTo(new DryRun.Answer(Verdict.ALLOWED, "8.8.8.8:443:80", null));
        assertThat(DRY_RUN.origin("10.0.0.1").verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(DRY_RUN.origin("8.8.8.8:22").verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(DRY_RUN.origin("example.com").verdict()).isEqualTo(Verdict.NOT_A_URL);
    }
}
