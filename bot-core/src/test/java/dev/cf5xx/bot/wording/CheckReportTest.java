package dev.cf5xx.bot.wording;

import static dev.cf5xx.bot.wording.Reports.HOST;
import static dev.cf5xx.bot.wording.Reports.ORIGIN;
import static dev.cf5xx.bot.wording.Reports.diagnosis;
import static dev.cf5xx.bot.wording.Reports.modes;
import static dev.cf5xx.bot.wording.Reports.origin;
import static dev.cf5xx.bot.wording.Reports.strictFails;
import static dev.cf5xx.bot.wording.Reports.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observation;
import dev.cf5xx.bot.diagnose.Outlook;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.SslMode;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report says, to whom, and what it keeps to itself. */
class CheckReportTest {
    private static final CheckReport WORDS = new CheckReport(Knowledge.shipped());
    private static final CheckReport.View OPEN = new CheckReport.View(Audience.SITE_OWNER, true);

    private static final Diagnosis EXPIRED = diagnosis(
            Finding.CERTIFICATE_EXPIRED,
            true,
            Observation.CERTIFICATE_VALIDITY,
            Observation.EDGE_PAGE,
            Observation.RAY,
            Observation.TLS_ESTABLISHED,
            Observation.HTTP_STATUS);

    private static final Report EXPIRED_BEHIND_CLOUDFLARE = Reports.of(EXPIRED)
            .showing("526")
            .origin(origin(ORIGIN, strictFails(Finding.CERTIFICATE_EXPIRED)))
            .build();

    private static String brief(Report report, Lang lang) {
        return PlainText.of(WORDS.brief(report, Reader.of(lang)));
    }

    private static String full(Report report, Lang lang) {
        return PlainText.of(WORDS.full(report, Reader.of(lang)));
    }

    private static String path(Report report, Lang lang) {
        return brief(report, lang).lines().skip(1).findFirst().orElseThrow();
    }

    static Stream<Arguments> findings() {
        return Arrays.stream(Finding.values())
                .flatMap(finding -> Stream.of(Lang.values()).map(lang -> Arguments.of(finding, lang)));
    }

    // The first screen.

    @Test
    void brief_ofAnExpiredCertificate_saysWhatWhereWhyAndWhatToDo() {
        assertThat(brief(EXPIRED_BEHIND_CLOUDFLARE, Lang.EN)).isEqualTo("""
                526 · The origin's certificate expired 3 days ago, on 2026-11-19 09:00:00 UTC (CN=shop.example.com).
                You ✓ → Cloudflare FRA ✓ → origin ✗ certificate expired 3 days ago
                Full (strict) checks the certificate and answers 526; Full would work, but nobody would prove who the origin is.
                 • origin: certificate CN=shop.example.com: valid from 2026-08-21 09:00:00 UTC to 2026-11-19 09:00:00 UTC
                 • Cloudflare's error 522, server: nginx
                 • Ray ID 0123456789abcdef, data centre FRA
                 • origin: TLS: TLSv1.2, TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, in 120 ms
                What to do
                 • Your host: Renew the certificate and reload the web server; then find out why the renewal did not run.
                      certbot renew && systemctl reload nginx
                What Cloudflare would return, by SSL mode
                 • 203.0.x.x: Off, Flexible, Full ✓ 200 · Full (strict) ✗ 526 certificate expired (certain)
                shop.example.com · seen by this bot over IPv4 and IPv6 · 2026-11-22 10:00:00 UTC""");
    }

