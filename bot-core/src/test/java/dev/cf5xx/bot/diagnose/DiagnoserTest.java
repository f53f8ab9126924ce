package dev.cf5xx.bot.diagnose;

import static dev.cf5xx.bot.diagnose.Seen.answer;
import static dev.cf5xx.bot.diagnose.Seen.chain;
import static dev.cf5xx.bot.diagnose.Seen.edge;
import static dev.cf5xx.bot.diagnose.Seen.failed;
import static dev.cf5xx.bot.diagnose.Seen.https;
import static dev.cf5xx.bot.diagnose.Seen.ip;
import static dev.cf5xx.bot.diagnose.Seen.none;
import static dev.cf5xx.bot.diagnose.Seen.origin;
import static dev.cf5xx.bot.diagnose.Seen.plain;
import static dev.cf5xx.bot.diagnose.Seen.tls;
import static dev.cf5xx.bot.diagnose.Seen.unconnected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.EdgeStatus;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Response;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import dev.cf5xx.bot.evidence.Trace;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.knowledge.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the diagnosis to the causes, the codes and the doubts that each sighting allows. */
class DiagnoserTest {
    private static final Path SAMPLES = Path.of("../../shared/corpora/fault-scenarios.dev.jsonl");

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    private static Outlook outlook(Report report, SslMode mode) {
        return report.origins().get(0).bySslMode().get(mode);
    }

    private static List<Finding> findings(Report report) {
        return report.diagnoses().stream().map(Diagnosis::finding).toList();
    }

    // All at once.

    @ParameterizedTest
    @MethodSource("scenarios")
    void sighting_ofAScenario_isNamedWithItsCode(Scenario scenario) {
        Report report = scenario.seen().report();

        assertThat(report.diagnoses().get(0).finding()).isEqualTo(scenario.finding());
        assertThat(report.diagnoses().get(0).code()).isEqualTo(scenario.code());
        assertThat(report.code()).isEqualTo(scenario.code());
        assertThat(report.broken()).isEqualTo(scenario.broken());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void diagnosis_fillsEverySlot_andRestsOnAFewLines(Scenario scenario) {
        for (Diagnosis diagnosis : scenario.seen().report().diagnoses()) {
            assertThat(diagnosis.values().keySet())
                    .containsExactlyElementsOf(diagnosis.finding().slots());
            assertThat(diagnosis.evidence()).hasSizeBetween(1, 5);
            assertThat(diagnosis.confidence()).isBetween(0.0, 1.0);
            for (Observed line : diagnosis.evidence()) {
                assertThat(line.values().keySet())
                        .containsExactlyElementsOf(line.what().slots());
                assertThat(line.values().values()).noneMatch(String::isBlank);
            }
        }
    }

    @Test
    void diagnosis_ofDifferentCauses_isNeverTheSame() {
        Map<List<Object>, String> seen = new LinkedHashMap<>();
        List<String> same = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            if (!scenario.broken()) {
                continue;
            }
            Diagnosis first = scenario.seen().report().diagnoses().get(0);
            String other = seen.put(List.of(first.finding(), first.values(), first.evidence()), scenario.id());
            if (other != null) {
                same.add(other + " = " + scenario.id());
            }
        }
        // One cause in two samples: the origin's name does not resolve.
        assertThat(same).containsExactly("HTTP-32 = DNS-07");
    }

    @Test
    void scenarios_coverTheSamples_andAgreeWithTheirCodes() throws IOException {
        assumeTrue(Files.exists(SAMPLES), () -> "the shared samples are not here: " + SAMPLES);
        Map<String, List<Scenario>> ours = Scenario.all().stream()
                .collect(Collectors.groupingBy(scenario -> scenario.id().split(" ", -1)[0]));
        // Told apart by what others than the first diagnosis say, or by their status alone.
        Set<String> elsewhere = Set.of("CRT-19", "DNS-04", "HTTP-25", "HTTP-27", "HTTP-31", "TCP-10");
        List<String> misses = new ArrayList<>();
        for (String line : Files.readAllLines(SAMPLES)) {
            JsonNode row = new ObjectMapper().readTree(line);
            String id = row.get("id").asText();
            String expected = row.get("expected_code_cloudflare_would_show").asText();
            if (elsewhere.contains(id)) {
                continue;
            }
            List<Scenario> mine = ours.getOrDefault(id, List.of());
            boolean coded = expected.matches("(?s)5\\d\\d.*");
            boolean agrees = !mine.isEmpty()
                    && mine.stream()
                            .allMatch(scenario -> coded
                                    ? scenario.code() != null && expected.contains(scenario.code())
                                    : scenario.code() == null);
            if (!agrees) {
                misses.add(id + " expects " + expected);
            }
        }
        assertThat(misses).isEmpty();
    }

