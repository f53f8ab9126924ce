package dev.cf5xx.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Slack sends its events over HTTP, at {@value #PATH}. Only what Slack signed lately is read, and each of that once. Stands
 * behind whatever ends TLS.
 */
final class SlackServer implements AutoCloseable {
    /** The path of all that Slack sends. */
    static final String PATH = "/slack/events";

    /** Bytes of a request; Slack's are a few kilobytes. */
    static final int LONGEST = 1 << 20;

    /** Requests that are worked on or wait, at most. */
    private static final int MOST = 10_000;

    static {
        // Seconds. By itself the JDK's server waits for ever for the rest of a request, with a thread. It reads this
        // once,
        // when the process makes its first server.
        for (String limit : List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime")) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "15");
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SlackServer.class);

    private final App app;
    private final SlackRequestParser parser;
    private final SlackSignature.Generator signatures;
    private final Clock clock;
    private final HttpServer server;
    private final Semaphore room = new Semaphore(MOST);
    private volatile boolean hearing = true;

    /** Signatures of requests that were acknowledged, or are being worked on: for as long as they would be good. */
    private final Cache<String, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(200_000)
            .expireAfterWrite(SlackLimits.SIGNATURE_AGE.multipliedBy(2).plusMinutes(1))
            .build();

    private volatile Instant lastHeard;

    SlackServer(App app, String signingSecret, InetSocketAddress listen, Executor executor, Clock clock)
            throws IOException {
        this.app = app;
        this.parser = new SlackRequestParser(app.config());
        this.signatures = new SlackSignature.Generator(signingSecret);
        this.clock = clock;
        this.lastHeard = clock.instant();
        this.server = HttpServer.create(listen, 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    Instant lastHeard() {
        return lastHeard;
    }

    /** From now on Slack is told to come again; waits for what is under way. */
    void stopHearing(Duration patience) throws InterruptedException {
        hearing = false;
        if (room.tryAcquire(MOST, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            room.release(MOST);
        } else {
            LOG.warn("slack: closing before all was told");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (!room.tryAcquire()) {
            exchange.close();
            return;
        }
        try {
            answer(exchange);
        } finally {
            room.release();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response;
            try {
                response = respond(exchange);
            } catch (Ear.NotTakenException e) {
                response = Response.error(503);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                LOG.warn("slack: a request could not be worked on", e);
                response = Response.error(500);
            }
            byte[] body = response.getBody() == null
                    ? new byte[0]
                    : response.getBody().getBytes(StandardCharsets.UTF_8);
            if (body.length > 0) {
                exchange.getResponseHeaders().set("Content-Type", response.getContentType());
            }
            exchange.sendResponseHeaders(response.getStatusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Response respond(HttpExchange exchange) throws Exception {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return Response.error(404);
        } else if (!exchange.getRequestMethod().equals("POST")) {
            return Response.error(405);
        } else if (!hearing) {
            return Response.error(503);
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            return Response.error(413);
        }
        String body = new String(bytes, StandardCharsets.UTF_8);
        String signature = exchange.getRequestHeaders().getFirst("X-Slack-Signature");
        if (!isSigned(exchange.getRequestHeaders().getFirst("X-Slack-Request-Timestamp"), signature, body)
                || signature == null) {
            return Response.error(401);
        }
        if (seen.asMap().putIfAbsent(signature, true) != null) {
            LOG.warn("slack: a request came a second time, with the same signature");
            return Response.error(401);
        }
        lastHeard = clock.instant();
        boolean acknowledged = false;
        try {
            Response response = run(exchange, body);
            acknowledged = response.getStatusCode() == 200;
            return response;
        } finally {
            if (!acknowledged) {
                // Slack tries again, at once if need be, which is then the same request.
                seen.invalidate(signature);
            }
        }
    }

    private Response run(HttpExchange exchange, String body) throws Exception {
        Request<?> request = parse(exchange.getRequestHeaders(), body);
        try {
            return request == null ? Response.error(400) : app.run(request);
        } catch (RuntimeException e) {
            // What broke once would break again.
            LOG.warn("slack: an event could not be worked on", e);
            return Response.ok();
        }
    }

    private @Nullable Request<?> parse(Map<String, List<String>> headers, String body) {
        try {
            return parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri(PATH)
                    .requestBody(body)
                    .headers(new RequestHeaders(headers))
                    .remoteAddress("")
                    .queryString(Map.of())
                    .build());
        } catch (RuntimeException e) {
            LOG.info("slack: what came is none of Slack's requests: {}", e.toString());
            return null;
        }
    }

    /** Whether Slack signed it, within the last five minutes or, by its clock, the next. */
    private boolean isSigned(@Nullable String timestamp, @Nullable String signature, String body) {
        if (timestamp == null || signature == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                .abs();
        return age.compareTo(SlackLimits.SIGNATURE_AGE) <= 0
                && MessageDigest.isEqual(
                        signatures.generate(timestamp, body).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
