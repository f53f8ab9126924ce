package dev.cf5xx.app.serve;

import dev.cf5xx.app.http.HttpDoor;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.knowledge.Text;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A platform's adapter, as {@link Serving} handles all of them. */
public interface Mouth extends AutoCloseable {
    /**
     * Why a platform is over for good.
     *
     * @param reason what happened, and what to do
     * @param inVain whether starting again without changing something is in vain
     */
    record Over(Text reason, boolean inVain) {}

    /** What people call the platform. */
    String title();

    /** How the bot speaks there; it can from {@link #connect} on. */
    Platform platform();

    /**
     * Connects.
     *
     * @throws IOException where that cannot be; {@link #over} says more where trying again is in vain
     */
    void connect() throws IOException;

    /** Who the bot is there; to be asked after {@link #connect}. */
    String who();

    /** What the platform has not granted although the bot needs it, by the platform's names. */
    List<String> missing();

    /** From now on {@code listener} is told. */
    void listen(Listener listener);

    /** Hears nothing more, and waits a little for what was heard to be told. The bot can still speak. */
    void stopListening();

    /** Done when the platform is over for good; not where it was closed from here. */
    CompletableFuture<Over> over();

    /** How it is. */
    Health.Standing standing(Instant now);

    /** What is asked of the program over HTTP for this platform, by path. */
    Map<String, HttpDoor.Route> routes();

    @Override
    void close();
}
