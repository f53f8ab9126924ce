package dev.cf5xx.app.serve;

import dev.cf5xx.app.http.HttpDoor;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.discord.DiscordAdapter;
import dev.cf5xx.discord.DiscordEnd;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Discord. */
public final class DiscordMouth implements Mouth {
    /** Discord answers a heartbeat every 41.25 s (Gateway, "Hello Event"); JDA misses two before it connects anew. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    /** From here on close codes are about the bot, not about the line (Gateway, "Gateway Close Event Codes"). */
    private static final int ABOUT_THE_BOT = 4000;

    private final DiscordAdapter adapter;

    /** Discord, not connected yet. */
    public DiscordMouth(DiscordAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public String title() {
        return "Discord";
    }

    @Override
    public Platform platform() {
        return adapter.platform();
    }

    @Override
    public void connect() throws IOException {
        adapter.connect();
    }

    @Override
    public String who() {
        return adapter.self();
    }

    @Override
    public List<String> missing() {
        return List.of();
    }

    @Override
    public void listen(Listener listener) {
        adapter.listen(listener);
    }

    @Override
    public void stopListening() {
        adapter.stopListening();
    }

    @Override
    public CompletableFuture<Over> over() {
        CompletableFuture<Over> over = new CompletableFuture<>();
        var unused = adapter.ended().thenAccept(end -> {
            if (end.code() != DiscordEnd.CLOSED) {
                over.complete(new Over(end.reason(), end.code() >= ABOUT_THE_BOT));
            }
        });
        return over;
    }

    @Override
    public Health.Standing standing(Instant now) {
        if (adapter.ended().isDone()) {
            return Health.Standing.ENDED;
        } else if (!adapter.isConnected()) {
            return Health.Standing.NOT_CONNECTED;
        }
        return adapter.lastHeard().plus(SILENCE).isBefore(now) ? Health.Standing.SILENT : Health.Standing.OK;
    }

    @Override
    public Map<String, HttpDoor.Route> routes() {
        return Map.of();
    }

    @Override
    public void close() {
        adapter.close();
    }
}
