package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.http.Call;
import dev.cf5xx.lab.slack.http.Form;
import dev.cf5xx.lab.slack.http.Reply;
import dev.cf5xx.lab.slack.http.Trouble;
import dev.cf5xx.lab.slack.http.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.jspecify.annotations.Nullable;

/**
 * A Slack on free ports of 127.0.0.1, with one app installed in one workspace, or more. Point the app's Web API at
 * {@link #apiUrl}; it is told what happens over Socket Mode, or over HTTP after {@link #deliverTo}.
 */
public final class FakeSlack implements AutoCloseable {
    /** The bot's token in the first workspace. */
    public static final String TOKEN = "xoxb-lab-1";
    /** The app's token, for apps.connections.open. */
    public static final String APP_TOKEN = "xapp-lab-1";
    /** What requests over HTTP are signed with. */
    public static final String SIGNING_SECRET = "lab-signing-secret";
    /** The app's id. */
    public static final String APP_ID = Realm.APP;

    private static final Duration TICK = Duration.ofMillis(20);

    private final Realm realm;
    private final Settings settings;
    private final Web web;
    private final SocketMode sockets;
    private final Api api;
    private final Workspace first;
    private final ScheduledFuture<?> ticks;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(daemons("lab slack"));
    private final ExecutorService sending = Executors.newCachedThreadPool(daemons("lab slack sends"));

