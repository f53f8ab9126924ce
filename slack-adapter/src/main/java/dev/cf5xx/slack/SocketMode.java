package dev.cf5xx.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of Socket Mode. It is always there, or being made: a socket that closes, fails, or no longer answers pings is
 * replaced; one that Slack announces to close is replaced first and closed then. Acknowledgements go back by the socket that
 * brought the event, or by its successor.
 */
final class SocketMode implements AutoCloseable {
    /** A socket that does not answer a ping until the next is deaf. */
    static final Duration PING = Duration.ofSeconds(10);

    /** How long Slack may take to say hello. */
    private static final Duration HELLO = Duration.ofSeconds(20);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** How long a socket that was replaced is kept for acknowledgements. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** OkHttp's own limit for what waits to be sent is 16 MB; a message that large is none of Slack's. */
    private static final int LONGEST_MESSAGE = 4 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SocketMode.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api;
    private final OkHttpClient http;
    private final App app;
    private final SocketModeRequestParser parser;
    private final Lanes said;
    private final Lanes asked;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Consumer<String> onEnd;
    private final Duration firstPause;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private @Nullable Line current;
    private boolean hearing = true;
    private boolean closed;
    private int failures;
    private volatile Instant lastHeard;

    /**
     * A connection that is not made yet.
     *
     * @param api of the app-level token
     * @param said where messages are worked on, in the order of their channel
     * @param asked where everything else is: somebody waits for it, and it is delivered once
     * @param firstPause how long to wait after a first failure; doubled with each that follows
     */
    SocketMode(
            Api api,
            OkHttpClient http,
            App app,
            Lanes said,
            Lanes asked,
            ScheduledExecutorService timer,
            Clock clock,
            Duration ping,
            Duration firstPause,
            Consumer<String> onEnd) {
        this.api = api;
        this.http = http.newBuilder()
                .pingInterval(ping)
                .readTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .build();
        this.app = app;
        this.parser = new SocketModeRequestParser(app.config());
        this.said = said;
        this.asked = asked;
        this.timer = timer;
        this.clock = clock;
        this.firstPause = firstPause;
        this.onEnd = onEnd;
        this.lastHeard = clock.instant();
    }

    /** Begins to connect; done at Slack's first hello. */
    CompletableFuture<Void> start() {
        timer.execute(this::connect);
        return connected.copy();
    }

    /** Whether there is a socket on which Slack has said hello. */
    synchronized boolean isConnected() {
        return current != null && current.greeted;
    }

    /** When Slack was last heard of. */
    Instant lastHeard() {
        return lastHeard;
    }

    /** From now on nothing is worked on, nor acknowledged: Slack delivers it elsewhere, or later. */
    synchronized void stopHearing() {
        hearing = false;
    }

    /** Runs on the timer's thread, so that there is never more than one attempt. */
    private void connect() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        Line line = new Line();
        try {
            String url = api.ask(client -> client.appsConnectionsOpen(request -> request))
                    .getUrl();
            line.open(new Request.Builder().url(url).build());
            line.hello.get(HELLO.toMillis(), TimeUnit.MILLISECONDS);
            replace(line);
            return;
        } catch (Api.RefusedException e) {
            LOG.warn("slack: no connection: {}", e.getMessage());
            if (e.error().equals(SlackEnd.NO_CONNECTIONS)) {
                onEnd.accept(e.error());
            } else if (!SlackEnd.isFinal(e.error())) {
                again();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("slack: no connection: {}", e.toString());
            again();
        }
        line.end();
    }

    private void replace(Line line) {
        Line before;
        synchronized (this) {
            if (closed) {
                line.end();
                return;
            }
            before = current;
            current = line;
            failures = 0;
        }
        LOG.info("slack: connected");
        connected.complete(null);
        if (before != null) {
            later(before::end, GRACE);
        }
        if (line.gone) {
            lost(line);
        }
    }

