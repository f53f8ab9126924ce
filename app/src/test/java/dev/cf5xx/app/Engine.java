package dev.cf5xx.app;

import dev.cf5xx.bot.Bot;
import dev.cf5xx.bot.Settings;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A bot as the program puts it together, over a folder that outlives it. */
final class Engine implements AutoCloseable {
    private final Store store;
    private final Looking looking;
    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-bot");
        thread.setDaemon(true);
        return thread;
    });
    private final Bot bot;

    /** A bot that speaks on {@code platform} and looks at {@code sites}. */
    Engine(Path data, Sites sites, Clock clock, Platform platform) {
        store = Store.in(data);
        looking = sites.looking();
        Knowledge knowledge = Knowledge.shipped();
        bot = new Bot(
                store,
                new Dialogue(knowledge, new MessageReader(knowledge)),
                Settings.of(Lang.EN),
                clock,
                executor,
                List.of(platform),
                looking.inspection(clock));
    }

    /** The bot. */
    Bot bot() {
        return bot;
    }

    /** Ends as a process does that is killed: whatever it was about to do is not done. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the bot does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
        looking.close();
    }
}
