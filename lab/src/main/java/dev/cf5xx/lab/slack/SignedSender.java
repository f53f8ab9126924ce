package dev.cf5xx.lab.slack;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends what Slack sends over HTTP, signed as Slack signs it (docs.slack.dev/authentication/verifying-requests-from-slack), or
 * wrongly.
 */
public final class SignedSender {
    private final HttpClient client;
    private final URI target;
    private final String secret;
    private final Clock clock;

    SignedSender(ExecutorService executor, URI target, String secret, Clock clock) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
        this.target = target;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * A request that can be sent as often as one likes.
     *
     * @param type its {@code Content-Type}
     * @param headers the signature's and others
     */
    public record Signed(String type, String body, Map<String, String> headers) {
        /** Copies the headers. */
        public Signed {
            headers = Map.copyOf(headers);
        }

        /** The same with another body, which the signature does not know of. */
        public Signed body(String other) {
            return new Signed(type, other, headers);
        }

        /** The same with one more header, or another value of one. */
        public Signed header(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Signed(type, body, more);
        }

        /** The same without a header. */
        public Signed without(String name) {
            Map<String, String> fewer = new LinkedHashMap<>(headers);
            fewer.remove(name);
            return new Signed(type, body, fewer);
        }
    }

    /**
     * What came back.
     *
     * @param headers by name in lower case
     */
    public record Answer(int status, String body, Map<String, String> headers) {
        /** Copies the headers. */
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /** Signs a body now, with the app's secret. */
    public Signed sign(String type, String body) {
        return sign(type, body, clock.instant().getEpochSecond(), secret);
    }

    /** Signs a body as of any time, in seconds since 1970, with any secret. */
    public Signed sign(String type, String body, long timestamp, String with) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Slack-Request-Timestamp", Long.toString(timestamp));
        headers.put("X-Slack-Signature", signature(timestamp, body, with));
        headers.put("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        return new Signed(type, body, headers);
    }

    private static String signature(long timestamp, String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends and waits for the answer, half a minute at most. */
    public Answer send(Signed request) throws IOException {
        try {
            return send(request, Duration.ofSeconds(30)).join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    CompletableFuture<Answer> send(Signed request, Duration most) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(target)
                .timeout(most)
                .header("Content-Type", request.type())
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::header);
        return client.sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body(), headers(response)));
    }

    private static Map<String, String> headers(HttpResponse<String> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return headers;
    }

    /** Slack's word for what went wrong with a request. */
    static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof HttpTimeoutException) {
            return "http_timeout";
        }
        return cause instanceof ConnectException ? "connection_failed" : "unknown_error";
    }
}
