package dev.cf5xx.app;

import dev.cf5xx.bot.Bot;
import dev.cf5xx.bot.Settings;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.store.StoreException;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The composition root of a conversing bot: puts its parts together and takes them apart again. */
final class Home implements AutoCloseable {
    private final Store store;
    private final ExecutorService executor;
    private final Looking looking;
    private final Bot bot;
    private final Lang lang;
    private final @Nullable Path data;

    private Home(Lang lang, @Nullable Path data, Store store, ExecutorService executor, Looking looking, Bot bot) {
        this.lang = lang;
        this.data = data;
        this.store = store;
        this.executor = executor;
        this.looking = looking;
        this.bot = bot;
    }

    /**
     * Opens a bot.
     *
     * @param data the folder of its memory, or null for a memory that ends with it
     * @throws BadInput if the folder cannot be used
     */
    static Home open(Cli cli, Seams seams, @Nullable Path data, Platform platform) {
        return open(cli, seams, data, List.of(platform));
    }

    /** As {@link #open(Cli, Seams, Path, Platform)}, on several platforms. */
    static Home open(Cli cli, Seams seams, @Nullable Path data, List<? extends Platform> platforms) {
        Clock clock = cli.around().clock();
        Looking looking = Looking.open(cli, seams);
        NativeLibrary.prepare(cli.lang());
        Store store = open(cli.lang(), data);
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "cf5xx-bot");
            thread.setDaemon(true);
            return thread;
        });
        Dialogue dialogue = new Dialogue(cli.knowledge(), new MessageReader(cli.knowledge()));
        Bot bot = new Bot(
                store, dialogue, Settings.of(cli.lang()), clock, executor, platforms, looking.inspection(clock));
        return new Home(cli.lang(), data, store, executor, looking, bot);
    }

    private static Store open(Lang lang, @Nullable Path data) {
        if (data == null) {
            return memory(lang);
        }
        try {
            return Store.in(data);
        } catch (StoreException e) {
            throw bad(e, lang, data);
        }
    }

    private static Store memory(Lang lang) {
        try {
            return Store.inMemory();
        } catch (StoreException e) {
            throw bad(e, lang, null);
        }
    }

    /** What is wrong with the store, and what to do. */
    private static String explain(StoreException e, Lang lang, @Nullable Path data) {
        Message message =
                switch (e.problem()) {
                    case CORRUPT -> Message.STORE_CORRUPT;
                    case LOCKED -> Message.STORE_LOCKED;
                    case READ_ONLY -> Message.STORE_READ_ONLY;
                    case NEWER -> Message.STORE_NEWER;
                    case FULL -> Message.STORE_FULL;
                    case NO_LIBRARY -> Message.NO_LIBRARY;
                    case UNUSABLE -> Message.STORE_UNUSABLE;
                };
        return message.in(lang, e.problem() == StoreException.Problem.NO_LIBRARY ? NativeLibrary.temporary() : data);
    }

    /** The bot, for whoever tells it what happens without waiting. */
    Bot bot() {
        return bot;
    }

    /**
     * Tells the bot what happened, and waits until it has acted on it.
     *
     * @param host the site that it is known to be about, or null
     * @throws BadInput if the folder cannot be used
     */
    List<Outgoing> hear(Heard heard, @Nullable String host) {
        return await(() -> bot.hear(heard, host));
    }

    /**
     * Finishes what an earlier process left undone.
     *
     * @throws BadInput if the folder cannot be used
     */
    void resume() {
        await(bot::resume);
    }

    private <T> T await(Supplier<CompletableFuture<T>> work) {
        try {
            return work.get().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException store ? bad(store, lang, data) : e;
        } catch (StoreException e) {
            throw bad(e, lang, data);
        }
    }

    private static BadInput bad(StoreException e, Lang lang, @Nullable Path data) {
        BadInput bad = new BadInput(explain(e, lang, data));
        bad.initCause(e);
        return bad;
    }

    @Override
    public void close() {
        executor.shutdown();
        store.close();
        // Last: a check that is cut must find nobody to report to, so that the next process looks again.
        looking.close();
    }
}
