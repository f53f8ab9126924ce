package dev.cf5xx.app.serve;

import dev.cf5xx.app.http.HttpAnswer;
import dev.cf5xx.app.http.HttpDoor;
import dev.cf5xx.app.http.HttpRequest;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.slack.SlackAdapter;
import dev.cf5xx.slack.SlackEnd;
import dev.cf5xx.slack.SlackRequest;
import dev.cf5xx.slack.SlackResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Slack. */
public final class SlackMouth implements Mouth {
    private final SlackAdapter adapter;
    private final boolean overHttp;

    /**
     * Slack, not connected yet.
     *
     * @param overHttp whether Slack connects to the bot
     */
    public SlackMouth(SlackAdapter adapter, boolean overHttp) {
        this.adapter = adapter;
        this.overHttp = overHttp;
    }

    @Override
    public String title() {
        return "Slack";
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
        return adapter.missingScopes();
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
            if (!end.code().equals(SlackEnd.CLOSED)) {
                over.complete(new Over(end.reason(), true));
            }
        });
        return over;
    }

    /** Silence says nothing: where nobody speaks Slack is silent, and whether a socket is deaf the adapter finds out. */
    @Override
    public Health.Standing standing(Instant now) {
        if (adapter.ended().isDone()) {
            return Health.Standing.ENDED;
        }
        return adapter.isConnected() ? Health.Standing.OK : Health.Standing.NOT_CONNECTED;
    }

    @Override
    public Map<String, HttpDoor.Route> routes() {
        return overHttp ? Map.of(SlackAdapter.PATH, new HttpDoor.Route("POST", this::answer)) : Map.of();
    }

    private HttpAnswer answer(HttpRequest request) {
        SlackResponse response = adapter.answer(new SlackRequest(request.headers(), request.body()));
        return new HttpAnswer(response.status(), response.type(), response.body());
    }

    @Override
    public void close() {
        adapter.close();
    }
}
