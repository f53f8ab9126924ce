package dev.cf5xx.lab.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cf5xx.lab.edge.Edge;
import dev.cf5xx.lab.edge.Patience;
import dev.cf5xx.lab.edge.Plan;
import dev.cf5xx.lab.edge.SslMode;
import dev.cf5xx.lab.edge.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios and edge agree: what a scenario says that Cloudflare shows is what the lab's edge shows for it. */
class BehindEdgeTest {
    private static final String HOST = "origin.test";
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Ground GROUND = Ground.on(InetAddress.getLoopbackAddress(), HOST, CLOCK)
            .patience(Duration.ofMillis(50))
            .drip(Duration.ZERO);

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** What the edge does not do, and what only outsiders see. */
    private static final Set<Scenario> NOT_BY_THE_EDGE = EnumSet.of(
            Scenario.PACKET_LOSS, // Cannot be made.
            Scenario.IPV6_REFUSED, // The edge asks at one address.
            Scenario.RESET_ON_ACCEPT, // With TLS it is a reset during the handshake.
            Scenario.H2_BUT_HTTP1, // The edge speaks HTTP/1.1 only.
            Scenario.H2_GOAWAY,
            Scenario.H2_SILENT,
            Scenario.H2_CLOSED,
            Scenario.REVOKED, // The edge reads staples and asks nobody.
            Scenario.REVOKED_BY_OCSP_ONLY,
            Scenario.REVOKED_BY_CRL_ONLY,
            Scenario.SHA1, // The lab's judge takes weak ones; what Cloudflare does is not known.
            Scenario.RSA_1024,
            Scenario.DRIPPING_HEADERS,
            Scenario.DRIPPING_BODY,
            Scenario.BODY_STALLED, // These never end.
            Scenario.GZIP_BOMB,
            Scenario.HUGE_BODY,
            Scenario.ENDLESS_BODY);

    private static Edge edge;

    @BeforeAll
    static void start() throws IOException {
        Trust trust = Trust.in(
                List.of(
                        GROUND.root().certificate(),
                        GROUND.originCa(true).certificate(),
                        GROUND.originCa(false).certificate()),
                CLOCK);
        edge = Edge.start(InetAddress.getLoopbackAddress(), 0, GROUND.intermediate(), trust, CLOCK);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    static Stream<Scenario> scenarios() {
        return Arrays.stream(Scenario.values()).filter(it -> it.layer() != Layer.DNS && !NOT_BY_THE_EDGE.contains(it));
    }

    /** Short only where nothing comes anyway, so that a busy machine changes nothing. */
    private static Patience patience(Scenario scenario) {
        return switch (scenario) {
            case SYN_UNANSWERED, DROPS_CLOUDFLARE -> new Patience(SHORT, LONG, LONG);
            case STALLED_AFTER_CLIENT_HELLO -> new Patience(LONG, SHORT, LONG);
            case SILENT, HEADERS_THEN_SILENCE -> new Patience(LONG, LONG, SHORT);
            default -> new Patience(LONG, LONG, LONG);
        };
    }

    private static String status(Scenario scenario, Origin origin, SslMode mode) throws IOException {
        edge.serve(HOST, new Plan.Proxy(origin.forCloudflare(), origin.plain(), mode, patience(scenario), null));
        Client client = Client.tls(edge.address(), HOST);
        assertThat(client.said.toLowerCase(Locale.ROOT)).contains("server: cloudflare", "cf-ray: ");
        return client.said.substring(9, 12);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenario_behindTheEdge_showsWhatItSays(Scenario scenario) throws IOException {
        Origin started;
        try {
            started = scenario.start(GROUND);
        } catch (UnsupportedOperationException e) {
            assumeTrue(false, e.getMessage());
            return;
        }
        try (Origin origin = started) {
            String status = status(scenario, origin, SslMode.STRICT);
            if (scenario.shows().isEmpty()) {
                assertThat(status).isLessThan("500");
            } else {
                assertThat(scenario.shows()).contains(status);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, 200, 200, 200, 526",
        "SELF_SIGNED, 200, 200, 200, 526",
        "PLAIN_HTTP_ON_TLS_PORT, 200, 200, 525, 525",
        "HTTPS_REFUSED, 200, 200, 521, 521",
        "REFUSED, 521, 521, 521, 521",
        "ORIGIN_CA_RSA, 200, 200, 200, 200",
        "SILENT, 524, 524, 524, 524",
    })
    void scenario_underEachMode_showsWhatThatMakesOfIt(
            Scenario scenario, String off, String flexible, String full, String strict) throws IOException {
        try (Origin origin = scenario.start(GROUND)) {
            assertThat(status(scenario, origin, SslMode.OFF)).isEqualTo(off);
            assertThat(status(scenario, origin, SslMode.FLEXIBLE)).isEqualTo(flexible);
            assertThat(status(scenario, origin, SslMode.FULL)).isEqualTo(full);
            assertThat(status(scenario, origin, SslMode.STRICT)).isEqualTo(strict);
        }
    }

    @Test
    void tenGigabytes_throughTheEdge_arePassedOnForAsLongAsSomebodyReads() throws IOException {
        try (Origin origin = Scenario.HUGE_BODY.start(GROUND)) {
            assertThat(status(Scenario.HUGE_BODY, origin, SslMode.STRICT)).isEqualTo("200");
        }
    }
}
