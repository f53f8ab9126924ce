package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.rules.Permissions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.Deflater;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * The fake Discord's gateway (events/gateway), as a test handles it: how often clients connected, identified and resumed,
 * and what befalls their connections.
 */
public final class Gateway implements Realm.Outbox {
    static final int GUILDS = 1;
    static final int GUILD_MESSAGES = 1 << 9;
    static final int GUILD_REACTIONS = 1 << 10;
    static final int DIRECT_MESSAGES = 1 << 12;
    static final int DIRECT_REACTIONS = 1 << 13;
    private static final int GUILD_MEMBERS = 1 << 1;
    private static final int PRESENCES = 1 << 8;
    private static final int MESSAGE_CONTENT = 1 << 15;
    private static final int ALL_INTENTS = (1 << 26) - 1;

    /** How many sends a connection has in a minute (events/gateway: rate limiting). */
    private static final int SENDS = 120;

    /** How many sessions may begin in a day (events/gateway: session start limit). */
    private static final int STARTS = 1000;

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Realm realm;
    private final String token;
    private final Duration heartbeat;
    private final Server server;
    /**
     * Sends and closes, in order. Not done where the realm is held: a WebSocket that is being closed holds itself and
     * wants the realm.
     */
    private final ExecutorService wire = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "lab gateway");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<WebSocket, Link> links = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final List<Integer> closes = new ArrayList<>();
    private final List<Integer> intents = new ArrayList<>();
    private int connections;
    private int identifies;
    private int resumes;
    private int heartbeats;
    private int refusing;
    private boolean deaf;

    Gateway(Function<Gateway, Realm> realm, String token, Duration heartbeat) throws IOException {
        this.token = token;
        this.heartbeat = heartbeat;
        this.server = new Server(this);
        this.realm = realm.apply(this);
        server.open();
    }

    // What a test sees

    /** How many connections were made. */
    public int connections() {
        synchronized (realm) {
            return connections;
        }
    }

    /** How many sessions were begun. */
    public int identifies() {
        synchronized (realm) {
            return identifies;
        }
    }

    /** How many sessions were taken up again. */
    public int resumes() {
        synchronized (realm) {
            return resumes;
        }
    }

    /** How many heartbeats came. */
    public int heartbeats() {
        synchronized (realm) {
            return heartbeats;
        }
    }

    /** The codes that connections were closed with by this side. */
    public List<Integer> closes() {
        synchronized (realm) {
            return List.copyOf(closes);
        }
    }

    /** What each session asked for: a bit set. */
    public List<Integer> intents() {
        synchronized (realm) {
            return List.copyOf(intents);
        }
    }

    /** Waits until so many clients are connected and in a session. */
    public void awaitReady(int clients, Duration most) {
        realm.await(clients + " ready", most, () -> {
            long ready =
                    links.values().stream().filter(it -> it.session != null).count();
            return ready >= clients ? Boolean.TRUE : null;
        });
    }

    /** Waits until a session was taken up again so many times in all. */
    public void awaitResumes(int times, Duration most) {
        realm.await(times + " resumes", most, () -> resumes >= times ? Boolean.TRUE : null);
    }

    /** Waits until so many sessions were begun in all. */
    public void awaitIdentifies(int times, Duration most) {
        realm.await(times + " identifies", most, () -> identifies >= times ? Boolean.TRUE : null);
    }

    // What befalls clients

    /** Asks every client to connect again (op 7). */
    public void reconnect() {
        synchronized (realm) {
            live().forEach(it -> it.send(op(7)));
        }
    }

    /** Says that every session is invalid (op 9); those that are not resumable are forgotten. */
    public void invalidate(boolean resumable) {
        synchronized (realm) {
            for (Link link : live()) {
                if (link.session != null && !resumable) {
                    sessions.remove(link.session.id);
                }
                link.session = null;
                link.send(op(9).put("d", resumable));
            }
        }
    }

    /** Cuts every connection without a word; sessions stay and gather what is missed. */
    public void drop() {
        synchronized (realm) {
            live().forEach(Link::cut);
        }
    }

    /** Closes every connection with this code. */
    public void close(int code, String reason) {
        synchronized (realm) {
            live().forEach(it -> it.close(code, reason));
        }
    }

    /** Says nothing more on the connections there are, not even to heartbeats, and leaves them open. */
    public void goDeaf() {
        synchronized (realm) {
            live().forEach(it -> it.deaf = true);
        }
    }

    /** From now on connections stay without a word from the start; {@code false} for the usual. */
    public void staySilent(boolean silent) {
        synchronized (realm) {
            deaf = silent;
        }
    }

    /** Closes the next so many connections as soon as they are made. */
    public void refuseNext(int times) {
        synchronized (realm) {
            refusing = times;
        }
    }

    /** Tells once more, to every session that was told, of the message or interaction with this id. */
    public void again(String id) {
        synchronized (realm) {
            for (Session session : List.copyOf(sessions.values())) {
                session.told.stream()
                        .filter(frame -> frame.path("d").path("id").asText().equals(id))
                        .findFirst()
                        .ifPresent(frame -> session.tell(
                                frame.path("t").asText(), frame.path("d").deepCopy()));
            }
        }
    }

    private List<Link> live() {
        return List.copyOf(links.values());
    }

    Realm realm() {
        return realm;
    }

    int startsLeft() {
        return Math.max(0, STARTS - identifies);
    }

    void stop() {
        synchronized (realm) {
            live().forEach(Link::cut);
        }
        try {
            server.stop(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wire.shutdown();
    }

    // What the realm says

    @Override
    public void dispatch(String type, int intent, @Nullable Channel where, ObjectNode data, @Nullable ObjectNode bare) {
        boolean hidden = where != null && (realm.may(realm.bot, where) & Permissions.VIEW_CHANNEL) == 0;
        if (hidden) {
            return;
        }
        for (Session session : List.copyOf(sessions.values())) {
            if ((session.intents & intent) == intent) {
                boolean whole = (session.intents & MESSAGE_CONTENT) != 0;
                session.tell(type, whole || bare == null ? data : bare);
            }
        }
    }

    // The protocol

    private static ObjectNode op(int op) {
        ObjectNode frame = Realm.object();
        frame.put("op", op);
        frame.putNull("d");
        frame.putNull("s");
        frame.putNull("t");
        return frame;
    }

    private void opened(WebSocket socket, String resource) {
        synchronized (realm) {
            connections++;
            if (refusing > 0) {
                refusing--;
                wire.execute(() -> socket.closeConnection(1006, "refused"));
                return;
            }
            Link link = new Link(socket, resource.contains("compress=zlib-stream"));
            link.deaf = deaf;
            links.put(socket, link);
            ObjectNode hello = op(10);
            hello.putObject("d").put("heartbeat_interval", heartbeat.toMillis());
            link.send(hello);
            realm.changed();
        }
    }

    private void closed(WebSocket socket) {
        synchronized (realm) {
            Link link = links.remove(socket);
            if (link != null) {
                link.end();
            }
            realm.changed();
        }
    }

    private void heard(WebSocket socket, String text) {
        synchronized (realm) {
            Link link = links.get(socket);
            if (link == null) {
                return;
            }
            if (link.tooMany()) {
                link.close(4008, "Rate limited.");
                return;
            }
            JsonNode frame;
            try {
                frame = JSON.readTree(text);
            } catch (JsonProcessingException e) {
                link.close(4002, "Error while decoding payload.");
                return;
            }
            heard(link, frame);
            realm.changed();
        }
    }

    private void heard(Link link, JsonNode frame) {
        JsonNode data = frame.path("d");
        int op = frame.path("op").asInt(-1);
        if (op == 1) {
            heartbeats++;
            link.send(op(11));
        } else if (op == 2) {
            identify(link, data);
        } else if (op == 6) {
            resume(link, data);
        } else if (op != 3 && op != 4 && op != 8) {
            link.close(4001, "Unknown opcode.");
        } else if (link.session == null) {
            link.close(4003, "Not authenticated.");
        } else if (op == 8) {
            members(link.session, data);
        }
    }

    private void identify(Link link, JsonNode data) {
        if (link.session != null) {
            link.close(4005, "Already authenticated.");
            return;
        }
        int wanted = data.path("intents").asInt(-1);
        int privileged = GUILD_MEMBERS | PRESENCES | (realm.messageContent ? 0 : MESSAGE_CONTENT);
        if (!bare(data.path("token").asText()).equals(token) || startsLeft() == 0) {
            link.close(4004, "Authentication failed.");
        } else if (wanted < 0 || (wanted & ~ALL_INTENTS) != 0) {
            link.close(4013, "Invalid intent(s).");
        } else if ((wanted & privileged) != 0) {
            link.close(4014, "Disallowed intent(s).");
        } else {
            identifies++;
            intents.add(wanted);
            Session session = new Session("session" + realm.id(), wanted);
            sessions.put(session.id, session);
            link.session = session;
            session.link = link;
            ready(session);
        }
    }

    private static String bare(String token) {
        return token.startsWith("Bot ") ? token.substring(4) : token;
    }

    private void ready(Session session) {
        ObjectNode ready = Realm.object();
        ready.put("v", 10);
        ready.set("user", realm.user(realm.bot));
        ready.put("session_id", session.id);
        ready.put("resume_gateway_url", address());
        ready.put("session_type", "normal");
        ready.putArray("shard").add(0).add(1);
        ready.putArray("private_channels");
        ready.putObject("application").put("id", realm.application).put("flags", Applications.flags(realm));
        ArrayNode guilds = ready.putArray("guilds");
        realm.guilds.values().stream()
                .filter(it -> it.members.containsKey(realm.bot))
                .forEach(it -> guilds.addObject().put("id", it.id).put("unavailable", true));
        session.tell("READY", ready);
        if ((session.intents & GUILDS) != 0) {
            realm.guilds.values().stream()
                    .filter(it -> it.members.containsKey(realm.bot))
                    .forEach(it -> session.tell("GUILD_CREATE", realm.guildCreated(it)));
        }
    }

    String address() {
        return "ws://127.0.0.1:" + server.getPort();
    }

    private void resume(Link link, JsonNode data) {
        Session session = sessions.get(data.path("session_id").asText());
        int seen = data.path("seq").asInt(-1);
        if (!bare(data.path("token").asText()).equals(token)) {
            link.close(4004, "Authentication failed.");
        } else if (session == null) {
            link.send(op(9).put("d", false));
        } else if (seen < 0 || seen > session.last) {
            link.close(4007, "Invalid seq.");
        } else {
            resumes++;
            Link before = session.link;
            if (before != null && before != link) {
                before.session = null;
                before.cut();
            }
            session.link = link;
            link.session = session;
            session.told.stream().filter(it -> it.path("s").asInt() > seen).forEach(link::send);
            session.tell("RESUMED", Realm.object());
        }
    }

    private void members(Session session, JsonNode data) {
        Guild guild = realm.guilds.get(data.path("guild_id").asText());
        if (guild != null) {
            ObjectNode chunk = Realm.object();
            chunk.put("guild_id", guild.id);
            ArrayNode members = chunk.putArray("members");
            guild.members.keySet().forEach(it -> {
                boolean asked = data.path("user_ids").isMissingNode();
                for (JsonNode id : data.path("user_ids")) {
                    asked |= id.asText().equals(it);
                }
                if (asked) {
                    members.add(realm.member(guild, it, true));
                }
            });
            chunk.putArray("not_found");
            chunk.put("chunk_index", 0).put("chunk_count", 1);
            chunk.put("nonce", data.path("nonce").asText());
            session.tell("GUILD_MEMBERS_CHUNK", chunk);
        }
    }

    /** What lasts when connections break: what was told, to be told again. */
    private static final class Session {
        /** More than a test misses. */
        private static final int KEPT = 2000;

        private final String id;
        private final int intents;
        private final Deque<ObjectNode> told = new ArrayDeque<>();
        private @Nullable Link link;
        private int last;

        Session(String id, int intents) {
            this.id = id;
            this.intents = intents;
        }

        void tell(String type, ObjectNode data) {
            ObjectNode frame = op(0);
            frame.set("d", data.deepCopy());
            frame.put("s", ++last);
            frame.put("t", type);
            told.addLast(frame);
            if (told.size() > KEPT) {
                told.removeFirst();
            }
            if (link != null) {
                link.send(frame);
            }
        }
    }

    /** A connection. */
    private final class Link {
        private final WebSocket socket;
        private final @Nullable Deflater deflater;
        private final Deque<Instant> sends = new ArrayDeque<>();
        private @Nullable Session session;
        private boolean deaf;

        Link(WebSocket socket, boolean compressed) {
            this.socket = socket;
            this.deflater = compressed ? new Deflater() : null;
        }

        void send(ObjectNode frame) {
            if (!deaf) {
                String text = frame.toString();
                wire.execute(() -> write(text));
            }
        }

        private void write(String text) {
            try {
                if (deflater == null) {
                    socket.send(text);
                } else {
                    socket.send(ByteBuffer.wrap(compressed(deflater, text)));
                }
            } catch (WebsocketNotConnectedException e) {
                // The client has left; its session keeps what was said.
            }
        }

        private static byte[] compressed(Deflater deflater, String text) {
            // One stream for the whole connection, flushed after each frame (events/gateway: transport compression).
            byte[] plain = text.getBytes(StandardCharsets.UTF_8);
            deflater.setInput(plain);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int n;
            do {
                n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                out.write(buffer, 0, n);
            } while (n == buffer.length);
            return out.toByteArray();
        }

        boolean tooMany() {
            Instant now = realm.clock.instant();
            sends.addLast(now);
            while (!sends.isEmpty() && sends.getFirst().plusSeconds(60).isBefore(now)) {
                sends.removeFirst();
            }
            return sends.size() > SENDS;
        }

        void close(int code, String reason) {
            closes.add(code);
            if (session != null) {
                // These codes end a session for good; after the others it may be taken up again.
                if (code == 4007 || code == 4009 || code == 4004 || (code >= 4010 && code <= 4014)) {
                    sessions.remove(session.id);
                }
                end();
            }
            wire.execute(() -> socket.close(code, reason));
        }

        void cut() {
            end();
            wire.execute(() -> socket.closeConnection(1006, "cut"));
        }

        void end() {
            if (session != null && session.link == this) {
                session.link = null;
            }
            session = null;
        }
    }

    /** The WebSocket side. */
    private static final class Server extends WebSocketServer {
        private final Gateway gateway;
        private final CompletableFuture<Boolean> started = new CompletableFuture<>();

        Server(Gateway gateway) throws IOException {
            super(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1);
            this.gateway = gateway;
            setReuseAddr(true);
            setTcpNoDelay(true);
            setDaemon(true);
            setConnectionLostTimeout(0);
        }

        void open() throws IOException {
            start();
            try {
                started.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the gateway did not start", e);
            }
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            gateway.opened(socket, handshake.getResourceDescriptor());
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            gateway.closed(socket);
        }

        @Override
        public void onMessage(WebSocket socket, String message) {
            gateway.heard(socket, message);
        }

        @Override
        public void onError(@Nullable WebSocket socket, Exception problem) {
            started.completeExceptionally(problem);
        }

        @Override
        public void onStart() {
            started.complete(true);
        }
    }
}
