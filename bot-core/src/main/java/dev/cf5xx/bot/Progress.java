package dev.cf5xx.bot;

import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.wording.CheckProgress;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells how a check goes, in its thread's lane, at most once a second, until it ends. */
final class Progress implements Consumer<Step> {
    /** Platforms limit edits. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Lanes lanes;
    private final Executor executor;
    private final Venue venue;
    private final Lang lang;
    private final Showing showing;
    private final List<Step> steps = new ArrayList<>();
    private boolean due;
    private boolean ended;

    /** Shows how it goes. */
    interface Showing {
        /** Shows {@code reply}. */
        void show(Reply reply) throws IOException;
    }

    Progress(Lanes lanes, Executor executor, Venue venue, Lang lang, Showing showing) {
        this.lanes = lanes;
        this.executor = executor;
        this.venue = venue;
        this.lang = lang;
        this.showing = showing;
    }

    @Override
    public synchronized void accept(Step step) {
        steps.add(step);
        if (!due && !ended) {
            due = true;
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, executor)
                    .execute(() -> {
                        var unused = lanes.run(venue, this::show);
                    });
        }
    }

    private boolean show() {
        List<Step> now;
        synchronized (this) {
            due = false;
            if (ended) {
                return false;
            }
            now = List.copyOf(steps);
        }
        try {
            showing.show(CheckProgress.of(now, lang));
            return true;
        } catch (IOException e) {
            // The end is told all the same, and told again where it does not arrive.
            return false;
        }
    }

    /** From now on nothing is shown any more. */
    synchronized void end() {
        ended = true;
    }
}
