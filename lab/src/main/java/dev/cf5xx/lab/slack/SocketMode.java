package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode). Of several, each delivery goes to the next
 * in turn; Slack takes any.
 */
public final class SocketMode {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Slack pings too, and its own clients hold a socket without pings for dead after half a minute. */
    private static final long PING_MILLIS = 10_000;

    private final Realm realm;
    private final Server server;
    private final Set<String> tickets = new HashSet<>();
    private final List<Link> links = new ArrayList<>();
    private final Map<String, Delivery> envelopes = new HashMap<>();
    private final List<JsonNode> heard = new ArrayList<>();
    private int opened;
    private int turn;
    private int pings;
    private long pinged;

    private SocketMode(Realm realm) throws IOException {
        this.realm = realm;
        this.server = new Server();
    }

    static SocketMode start(Realm realm) throws IOException {
        SocketMode mode = new SocketMode(realm);
        mode.server.setDaemon(true);
        mode.server.setReuseAddr(true);
        mode.server.setTcpNoDelay(true);
        // Whether somebody is still there is this class's business.
        mode.server.setConnectionLostTimeout(0);
        mode.server.start();
        try {
            if (!mode.server.started.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the WebSocket server does not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return mode;
    }

    private static final class Link {
        private final WebSocket socket;
        private boolean deaf;
        private boolean leaving;

        Link(WebSocket socket) {
            this.socket = socket;
        }
    }

    /** A URL to connect to once, as apps.connections.open gives it. */
    String url() {
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        return "ws://127.0.0.1:" + server.getPort() + "/link/?ticket=" + ticket + "&app_id=" + Realm.APP;
    }

    /** Does what the clock asks for. */
    void tick() {
        if (realm.millis() - pinged >= PING_MILLIS) {
            pinged = realm.millis();
            open().stream().filter(link -> !link.deaf).forEach(link -> link.socket.sendPing());
        }
    }

    PostOffice.Sent carry(Delivery delivery, Delivery.Attempt attempt) {
        List<Link> able = links.stream()
                .filter(link -> !link.leaving && link.socket.isOpen())
                .toList();
        if (able.isEmpty()) {
            return PostOffice.Sent.NOBODY;
        }
        Link link = able.get(turn++ % able.size());
        if (!link.deaf) {
            String id = UUID.randomUUID().toString();
            envelopes.put(id, delivery);
            link.socket.send(envelope(id, delivery, attempt).toString());
        }
        return PostOffice.Sent.TOLD;
    }

    private static ObjectNode envelope(String id, Delivery delivery, Delivery.Attempt attempt) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("envelope_id", id);
        envelope.set("payload", delivery.payload());
        boolean event = delivery.kind() == Delivery.Kind.EVENT;
        envelope.put(
                "type",
                switch (delivery.kind()) {
                    case EVENT -> "events_api";
                    case COMMAND -> "slash_commands";
                    case INTERACTION -> "interactive";
                });
        envelope.put("accepts_response_payload", !event);
        if (event) {
            envelope.put("retry_attempt", attempt.number()).put("retry_reason", attempt.reason());
        }
        return envelope;
    }

    /** How many sockets are open. */
    public int connections() {
        return realm.locked(() -> open().size());
    }

    /** How many sockets were ever opened. */
    public int opened() {
        return realm.locked(() -> opened);
    }

    /** How many pings clients have sent. */
    public int pings() {
        return realm.locked(() -> pings);
    }

    /** Every message that clients have sent, acks for instance. */
    public List<JsonNode> heard() {
        return realm.locked(() -> List.copyOf(heard));
    }

    /** Waits until as many sockets are open that hear and answer. */
    public void awaitConnections(int number, Duration most) {
        realm.await(
                number + " connections",
                most,
                () -> open().stream()
                                        .filter(link -> !link.deaf && !link.leaving)
                                        .count()
                                == number
                        ? number
                        : null);
    }

    /** Waits until this many sockets have been opened since the start. */
    public void awaitOpened(int number, Duration most) {
        realm.await(number + " connections ever", most, () -> opened >= number ? number : null);
    }

    private List<Link> open() {
        return links.stream().filter(link -> link.socket.isOpen()).toList();
    }

    /**
     * Says that all present sockets will end. They are closed when a new one is there.
     *
     * @param reason {@code warning}, {@code refresh_requested} or {@code link_disabled}
     */
    public void disconnect(String reason) {
        realm.change(() -> {
            for (Link link : open()) {
                link.leaving |= !reason.equals("warning");
                ObjectNode farewell = JsonNodeFactory.instance.objectNode();
                farewell.put("type", "disconnect").put("reason", reason);
                farewell.putObject("debug_info").put("host", "applink-lab");
                link.socket.send(farewell.toString());
            }
        });
    }

    /** Cuts all present sockets without a word (1006). */
    public void drop() {
        realm.<List<Link>>locked(this::open)
                .forEach(link -> link.socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "dropped"));
    }

