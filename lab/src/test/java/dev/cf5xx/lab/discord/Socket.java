package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;

/** A client of the gateway that says what a test says and nothing else. */
final class Socket extends WebSocketClient {
    private static final int SECONDS = 20;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Inflater inflater = new Inflater();

    private Socket(String url) {
        super(URI.create(url));
        setDaemon(true);
        setConnectionLostTimeout(0);
    }

    static Socket open(FakeDiscord discord) throws InterruptedException {
        return open(discord, "");
    }

    static Socket open(FakeDiscord discord, String more) throws InterruptedException {
        Socket socket = new Socket(discord.gatewayUrl() + "/?v=10&encoding=json" + more);
        socket.connectBlocking(SECONDS, TimeUnit.SECONDS);
        return socket;
    }

    void identify(String token, int intents) {
        send("{\"op\":2,\"d\":{\"token\":\"" + token + "\",\"intents\":" + intents + ",\"properties\":{}}}");
    }

    void resume(String session, int seq) {
        send("{\"op\":6,\"d\":{\"token\":\"" + FakeDiscord.TOKEN + "\",\"session_id\":\"" + session + "\",\"seq\":"
                + seq + "}}");
    }

    /** The next frame. */
    JsonNode next() throws InterruptedException {
        JsonNode frame = frames.poll(SECONDS, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("nothing came");
        }
        return frame;
    }

    /** The next frame of this kind; those before it are dropped. */
    JsonNode next(String type) throws InterruptedException {
        while (true) {
            JsonNode frame = next();
            if (frame.path("t").asText().equals(type)) {
                return frame;
            }
        }
    }

    /** The next frame with this op; those before it are dropped. */
    JsonNode next(int op) throws InterruptedException {
        while (true) {
            JsonNode frame = next();
            if (frame.path("op").asInt() == op) {
                return frame;
            }
        }
    }

    /** How many frames came that nobody took. */
    int left() {
        return frames.size();
    }

    int closeCode() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
        // What matters comes in frames.
    }

    @Override
    public void onMessage(String message) {
        try {
            frames.add(Rest.JSON.readTree(message));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
        byte[] plain = new byte[100_000];
        inflater.setInput(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        try {
            onMessage(new String(plain, 0, inflater.inflate(plain), StandardCharsets.UTF_8));
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
        closed.complete(code);
    }

    @Override
    public void onError(Exception problem) {
        closed.completeExceptionally(problem);
    }
}
