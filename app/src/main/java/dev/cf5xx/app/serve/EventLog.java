package dev.cf5xx.app.serve;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Hearing;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.knowledge.Lang;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Hears for the bot, writes a line for each event, without what was said in it, and knows what is under way. */
final class EventLog implements Listener {
    private static final System.Logger LOG = System.getLogger(EventLog.class.getName());

    private final Listener bot;
    private final Map<String, Platform> platforms;
    private final AtomicLong counter = new AtomicLong();
    private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

    EventLog(Listener bot, List<? extends Platform> platforms) {
        this.bot = bot;
        this.platforms = platforms.stream().collect(Collectors.toUnmodifiableMap(Platform::name, it -> it));
    }

    @Override
    public Aside aside(Heard heard) {
        long began = System.nanoTime();
        try {
            Aside aside = bot.aside(heard);
            if (aside instanceof Aside.Answer) {
                write(heard, "answered", began, null);
            }
            return aside;
        } catch (RuntimeException e) {
            write(heard, "failed", began, e);
            throw e;
        }
    }

    @Override
    public Hearing take(Heard heard) {
        long began = System.nanoTime();
        Hearing hearing;
        try {
            hearing = bot.take(heard);
        } catch (RuntimeException e) {
            write(heard, "failed", began, e);
            throw e;
        }
        keep(hearing.done());
        var unused = hearing.taken().whenComplete((taken, e) -> write(heard, e == null ? "taken" : "failed", began, e));
        var unusedToo = hearing.done().whenComplete((done, e) -> {
            if (e != null && !hearing.taken().isCompletedExceptionally()) {
                LOG.log(Level.WARNING, () -> where(heard) + " is not finished, and tried again: " + reason(e));
            }
        });
        return hearing;
    }

    @Override
    public List<Suggestion> suggest(String typed, Lang lang) {
        return bot.suggest(typed, lang);
    }

    /** Something is under way that leaving waits for. */
    void keep(CompletableFuture<?> work) {
        long number = counter.incrementAndGet();
        underWay.put(number, work);
        var unused = work.whenComplete((done, e) -> underWay.remove(number));
    }

    /** Done when all is that is under way now, however it ended. */
    CompletableFuture<Void> idle() {
        return CompletableFuture.allOf(underWay.values().stream()
                .map(work -> work.handle((done, e) -> Boolean.TRUE))
                .toArray(CompletableFuture<?>[]::new));
    }

    private void write(Heard heard, String outcome, long began, @Nullable Throwable e) {
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        LOG.log(
                e == null ? Level.INFO : Level.WARNING,
                () -> where(heard) + " " + outcome + " " + millis + "ms" + (e == null ? "" : " " + reason(e)));
    }

    private String where(Heard heard) {
        Platform platform = platforms.get(heard.venue().platform());
        return heard.venue().platform() + " " + kind(heard) + " channel="
                + (platform == null ? heard.venue().thread() : platform.channel(heard.venue())) + " event="
                + heard.id();
    }

    private static String kind(Heard heard) {
        if (heard.act() instanceof Act.Wrote) {
            return heard.addressed() ? "message" : "overheard";
        } else if (heard.act() instanceof Act.Pointed) {
            return "pointed";
        } else {
            return heard.act() instanceof Act.Pressed ? "button" : "form";
        }
    }

    /** What went wrong, by its kind alone: a message may hold what somebody wrote. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        return cause.getClass().getSimpleName();
    }
}