    @Test
    void brief_inChinese_saysTheSame() {
        assertThat(brief(EXPIRED_BEHIND_CLOUDFLARE, Lang.ZH)).isEqualTo("""
                526 · 源站证书 3 天前已过期，到期时间 2026-11-19 09:00:00 UTC（CN=shop.example.com）。
                你 ✓ → Cloudflare FRA ✓ → 源站 ✗ 证书 3 天前过期
                完全（严格）(Full (strict)) 校验证书，所以是 526；完全 (Full) 能用，但没人再验证源站身份。
                 • 源站：证书 CN=shop.example.com：有效期 2026-08-21 09:00:00 UTC 至 2026-11-19 09:00:00 UTC
                 • Cloudflare 错误 522，Server 头：nginx
                 • Ray ID 0123456789abcdef，数据中心 FRA
                 • 源站：TLS：TLSv1.2，TLS_DHE_RSA_WITH_AES_256_GCM_SHA384，120 毫秒
                怎么处理
                 • 主机商：续签证书并重新加载 Web 服务器，再查自动续签为什么没跑。
                      certbot renew && systemctl reload nginx
                各 SSL 模式下 Cloudflare 会返回
                 • 203.0.x.x：关闭 (Off)、灵活 (Flexible)、完全 (Full) ✓ 200 · 完全（严格）(Full (strict)) ✗ 526 证书已过期（确定）
                shop.example.com · 由本机器人查看（IPv4 和 IPv6） · 2026-11-22 10:00:00 UTC""");
    }

    @ParameterizedTest
    @MethodSource("findings")
    void brief_ofAnyFindingWithMuchToSay_fitsOneScreen(Finding finding, Lang lang) {
        Report report = Reports.of(
                        diagnosis(
                                finding,
                                false,
                                Observation.CERTIFICATE_VALIDITY,
                                Observation.DNS_ADDRESSES,
                                Observation.EDGE_HOP,
                                Observation.RAY,
                                Observation.TLS_ESTABLISHED),
                        diagnosis(Finding.HEADERS_LARGE, true),
                        diagnosis(Finding.FAMILY_BROKEN, false),
                        diagnosis(Finding.CERTIFICATE_EXPIRES_SOON, true),
                        diagnosis(Finding.CERTIFICATE_FOR_CLOUDFLARE_ONLY, true))
                .showing("526")
                .origin(origin(ORIGIN, strictFails(Finding.CERTIFICATE_EXPIRED)))
                .origin(origin("198.51.100.7", strictFails(Finding.CERTIFICATE_NAME_MISMATCH)))
                .build();
        Reply reply = WORDS.brief(report, Reader.of(lang));
        assertThat(Screen.rows(reply)).as(PlainText.of(reply)).isLessThanOrEqualTo(Screen.ROWS - 2);
    }

    @ParameterizedTest
    @MethodSource("findings")
    void replies_onAnyFinding_leaveNoPlaceholderAndNoBlankLine(Finding finding, Lang lang) {
        Report report = Reports.of(diagnosis(finding, true, Observation.values()))
                .origin(origin(ORIGIN, modes(new Outlook(Outlook.Result.ERROR, "520", 520, List.of(finding), false))))
                .build();
        for (String text : List.of(brief(report, lang), full(report, lang))) {
            assertThat(text).doesNotContainPattern("\\{[a-z]+(\\.ago)?}");
            assertThat(text.lines()).allSatisfy(line -> assertThat(line).isNotBlank());
        }
    }

    @Test
    void brief_ofManyFindings_tellsAllButAFewInOneLineEach() {
        Report report = Reports.of(
                        EXPIRED,
                        diagnosis(Finding.HEADERS_LARGE, true),
                        diagnosis(Finding.NO_ROUTE, false),
                        diagnosis(Finding.REFUSED, false),
                        diagnosis(Finding.BODY_SHORT, true),
                        diagnosis(Finding.FAMILY_BROKEN, true))
                .showing("526")
                .build();
        assertThat(brief(report, Lang.EN))
                .contains("Also found\n • The response headers are large")
                .contains(" • No route leads to 203.0.x.x. (523 if Cloudflare sees the same)\n")
                .containsPattern(" • and [234] more\n");
    }

    @Test
    void steps_forTheHost_comeFirstAndCallTheOwnerCustomer() {
        Report report = Reports.of(diagnosis(Finding.SYN_TIMED_OUT, true))
                .showing("522")
                .build();
        CheckReport.View host = new CheckReport.View(Audience.HOST, false);
        String toTheHost = PlainText.of(WORDS.brief(report, Reader.of(Lang.EN), host));
        assertThat(toTheHost).containsSubsequence(" • You: Capture while", " • Your customer: Compare the record");
        assertThat(brief(report, Lang.EN)).containsSubsequence(" • You: Compare the record", " • Your host: Capture");
        assertThat(PlainText.of(WORDS.brief(report, Reader.of(Lang.ZH), host))).contains(" • 你的客户：");
    }