    // The matrix.

    @Test
    void modes_ofAnOriginWithAnExpiredCertificate_differ() {
        Report report = edge("526")
                .origin(origin(https(tls(chain(Chain.Flaw.Kind.EXPIRED)), answer(200)), plain(answer(200))))
                .report();

        Outlook strict = outlook(report, SslMode.STRICT);
        assertThat(strict.result()).isEqualTo(Outlook.Result.ERROR);
        assertThat(strict.code()).isEqualTo("526");
        assertThat(strict.certain()).isTrue();
        assertThat(strict.reasons()).containsExactly(Finding.CERTIFICATE_EXPIRED);
        for (SslMode mode : List.of(SslMode.OFF, SslMode.FLEXIBLE, SslMode.FULL)) {
            assertThat(outlook(report, mode).result()).isEqualTo(Outlook.Result.OK);
            assertThat(outlook(report, mode).reasons()).containsExactly(Finding.ORIGIN_FINE);
            assertThat(outlook(report, mode).certain()).isTrue();
        }
    }

    @Test
    void modes_ofSeveralFlaws_nameThemAll() {
        Report report = edge("526")
                .origin(origin(
                        https(tls(chain(Chain.Flaw.Kind.SELF_SIGNED, Chain.Flaw.Kind.EXPIRED)), answer(500)),
                        plain(answer(500))))
                .report();

        assertThat(outlook(report, SslMode.STRICT).reasons())
                .containsExactly(Finding.CERTIFICATE_SELF_SIGNED, Finding.CERTIFICATE_EXPIRED);
        assertThat(outlook(report, SslMode.FULL).result()).isEqualTo(Outlook.Result.PASSED_THROUGH);
        assertThat(outlook(report, SslMode.FULL).code()).isEqualTo("500");
        assertThat(report.diagnoses().get(0).values()).containsEntry("flaws", "self-signed, expired");
    }

    @Test
    void modes_ofClosedPorts_areUncertain() {
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(origin(unconnected(443, Tcp.Outcome.TIMED_OUT), unconnected(80, Tcp.Outcome.REFUSED)))
                .report();

        assertThat(outlook(report, SslMode.STRICT).code()).isEqualTo("522");
        assertThat(outlook(report, SslMode.FULL).code()).isEqualTo("522");
        assertThat(outlook(report, SslMode.FLEXIBLE).code()).isEqualTo("521");
        assertThat(outlook(report, SslMode.OFF).code()).isEqualTo("521");
        assertThat(report.origins().get(0).bySslMode().values()).noneMatch(Outlook::certain);
    }

    @Test
    void modes_ofPlainPortThatRedirectsBack_loopUnderFlexible() {
        Http back = Response.of(301)
                .header("Location", "https://SHOP.example.org:443/#top")
                .http();
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(origin(https(tls(), answer(200)), plain(back)))
                .report();

        Outlook flexible = outlook(report, SslMode.FLEXIBLE);
        assertThat(flexible.result()).isEqualTo(Outlook.Result.ERROR);
        assertThat(flexible.code()).isNull();
        assertThat(flexible.status()).isEqualTo(301);
        assertThat(flexible.reasons()).containsExactly(Finding.REDIRECT_LOOP_FLEXIBLE);
        assertThat(outlook(report, SslMode.FULL).result()).isEqualTo(Outlook.Result.OK);
        assertThat(findings(report)).containsExactly(Finding.EDGE_FINE);
    }

    @Test
    void modes_ofPlainPortThatRedirectsElsewhere_areFine() {
        for (String location : List.of("https://www.example.org/", "https://shop.example.org/home", "/", "::", "")) {
            Http away = Response.of(302).header("Location", location).http();
            Report report = edge(Response.throughCloudflare(200).http())
                    .origin(origin(https(tls(), answer(200)), plain(away)))
                    .report();
            assertThat(outlook(report, SslMode.FLEXIBLE).result()).isEqualTo(Outlook.Result.OK);
        }
    }