    /** From now on the present sockets send nothing, hear nothing and answer no ping, though TCP keeps them open. */
    public void deafen() {
        realm.change(() -> open().forEach(link -> link.deaf = true));
    }

    /** Sends a text as it is to every socket. */
    public void send(String frame) {
        realm.change(() -> open().forEach(link -> link.socket.send(frame)));
    }

    void close() {
        try {
            server.stop(1000, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onOpen(WebSocket socket, String resource) {
        // Closed without the lock: a socket that is closing holds its own and waits for this one.
        realm.<List<WebSocket>>locked(() -> admit(socket, resource))
                .forEach(leaving -> leaving.close(CloseFrame.NORMAL, ""));
    }

    /** Greets a new socket, and says which are to go. */
    private List<WebSocket> admit(WebSocket socket, String resource) {
        int at = resource.indexOf("ticket=");
        String ticket = at < 0 ? "" : resource.substring(at + 7).replaceFirst("&.*", "");
        if (!tickets.remove(ticket)) {
            return List.of(socket);
        }
        if (open().size() >= Limits.CONNECTIONS) {
            ObjectNode farewell = JsonNodeFactory.instance.objectNode();
            farewell.put("type", "disconnect").put("reason", "too_many_websockets");
            socket.send(farewell.toString());
            return List.of(socket);
        }
        links.add(new Link(socket));
        opened++;
        ObjectNode hello = JsonNodeFactory.instance.objectNode();
        hello.put("type", "hello").put("num_connections", open().size());
        hello.putObject("debug_info")
                .put("host", "applink-lab")
                .put("build_number", 1)
                .put("approximate_connection_time", 18_060);
        hello.putObject("connection_info").put("app_id", Realm.APP);
        socket.send(hello.toString());
        return links.stream()
                .filter(link -> link.leaving)
                .map(link -> link.socket)
                .toList();
    }

    private void onMessage(WebSocket socket, String text) {
        realm.change(() -> {
            Link link = link(socket);
            if (link == null || link.deaf) {
                return;
            }
            JsonNode message = parse(text);
            heard.add(message);
            Delivery delivery = envelopes.get(message.path("envelope_id").asText());
            if (delivery != null) {
                JsonNode payload = message.path("payload");
                boolean nothing = payload.isMissingNode() || payload.isNull();
                realm.office().acked(delivery, nothing ? JsonNodeFactory.instance.objectNode() : payload);
            }
        });
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private @Nullable Link link(WebSocket socket) {
        return links.stream().filter(link -> link.socket == socket).findFirst().orElse(null);
    }

    private final class Server extends WebSocketServer {
        private final CountDownLatch started = new CountDownLatch(1);

        Server() throws IOException {
            super(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1);
        }

        @Override
        public void onStart() {
            started.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            SocketMode.this.onOpen(socket, handshake.getResourceDescriptor());
        }

        @Override
        public void onMessage(WebSocket socket, String message) {
            SocketMode.this.onMessage(socket, message);
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {
            realm.change(() -> links.removeIf(link -> link.socket == socket));
        }

        @Override
        public void onError(@Nullable WebSocket socket, Exception e) {
            // A client that breaks off; its close follows.
        }

        @Override
        public void onWebsocketPing(WebSocket socket, Framedata frame) {
            boolean hears = realm.locked(() -> {
                Link link = link(socket);
                pings++;
                return link != null && !link.deaf;
            });
            if (hears) {
                super.onWebsocketPing(socket, frame);
            }
        }
    }
}
