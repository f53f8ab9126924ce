package dev.cf5xx.app.serve;

import dev.cf5xx.app.settings.Secret;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is logged while the bot serves, by whatever library: one line each, on one stream, without secrets. Of other
 * people's code only what is wrong.
 */
public final class LogLines extends Handler {
    /** Control, format (so also direction), line and paragraph separator: nobody else begins a line here. */
    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    /** What Slack's tokens look like, also those that were not set here. */
    private static final Pattern TOKEN = Pattern.compile("\\bx(?:ox[a-z]|app)-[A-Za-z0-9-]+");

    /** Characters of a line. */
    private static final int LONGEST = 2_000;

    /** What is logged as the reason of something else, in turn, at most. */
    private static final int DEEPEST = 5;

    private final PrintStream out;
    private final List<Secret> secrets;
    private final Formatter formatter = new SimpleFormatter();

    // A logger that nobody holds on to forgets its level.
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("dev.cf5xx");
    private final Handler[] before = root.getHandlers();
    private final @Nullable Level levelBefore = root.getLevel();
    private final @Nullable Level ourLevelBefore = ours.getLevel();

    private LogLines(PrintStream out, List<Secret> secrets) {
        this.out = out;
        this.secrets = List.copyOf(secrets);
    }

    /** From now on, until it is closed, lines are written to {@code out}, without {@code secrets}. */
    public static LogLines to(PrintStream out, List<Secret> secrets) {
        LogLines lines = new LogLines(out, secrets);
        for (Handler handler : lines.before) {
            lines.root.removeHandler(handler);
        }
        lines.root.addHandler(lines);
        lines.root.setLevel(Level.WARNING);
        lines.ours.setLevel(Level.INFO);
        return lines;
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        StringBuilder line = new StringBuilder(formatter.formatMessage(record));
        Throwable cause = record.getThrown();
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            line.append(depth == 0 ? ": " : " < ").append(cause);
        }
        String text = line.toString();
        for (Secret secret : secrets) {
            text = text.replace(secret.value(), secret.toString());
        }
        if (text.contains("xox") || text.contains("xapp-")) {
            text = TOKEN.matcher(text).replaceAll("•••");
        }
        if (!isPlain(text)) {
            text = DISTURBING.matcher(text).replaceAll(" ");
        }
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        int level = record.getLevel().intValue();
        String name = level >= Level.SEVERE.intValue() ? "ERROR" : level >= Level.WARNING.intValue() ? "WARN" : "INFO";
        synchronized (out) {
            out.println(record.getInstant().truncatedTo(ChronoUnit.MILLIS) + " " + name + " " + shown);
            out.flush();
        }
    }

    /** Whether there are only characters that most lines are made of. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Leaves logging as it was found. */
    @Override
    public void close() {
        root.removeHandler(this);
        for (Handler handler : before) {
            root.addHandler(handler);
        }
        root.setLevel(levelBefore);
        ours.setLevel(ourLevelBefore);
    }
}