    @Test
    void steps_thatWeakenProtection_standInTheFullReportWithTheirPrice() {
        assertThat(brief(EXPIRED_BEHIND_CLOUDFLARE, Lang.EN)).doesNotContain("Full works at once");
        assertThat(full(EXPIRED_BEHIND_CLOUDFLARE, Lang.EN))
                .containsSubsequence("Renew the certificate", "Full works at once", "Risk: ", "Undo: ", "Safer: ");
    }

    @Test
    void edgesReport_withoutAnOrigin_hasTheWordsOfItsCode() {
        String on522 = brief(
                Reports.of(diagnosis(Finding.EDGE_REPORTS, true)).showing("522").build(), Lang.EN);
        String on520 = brief(
                Reports.of(new Diagnosis(
                                Finding.EDGE_REPORTS,
                                "520",
                                Finding.EDGE_REPORTS.fault(),
                                0.9,
                                true,
                                null,
                                Map.of("code", "520"),
                                List.of()))
                        .showing("520")
                        .build(),
                Lang.EN);
        assertThat(on522)
                .contains("Cloudflare shows 522", "Cloudflare timed out while contacting the origin web server.");
        assertThat(on520).contains("Cloudflare shows 520", "something empty, unknown or unexpected");
    }

    @Test
    void edgesReport_ofA1xxx_hasTheWordsOfThatNumber() {
        assertThat(brief(
                        Reports.of(diagnosis(Finding.EDGE_1XXX, true))
                                .showing("530")
                                .build(),
                        Lang.EN))
                .contains("Error 1016", "Cloudflare cannot resolve the IP address of the origin.");
    }

    @Test
    void cloudflareBlocked_pointsToTheAllowRules() {
        Report report = Reports.of(diagnosis(Finding.CLOUDFLARE_BLOCKED, false, Observation.ORIGIN_ANSWERS))
                .showing("522")
                .build();
        for (Lang lang : Lang.values()) {
            assertThat(brief(report, lang)).contains("./cf5xx allow-rules --for nftables");
        }
    }

    // The way.

    @Test
    void path_whereDnsFails_endsThere() {
        Report report =
                Reports.of(diagnosis(Finding.NXDOMAIN, true)).behind(null).build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✓ → DNS ✗ no such name");
        assertThat(path(report, Lang.ZH)).isEqualTo("你 ✓ → DNS ✗ 域名不存在");
    }

    @Test
    void path_whereCloudflareItselfFails_endsThere() {
        Report report =
                Reports.of(diagnosis(Finding.EDGE_1XXX, true)).showing("530").build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✓ → Cloudflare FRA ✗ Error 1016");
    }

    @Test
    void path_whereOurOwnNetworkFails_blamesNobodyElse() {
        Report report =
                Reports.of(diagnosis(Finding.FAKE_DNS, true)).behind(null).build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✗ fake DNS here");
    }

    @Test
    void path_withoutCloudflare_leadsStraightToTheOrigin() {
        Report report = Reports.of(EXPIRED).behind(false).build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✓ → origin ✗ certificate expired 3 days ago");
        assertThat(path(report, Lang.ZH)).isEqualTo("你 ✓ → 源站 ✗ 证书 3 天前过期");
    }

    @Test
    void path_ofAHealthySite_isAllFine() {
        Report report = Reports.of(diagnosis(Finding.EDGE_FINE, true)).build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✓ → Cloudflare FRA ✓ → origin ✓");
        Report closed = Reports.of(diagnosis(Finding.ORIGIN_ADMITS_ONLY_CLOUDFLARE, false))
                .build();
        assertThat(path(closed, Lang.EN)).isEqualTo("You ✓ → Cloudflare FRA ✓ → origin ✓ forbidden to this check");
    }

    @Test
    void path_behindAChallenge_isUnknown() {
        Report report = Reports.of(diagnosis(Finding.CHALLENGED, true)).build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✓ → Cloudflare FRA ? challenge");
    }

