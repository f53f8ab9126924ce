package dev.cf5xx.lab.edge;

import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.Recipe;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.JsseTls;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An edge on a loopback address, by HTTPS and by HTTP. It has a certificate for each of its sites, passes requests on or
 * fails as the site's {@link Plan} says, and answers {@code /cdn-cgi/trace} itself.
 */
public final class Edge implements AutoCloseable {
    private static final String COLO = "FRA";

    private final Authority authority;
    private final Trust trust;
    private final Clock clock;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();
    private final Set<String> withoutCertificate = ConcurrentHashMap.newKeySet();
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final AtomicLong rays = new AtomicLong();
    private final Set<Upstream> waiting = ConcurrentHashMap.newKeySet();
    private final Listener https;
    private final Listener http;

    private Edge(InetAddress address, int httpsPort, Authority authority, Trust trust, Clock clock) throws IOException {
        this.authority = authority;
        this.trust = trust;
        this.clock = clock;
        https = Listener.tls(address, httpsPort, JsseTls.byName(this::identity), this::serve);
        try {
            http = Listener.plain(address, 0, this::serve);
        } catch (IOException e) {
            https.close();
            throw e;
        }
    }

    /**
     * Starts one without sites.
     *
     * @param httpsPort its HTTPS port; 0 is any that is free
     * @param authority from which its sites' certificates are
     * @param trust what makes an origin's certificate good
     */
    public static Edge start(InetAddress address, int httpsPort, Authority authority, Trust trust, Clock clock)
            throws IOException {
        return new Edge(address, httpsPort, authority, trust, clock);
    }

    /** From now on it serves {@code host} like this. */
    public void serve(String host, Plan plan) {
        plans.put(host, plan);
    }

    /** From now on it has no certificate for {@code host}: every handshake for it fails. */
    public void withoutCertificate(String host) {
        withoutCertificate.add(host);
    }

    /** Where its HTTPS is. */
    public InetSocketAddress address() {
        return https.address();
    }

    /** Where its HTTP is. */
    public InetSocketAddress plain() {
        return http.address();
    }

    /** How often it was asked for anything of {@code host} but the trace. */
    public int requests(String host) {
        AtomicInteger count = asked.get(host);
        return count == null ? 0 : count.get();
    }

    private @Nullable Identity identity(String host) {
        if (!plans.containsKey(host) || withoutCertificate.contains(host)) {
            return null;
        }
        return identities.computeIfAbsent(host, it -> authority.issue(Recipe.host(it)));
    }

    private void serve(Connection connection) throws IOException {
        Request request = Request.read(connection.in());
        while (request != null) {
            Ray ray = Ray.of(rays.getAndIncrement(), COLO);
            boolean more = answer(request, connection, ray);
            if (!more || request.header("connection").equalsIgnoreCase("close")) {
                break;
            }
            request = Request.read(connection.in());
        }
        connection.finish();
    }

    /** Answers; false where the connection is of no more use. */
    private boolean answer(Request request, Connection connection, Ray ray) throws IOException {
        Instant now = clock.instant();
        Plan plan = plans.get(request.host());
        if (plan == null) {
            EdgePages.error(EdgeError.E1001, request, ray, now).to(connection);
            return true;
        }
        if (request.path().equals("/cdn-cgi/trace")) {
            String ip = connection.peer().getHostAddress();
            EdgePages.trace(request, ip, connection.encrypted() ? "TLSv1.3" : "off", ray, now)
                    .to(connection);
            return true;
        }
        int before =
                asked.computeIfAbsent(request.host(), it -> new AtomicInteger()).getAndIncrement();
        return follow(plan, before, request, connection, ray);
    }

    private boolean follow(Plan plan, int before, Request request, Connection connection, Ray ray) throws IOException {
        Instant now = clock.instant();
        if (plan instanceof Plan.Proxy proxy) {
            return proxy(proxy, request, connection, ray);
        } else if (plan instanceof Plan.Slowly slowly) {
            return connection.pause(slowly.time()) && follow(slowly.then(), before, request, connection, ray);
        } else if (plan instanceof Plan.Sometimes sometimes) {
            boolean bad = before % sometimes.of() < sometimes.times();
            return follow(bad ? sometimes.bad() : sometimes.good(), before, request, connection, ray);
        }
        fixed(plan, request, ray, now).to(connection);
        return true;
    }

    private static Answer fixed(Plan plan, Request request, Ray ray, Instant now) {
        if (plan instanceof Plan.Fail fail) {
            return EdgePages.error(fail.error(), request, ray, now);
        } else if (plan instanceof Plan.FailBare bare) {
            return EdgePages.unbranded(bare.status(), bare.reason(), ray, now);
        } else if (plan instanceof Plan.FailUnderOwnPage own) {
            return EdgePages.custom(own.error(), request, ray, now);
        } else if (plan instanceof Plan.Challenge) {
            return EdgePages.challenge(request, ray, now);
        }
        return EdgePages.block(request, ray, now);
    }

    private boolean proxy(Plan.Proxy plan, Request request, Connection connection, Ray ray) throws IOException {
        try (Upstream upstream = new Upstream(plan, trust, waiting)) {
            Upstream.Head head;
            try {
                head = upstream.ask(request, connection.encrypted());
            } catch (Upstream.Failure e) {
                EdgePages.error(e.error(), request, ray, clock.instant()).to(connection);
                return true;
            }
            List<String> lines = new ArrayList<>(head.lines());
            lines.add("CF-Cache-Status: DYNAMIC");
            connection
                    .out()
                    .write(EdgePages.head(head.status(), head.reason(), lines, ray, clock.instant())
                            .getBytes(StandardCharsets.ISO_8859_1));
            upstream.pass(head, connection);
            connection.out().flush();
            return head.length() >= 0;
        }
    }

    /** Stops serving, and waiting for origins. */
    @Override
    public void close() {
        https.close();
        http.close();
        waiting.forEach(Upstream::close);
    }
}
