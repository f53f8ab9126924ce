package dev.cf5xx.bot.cloudflare;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.cf5xx.bot.evidence.EdgeStatus;
import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Knowledge;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what Cloudflare publishes to being taken only where it passes for the real thing. */
@Timeout(60)
class PublishedTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-24T12:00:00Z"), ZoneOffset.UTC);
    private static final CloudflareRanges SHIPPED = Knowledge.shipped().ranges();

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private HttpUrl base() {
        return HttpUrl.get(server.baseUrl());
    }

    private Ranges published(List<String> v4, List<String> v6) {
        server.stubFor(get("/ips-v4").willReturn(ok(String.join("\n", v4))));
        server.stubFor(get("/ips-v6").willReturn(ok(String.join("\n", v6) + "\n")));
        return new Ranges(SHIPPED, base(), CLOCK);
    }

    private static List<String> plus(List<String> ranges, String more) {
        List<String> all = new ArrayList<>(ranges);
        all.add(more);
        return all;
    }

    @Test
    void refresh_aRangeWasAdded_isTakenWithTodaysDate() {
        Ranges ranges = published(plus(SHIPPED.v4(), "203.1.112.0/22"), SHIPPED.v6());

        assertThat(ranges.refresh()).isTrue();
        assertThat(ranges.current().v4()).contains("203.1.112.0/22").containsAll(SHIPPED.v4());
        assertThat(ranges.current().asOf()).isEqualTo("2026-12-24");
    }

    @Test
    void contain_addressOfARangeThatWasAdded_isCloudflaresOnceItIsPublished() throws Exception {
        Ranges ranges = published(plus(SHIPPED.v4(), "203.1.112.0/22"), SHIPPED.v6());
        InetAddress added = InetAddress.getByName("203.1.115.9");
        InetAddress shipped = InetAddress.getByName("2606:4700::6810:84e5");

        assertThat(ranges.contain(added)).isFalse();
        assertThat(ranges.contain(shipped)).isTrue();
        ranges.refresh();
        assertThat(ranges.contain(added)).isTrue();
        assertThat(ranges.contain(shipped)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>log in</html>",
                "0.0.0.0/0",
                "10.0.0.0/8",
                "127.0.0.0/8",
                "192.168.0.0/16",
                "224.0.0.0/8",
                "203.1.112.1/22",
                "203.1.112.0",
                "203.1.112.0/99",
                "2606:4700::/32",
                "not a range"
            })
    void refresh_aLineIsNoRangeOfCloudflares_keepsWhatIsKnown(String line) {
        Ranges ranges = published(plus(SHIPPED.v4(), line), SHIPPED.v6());

        assertThat(ranges.refresh()).isFalse();
        assertThat(ranges.current()).isEqualTo(SHIPPED);
    }

    @Test
    void refresh_somebodyElsesList_keepsWhatIsKnown() {
        Ranges ranges = published(List.of("13.32.0.0/15", "13.35.0.0/16"), SHIPPED.v6());

        assertThat(ranges.refresh()).isFalse();
        assertThat(ranges.current()).isEqualTo(SHIPPED);
    }

    @Test
    void refresh_oneListIsMissingOrEmpty_keepsWhatIsKnown() {
        Ranges empty = published(SHIPPED.v4(), List.of());
        assertThat(empty.refresh()).isFalse();

        server.stubFor(get("/ips-v6").willReturn(aResponse().withStatus(404)));
        assertThat(empty.refresh()).isFalse();
        assertThat(empty.current()).isEqualTo(SHIPPED);
    }

    @Test
    void refresh_listWithoutEnd_keepsWhatIsKnown() {
        Ranges ranges = published(List.of("203.1.112.0/22\n".repeat(100_000)), SHIPPED.v6());

        assertThat(ranges.refresh()).isFalse();
        assertThat(ranges.current()).isEqualTo(SHIPPED);
    }

    @Test
    void refresh_redirectedElsewhere_keepsWhatIsKnown() {
        Ranges ranges = published(SHIPPED.v4(), SHIPPED.v6());
        server.stubFor(get("/ips-v4").willReturn(aResponse().withStatus(302).withHeader("Location", "/elsewhere")));

        assertThat(ranges.refresh()).isFalse();
        server.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void refresh_nobodyAnswers_keepsWhatIsKnown() {
        Ranges ranges = new Ranges(SHIPPED, base(), CLOCK);
        server.stop();

        assertThat(ranges.refresh()).isFalse();
        assertThat(ranges.current()).isEqualTo(SHIPPED);
    }

    private static final String SUMMARY = """
            {"page": {"id": "x", "updated_at": "2026-11-21T11:58:00.123Z"},
             "status": {"indicator": "minor", "description": "Minor Service Outage"},
             "components": [
               {"name": "Frankfurt, Germany - (FRA)", "status": "partial_outage"},
               {"name": "Amsterdam, Netherlands - (AMS)", "status": "operational"},
               {"name": "Oslo, Norway - (OSL)", "status": "<b>strange</b>"},
               {"name": "CDN/Cache", "status": "degraded_performance"},
               {"name": "Network", "status": "under_maintenance"},
               {"name": "DNS", "status": "operational"},
               {"name": "Stream", "status": "major_outage"}]}
            """;

    @Test
    void about_centreInTrouble_namesItsStateAndTheWorstServiceOnTheWay() {
        server.stubFor(get("/api/v2/summary.json").willReturn(ok(SUMMARY)));

        EdgeStatus status = new StatusPage(base()).about("FRA").orElseThrow();

        assertThat(status)
                .isEqualTo(new EdgeStatus(
                        "FRA",
                        "partial_outage",
                        "CDN/Cache",
                        "degraded_performance",
                        Instant.parse("2026-11-21T11:58:00.123Z")));
        assertThat(status.troubled()).isTrue();
    }

    @Test
    void about_otherCentres_areToldApart() {
        server.stubFor(get("/api/v2/summary.json").willReturn(ok(SUMMARY)));
        StatusPage page = new StatusPage(base());

        assertThat(page.about("AMS").orElseThrow().state()).isEqualTo("operational");
        assertThat(page.about("OSL").orElseThrow().state()).isEqualTo("operational");
        assertThat(page.about("XXX").orElseThrow().state()).isNull();
    }

    @Test
    void about_askedOften_readsThePageOnce() {
        server.stubFor(get("/api/v2/summary.json").willReturn(ok(SUMMARY)));
        StatusPage page = new StatusPage(base());
        for (int i = 0; i < 20; i++) {
            page.about("FRA");
        }

        server.verify(1, getRequestedFor(urlEqualTo("/api/v2/summary.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "<html>", "{\"components\": 5}", "{\"components\": []"})
    void about_pageIsNoSummary_isSilent(String body) {
        server.stubFor(get("/api/v2/summary.json").willReturn(ok(body)));

        assertThat(new StatusPage(base()).about("FRA")).isEmpty();
    }

    @Test
    void about_pageBreaksOff_isSilent() {
        server.stubFor(get("/api/v2/summary.json").willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));

        assertThat(new StatusPage(base()).about("FRA")).isEmpty();
    }

    @Test
    void about_errorStatus_isSilent() {
        server.stubFor(get("/api/v2/summary.json")
                .willReturn(aResponse().withStatus(503).withBody(SUMMARY)));

        assertThat(new StatusPage(base()).about("FRA")).isEmpty();
    }
}