    @Test
    void path_ofWhatOnlyWeSaw_isNotCertain() {
        Report report =
                Reports.of(diagnosis(Finding.REFUSED, false)).behind(false).build();
        assertThat(path(report, Lang.EN)).isEqualTo("You ✓ → origin ? refuses port 443");
    }

    @Test
    void path_withADataCentreThatIsNone_leavesItOut() {
        Report site =
                Reports.of(diagnosis(Finding.REDIRECT_LOOP, true)).behind(false).build();
        assertThat(path(site, Lang.EN)).isEqualTo("You ✓ → site ✗ redirect loop");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:00:00Z, expired 1 day ago, 证书 1 天前过期",
        "2026-11-22T09:59:00Z, expired 1 minute ago, 证书 1 分钟前过期",
        "2026-06-01T10:00:00Z, expired 5 months ago, 证书 5 个月前过期"
    })
    void path_ofAnExpiry_countsFromWhenItWasChecked(String date, String en, String zh) {
        Report report = Reports.of(with(EXPIRED, "date", date)).build();
        assertThat(path(report, Lang.EN)).endsWith(en);
        assertThat(path(report, Lang.ZH)).endsWith(zh);
    }

    @Test
    void path_ofACertificateOfTomorrow_looksAhead() {
        Report report = Reports.of(
                        with(diagnosis(Finding.CERTIFICATE_NOT_YET_VALID, true), "date", "2026-11-24T10:00:00Z"))
                .build();
        assertThat(path(report, Lang.EN)).endsWith("certificate valid only in 2 days");
        assertThat(path(report, Lang.ZH)).endsWith("证书 2 天后才生效");
    }

    // How certain.

    @Test
    void uncertainFinding_saysThatCloudflareMaySeeSomethingElse() {
        Report report = Reports.of(diagnosis(Finding.SYN_TIMED_OUT, false))
                .behind(false)
                .build();
        assertThat(brief(report, Lang.EN)).contains("Seen from here only: Cloudflare shows 522 if it sees the same.");
        assertThat(brief(report, Lang.ZH)).contains("如果 Cloudflare 看到的也一样，就会报 522");
    }

    @Test
    void uncertainFinding_thatCloudflareShows_needsNoSuchClause() {
        Report report = Reports.of(diagnosis(Finding.CLIENT_CERTIFICATE_DEMANDED, false))
                .showing("525")
                .build();
        assertThat(brief(report, Lang.EN)).startsWith("525 · ").doesNotContain("if it sees the same");
    }

    @Test
    void uncertainFinding_thatEverybodySees_doubtsOnlyWhatCloudflareMakesOfIt() {
        Report report = Reports.of(diagnosis(Finding.STATUS_UNKNOWN, false))
                .origin(origin(
                        ORIGIN,
                        modes(new Outlook(Outlook.Result.ERROR, "520", 520, List.of(Finding.STATUS_UNKNOWN), false))))
                .build();
        assertThat(brief(report, Lang.EN))
                .contains("Likely a 520", "✗ 520 unknown status (likely)")
                .doesNotContain("sees the same");
    }

    @Test
    void certainFinding_thatCloudflareDoesNotShowYet_saysUnderWhichModeItWould() {
        Report report = Reports.of(EXPIRED).behind(false).build();
        assertThat(brief(report, Lang.EN))
                .startsWith("The origin's certificate")
                .contains("Full (strict) checks the certificate and answers 526;")
                .doesNotContain("if it sees the same");
        CheckPage.Room tight = new CheckPage.Room(1, 1, 0, 0, false);
        CheckPage page = new CheckPage(
                Knowledge.shipped(), report, Reader.of(Lang.EN), CheckReport.View.CHANNEL, CheckPage.BRIEF);
        assertThat(PlainText.of(page.brief(tight)))
                .contains("\nUnder Full (strict) Cloudflare shows 526 for this.\n")
                .doesNotContain("checks the certificate");
    }

    @Test
    void certainFinding_thatCloudflareShows_needsNoSuchClause() {
        assertThat(brief(EXPIRED_BEHIND_CLOUDFLARE, Lang.EN))
                .startsWith("526 · ")
                .doesNotContain("Cloudflare shows 526", "if it sees the same");
    }

    @Test
    void outlooks_ofAnOrigin_sayTheReasonAndHowCertain() {
        Map<SslMode, Outlook> modes = modes(new Outlook(Outlook.Result.PASSED_THROUGH, null, 503, List.of(), true));
        modes.put(SslMode.FULL, new Outlook(Outlook.Result.ERROR, "522", 522, List.of(Finding.SYN_TIMED_OUT), false));
        modes.put(SslMode.STRICT, new Outlook(Outlook.Result.OK, null, 200, List.of(Finding.ORIGIN_FINE), false));
        Report report = Reports.of(EXPIRED).origin(origin(ORIGIN, modes)).build();
        assertThat(brief(report, Lang.EN))
                .contains(" • 203.0.x.x: Off, Flexible ✗ 503 passed through (certain)"
                        + " · Full ✗ 522 connection timed out (if Cloudflare sees the same)"
                        + " · Full (strict) ✓ 200 (if Cloudflare sees the same)\n");
        assertThat(full(report, Lang.ZH))
                .contains(
                        " • 关闭 (Off) ✗ 503 原样转发（确定）\n",
                        " • 完全 (Full) ✗ 522 连接超时（若 Cloudflare 看到的也一样）\n",
                        " • 完全（严格）(Full (strict)) ✓ 200（若 Cloudflare 看到的也一样）\n");
    }

    @Test
    void origin_thatMayNotBeLookedAt_saysWhy() {
        Report report = Reports.of(EXPIRED)
                .origin(new Report.Origin("10.0.0.7", null, null, Map.of(), "special-address"))
                .build();
        assertThat(brief(report, Lang.EN)).contains(" • 10.0.x.x: not looked at: no public address\n");
        assertThat(full(report, Lang.ZH)).contains(" • 没有查看：不是公网地址\n");
    }

    @Test
    void origins_thatAreMany_areCountedOnTheFirstScreenAndListedInFull() {
        Reports.Builder builder = Reports.of(EXPIRED);
        for (int i = 1; i <= 5; i++) {
            builder.origin(origin("203.0.113." + i + ":844" + i, strictFails(Finding.CERTIFICATE_EXPIRED)));
        }
        assertThat(brief(builder.build(), Lang.EN))
                .contains("203.0.x.x:8443")
                .doesNotContain(":8444")
                .contains("and 2 more");
        assertThat(full(builder.build(), Lang.EN)).contains("Origin 203.0.x.x:8445\n");
    }

    // What is kept back, and what a stranger wrote.

    @ParameterizedTest
    @MethodSource("findings")
    void originsAddress_inAChannel_standsNowhere(Finding finding, Lang lang) {
        Report report = Reports.of(diagnosis(finding, false, Observation.values()))
                .origin(origin(ORIGIN, strictFails(Finding.CERTIFICATE_EXPIRED)))
                .build();
        assertThat(brief(report, lang)).doesNotContain(ORIGIN);
        assertThat(full(report, lang)).doesNotContain(ORIGIN).contains("203.0.x.x");
        assertThat(PlainText.of(WORDS.full(report, Reader.of(lang), OPEN)))
                .contains(ORIGIN)
                .doesNotContain("x.x");
    }

    @Test
    void commands_withAnOrigin_areReadyToPasteWhereTheAddressMayStand() {
        Report report = Reports.of(diagnosis(Finding.HANDSHAKE_REFUSED, true))
                .showing("525")
                .origin(origin(ORIGIN, Map.of()))
                .build();
        Diagnosis seen = report.diagnoses().get(0);
        Report onOrigin = Reports.of(new Diagnosis(
                        seen.finding(), "525", seen.fault(), 1, true, "[2001:db8::7]:8443", seen.values(), List.of()))
                .showing("525")
                .build();
        assertThat(PlainText.of(WORDS.brief(onOrigin, Reader.of(Lang.EN), OPEN)))
                .contains("openssl s_client -connect [2001:db8::7]:8443 -servername " + HOST + " </dev/null");
        assertThat(brief(onOrigin, Lang.EN)).contains("-connect ORIGIN_IP:8443 ");
        assertThat(brief(report, Lang.EN)).contains("-connect ORIGIN_IP:443 ");
    }

    @Test
    void commands_forASiteOverPlainHttp_useItAndItsPort() {
        Report report = Reports.of(diagnosis(Finding.SILENT, true))
                .behind(false)
                .at("http://shop.example.com/")
                .build();
        assertThat(commands(WORDS.full(report, Reader.of(Lang.EN))))
                .contains(
                        "time curl -so /dev/null --max-time 600 http://shop.example.com/ --connect-to ::ORIGIN_IP:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example.com; rm -rf ~", "$(reboot)", "-oProxyCommand=x", "a b", "", "x\nreboot"})
    void commands_forAHostThatIsNone_nameAnExample(String host) {
        Report report =
                Reports.of(diagnosis(Finding.SERVFAIL, true)).behind(null).build();
        List<String> commands = commands(WORDS.full(report, new Reader(Lang.EN, host, Set.of())));
        assertThat(commands)
                .contains("dig +trace www.example.com")
                .allSatisfy(command -> assertThat(command).doesNotContain("reboot", "rm -rf", "Proxy"));
    }

    @Test
    void commands_forAPortThatIsNone_nameTheUsualOne() {
        Report report = Reports.of(with(diagnosis(Finding.REFUSED, true), "port", "443; reboot"))
                .showing("521")
                .build();
        assertThat(commands(WORDS.full(report, Reader.of(Lang.EN)))).contains("ss -ltnp 'sport = :443'");
    }

    private static List<String> commands(Reply reply) {
        return reply.blocks().stream()
                .filter(Block.Bullets.class::isInstance)
                .flatMap(block -> ((Block.Bullets) block).items().stream())
                .flatMap(item -> item.commands().stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Finding.class)
    void strangersWords_wherever_areQuotedAndShort(Finding finding) {
        String evil = "<!channel> **hi** [x](https://evil.example) ``` \u202e\u0007\nsecond line " + "z".repeat(5000);
        Diagnosis plain = diagnosis(finding, false, Observation.values());
        Map<String, String> values = new LinkedHashMap<>(plain.values());
        values.replaceAll((slot, value) -> evil);
        Diagnosis hostile = new Diagnosis(
                finding,
                plain.code(),
                plain.fault(),
                0.9,
                true,
                evil,
                values,
                plain.evidence().stream()
                        .map(line -> new dev.cf5xx.bot.diagnose.Observed(line.what(), allOf(line.values(), evil)))
                        .toList());
        Report report = Reports.of(hostile, hostile)
                .at("https://evil.example/" + evil)
                .origin(origin(evil, modes(new Outlook(Outlook.Result.ERROR, null, null, List.of(finding), true))))
                .traced(Map.of(evil, evil))
                .writtenBy(evil)
                .build();
        for (Lang lang : Lang.values()) {
            for (Reply reply : List.of(WORDS.brief(report, Reader.of(lang)), WORDS.full(report, Reader.of(lang)))) {
                spans(reply).forEach(span -> {
                    if (span instanceof Span.Quoted quoted) {
                        assertThat(quoted.text().length()).isLessThanOrEqualTo(CheckPage.FULL + 1);
                    } else if (span instanceof Span.Words words) {
                        assertThat(words.text()).doesNotContain("<!channel>", "evil", "zzz");
                    } else {
                        assertThat(span).isInstanceOf(Span.Moment.class);
                    }
                });
                assertThat(commands(reply))
                        .allSatisfy(command -> assertThat(command).doesNotContain("evil"));
            }
        }
    }

    private static Map<String, String> allOf(Map<String, String> values, String value) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.replaceAll((slot, before) -> value);
        return all;
    }

    private static Stream<Span> spans(Reply reply) {
        return reply.blocks().stream().flatMap(block -> {
            if (block instanceof Block.Paragraph paragraph) {
                return paragraph.spans().stream();
            } else if (block instanceof Block.Bullets bullets) {
                return bullets.items().stream().flatMap(item -> item.spans().stream());
            }
            return Stream.of();
        });
    }

    @Test
    void values_thatAreMissing_areUnknownRatherThanLeftOut() {
        Diagnosis empty = new Diagnosis(
                Finding.ORIGIN_500, "500", Finding.ORIGIN_500.fault(), 1, true, null, Map.of(), List.of());
        Report report = Reports.of(empty).showing("500").build();
        assertThat(brief(report, Lang.EN)).contains("The origin itself answers 500 (unknown)");
        assertThat(brief(report, Lang.ZH)).contains("源站自己返回 500（未知）");
    }

    @Test
    void values_thatAreInstants_areShownInEachReadersOwnTime() {
        assertThat(spans(WORDS.brief(EXPIRED_BEHIND_CLOUDFLARE, Reader.of(Lang.EN))))
                .contains(
                        new Span.Moment(Instant.parse("2026-11-19T09:00:00Z")),
                        new Span.Moment(Instant.parse("2026-08-21T09:00:00Z")),
                        new Span.Moment(Reports.NOW));
    }

    @Test
    void values_thatAreTerms_areSaidInTheReadersLanguage() {
        Report report = Reports.of(
                        diagnosis(Finding.CERTIFICATE_SEVERAL_FLAWS, true, Observation.CERTIFICATE_REVOCATION))
                .showing("526")
                .build();
        assertThat(brief(report, Lang.EN)).contains("several faults at once: expired, self-signed (");
        assertThat(brief(report, Lang.ZH)).contains("同时有几处问题：已过期、自签名（", "随握手附带的 OCSP 响应");
    }

    @Test
    void values_ofTries_areListedInTheReadersLanguage() {
        Diagnosis failing = diagnosis(Finding.EDGE_REPORTS, true);
        Report report = Reports.of(new Diagnosis(
                        failing.finding(),
                        "522",
                        failing.fault(),
                        1,
                        true,
                        null,
                        failing.values(),
                        List.of(
                                Reports.observed(Observation.TRIES, "2", "3", "522, -, 200"),
                                Reports.observed(Observation.H2_ANSWER, "not-spoken"))))
                .showing("522")
                .build();
        assertThat(brief(report, Lang.EN))
                .contains(
                        "failed 2 of 3 times: 522, -, 200\n",
                        "HTTP/2, after the preface: something that is no HTTP/2\n");
        assertThat(brief(report, Lang.ZH)).contains("3 次里失败 2 次：522、-、200\n", "preface 之后：收到的不是 HTTP/2\n");
    }

    // Everything.

    @Test
    void full_hasEverythingThatWasSeen() {
        Report report = Reports.of(EXPIRED, diagnosis(Finding.HEADERS_LARGE, true, Observation.HTTP_HEAD_SIZE))
                .showing("526")
                .origin(origin(ORIGIN, strictFails(Finding.CERTIFICATE_EXPIRED)))
                .traced(Map.of("colo", "FRA", "ip", "198.51.100.9", "uag", "cf5xx/0.1"))
                .build();
        assertThat(full(report, Lang.EN))
                .contains(
                        " • edge: HTTP 503 in 120 ms\n",
                        "What is known about it\n • The origin's certificate has expired",
                        "Also found\nThe response headers are large",
                        " • edge: response headers: 140 KB\n",
                        "Is Cloudflare in front?\n • behind Cloudflare",
                        " • https://shop.example.com/ → 301 https://shop.example.com/cart?id=***\n",
                        " • status of each try: 522, none, 200\n",
                        " • the last answer was written by Cloudflare\n",
                        " • DNS 12 ms · TCP 20 ms · TLS 31 ms · first byte 120 ms · total 190 ms\n",
                        " • shop.example.com: answered\n • aliases: shop.example.net\n • addresses: 104.16.0.1, 2606:4700::1\n",
                        " • TLS: established · TLSv1.3 · TLS_AES_128_GCM_SHA256 · h2\n",
                        "issued by CN=R11, O=Let's Encrypt, C=US; valid from 2026-08-21 09:00:00 UTC to"
                                + " 2026-11-19 09:00:00 UTC (3 days ago); names: shop.example.com, www.shop.example.com;"
                                + " EC 256, SHA256withRSA; serial 04ab12\n",
                        " • Full (strict) refuses it: expired\n",
                        " • worth knowing: certificates out of order\n",
                        " • revocation: not revoked\n",
                        "\n • colo=FRA\n",
                        "Origin 203.0.x.x\n",
                        " • over TLS: TCP connected · HTTP answered · 200 · Server: nginx · headers 512 bytes · ",
                        " • over plain HTTP: TCP connected · HTTP answered · 301",
                        " • Full (strict) ✗ 526 certificate expired (certain)\n",
                        "https://shop.example.com/cart?id=*** · seen by this bot over IPv4 and IPv6 · ",
                        "\ntook 1.2 s")
                .doesNotContain("198.51.100.9", "cf5xx/0.1");
    }

    @Test
    void full_inChinese_isChinese() {
        assertThat(full(EXPIRED_BEHIND_CLOUDFLARE, Lang.ZH))
                .contains("实测\n", "相关知识\n", "路径和耗时\n", "握手", " • 走 TLS：TCP 已连上 · HTTP 有响应 · 200")
                .contains("最后的响应出自：Cloudflare", "用时 1.2 秒");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, false, false, over IPv4 and IPv6 ·",
        "true, false, false, false, over IPv4 only ·",
        "false, true, false, false, over IPv6 only ·",
        "false, false, false, false, over neither IPv4 nor IPv6 ·",
        "true, false, true, true, over IPv4 only; DNS here gives fake addresses; the proxy set here was not used ·"
    })
    void vantage_ofEveryReport_isNamed(boolean ipv4, boolean ipv6, boolean fake, boolean proxied, String said) {
        Report report = Reports.of(EXPIRED)
                .from(new Report.From(ipv4, ipv6, fake, proxied))
                .build();
        assertThat(brief(report, Lang.EN)).contains(said);
    }

    // Refusals.

    @ParameterizedTest
    @EnumSource(Refusal.Reason.class)
    void refusal_forAnyReason_saysWhatToSendInstead(Refusal.Reason reason) {
        String en = PlainText.of(CheckReport.refused(new Refusal(reason, "10.1.2.3"), Reader.of(Lang.EN)));
        String zh = PlainText.of(CheckReport.refused(new Refusal(reason, "10.1.2.3"), Reader.of(Lang.ZH)));
        assertThat(en)
                .containsPattern("(?i)\\b(send|write|use|check|take out)\\b")
                .hasLineCount(1);
        assertThat(zh).containsPattern("请|可用|再发|检查").hasLineCount(1);
        assertThat(Arrays.stream(Refusal.Reason.values())
                        .map(other ->
                                PlainText.of(CheckReport.refused(new Refusal(other, "10.1.2.3"), Reader.of(Lang.EN)))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Refusal.Reason.class)
    void refusal_withoutOrWithAHostileDetail_isStillASentence(Refusal.Reason reason) {
        for (Lang lang : Lang.values()) {
            Reply bare = CheckReport.refused(new Refusal(reason, " "), Reader.of(lang));
            assertThat(PlainText.of(bare)).doesNotContain("\0", "{0}").doesNotContainPattern("\\s[,.;，。；]");
            assertThat(spans(bare)).allMatch(Span.Words.class::isInstance);
            Reply hostile = CheckReport.refused(new Refusal(reason, "<!here>" + "x".repeat(9000)), Reader.of(lang));
            assertThat(spans(hostile)).allSatisfy(span -> {
                if (span instanceof Span.Words words) {
                    assertThat(words.text()).doesNotContain("<!here>");
                } else {
                    assertThat(((Span.Quoted) span).text()).hasSizeLessThanOrEqualTo(61);
                }
            });
        }
    }

    @Test
    void refusal_ofAPassword_repeatsNothing() {
        assertThat(PlainText.of(CheckReport.refused(
                        new Refusal(Refusal.Reason.USERINFO, "joe:s3cret@example.com"), Reader.of(Lang.EN))))
                .doesNotContain("s3cret", "joe");
    }
}
