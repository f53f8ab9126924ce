package dev.cf5xx.bot.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules say and what they never say, in both languages. */
class AllowRulesTest {
    private static final CloudflareRanges RANGES = Knowledge.shipped().ranges();
    private static final List<Integer> PORTS = List.of(80, 443);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");

    static Stream<Arguments> outputs() {
        return Stream.of(AllowRules.values())
                .flatMap(tool -> Stream.of(Lang.values())
                        .flatMap(lang -> Stream.of(false, true).map(only -> Arguments.of(tool, lang, only))));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void rules_ofAnyTool_haveEveryRangeOnceAndAHead(AllowRules tool, Lang lang, boolean only) {
        String text = tool.render(RANGES, PORTS, only, lang);

        assertThat(commands(text)).allSatisfy(line -> assertThat(line).doesNotContain("{0}"));
        for (String range : RANGES.all()) {
            assertThat(Pattern.compile("(?<![0-9a-f:.])" + Pattern.quote(range) + "(?!\\d)")
                            .matcher(String.join("\n", commands(text)))
                            .results()
                            .count())
                    .as("%s in %s", range, text)
                    .isEqualTo(1);
        }
        assertThat(text).startsWith("# ").endsWith("\n").contains(RANGES.asOf(), "80", "443");
        assertThat(text).contains(lang == Lang.EN ? "Undo" : "回滚");
        assertThat(text).contains(lang == Lang.EN ? "Apply: " : "用法：");
        if (only) {
            assertThat(text).contains(lang == Lang.EN ? "WARNING" : "警告", "SSH", lang == Lang.EN ? "proxied" : "代理");
        } else {
            assertThat(text).doesNotContain("WARNING", "警告");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rules_unlessAsked_refuseNobody(AllowRules tool) {
        List<String> commands = commands(tool.render(RANGES, PORTS, false, Lang.EN));

        // Some first delete their own permission, to put it on top.
        Pattern own = Pattern.compile("ufw delete allow|delete rule .* handle|-D INPUT -j CF5XX-CLOUDFLARE");
        Pattern refusal = Pattern.compile("deny|denied|drop|DROP|reject|REJECT|return 4|Require|delete |--remove"
                + "|flush table|flush ruleset| -D | -F | -P |policy|<If");
        assertThat(commands)
                .noneMatch(line ->
                        refusal.matcher(own.matcher(line).replaceAll("")).find());
    }

    @ParameterizedTest
    @EnumSource
    void languages_ofTheSameRules_differInCommentsOnly(AllowRules tool) {
        for (boolean only : new boolean[] {false, true}) {
            String en = tool.render(RANGES, PORTS, only, Lang.EN);
            String zh = tool.render(RANGES, PORTS, only, Lang.ZH);

            assertThat(commands(zh)).isEqualTo(commands(en));
            assertThat(en).doesNotContainPattern("\\p{IsHan}");
            assertThat(zh.lines().filter(line -> line.startsWith("# ") && !line.startsWith("#   ")))
                    .filteredOn(line -> !line.contains("203.0.113.7"))
                    .isNotEmpty()
                    .allMatch(
                            line -> Pattern.compile("\\p{IsHan}").matcher(line).find());
        }
    }

    /** A shell that people paste into must neither end nor expand history. */
    @ParameterizedTest
    @EnumSource(names = {"IPTABLES", "NFTABLES", "UFW", "FIREWALLD"})
    void paste_intoAShell_isHarmless(AllowRules tool) {
        for (boolean only : new boolean[] {false, true}) {
            assertThat(tool.render(RANGES, PORTS, only, Lang.EN)).doesNotContain("!", "set -e", "exit");
        }
    }

    @Test
    void traps_ofEachTool_areNamed() {
        assertThat(AllowRules.NGINX.render(RANGES, PORTS, false, Lang.ZH)).contains("real_ip_header");
        assertThat(AllowRules.NGINX.render(RANGES, PORTS, true, Lang.EN)).contains("realip module");
        assertThat(AllowRules.APACHE.render(RANGES, PORTS, true, Lang.EN)).contains("mod_remoteip");
        assertThat(AllowRules.NFTABLES.render(RANGES, PORTS, true, Lang.EN)).contains("would not override a drop");
        assertThat(AllowRules.UFW.render(RANGES, PORTS, false, Lang.EN)).contains("`ufw insert 1` fails");
        assertThat(AllowRules.FIREWALLD.render(RANGES, PORTS, false, Lang.EN)).contains("negative priority");
        assertThat(AllowRules.HAPROXY.render(RANGES, PORTS, false, Lang.EN)).contains("set-src");
        assertThat(AllowRules.PLAIN.render(RANGES, PORTS, false, Lang.ZH)).contains("安全组");
    }

    @Test
    void tools_byTag_areFound() {
        assertThat(Stream.of(AllowRules.values()).map(AllowRules::tag))
                .containsExactly("nginx", "apache", "iptables", "nftables", "ufw", "firewalld", "haproxy", "plain");
        assertThat(AllowRules.of(" Nginx ")).contains(AllowRules.NGINX);
        assertThat(AllowRules.of("pf")).isEmpty();
    }

    @Test
    void input_thatIsNoPortOrRange_neverReachesAShell() {
        for (List<Integer> ports : List.of(
                List.<Integer>of(),
                List.of(0),
                List.of(65536),
                Stream.iterate(1, i -> i + 1).limit(16).toList())) {
            assertThatIllegalArgumentException().isThrownBy(() -> AllowRules.UFW.render(RANGES, ports, false, Lang.EN));
        }
        for (String range : List.of("1.2.3.4/8; reboot", "$(reboot)", "1.2.3.4")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AllowRules.UFW.render(
                            new CloudflareRanges(List.of(range), List.of(), "2026-01-01"), PORTS, false, Lang.EN));
        }
        assertThat(AllowRules.IPTABLES.render(RANGES, List.of(80, 80), false, Lang.EN))
                .contains("--dports 80 -j");
    }

    @ParameterizedTest
    @EnumSource
    void advice_inBothLanguages_saysTheSame(Advice advice) {
        String en = advice.in(Lang.EN);
        String zh = advice.in(Lang.ZH);

        assertThat(en).isNotBlank().doesNotContainPattern("\\p{IsHan}");
        assertThat(zh).containsPattern("\\p{IsHan}");
        assertThat(placeholders(zh)).isEqualTo(placeholders(en));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static List<String> commands(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .toList();
    }
}
