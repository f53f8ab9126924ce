package dev.cf5xx.lab;

import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.KeyKind;
import dev.cf5xx.lab.dns.NameAnswer;
import dev.cf5xx.lab.dns.NameServer;
import dev.cf5xx.lab.edge.Edge;
import dev.cf5xx.lab.edge.EdgeError;
import dev.cf5xx.lab.edge.Patience;
import dev.cf5xx.lab.edge.Plan;
import dev.cf5xx.lab.edge.SslMode;
import dev.cf5xx.lab.edge.Trust;
import dev.cf5xx.lab.origin.Ground;
import dev.cf5xx.lab.origin.Origin;
import dev.cf5xx.lab.origin.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole world to try things out in: an edge on one loopback address, origins on others, and a name server that knows
 * them all. For each code there is a site that shows it, because what is behind the edge really is so, as far as it can
 * be; the edge is only less patient than Cloudflare.
 */
public final class World implements AutoCloseable {
    private static final String DOMAIN = ".demo.example.net";
    private static final Patience PATIENT_WITH_ANSWERS = Patience.SHORT.answer(Patience.OF_CLOUDFLARE.answer());

    private static final int EDGE = 80;
    private static final int NAMES = 53;
    private static final int FIRST_ORIGIN = 101;

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Ground ground;
    private final Edge edge;
    private final NameServer names;
    private int origins;

    private World(int edgePort, Clock clock, Duration late) throws IOException {
        InetAddress home = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ground = Ground.on(home, "demo.example.net", clock).patience(late);
        Trust trust = Trust.in(
                List.of(
                        ground.root().certificate(),
                        ground.originCa(true).certificate(),
                        ground.originCa(false).certificate()),
                clock);
        edge = Edge.start(loopback(EDGE), edgePort, ground.intermediate(), trust, clock);
        parts.add(edge);
        try {
            names = NameServer.start(loopback(NAMES));
            parts.add(names);
            settle();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything.
     *
     * @param edgePort the edge's HTTPS port; 0 is any that is free
     * @param late after what time the slow site answers
     */
    public static World start(int edgePort, Clock clock, Duration late) throws IOException {
        return new World(edgePort, clock, late);
    }

    /** Starts everything on free ports, with a slow site that answers after 15 s. */
    public static World start() throws IOException {
        return start(0, Clock.systemUTC(), Duration.ofSeconds(15));
    }

    /** 127.0.0.{@code last}, or 127.0.0.1 where a system has no other; then a remark says so. */
    private InetAddress loopback(int last) throws IOException {
        InetAddress wanted = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(wanted, 0));
            return wanted;
        } catch (IOException e) {
            String remark = "This system has no loopback address but 127.0.0.1: edge and origins share it, so that"
                    + " origins look like Cloudflare.";
            if (!remarks.contains(remark)) {
                remarks.add(remark);
            }
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        }
    }

    private void settle() throws IOException {
        behind("healthy", 200, Scenario.HEALTHY);
        failing("500", EdgeError.E500);
        behind("502", 502, Scenario.ORIGIN_502);
        behind("503", 503, Scenario.ORIGIN_503);
        behind("504", 504, Scenario.ORIGIN_504);
        behind("520", 520, Scenario.EMPTY_REPLY);
        behind("521", 521, Scenario.REFUSED);
        behind("522", 522, Scenario.SYN_UNANSWERED);
        behind("523", 523, Scenario.NO_ROUTE);
        behind("524", 524, Scenario.SILENT, SslMode.STRICT, Patience.SHORT);
        behind("525", 525, Scenario.DHE_ONLY);
        behind("526", 526, Scenario.EXPIRED);
        failing("530", EdgeError.E1016);

        behind("origin-500", 500, Scenario.ORIGIN_500);
        behind("headers", 520, Scenario.HEADERS_140_KB);
        behind("plain-http", 525, Scenario.PLAIN_HTTP_ON_TLS_PORT);
        behind("self-signed", 526, Scenario.SELF_SIGNED);
        behind("incomplete-chain", 526, Scenario.CHAIN_INCOMPLETE);
        behind("wrong-host", 526, Scenario.WRONG_HOST);
        behind("origin-ca", 200, Scenario.ORIGIN_CA_ECC);
        behind("only-cloudflare", 200, Scenario.ADMITS_ONLY_CLOUDFLARE);
        behind("origin-pulls", 200, Scenario.CLIENT_CERTIFICATE_TLS_1_3);
        behind("blocked-521", 521, Scenario.REFUSES_CLOUDFLARE);
        behind("blocked-522", 522, Scenario.DROPS_CLOUDFLARE);
        behind("loop", 301, Scenario.REDIRECT_TO_HTTPS, SslMode.FLEXIBLE, PATIENT_WITH_ANSWERS);
        behind("slow", 200, Scenario.LATE, SslMode.STRICT, Patience.OF_CLOUDFLARE);

        Origin healthy = start(Scenario.HEALTHY, "intermittent" + DOMAIN);
        if (healthy != null) {
            Plan good = plan(healthy, SslMode.STRICT, PATIENT_WITH_ANSWERS);
            settle(
                    "intermittent",
                    520,
                    null,
                    Scenario.HEALTHY,
                    healthy,
                    new Plan.Sometimes(new Plan.Fail(EdgeError.E520), 1, 2, good));
        }
        failing("1000", EdgeError.E1000);
        failing("1001", EdgeError.E1001);
        failing("1006", EdgeError.E1006);
        failing("1015", EdgeError.E1015);
        failing("1020", EdgeError.E1020);
        failing("1033", EdgeError.E1033);
        settle("bare-502", 502, null, null, null, new Plan.FailBare(502, "Bad Gateway"));
        settle("own-page", 522, null, null, null, new Plan.FailUnderOwnPage(EdgeError.E522));
        settle("challenge", 403, null, null, null, new Plan.Challenge());
        settle("blocked-by-rule", 403, null, null, null, new Plan.Block());
        settle("no-edge-certificate", 0, null, null, null, new Plan.Fail(EdgeError.E500));
        edge.withoutCertificate("no-edge-certificate" + DOMAIN);
        unproxied();
    }