    private void again() {
        Duration pause;
        synchronized (this) {
            pause = firstPause.multipliedBy(1L << Math.min(failures++, 10));
        }
        later(this::connect, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private void later(Runnable work, Duration pause) {
        try {
            var unused = timer.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("slack: closing");
        }
    }

    /** A socket is no more. */
    private void lost(Line line) {
        synchronized (this) {
            if (closed || current != line) {
                return;
            }
            current = null;
        }
        again();
    }

    private void send(Line by, String message) {
        if (by.send(message)) {
            return;
        }
        Line instead;
        synchronized (this) {
            instead = current;
        }
        if (instead == null || instead == by || !instead.send(message)) {
            LOG.warn("slack: an acknowledgement could not be sent; Slack will deliver again");
        }
    }

    @Override
    public void close() {
        Line line;
        synchronized (this) {
            closed = true;
            hearing = false;
            line = current;
            current = null;
        }
        if (line != null) {
            line.end();
        }
    }

    /** One socket. */
    private final class Line extends WebSocketListener {
        private final CompletableFuture<Void> hello = new CompletableFuture<>();
        private volatile @Nullable WebSocket socket;
        private volatile boolean greeted;
        private volatile boolean gone;

        void open(Request request) {
            socket = http.newWebSocket(request, this);
        }

        boolean send(String message) {
            WebSocket to = socket;
            return to != null && !gone && to.send(message);
        }

        void end() {
            WebSocket to = socket;
            if (to != null && !to.close(1000, null)) {
                to.cancel();
            }
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            lastHeard = clock.instant();
            if (text.length() > LONGEST_MESSAGE) {
                LOG.warn("slack: a message of {} characters is not read", text.length());
                return;
            }
            try {
                JsonNode message = JSON.readTree(text);
                switch (message.path("type").asText()) {
                    case "hello" -> {
                        greeted = true;
                        hello.complete(null);
                    }
                    case "disconnect" -> leave(message.path("reason").asText());
                    default -> {
                        if (message.hasNonNull("envelope_id")) {
                            envelope(message, text);
                        }
                    }
                }
            } catch (JsonProcessingException | RuntimeException e) {
                LOG.warn("slack: what came is none of Slack's messages: {}", e.toString());
            }
        }

        /** Slack wants this socket closed: at once, or soon. */
        private void leave(String reason) {
            LOG.info("slack: asked to reconnect: {}", reason);
            if (SlackEnd.isFinal(reason)) {
                onEnd.accept(reason);
                return;
            }
            boolean ours;
            synchronized (SocketMode.this) {
                ours = current == this && !closed;
            }
            if (ours) {
                timer.execute(SocketMode.this::connect);
            } else {
                hello.completeExceptionally(new IOException("asked to reconnect: " + reason));
            }
        }

        private void envelope(JsonNode message, String text) {
            synchronized (SocketMode.this) {
                if (!hearing) {
                    return;
                }
            }
            String id = message.path("envelope_id").asText();
            String channel =
                    message.path("payload").path("event").path("channel").asText();
            // Only what people say has an order that matters; the rest is in nobody's way.
            long arrived = System.nanoTime();
            try {
                if (channel.isEmpty()) {
                    asked.run(id, () -> work(id, text, arrived));
                } else {
                    said.run(channel, () -> work(id, text, arrived));
                }
            } catch (RejectedExecutionException e) {
                LOG.warn("slack: too many events at once; Slack will deliver again");
            }
        }

        private void work(String id, String text, long arrived) {
            try {
                var unused = Arrival.at(arrived, () -> {
                    acknowledge(id, answer(text));
                    return id;
                });
            } catch (Ear.NotTakenException e) {
                LOG.info("slack: an event is left for Slack to deliver again");
            } catch (Exception e) {
                LOG.warn("slack: an event could not be worked on; Slack will deliver again", e);
            }
        }

        /** What goes with the acknowledgement; null for nothing. */
        private @Nullable String answer(String text) throws Exception {
            try {
                SocketModeRequest request = parser.parse(text);
                // None that bolt knows, or none that is handled: acknowledged, or it would come again.
                Response response = request == null ? Response.ok() : app.run(request.getBoltRequest());
                if (response.getStatusCode() != 200 && response.getStatusCode() != 404) {
                    // bolt could not find out who the bot is.
                    throw new IOException("answered with " + response.getStatusCode());
                }
                return response.getStatusCode() == 200 ? response.getBody() : null;
            } catch (RuntimeException e) {
                // What broke once would break again.
                LOG.warn("slack: an event could not be worked on", e);
                return null;
            }
        }

        private void acknowledge(String id, @Nullable String body) throws JsonProcessingException {
            ObjectNode answer = JSON.createObjectNode().put("envelope_id", id);
            if (body != null && body.startsWith("{")) {
                answer.set("payload", JSON.readTree(body));
            }
            SocketMode.this.send(this, answer.toString());
        }

        @Override
        public void onClosing(WebSocket from, int code, String reason) {
            from.close(1000, null);
        }

        @Override
        public void onClosed(WebSocket from, int code, String reason) {
            over(new IOException("closed: " + code));
        }

        @Override
        public void onFailure(WebSocket from, Throwable thrown, okhttp3.@Nullable Response response) {
            if (response != null) {
                response.close();
            }
            over(thrown);
        }

        private void over(Throwable why) {
            gone = true;
            hello.completeExceptionally(why);
            boolean was;
            synchronized (SocketMode.this) {
                was = current == this && !closed;
            }
            if (was) {
                LOG.info("slack: the connection was lost: {}", why.toString());
            }
            lost(this);
        }
    }
}
