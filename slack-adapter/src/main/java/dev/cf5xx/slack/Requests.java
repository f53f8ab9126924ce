package dev.cf5xx.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Slack sends over HTTP. Only what Slack signed lately is read, and each of that once. Who listens for it is not
 * known here.
 */
final class Requests {
    /** Characters of a request; Slack's are a few thousand. */
    static final int LONGEST = 1 << 20;

    /** Requests that are worked on, at most; Slack is told to come again with more. */
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final App app;
    private final SlackRequestParser parser;
    private final SlackSignature.Generator signatures;
    private final Clock clock;
    private final Semaphore room = new Semaphore(MOST);
    private volatile boolean hearing = true;

    /** Signatures of requests that were acknowledged, or are being worked on: for as long as they would be good. */
    private final Cache<String, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(200_000)
            .expireAfterWrite(SlackLimits.SIGNATURE_AGE.multipliedBy(2).plusMinutes(1))
            .build();

    private volatile Instant lastHeard;

    Requests(App app, String signingSecret, Clock clock) {
        this.app = app;
        this.parser = new SlackRequestParser(app.config());
        this.signatures = new SlackSignature.Generator(signingSecret);
        this.clock = clock;
        this.lastHeard = clock.instant();
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

    /** Answers once the core has taken what came, or has not. */
    SlackResponse answer(SlackRequest request) {
        if (!hearing || !room.tryAcquire()) {
            return SlackResponse.of(503);
        }
        try {
            return Arrival.at(System.nanoTime(), () -> respond(request));
        } catch (Ear.NotTakenException e) {
            return SlackResponse.of(503);
        } catch (Exception e) {
            LOG.warn("slack: a request could not be worked on", e);
            return SlackResponse.of(500);
        } finally {
            room.release();
        }
    }

    private SlackResponse respond(SlackRequest request) throws Exception {
        String body = request.body();
        if (body.length() > LONGEST) {
            return SlackResponse.of(413);
        }
        RequestHeaders headers = new RequestHeaders(request.headers());
        String signature = headers.getFirstValue("X-Slack-Signature");
        if (signature == null || !isSigned(headers.getFirstValue("X-Slack-Request-Timestamp"), signature, body)) {
            return SlackResponse.of(401);
        }
        if (seen.asMap().putIfAbsent(signature, true) != null) {
            LOG.warn("slack: a request came a second time, with the same signature");
            return SlackResponse.of(401);
        }
        lastHeard = clock.instant();
        boolean acknowledged = false;
        try {
            Response response = run(headers, body);
            acknowledged = response.getStatusCode() == 200;
            return new SlackResponse(
                    response.getStatusCode(),
                    Objects.requireNonNullElse(response.getContentType(), "text/plain"),
                    Objects.requireNonNullElse(response.getBody(), ""));
        } finally {
            if (!acknowledged) {
                // Slack tries again, at once if need be, which is then the same request.
                seen.invalidate(signature);
            }
        }
    }

    private Response run(RequestHeaders headers, String body) throws Exception {
        Request<?> request = parse(headers, body);
        try {
            if (request == null) {
                return Response.error(400);
            }
            Response response = app.run(request);
            // What nobody handles is acknowledged, or it would come again.
            return response.getStatusCode() == 404 ? Response.ok() : response;
        } catch (RuntimeException e) {
            // What broke once would break again.
            LOG.warn("slack: an event could not be worked on", e);
            return Response.ok();
        }
    }

    private @Nullable Request<?> parse(RequestHeaders headers, String body) {
        try {
            return parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri(SlackAdapter.PATH)
                    .requestBody(body)
                    .headers(headers)
                    .remoteAddress("")
                    .queryString(Map.of())
                    .build());
        } catch (RuntimeException e) {
            LOG.info("slack: what came is none of Slack's requests: {}", e.toString());
            return null;
        }
    }

    /** Whether Slack signed it, within the last five minutes or, by its clock, the next. */
    private boolean isSigned(@Nullable String timestamp, String signature, String body) {
        if (timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant())
                .abs();
        return age.compareTo(SlackLimits.SIGNATURE_AGE) <= 0
                && MessageDigest.isEqual(
                        signatures.generate(timestamp, body).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }
}