    /** A healthy site that is not behind the edge. */
    private void unproxied() throws IOException {
        String host = "not-proxied" + DOMAIN;
        Origin origin = start(Scenario.NOT_PROXIED, host);
        if (origin != null) {
            Scenario.NOT_PROXIED.publish(names, host, origin);
            String url = "https://" + host + ":" + origin.address().getPort() + "/";
            places.put("not-proxied", new Place("not-proxied", host, url, 200, null, Scenario.NOT_PROXIED, origin));
        }
    }

    private void behind(String id, int shows, Scenario scenario) throws IOException {
        behind(id, shows, scenario, SslMode.STRICT, PATIENT_WITH_ANSWERS);
    }

    private void behind(String id, int shows, Scenario scenario, SslMode mode, Patience patience) throws IOException {
        Origin origin = start(scenario, id + DOMAIN);
        if (origin == null) {
            // What cannot be made here is at least told.
            settle(id, shows, null, scenario, null, new Plan.Fail(EdgeError.of(shows)));
        } else {
            settle(id, shows, null, scenario, origin, plan(origin, mode, patience));
        }
    }

    private Plan plan(Origin origin, SslMode mode, Patience patience) {
        Identity pulls = ground.good("origin-pull.cloudflare.test", KeyKind.EC_P256);
        return new Plan.Proxy(origin.forCloudflare(), origin.plain(), mode, patience, pulls);
    }

    private void failing(String id, EdgeError error) {
        settle(id, error.status(), error.subcode(), null, null, new Plan.Fail(error));
    }

    private void settle(
            String id,
            int shows,
            @Nullable Integer subcode,
            @Nullable Scenario scenario,
            @Nullable Origin origin,
            Plan plan) {
        String host = id + DOMAIN;
        edge.serve(host, plan);
        names.say(host, NameAnswer.at(edge.address().getAddress()));
        String url = "https://" + host + ":" + edge.address().getPort() + "/";
        places.put(id, new Place(id, host, url, shows, subcode, scenario, origin));
    }

    private @Nullable Origin start(Scenario scenario, String host) throws IOException {
        try {
            Origin origin = scenario.start(ground.at(loopback(FIRST_ORIGIN + origins++ % 100), host));
            parts.add(origin);
            return origin;
        } catch (UnsupportedOperationException e) {
            remarks.add(host + ": " + e.getMessage());
            return null;
        }
    }

    /** All sites, by their short names, in the order in which to show them. */
    public Map<String, Place> places() {
        return Collections.unmodifiableMap(places);
    }

    /** The site of this short name. */
    public Place place(String id) {
        Place place = places.get(id);
        if (place == null) {
            throw new IllegalArgumentException("no site is called " + id);
        }
        return place;
    }

    /** What could not be made on this machine, and why; mostly nothing. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The edge. */
    public Edge edge() {
        return edge;
    }

    /** The name server. */
    public NameServer names() {
        return names;
    }

    /** The authorities and the clock of all origins, for more of them. */
    public Ground ground() {
        return ground;
    }

    /** The root to be trusted, in PEM. */
    public String pem() {
        return ground.root().pem();
    }

    /**
     * What {@code cf5xx check} needs to see this world instead of the real one.
     *
     * @param cacert a file that holds {@link #pem()}
     */
    public List<String> options(Path cacert) {
        return List.of(
                "--dns",
                names.address().getAddress().getHostAddress() + ":"
                        + names.address().getPort(),
                "--cacert",
                cacert.toString(),
                "--allow-network",
                "127.0.0.0/8",
                "--cloudflare-network",
                edge.address().getAddress().getHostAddress() + "/32");
    }

    /** Ends everything. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                remarks.add("while closing: " + e);
            }
        }
    }
}
