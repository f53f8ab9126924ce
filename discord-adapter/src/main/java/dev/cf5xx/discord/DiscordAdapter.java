package dev.cf5xx.discord;

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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.events.GatewayPingEvent;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection with Discord. {@link #connect} logs in; from then on the bot can speak, and what happens is kept until
 * {@link #listen} says who hears it. JDA keeps the connection: it notices a socket that no longer answers by its heartbeats,
 * and resumes. What it cannot mend ends {@link #ended}.
 */
public final class DiscordAdapter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordAdapter.class);

    private static final int WORKERS = 8;

    /** So many events are kept before somebody listens; there are seconds between. */
    private static final int MOST_KEPT = 10_000;

    /** How long Discord may take to let the bot in. */
    private static final Duration LOGIN = Duration.ofSeconds(60);

    /** How long closing waits for what is under way. */
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final DiscordSettings settings;
    private final Clock clock;
    private final Interactions interactions;
    private final DiscordPlatform platform;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, daemons("discord-event"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemons("discord-timer"));
    private final Lanes lanes = new Lanes(workers);
    private final CompletableFuture<DiscordEnd> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Queue<GenericEvent> kept = new ArrayDeque<>();
    private final OkHttpClient http;
    private @Nullable EventListener ear;
    private volatile @Nullable JDA jda;
    private volatile Instant lastHeard;

    /** An adapter that is not connected yet. */
    public DiscordAdapter(DiscordSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.interactions = new Interactions(clock);
        this.platform = new DiscordPlatform(interactions);
        this.http = http(settings.proxy());
        this.lastHeard = clock.instant();
    }

    /**
     * Where somebody who manages a server adds the bot to it, with the permissions it needs.
     *
     * @param application the application's id
     */
    public static URI invitation(String application) {
        return URI.create("https://discord.com/oauth2/authorize?client_id=" + application
                + "&scope=bot+applications.commands&integration_type=0&permissions="
                + Permission.getRaw(DiscordPlatform.PERMISSIONS));
    }

    /** How the bot speaks; it can from {@link #connect} on. */
    public Platform platform() {
        return platform;
    }

    /**
     * Logs in, waits until Discord has told what it must, and sees to it that the commands are there.
     *
     * @throws IOException where that cannot be; {@link #ended} says more where trying again is in vain. The adapter is then to
     *     be closed.
     */
    public void connect() throws IOException {
        JDA connection = build();
        jda = connection;
        try {
            CompletableFuture.anyOf(ready, ended).get(LOGIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("Discord did not let the bot in within " + LOGIN.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
        DiscordEnd end = ended.getNow(null);
        if (end != null) {
            throw new IOException(end.reason().en());
        }
        platform.connected(connection);
        register(connection);
    }

    private JDA build() throws IOException {
        JDABuilder builder = JDABuilder.createLight(
                        settings.token(), GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES)
                .setHttpClient(http)
                .setEnableShutdownHook(false)
                .addEventListeners((EventListener) this::on);
        if (settings.messageContent()) {
            builder.enableIntents(GatewayIntent.MESSAGE_CONTENT);
        }
        URI rest = settings.rest();
        if (rest != null) {
            String base = rest.toString();
            builder.setRestConfig(new RestConfig().setBaseUrl(base.endsWith("/") ? base : base + "/"));
        }
        URI gateway = settings.gateway();
        if (gateway != null) {
            builder.setSessionController(new ConcurrentSessionController() {
                        @Override
                        public String getGateway() {
                            return gateway.toString();
                        }
                    })
                    .setCompression(Compression.NONE);
        }
        URI proxy = settings.proxy();
        if (proxy != null) {
            var sockets = new com.neovisionaries.ws.client.WebSocketFactory();
            sockets.getProxySettings().setHost(proxy.getHost()).setPort(port(proxy));
            String[] user = user(proxy);
            if (user != null) {
                sockets.getProxySettings().setCredentials(user[0], user[1]);
            }
            builder.setWebsocketFactory(sockets);
        }
        try {
            return builder.build();
        } catch (InvalidTokenException e) {
            end(DiscordEnd.of(4004));
            throw new IOException(DiscordEnd.of(4004).reason().en(), e);
        } catch (RuntimeException e) {
            throw Calls.failure(e, null, List.of());
        }
    }

    static OkHttpClient http(@Nullable URI proxy) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder().followRedirects(false);
        if (proxy != null) {
            builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy))));
            String[] user = user(proxy);
            if (user != null) {
                String credentials = Credentials.basic(user[0], user[1], StandardCharsets.UTF_8);
                builder.proxyAuthenticator(
                        (route, response) -> response.request().header("Proxy-Authorization") != null
                                ? null
                                : response.request()
                                        .newBuilder()
                                        .header("Proxy-Authorization", credentials)
                                        .build());
            }
        } else {
            // The JVM's own settings are for whoever set them: a check never uses a proxy, and this says which one it
            // does.
            builder.proxy(Proxy.NO_PROXY);
        }
        return builder.build();
    }

    private static int port(URI proxy) {
        return proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
    }

    private static String @Nullable [] user(URI proxy) {
        String user = proxy.getUserInfo();
        if (user == null) {
            return null;
        }
        int colon = user.indexOf(':');
        return colon < 0 ? new String[] {user, ""} : new String[] {user.substring(0, colon), user.substring(colon + 1)};
    }

    /** In one write, and only where something differs: Discord counts them, and shows new ones late. */
    private static void register(JDA connection) throws IOException {
        if (!CommandList.areThere(
                Calls.get(Calls.PATIENCE, null, List.of(), () -> connection.retrieveCommands(true)))) {
            Calls.get(
                    Calls.PATIENCE,
                    null,
                    List.of(),
                    () -> connection.updateCommands().addCommands(CommandList.all()));
        }
    }

    private void on(GenericEvent event) {
        lastHeard = clock.instant();
        if (event instanceof ReadyEvent) {
            ready.complete(null);
        } else if (event instanceof ShutdownEvent shutdown) {
            // Where logging in fails JDA shuts itself down, which is no reason: connect has it.
            if (closing.get() || ready.isDone() || shutdown.getCode() != DiscordEnd.CLOSED) {
                end(DiscordEnd.of(closing.get() ? DiscordEnd.CLOSED : shutdown.getCode()));
            }
        } else if (!(event instanceof GatewayPingEvent) && !closing.get()) {
            hear(event);
        }
    }

    private void hear(GenericEvent event) {
        EventListener listening;
        synchronized (kept) {
            listening = ear;
            if (listening == null) {
                if (kept.size() < MOST_KEPT) {
                    kept.add(event);
                }
                return;
            }
        }
        listening.onEvent(event);
    }

    private void end(DiscordEnd end) {
        if (ended.complete(end) && end.code() != DiscordEnd.CLOSED) {
            LOG.error("discord: {}", end.reason().en());
        }
    }

    /** From now on, and for what has happened since {@link #connect}, {@code listener} is told. To be called once. */
    public void listen(Listener listener) {
        Ear hearing = new Ear(listener, platform, interactions, lanes, timer, settings.messageContent());
        synchronized (kept) {
            kept.forEach(hearing::onEvent);
            kept.clear();
            ear = hearing;
        }
    }

    /** Done when the connection is over for good, with the reason. */
    public CompletableFuture<DiscordEnd> ended() {
        return ended.copy();
    }

    /** Whether the bot is connected. It is not for a moment whenever Discord asks it to reconnect. */
    public boolean isConnected() {
        JDA connection = jda;
        return connection != null && connection.getStatus() == JDA.Status.CONNECTED;
    }

    /** Who the bot is, for people: its name; empty before {@link #connect}. */
    public String self() {
        JDA connection = jda;
        return connection == null ? "" : "@" + connection.getSelfUser().getName();
    }

    /** When Discord was last heard of; while connected that is every 45 s or so, by its heartbeat, if by nothing else. */
    public Instant lastHeard() {
        return lastHeard;
    }

    /** Hears nothing more, and waits a little for what was heard to be told. The bot can still speak until {@link #close}. */
    public void stopListening() {
        closing.set(true);
        try {
            lanes.idle().get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("discord: closing before all was told");
        }
    }

    /** Stops listening, sends what waits to be sent, and leaves. */
    @Override
    public void close() {
        stopListening();
        JDA connection = jda;
        try {
            if (connection != null) {
                connection.shutdown();
                if (!connection.awaitShutdown(DRAIN)) {
                    connection.shutdownNow();
                    var unused = connection.awaitShutdown(DRAIN);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (connection != null) {
                connection.shutdownNow();
            }
        } finally {
            timer.shutdownNow();
            workers.shutdownNow();
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
            end(DiscordEnd.of(DiscordEnd.CLOSED));
        }
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