    @Test
    void modes_ofAPlainSite_areAllThePlainPorts() {
        Seen seen = Seen.direct()
                .origin(origin(https(tls(chain(Chain.Flaw.Kind.EXPIRED)), answer(200)), plain(answer(503))));
        seen.url = new SiteUrl(false, Seen.HOST, null, 80, "/");
        seen.exchange = plain(answer(503));
        for (SslMode mode : SslMode.values()) {
            assertThat(outlook(seen.report(), mode).code()).isEqualTo("503");
        }
    }

    @Test
    void modes_ofH2NotSpoken_failOnlyOverTls() {
        Report report = edge("520")
                .origin(origin(https(tls(), answer(200)), null, null, OriginSeen.Http2.NOT_SPOKEN, plain(answer(200))))
                .report();
        assertThat(outlook(report, SslMode.FULL).code()).isEqualTo("520");
        assertThat(outlook(report, SslMode.STRICT).code()).isEqualTo("520");
        assertThat(outlook(report, SslMode.FLEXIBLE).result()).isEqualTo(Outlook.Result.OK);
        assertThat(report.diagnoses().get(0).finding()).isEqualTo(Finding.H2_NOT_SPOKEN);
    }

    @ParameterizedTest
    @CsvSource({"500, passed-through, 500", "502, error, 502", "503, passed-through, 503", "504, error, 504"})
    void modes_ofAnOriginsOwnError_passItThroughButForTheGateways(int status, String result, String code) {
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(origin(https(tls(), answer(status)), plain(answer(status))))
                .report();
        Outlook strict = outlook(report, SslMode.STRICT);
        assertThat(strict.result().tag()).isEqualTo(result);
        assertThat(strict.code()).isEqualTo(code);
        assertThat(strict.status()).isEqualTo(status);
    }

    @Test
    void modes_ofAContactThatWasNotTried_areMissing() {
        Report report =
                edge("522").origin(origin(https(tls(), answer(200)), null)).report();
        assertThat(report.origins().get(0).bySslMode()).containsOnlyKeys(SslMode.FULL, SslMode.STRICT);
    }

    @Test
    void modes_ofAnOriginThatIsCloudflares_areNone() {
        OriginSeen cloudflares =
                new OriginSeen(new OriginAddress(Seen.EDGE, 443, 80), true, null, null, null, null, null, null);
        Report report = edge("522").origin(cloudflares).report();
        assertThat(report.origins().get(0).bySslMode()).isEmpty();
        assertThat(findings(report)).containsExactly(Finding.EDGE_REPORTS, Finding.ORIGIN_IS_CLOUDFLARE);
    }