    private FakeSlack(Settings settings) throws IOException {
        this.settings = settings;
        this.realm = new Realm(settings.clock(), settings.events());
        this.sockets = SocketMode.start(realm);
        this.api = new Api(realm, settings.limited(), sockets);
        this.first = new Workspace(realm, "lab", TOKEN, settings.scopes());
        realm.installs().put(APP_TOKEN, new Install(APP_TOKEN, Install.Kind.APP, first, Set.of("connections:write")));
        this.web = Web.start(this::answer);
        realm.change(() -> {
            realm.base("http://127.0.0.1:" + web.port());
            realm.office().carrier(sockets::carry);
        });
        this.ticks = ticking.scheduleWithFixedDelay(
                () -> realm.change(this::tick), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        realm.office().tick();
        try {
            sockets.tick();
        } catch (WebsocketNotConnectedException e) {
            // It went a moment ago.
        }
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Starts one with the usual settings. */
    public static FakeSlack start() throws IOException {
        return new FakeSlack(Settings.USUAL);
    }

    /** Starts one. */
    public static FakeSlack start(Settings settings) throws IOException {
        return new FakeSlack(settings);
    }

    /**
     * What kind of Slack it is.
     *
     * @param clock for patience, rate limits and timestamps
     * @param scopes what the bot's token may do
     * @param events what the app subscribes to, as in its manifest: {@code message.channels}, {@code app_mention}, …
     * @param limited whether rate limits are kept
     */
    public record Settings(Clock clock, Set<String> scopes, Set<String> events, boolean limited) {
        /** The real time, limits kept, and all scopes and events that a chat bot may want. */
        public static final Settings USUAL = new Settings(
                Clock.systemUTC(),
                Set.of(
                        "app_mentions:read",
                        "channels:history",
                        "channels:join",
                        "channels:read",
                        "chat:write",
                        "commands",
                        "files:read",
                        "files:write",
                        "groups:history",
                        "groups:read",
                        "im:history",
                        "im:read",
                        "im:write",
                        "mpim:history",
                        "mpim:read",
                        "mpim:write",
                        "reactions:write",
                        "team:read",
                        "users:read"),
                Set.of(
                        "app_home_opened",
                        "app_mention",
                        "file_shared",
                        "member_joined_channel",
                        "message.channels",
                        "message.groups",
                        "message.im",
                        "message.mpim",
                        "reaction_added"),
                true);

        /** Copies. */
        public Settings {
            scopes = Set.copyOf(scopes);
            events = Set.copyOf(events);
        }

        /** The same by another clock. */
        public Settings clock(Clock other) {
            return new Settings(other, scopes, events, limited);
        }

        /** The same with other scopes. */
        public Settings scopes(Set<String> others) {
            return new Settings(clock, others, events, limited);
        }

        /** The same with other subscriptions. */
        public Settings events(Set<String> others) {
            return new Settings(clock, scopes, others, limited);
        }

        /** The same with or without rate limits. */
        public Settings limited(boolean kept) {
            return new Settings(clock, scopes, events, kept);
        }
    }

    /** What the app's Web API calls start with: {@code http://127.0.0.1:PORT/api/}. */
    public String apiUrl() {
        return realm.base() + "/api/";
    }

    /** The first workspace. */
    public Workspace workspace() {
        return first;
    }

    /** Another workspace in which the app is installed, with a token of its own. */
    public Workspace install(String name, String token) {
        return realm.locked(() -> new Workspace(realm, name, token, settings.scopes()));
    }

    /** A new person in the first workspace. */
    public Member member(String name, String locale) {
        return first.member(name, locale);
    }

    /** A new bot of another app in the first workspace. */
    public Member bot(String name) {
        return first.bot(name);
    }

    /** A public channel of the first workspace, with these people and the bot. */
    public String channel(String name, Member... people) {
        return first.channel(name, people);
    }

    /** The sockets of Socket Mode. */
    public SocketMode sockets() {
        return sockets;
    }

    /** The app's token is worth nothing any more: apps.connections.open says {@code invalid_auth}. */
    public void forgetAppToken() {
        realm.change(() -> realm.installs().remove(APP_TOKEN));
    }

    /** From now on the app is told over HTTP. */
    public void deliverTo(URI requestUrl) {
        SignedSender sender = sender(requestUrl);
        realm.change(() -> realm.office().carrier(new HttpCarrier(realm, sender)));
    }

    /** A sender of requests as Slack's, for tests that forge them. */
    public SignedSender sender(URI requestUrl) {
        return new SignedSender(sending, requestUrl, SIGNING_SECRET, settings.clock());
    }

    /** What is sent over HTTP for a delivery: its body. */
    public static String body(Delivery delivery) {
        return HttpCarrier.body(delivery);
    }

    /** The {@code Content-Type} of a delivery's body over HTTP. */
    public static String type(Delivery delivery) {
        return HttpCarrier.type(delivery);
    }

    /** Everything the app was to be told so far. */
    public List<Delivery> deliveries() {
        return realm.locked(() -> List.copyOf(realm.office().all()));
    }

    /** Tells every event again at once that has no ack yet, as when Slack's patience has ended. */
    public void tellAgain() {
        realm.change(() -> realm.office().tellAgain());
    }

    /** Tells an event of any content and type to the app, whether it has subscribed or not. */
    public Delivery tell(ObjectNode event) {
        return realm.locked(() -> first.tellAnyway(event));
    }

    /** What comes over the Web API next goes wrong so, call by call; {@code method} as {@code chat.postMessage}. */
    public void trouble(String method, Trouble... inTurn) {
        realm.change(() -> api.trouble(method, List.of(inTurn)));
    }

    /** The next calls of a method go wrong so. */
    public void trouble(String method, int times, Trouble trouble) {
        realm.change(() -> api.trouble(method, Collections.nCopies(times, trouble)));
    }

    /**
     * A call of the Web API.
     *
     * @param args without the token
     * @param status 0 if the connection was reset
     * @param error empty if it was done
     */
    public record Exchange(String method, JsonNode args, int status, String error, Instant at) {}

    /** Every call of the Web API so far. */
    public List<Exchange> exchanges() {
        return realm.locked(() -> List.copyOf(api.exchanges()));
    }

    /** Every call of a method so far. */
    public List<Exchange> exchanges(String method) {
        return realm.locked(() -> api.exchanges().stream()
                .filter(exchange -> exchange.method().equals(method))
                .toList());
    }

    /** Every call that was refused, {@code ratelimited} included. */
    public List<Exchange> refusals() {
        return realm.locked(() -> api.exchanges().stream()
                .filter(exchange -> !exchange.error().isEmpty())
                .toList());
    }

    /** Answers of the app, to commands and submissions, that Slack could not show: error and answer. */
    public List<JsonNode> unshown() {
        return realm.locked(() -> List.copyOf(realm.unshown()));
    }

    /** The bytes of a file, by its id; null if there is none. */
    public byte @Nullable [] file(String id) {
        return realm.<byte @Nullable []>locked(() -> {
            StoredFile file = realm.files().get(id);
            byte[] bytes = file == null ? null : file.bytes();
            return bytes == null ? null : bytes.clone();
        });
    }

    /** Waits until {@code look}, asked after every change here, finds something. */
    public <T> T await(String what, Duration most, Supplier<@Nullable T> look) {
        return realm.await(what, most, look);
    }

    private @Nullable Reply answer(Call call) {
        Reply reply = found(call);
        return reply == null ? null : reply.at(settings.clock().instant());
    }

    private @Nullable Reply found(Call call) {
        String path = call.path();
        return realm.<@Nullable Reply>locked(() -> {
            if (path.startsWith("/api/")) {
                return api.answer(path.substring(5), call);
            }
            if (path.startsWith("/response/")) {
                return respond(path.substring(10), call);
            }
            if (path.startsWith("/upload/")) {
                return FileMethods.upload(realm, path.substring(8), call);
            }
            if (path.startsWith("/files/")) {
                return FileMethods.download(realm, path.substring(7), call);
            }
            return Reply.text(404, "not found");
        });
    }

    private Reply respond(String id, Call call) {
        String body = new String(call.body(), StandardCharsets.UTF_8);
        try {
            ResponseUrl url = realm.responseUrls().get(id);
            if (url == null) {
                throw new Refused("expired_url");
            }
            boolean form = call.header("content-type").startsWith("application/x-www-form-urlencoded");
            url.use(Api.object(form ? Form.read(body).getOrDefault("payload", "") : body), realm.millis());
            return Reply.text(200, "ok");
        } catch (Refused e) {
            boolean gone = e.error().endsWith("_url");
            return Reply.json(gone ? 404 : 400, e.json(), Map.of());
        }
    }

    /** Ends everything. */
    @Override
    public void close() {
        ticks.cancel(false);
        ticking.shutdownNow();
        sending.shutdownNow();
        web.close();
        sockets.close();
    }
}
