package dev.cf5xx.app;

import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.wording.CheckProgress;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.knowledge.Lang;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever waits for a check how it goes, on the standard error: on a terminal a line that is written again and again and
 * gone in the end; elsewhere one line, once it has lasted.
 */
final class Waiting implements Consumer<Step>, AutoCloseable {
    /** So long a pause needs no explanation. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String AWAY = "\r\u001b[K";
    private static final int USUAL_WIDTH = 80;

    private final PrintStream err;
    private final Lang lang;
    private final boolean rewriting;
    private final int width;
    private final Runnable silence;
    private final List<Step> steps = new ArrayList<>();
    private boolean shown;
    private boolean ended;

    /** What calls back later. */
    @FunctionalInterface
    interface Alarm {
        /** Calls {@code what} after {@code wait}, unless what is returned is run before. */
        Runnable set(Duration wait, Runnable what);

        /** By the time of this machine. */
        static Alarm real() {
            return (wait, what) -> {
                ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
                    Thread thread = new Thread(task, "cf5xx-waiting");
                    thread.setDaemon(true);
                    return thread;
                });
                clock.setRemoveOnCancelPolicy(true);
                Future<?> call = clock.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
                clock.shutdown();
                return () -> call.cancel(false);
            };
        }

        /** Never calls. */
        static Alarm none() {
            return (wait, what) -> () -> {};
        }
    }

    Waiting(Surroundings around, Lang lang, Alarm alarm) {
        this.err = around.err();
        this.lang = lang;
        this.rewriting = around.rewritable();
        this.width = width(around.environment().get("COLUMNS"));
        this.silence = rewriting ? () -> {} : alarm.set(PATIENCE, this::lasts);
    }

    /** The columns of a terminal by what the launcher, or a shell, says of it. */
    static int width(@Nullable String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    /** A text in no more than a line of so many columns: the last column stays free, or some terminals begin a new line. */
    static String cut(String text, int columns) {
        AttributedString line = new AttributedString(text.replace('\n', ' '));
        int room = Math.max(0, columns - 1);
        return line.columnLength() <= room
                ? line.toString()
                : line.columnSubSequence(0, Math.max(0, room - 1)) + (room == 0 ? "" : "…");
    }

    @Override
    public synchronized void accept(Step step) {
        steps.add(step);
        if (rewriting && !ended) {
            err.print(AWAY + cut(told(), width));
            err.flush();
            shown = true;
        }
    }

    private String told() {
        return PlainText.of(CheckProgress.of(steps, lang));
    }

    private synchronized void lasts() {
        if (!ended) {
            err.println(Message.STILL_LOOKING.in(lang, told()));
            err.flush();
        }
    }

    /** Ends it: what comes next has the line to itself. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            if (shown) {
                err.print(AWAY);
                err.flush();
            }
        }
        silence.run();
    }
}