    @Test
    void origin_thatWasRefused_saysWhy() {
        OriginSeen inside = new OriginSeen(
                new OriginAddress(ip("10.0.0.5"), 8443, 80),
                false,
                new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "10.0.0.5"),
                null,
                null,
                null,
                null,
                null);
        Report report = edge("522").origin(inside).report();
        assertThat(report.origins().get(0).refused()).isEqualTo("special-address");
        assertThat(report.origins().get(0).address()).isEqualTo("10.0.0.5:8443");
        assertThat(report.origins().get(0).bySslMode()).isEmpty();
    }

    // What one outsider cannot know.

    @Test
    void refusal_seenOnlyFromHere_isUncertain_andOnBothSidesCertain() {
        OriginSeen closed = origin(unconnected(443, Tcp.Outcome.REFUSED), unconnected(80, Tcp.Outcome.REFUSED));
        Seen alone = Seen.direct().origin(closed);
        alone.exchange = closed.https();
        assertThat(alone.report().diagnoses().get(0).certain()).isFalse();

        Diagnosis both = edge("521").origin(closed).report().diagnoses().get(0);
        assertThat(both.finding()).isEqualTo(Finding.REFUSED);
        assertThat(both.certain()).isTrue();
        assertThat(both.origin()).isEqualTo("203.0.113.7");
    }

    @Test
    void cause_thatExplainsTheEdgesPage_bringsItsEvidence() {
        Report report = edge("526")
                .origin(origin(https(tls(chain(Chain.Flaw.Kind.EXPIRED)), answer(200)), plain(answer(200))))
                .report();
        Diagnosis first = report.diagnoses().get(0);
        assertThat(first.certain()).isTrue();
        assertThat(first.values()).containsEntry("date", "2027-01-01T00:00:00Z").containsEntry("subject", Seen.HOST);
        assertThat(first.evidence())
                .extracting(Observed::what)
                .contains(Observation.CERTIFICATE_VALIDITY, Observation.HTTP_STATUS);
        assertThat(findings(report)).containsExactly(Finding.CERTIFICATE_EXPIRED, Finding.EDGE_REPORTS);
    }

    @Test
    void edge_blockedWhereOnlyThePlainPortIsClosed_mentionsFlexible() {
        Report report = edge("521")
                .origin(origin(https(tls(), answer(200)), unconnected(80, Tcp.Outcome.REFUSED)))
                .report();
        assertThat(findings(report))
                .startsWith(Finding.CLOUDFLARE_BLOCKED, Finding.EDGE_REPORTS, Finding.REFUSED)
                .contains(Finding.ORIGIN_FINE_EDGE_NOT);
        assertThat(report.diagnoses().get(0).certain()).isFalse();
    }

    @Test
    void edge_thatFailsSometimes_isNotCalledBlocked() {
        Seen seen = edge("522").origin(Seen.healthy());
        seen.again = List.of(Seen.edgeExchange(Response.throughCloudflare(200).http()));
        assertThat(findings(seen.report()))
                .startsWith(Finding.INTERMITTENT)
                .doesNotContain(Finding.CLOUDFLARE_BLOCKED, Finding.ORIGIN_FINE_EDGE_NOT);
    }

    @Test
    void edge_fineThoughTheOriginFailsHere_isFineFirst() {
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(origin(https(failed(Tls.Outcome.MALFORMED), null), plain(answer(200))))
                .report();
        assertThat(findings(report)).containsExactly(Finding.EDGE_FINE, Finding.HANDSHAKE_MALFORMED);
        assertThat(report.broken()).isFalse();
    }

    @Test
    void edge_fineThoughNothingAnswersUs_isFineFirst_andTheOriginIsClosedHere() {
        for (Tcp.Outcome outcome : List.of(Tcp.Outcome.REFUSED, Tcp.Outcome.TIMED_OUT)) {
            Report report = edge(Response.throughCloudflare(200).http())
                    .origin(origin(unconnected(443, outcome), unconnected(80, outcome)))
                    .report();
            assertThat(findings(report)).containsExactly(Finding.EDGE_FINE, Finding.ORIGIN_CLOSED_HERE);
            assertThat(report.diagnoses().get(1).certain()).isFalse();
            assertThat(report.diagnoses().get(1).origin()).isEqualTo("203.0.113.7");
            assertThat(report.broken()).isFalse();
        }
    }

    @Test
    void edge_fineThoughNoRouteLeadsToTheOrigin_doesNotSayThatItAdmitsOnlyCloudflare() {
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(origin(unconnected(443, Tcp.Outcome.NO_ROUTE), unconnected(80, Tcp.Outcome.NO_ROUTE)))
                .report();
        assertThat(findings(report)).containsExactly(Finding.EDGE_FINE, Finding.ORIGIN_OUT_OF_REACH);
        assertThat(report.broken()).isFalse();
    }

    @Test
    void edge_fineThoughTheOriginWantsAClientCertificate_meansOriginPulls() {
        Http missed = answer(400);
        for (OriginSeen pulls : List.of(
                origin(https(Seen.demanding(Tls.Outcome.ALERT, 40), null), plain(answer(301))),
                origin(https(Seen.demanding(Tls.Outcome.ESTABLISHED, null), missed), plain(answer(301))),
                origin(
                        https(Seen.demanding(Tls.Outcome.ESTABLISHED, null), none(Http.Outcome.RESET)),
                        unconnected(80, Tcp.Outcome.REFUSED)))) {
            Report report =
                    edge(Response.throughCloudflare(200).http()).origin(pulls).report();
            assertThat(findings(report)).containsExactly(Finding.EDGE_FINE, Finding.ORIGIN_PULLS);
            assertThat(report.broken()).isFalse();
        }
    }

    @Test
    void edge_fineThoughTheOriginForbidsUs_meansItAdmitsOnlyCloudflare() {
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(origin(https(tls(), answer(403)), plain(answer(403))))
                .report();
        assertThat(findings(report)).containsExactly(Finding.EDGE_FINE, Finding.ORIGIN_ADMITS_ONLY_CLOUDFLARE);
        assertThat(report.broken()).isFalse();
    }

    @Test
    void edge_fineThoughAnOriginFailsUnderEveryMode_isBroken() {
        OriginSeen failing = origin(https(tls(), answer(500)), plain(answer(500)));
        Report report = edge(Response.throughCloudflare(200).http())
                .origin(Seen.healthy())
                .origin(failing)
                .report();
        assertThat(findings(report)).startsWith(Finding.EDGE_FINE).contains(Finding.ORIGIN_500);
        assertThat(report.broken()).isTrue();

        Report underFull = edge(Response.throughCloudflare(200).http())
                .origin(origin(https(tls(chain(Chain.Flaw.Kind.EXPIRED)), answer(200)), plain(answer(500))))
                .report();
        assertThat(underFull.broken()).isFalse();
    }

    @Test
    void edge_inACircle_isFlexibleOnlyWhereTheOriginsPlainPortSaysSo() {
        Http toHttps =
                Response.of(301).header("Location", "https://shop.example.org/").http();
        assertThat(findings(circle(toHttps).report())).containsExactly(Finding.REDIRECT_LOOP);
        assertThat(findings(circle(toHttps)
                        .origin(origin(https(tls(), answer(200)), plain(toHttps)))
                        .report()))
                .containsExactly(Finding.REDIRECT_LOOP_FLEXIBLE);

        Report both = circle(toHttps)
                .origin(origin(https(tls(), toHttps), plain(toHttps)))
                .report();
        assertThat(findings(both)).containsExactly(Finding.REDIRECT_LOOP);
        assertThat(outlook(both, SslMode.FULL).result()).isEqualTo(Outlook.Result.ERROR);
        assertThat(outlook(both, SslMode.FULL).reasons()).containsExactly(Finding.REDIRECT_LOOP);
    }

    @Test
    void edge_inACircleThatSetsACookie_isNotCalledBroken() {
        Http wall = Response.of(302)
                .header("Location", "https://shop.example.org/")
                .header("Set-Cookie", "seen=1; Path=/")
                .http();
        Report report = circle(wall).report();
        assertThat(findings(report)).containsExactly(Finding.REDIRECT_WITH_COOKIE);
        assertThat(report.broken()).isFalse();

        Http cloudflares = Response.of(302)
                .header("Location", "https://shop.example.org/")
                .header("Set-Cookie", "__cf_bm=abc; path=/; HttpOnly")
                .http();
        assertThat(findings(circle(cloudflares).report())).containsExactly(Finding.REDIRECT_LOOP);
    }

    private static Seen circle(Http http) {
        Seen seen = edge(http);
        seen.stopped = new Refusal(Refusal.Reason.REDIRECTS, "https://shop.example.org/");
        return seen;
    }

    @Test
    void evidence_ofAPageThatMarksNoHop_doesNotSayThatItDoes() {
        Report plain = edge(Response.madeByCloudflare(502)
                        .body("error code: 502")
                        .http())
                .report();
        assertThat(plain.diagnoses().get(0).evidence())
                .extracting(Observed::what)
                .contains(Observation.EDGE_PAGE)
                .doesNotContain(Observation.EDGE_HOP);
        assertThat(edge("522").report().diagnoses().get(0).evidence())
                .extracting(Observed::what)
                .contains(Observation.EDGE_HOP);
    }

    @Test
    void evidence_ofAddressesThatWereGiven_doesNotSayThatDnsGaveThem() {
        Seen seen = Seen.direct();
        seen.lookup = Seen.lookup(Lookup.Outcome.GIVEN, ip("10.0.0.5"));
        seen.exchange = null;
        seen.stopped = new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "10.0.0.5");
        assertThat(seen.report().diagnoses().get(0).evidence())
                .extracting(Observed::what)
                .containsExactly(Observation.DNS_GIVEN);
    }

    @Test
    void evidence_ofAnOrigin_saysAtWhichItWasMeasured() {
        Report report = edge("526")
                .origin(origin(https(tls(chain(Chain.Flaw.Kind.EXPIRED)), answer(200)), plain(answer(200))))
                .report();
        assertThat(report.diagnoses().get(0).evidence())
                .filteredOn(line -> line.what() == Observation.CERTIFICATE_VALIDITY)
                .extracting(Observed::origin)
                .containsExactly("203.0.113.7");
        assertThat(report.diagnoses().get(0).evidence())
                .filteredOn(line -> line.what() == Observation.HTTP_STATUS)
                .extracting(Observed::origin)
                .containsOnlyNulls();
    }

    @Test
    void edge_withAnErrorThatTheOriginHasNot_isToldBesideItsOwnCause() {
        Report report = edge("520")
                .origin(origin(https(tls(chain(Chain.Flaw.Kind.EXPIRED)), answer(200)), plain(answer(200))))
                .report();
        assertThat(findings(report)).containsExactly(Finding.EDGE_REPORTS, Finding.CERTIFICATE_EXPIRED);
        assertThat(report.code()).isEqualTo("520");
    }

    @Test
    void edge_stillWaiting_isExplainedByASilentOrigin() {
        Report report = edge(none(Http.Outcome.SILENT))
                .origin(origin(https(tls(), none(Http.Outcome.SILENT)), plain(none(Http.Outcome.SILENT))))
                .report();
        assertThat(findings(report)).containsExactly(Finding.SILENT, Finding.EDGE_STILL_WAITING);
        assertThat(report.code()).isEqualTo("524");
    }

    @Test
    void edge_withTwoOrigins_isExplainedByTheBrokenOne() {
        OriginSeen other = new OriginSeen(
                new OriginAddress(ip("203.0.113.8"), 443, 80),
                false,
                null,
                https(tls(chain(Chain.Flaw.Kind.NAME_MISMATCH)), answer(200)),
                null,
                null,
                null,
                null);
        Report report = edge("526").origin(Seen.healthy()).origin(other).report();
        assertThat(report.diagnoses().get(0).finding()).isEqualTo(Finding.CERTIFICATE_NAME_MISMATCH);
        assertThat(report.diagnoses().get(0).origin()).isEqualTo("203.0.113.8");
    }

    // Through the edge.

    @ParameterizedTest
    @CsvSource({
        "1016, 530, DNS",
        "1033, 530, ORIGIN",
        "1020, 403, CONFIG",
        "1003, 403, VISITOR",
        "1018, 409, CLOUDFLARE",
        "1101, 500, CONFIG",
    })
    void thousand_liesOnItsSide(String subcode, int status, Fault fault) {
        Report report = edge(Response.madeByCloudflare(status)
                        .body("error code: " + subcode)
                        .http())
                .report();
        assertThat(report.diagnoses().get(0).fault()).isEqualTo(fault);
        assertThat(report.subcode()).isEqualTo(subcode);
        assertThat(report.code()).isEqualTo(status >= 500 ? Integer.toString(status) : null);
        assertThat(report.source()).isEqualTo("cloudflare");
    }

    @Test
    void tries_thatAllFail_areEvidence() {
        Seen seen = edge("522");
        seen.again = List.of(Seen.edgeExchange(Seen.branded("522")), Seen.edgeExchange(Seen.branded("522")));
        Report report = seen.report();
        assertThat(report.diagnoses().get(0).finding()).isEqualTo(Finding.EDGE_REPORTS);
        assertThat(report.diagnoses().get(0).evidence())
                .contains(
                        new Observed(Observation.TRIES, Map.of("count", "3", "tries", "3", "codes", "522, 522, 522")));
        assertThat(report.tries()).containsExactly(522, 522, 522);
    }

    @Test
    void tries_thatDiffer_nameEveryCode() {
        Seen seen = edge("522");
        seen.again = List.of(
                Seen.edgeExchange(Seen.branded("520")),
                Seen.edgeExchange(Response.throughCloudflare(200).http()));
        Diagnosis first = seen.report().diagnoses().get(0);
        assertThat(first.finding()).isEqualTo(Finding.UNLIKE_ORIGINS);
        assertThat(first.values()).containsEntry("codes", "522, 520").containsEntry("tries", "3");
    }

    @Test
    void statusPage_isEvidence_andTroubleADiagnosis() {
        EdgeStatus fine = new EdgeStatus("FRA", "operational", null, null, Seen.NOON);
        EdgeStatus bad = new EdgeStatus("FRA", "partial_outage", null, null, Seen.NOON);
        EdgeStatus other = new EdgeStatus("LHR", "partial_outage", null, null, Seen.NOON);
        Seen seen = edge("500");
        assertThat(Diagnoser.diagnose(seen.sighting(), fine).diagnoses().get(0).evidence())
                .contains(new Observed(Observation.STATUS_PAGE, Map.of("colo", "FRA", "status", "operational")));
        assertThat(findings(Diagnoser.diagnose(seen.sighting(), bad)))
                .containsExactly(Finding.EDGE_ITSELF, Finding.CLOUDFLARE_TROUBLE);
        assertThat(findings(Diagnoser.diagnose(seen.sighting(), other))).containsExactly(Finding.EDGE_ITSELF);
    }

    @Test
    void answer_thatTookLong_isLate() {
        Http quick = Response.throughCloudflare(200).http();
        Seen seen = edge(new Http(
                quick.outcome(),
                quick.firstLine(),
                200,
                quick.headers(),
                quick.headBytes(),
                quick.body(),
                quick.bodyEnd(),
                Duration.ofSeconds(47),
                Duration.ofSeconds(48)));
        Diagnosis first = seen.report().diagnoses().get(0);
        assertThat(first.finding()).isEqualTo(Finding.LATE);
        assertThat(first.values()).containsEntry("seconds", "47").containsEntry("status", "200");
    }

    @Test
    void certificate_ofTheEdge_isToldBeside() {
        Seen seen = edge(Response.throughCloudflare(200).http());
        seen.exchange = new Exchange(
                Seen.tcp(Seen.EDGE, 443, Tcp.Outcome.CONNECTED),
                tls(chain(Chain.Flaw.Kind.NAME_MISMATCH)),
                Response.throughCloudflare(200).http(),
                Duration.ofMillis(90));
        Report report = seen.report();
        assertThat(findings(report)).containsExactly(Finding.EDGE_FINE, Finding.EDGE_CERTIFICATE);
        assertThat(report.broken()).isFalse();
    }

    @Test
    void redirect_toWhereOnlyTheCheckerMustNotGo_isNoFault() {
        Seen seen = edge(Response.throughCloudflare(302)
                .header("Location", "https://app.example.org:3000/")
                .http());
        seen.stopped = new Refusal(Refusal.Reason.PORT, "3000");
        assertThat(findings(seen.report())).containsExactly(Finding.EDGE_FINE, Finding.REDIRECT_REFUSED);
        assertThat(seen.report().broken()).isFalse();

        seen.stopped = new Refusal(Refusal.Reason.SPECIAL_ADDRESS, "169.254.169.254");
        assertThat(seen.report().diagnoses().get(0).finding()).isEqualTo(Finding.REDIRECT_REFUSED);
        assertThat(seen.report().diagnoses().get(0).values()).containsEntry("target", "169.254.169.254");
    }

    // Sites without Cloudflare.

    @Test
    void site_withoutCloudflare_isSaidToBe() {
        Report report = Seen.direct().report();
        assertThat(report.behindCloudflare()).isFalse();
        assertThat(findings(report)).containsExactly(Finding.ORIGIN_FINE, Finding.NOT_PROXIED);
        assertThat(report.because()).extracting(Observed::what).containsExactly(Observation.NOT_PROXIED);
        assertThat(report.origins()).hasSize(1);
        assertThat(outlook(report, SslMode.STRICT).result()).isEqualTo(Outlook.Result.OK);
    }

    @Test
    void site_withHeadersOrTraceOfCloudflare_isBehindIt() {
        Seen byHeaders = Seen.direct();
        byHeaders.exchange = https(tls(), Seen.branded("522"));
        assertThat(byHeaders.report().behindCloudflare()).isTrue();
        assertThat(byHeaders.report().because())
                .extracting(Observed::what)
                .containsExactly(Observation.PROXIED_BY_HEADERS);

        Seen byTrace = Seen.direct();
        byTrace.trace = new Trace(Map.of("fl", "1f", "colo", "FRA", "ip", "198.51.100.4", "uag", "cf5xx"));
        assertThat(byTrace.report().behindCloudflare()).isTrue();
        assertThat(byTrace.report().colo()).isEqualTo("FRA");
        assertThat(byTrace.report().trace()).containsEntry("ip", "***").containsEntry("uag", "***");
    }

    @Test
    void site_withHeadersOfCloudflare_isNoOriginOfItsOwn() {
        Seen seen = Seen.direct().origin(origin(https(tls(), Seen.branded("522")), plain(answer(200))));
        seen.exchange = https(tls(), Seen.branded("522"));
        assertThat(findings(seen.report())).containsExactly(Finding.EDGE_REPORTS);
        assertThat(seen.report().origins()).isEmpty();
    }

    @Test
    void edge_thatForbidsAsTheOriginDoes_showsNoClosedOrigin() {
        Report report = edge(Response.fromOriginThroughCloudflare(403).http())
                .origin(origin(https(tls(), answer(403)), plain(answer(403))))
                .report();
        assertThat(findings(report)).containsExactly(Finding.EDGE_FINE);
    }

    @Test
    void family_thatIsBroken_isWhatIsWrongWhereNothingElseIs() {
        Seen seen = Seen.direct();
        seen.families = List.of(
                Seen.tcp(Seen.ORIGIN, 443, Tcp.Outcome.CONNECTED),
                Seen.tcp(ip("2001:db8::7"), 443, Tcp.Outcome.TIMED_OUT));
        Diagnosis broken = seen.report().diagnoses().get(0);
        assertThat(broken.finding()).isEqualTo(Finding.FAMILY_BROKEN);
        assertThat(findings(seen.report())).contains(Finding.ORIGIN_FINE);
        assertThat(broken.code()).isEqualTo("522");
        assertThat(broken.certain()).isFalse();
        assertThat(broken.values()).containsEntry("address", "2001:db8::7").containsEntry("other", "203.0.113.7");

        seen.vantage = new dev.cf5xx.bot.evidence.Vantage(true, false, false, false);
        assertThat(findings(seen.report())).doesNotContain(Finding.FAMILY_BROKEN);
    }

    @Test
    void certificate_thatOnlyCloudflareTrusts_isARemark() {
        Seen seen = Seen.direct().origin(origin(https(tls(Seen.remarked(Chain.Remark.ORIGIN_CA)), answer(200)), null));
        Report report = seen.report();
        assertThat(findings(report))
                .containsExactly(Finding.ORIGIN_FINE, Finding.CERTIFICATE_FOR_CLOUDFLARE_ONLY, Finding.NOT_PROXIED);
        assertThat(report.origins().get(0).https().tls().remarks()).containsExactly("origin-ca");
        assertThat(report.origins().get(0).https().tls().problems()).isEmpty();
    }

    @Test
    void certificate_thatMayBeTooWeak_isDoubtfulUnderFullStrictOnly() {
        Seen seen = Seen.direct()
                .origin(origin(
                        https(tls(Seen.remarked(Chain.Remark.WEAK_SIGNATURE)), answer(200)), plain(answer(200))));
        Report report = seen.report();
        assertThat(findings(report))
                .containsExactly(Finding.ORIGIN_FINE, Finding.CERTIFICATE_WEAK, Finding.NOT_PROXIED);
        assertThat(report.diagnoses().get(1).code()).isEqualTo("526");
        assertThat(report.diagnoses().get(1).certain()).isFalse();
        assertThat(outlook(report, SslMode.STRICT).result()).isEqualTo(Outlook.Result.OK);
        assertThat(outlook(report, SslMode.STRICT).certain()).isFalse();
        assertThat(outlook(report, SslMode.FULL).certain()).isTrue();
    }

    @Test
    void address_ofTheReport_hidesWhatMayBeSecret() {
        Seen seen = Seen.direct();
        seen.url = new SiteUrl(
                true,
                Seen.HOST,
                null,
                8443,
                "/reset/4f3c2b1a0987654321fedcba/index.html?token=abc&q=shoes&flag&0123456789abcdef0123456789");
        assertThat(seen.report().url())
                .isEqualTo("https://shop.example.org:8443/reset/***/index.html?token=***&q=***&***&***");
    }

    @Test
    void sighting_withNothingToShow_stillSaysSomething() {
        Seen seen = Seen.direct();
        seen.exchange = null;
        assertThat(seen.report().diagnoses()).hasSize(1);

        Seen forbidden = Seen.direct();
        forbidden.exchange = unconnected(443, Tcp.Outcome.FORBIDDEN_HERE);
        assertThat(forbidden.report().diagnoses().get(0).finding()).isEqualTo(Finding.OUR_PATH);
        assertThat(forbidden.report().origins().get(0).bySslMode()).isEmpty();
    }
}
