package dev.cf5xx.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Platform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection with Slack. {@link #connect} lets Slack in, or, over HTTP, makes {@link #answer} good for what Slack sends; from then on the bot can speak, and what happens is acknowledged as
 * soon as {@link #listen} has said who hears it: what Slack sees no acknowledgement of, it delivers again. What cannot be mended
 * ends {@link #ended}.
 */
public final class SlackAdapter implements AutoCloseable {
    /** Where Slack sends what it has to tell over HTTP, as {@code manifest.yaml} and docs/slack.md have it. */
    public static final String PATH = "/slack/events";

    private static final Logger LOG = LoggerFactory.getLogger(SlackAdapter.class);

    /**
     * Threads that wait for the core to take messages, and as many for commands and buttons. They mostly wait for its store,
     * which works on one event at a time; more threads do not make it faster, but keep a slow channel from holding up the others.
     */
    private static final int WORKERS = 24;

    /** Events that may wait for one of them. */
    private static final int MOST_EVENTS = 5_000;

    /** Threads for what is sent besides acknowledgements. */
    private static final int ERRANDS = 8;

    /** How long Slack may take to let the bot in. */
    private static final Duration LOGIN = Duration.ofSeconds(60);

    /** How long Slack may take to answer a call. */
    private static final Duration CALL = Duration.ofSeconds(20);

    /** How long closing waits for what is under way. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final SlackSettings settings;
    private final Clock clock;
    private final Duration ping;
    private final Duration firstPause;
    private final CompletableFuture<SlackEnd> ended = new CompletableFuture<>();
    private final ExecutorService workers = pool("slack-event", WORKERS, MOST_EVENTS);
    private final ExecutorService errands = pool("slack-errand", ERRANDS, MOST_EVENTS);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("slack-timer"));
    private final ExecutorService urgent = pool("slack-asked", WORKERS, MOST_EVENTS);
    private final Lanes said = new Lanes(workers);
    private final Lanes asked = new Lanes(urgent);
    private final OkHttpClient http;
    private final Slack slack;
    private final Api bot;
    private final Tongues tongues;
    private final SlackPlatform platform;
    private final Ear ear;
    private volatile List<String> granted = List.of();
    private volatile String self = "";
    private @Nullable SocketMode socket;
    private volatile @Nullable Requests requests;

    /** An adapter that is not connected yet. */
    public SlackAdapter(SlackSettings settings, Clock clock) {
        this(settings, clock, SocketMode.PING, Duration.ofSeconds(1));
    }

    /** With other times for tests. */
    SlackAdapter(SlackSettings settings, Clock clock, Duration ping, Duration firstPause) {
        this.settings = settings;
        this.clock = clock;
        this.ping = ping;
        this.firstPause = firstPause;
        this.http = http(settings.proxy());
        this.slack = slack(settings, http);
        this.bot = new Api(slack.methods(settings.botToken()), this::end);
        this.tongues = new Tongues(bot, errands);
        this.platform = new SlackPlatform(slack, bot, tongues);
        this.ear = new Ear(platform, tongues, errands, clock, this::end);
    }

    static Slack slack(SlackSettings settings, OkHttpClient http) {
        SlackConfig config = new SlackConfig();
        URI api = settings.api();
        if (api != null) {
            String base = api.toString();
            config.setMethodsEndpointUrlPrefix(base.endsWith("/") ? base : base + "/");
        }
        // Calls are counted for bolt's own asynchronous client only, which is not used.
        config.setStatsEnabled(false);
        SlackHttpClient client = new SlackHttpClient(http);
        client.setConfig(config);
        return Slack.getInstance(config, client);
    }

    static OkHttpClient http(@Nullable URI proxy) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                // OkHttp would repeat a call whose answer was lost: a message would be there twice.
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(CALL)
                .writeTimeout(CALL)
                .callTimeout(CALL.plusSeconds(10));
        if (proxy == null) {
            // The JVM's own settings are for whoever set them; this says which proxy is used.
            return builder.proxy(Proxy.NO_PROXY).build();
        }
        int port = proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
        builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
        String user = proxy.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            String credentials = Credentials.basic(
                    colon < 0 ? user : user.substring(0, colon),
                    colon < 0 ? "" : user.substring(colon + 1),
                    StandardCharsets.UTF_8);
            builder.proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", credentials)
                            .build());
        }
        return builder.build();
    }

    private App app(AuthTestResponse identity) {
        App app = new App(AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(settings.botToken())
                .signingSecret(settings.signingSecret() == null ? "unused" : settings.signingSecret())
                // Whoever serves HTTP has looked at the signature, and at more of it than bolt does.
                .requestVerificationEnabled(false)
                .authTestCacheEnabled(true)
                .authTestCacheExpirationMillis(-1)
                .allEventsApiAutoAckEnabled(true)
                .subtypedMessageEventsAutoAckEnabled(true)
                .build());
        ear.is(identity.getUserId(), identity.getBotId());
        ear.attachTo(app);
        return app;
    }

    /** How the bot speaks; it can from {@link #connect} on. */
    public Platform platform() {
        return platform;
    }

    /**
     * Asks Slack who the bot is, and connects; over HTTP, takes requests from now on.
     *
     * @throws IOException where that cannot be; {@link #ended} says more where trying again is in vain. The adapter is then to
     *     be closed.
     */
    public void connect() throws IOException {
        AuthTestResponse identity = bot.ask(client -> client.authTest(request -> request));
        granted = granted(identity);
        self = "@" + identity.getUser() + " · " + identity.getTeam();
        App app = app(identity);
        String appToken = settings.appToken();
        if (appToken != null) {
            SocketMode connection = new SocketMode(
                    new Api(slack.methods(appToken), this::end),
                    http,
                    app,
                    said,
                    asked,
                    timer,
                    clock,
                    ping,
                    firstPause,
                    this::end);
            socket = connection;
            await(connection.start());
            return;
        }
        String secret = settings.signingSecret();
        if (secret == null) {
            throw new IOException("Slack needs an app-level token or a signing secret");
        }
        requests = new Requests(app, secret, clock);
    }

    /** Who the bot is, for people: its name and the workspace's; empty before {@link #connect}. */
    public String self() {
        return self;
    }

    /** Slack names a token's scopes in a header of each answer (Web API, "X-OAuth-Scopes"). */
    static List<String> granted(AuthTestResponse identity) {
        Map<String, List<String>> headers = identity.getHttpResponseHeaders();
        return (headers == null ? Map.<String, List<String>>of() : headers)
                .entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("x-oauth-scopes"))
                        .flatMap(header -> header.getValue().stream())
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(String::strip)
                        .toList();
    }

    /** The scopes that the bot's token lacks; none before {@link #connect}, nor where Slack does not name them. */
    public List<String> missingScopes() {
        return Ear.missing(granted);
    }

    private void await(CompletableFuture<Void> connected) throws IOException {
        try {
            CompletableFuture.anyOf(connected, ended).get(LOGIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("Slack did not let the bot in within " + LOGIN.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        SlackEnd end = ended.getNow(null);
        if (end != null) {
            throw new IOException(end.reason().en());
        }
    }

    /** From now on {@code listener} is told. To be called once. */
    public void listen(Listener listener) {
        ear.tells(listener);
    }

    /**
     * Answers what came over HTTP as POST to {@link #PATH}; 503 in Socket Mode, before {@link #connect}, and once nothing more
     * is heard. Never throws. Takes as long as the core takes to store an event, three seconds at most; may be called from many
     * threads.
     */
    public SlackResponse answer(SlackRequest request) {
        Requests taking = requests;
        return taking == null || ended.isDone() ? SlackResponse.of(503) : taking.answer(request);
    }

    private void end(String error) {
        SlackEnd end = SlackEnd.of(error);
        if (ended.complete(end) && !error.equals(SlackEnd.CLOSED)) {
            LOG.error("slack: {}", end.reason().en());
        }
    }

    /** Done when the connection is over for good, with the reason. */
    public CompletableFuture<SlackEnd> ended() {
        return ended.copy();
    }

    /** Whether Slack can deliver. In Socket Mode it cannot for a moment whenever a connection is lost. */
    public boolean isConnected() {
        SocketMode connection = socket;
        return !ended.isDone() && (connection != null ? connection.isConnected() : requests != null);
    }

    /** When Slack was last heard of; it is silent for as long as nobody says anything. */
    public Instant lastHeard() {
        SocketMode connection = socket;
        Requests taking = requests;
        return connection != null ? connection.lastHeard() : taking != null ? taking.lastHeard() : Instant.EPOCH;
    }

    /** Hears nothing more, and waits a little for what was heard to be told. The bot can still speak until {@link #close}. */
    public void stopListening() {
        if (socket != null) {
            socket.stopHearing();
        }
        try {
            Requests taking = requests;
            if (taking != null) {
                taking.stopHearing(DRAIN);
            }
            CompletableFuture.allOf(said.idle(), asked.idle()).get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("slack: closing before all was told");
        }
    }

    /** Stops listening, sends what is being sent, and leaves. */
    @Override
    public void close() {
        stopListening();
        errands.shutdown();
        try {
            if (!errands.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("slack: closing before all was sent");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bot.close();
        errands.shutdownNow();
        timer.shutdownNow();
        if (socket != null) {
            socket.close();
        }
        workers.shutdownNow();
        urgent.shutdownNow();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        try {
            slack.close();
        } catch (Exception e) {
            LOG.debug("slack: closing", e);
        }
        end(SlackEnd.CLOSED);
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
