package dev.cf5xx.app;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code cf5xx serve} in this process: what it says can be waited for, and an interrupt stops it. */
final class Served implements AutoCloseable {
    /** How long a test waits for what comes at once, on a machine that is busy with other things. */
    static final Duration SOON = Duration.ofSeconds(30);

    private static final Pattern ADDRESS = Pattern.compile("(?:Listening at|监听) (\\S+?)[;；]");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringBuilder err = new StringBuilder();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final Thread thread;

    Served(Map<String, String> environment, String... words) {
        List<String> all = new ArrayList<>(List.of("serve"));
        all.addAll(List.of(words));
        ByteArrayOutputStream said = new ByteArrayOutputStream() {
            @Override
            public synchronized void flush() {
                synchronized (err) {
                    err.setLength(0);
                    err.append(toString(StandardCharsets.UTF_8));
                    err.notifyAll();
                }
            }
        };
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(said, true, StandardCharsets.UTF_8);
        Surroundings around =
                new Surroundings(InputStream.nullInputStream(), stdout, stderr, environment, false, false, false);
        thread = new Thread(
                () -> {
                    try {
                        code.complete(Main.run(around, all.toArray(String[]::new)));
                    } catch (Throwable e) {
                        code.completeExceptionally(e);
                    } finally {
                        stderr.flush();
                    }
                },
                "served");
        thread.start();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        synchronized (err) {
            return err.toString();
        }
    }

    /** Waits until it has said something. */
    <T> T await(Function<String, @Nullable T> look) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        synchronized (err) {
            while (true) {
                T found = look.apply(err.toString());
                if (found != null) {
                    return found;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0 || code.isDone()) {
                    throw new TimeoutException("never said; what was said: " + err);
                }
                err.wait(Math.min(left, 1_000));
            }
        }
    }

    void awaits(String... words) throws Exception {
        for (String word : words) {
            await(said -> said.contains(word) ? word : null);
        }
    }

    /** Where it listens. */
    String address() throws Exception {
        return await(said -> {
            Matcher match = ADDRESS.matcher(said);
            return match.find() ? match.group(1) : null;
        });
    }

    int exit() throws Exception {
        return code.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    int stop() throws Exception {
        thread.interrupt();
        return exit();
    }

    @Override
    public void close() throws Exception {
        thread.interrupt();
        thread.join(SOON.toMillis());
    }
}
