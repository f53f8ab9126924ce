package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that this Slack knows, behind one lock; whoever waits is woken by every change. */
final class Realm {
    /** The app's id; there is one app. */
    static final String APP = "A0LAB00000";

    private final Object lock = new Object();
    private final Clock clock;
    private final Map<String, Install> installs = new HashMap<>();
    private final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    private final Map<String, Trigger> triggers = new HashMap<>();
    private final Map<String, ResponseUrl> responseUrls = new HashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private final List<JsonNode> unshown = new ArrayList<>();
    private final PostOffice office;
    private Set<String> subscriptions;
    private String base = "";
    private long lastId = 1000;
    private long lastMicros;

    Realm(Clock clock, Set<String> subscriptions) {
        this.clock = clock;
        this.subscriptions = Set.copyOf(subscriptions);
        this.office = new PostOffice(this);
    }

    /** Leave to open a view, for somebody who did something. */
    static final class Trigger {
        private final Workspace workspace;
        private final String user;
        private final long millis;
        private boolean used;

        Trigger(Workspace workspace, String user, long millis) {
            this.workspace = workspace;
            this.user = user;
            this.millis = millis;
        }

        Workspace workspace() {
            return workspace;
        }

        String user() {
            return user;
        }

        long millis() {
            return millis;
        }

        boolean used() {
            return used;
        }

        void use() {
            used = true;
        }
    }

    <T> T locked(Supplier<T> work) {
        synchronized (lock) {
            T result = work.get();
            lock.notifyAll();
            return result;
        }
    }

    void change(Runnable work) {
        synchronized (lock) {
            work.run();
            lock.notifyAll();
        }
    }

    /**
     * Waits until {@code look}, asked after every change, finds something.
     *
     * @throws AssertionError if {@code most} has passed
     */
    <T> T await(String what, Duration most, Supplier<@Nullable T> look) {
        long end = System.nanoTime() + most.toNanos();
        synchronized (lock) {
            while (true) {
                T found = look.get();
                if (found != null) {
                    return found;
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("not within " + most + ": " + what);
                }
                try {
                    lock.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
            }
        }
    }

    Instant now() {
        return clock.instant();
    }

    long millis() {
        return clock.millis();
    }

    /** A new id, as {@code C} and ten characters. */
    String id(String prefix) {
        return prefix + "0LAB" + Long.toString(++lastId, 36).toUpperCase(Locale.ROOT);
    }

    /** A new message's name: later than every one before. */
    String ts() {
        lastMicros = Math.max(lastMicros + 1, clock.millis() * 1000);
        return String.format(Locale.ROOT, "%d.%06d", lastMicros / 1_000_000, lastMicros % 1_000_000);
    }

    Map<String, Install> installs() {
        return installs;
    }

    Map<String, Workspace> workspaces() {
        return workspaces;
    }

    Map<String, Trigger> triggers() {
        return triggers;
    }

    Map<String, ResponseUrl> responseUrls() {
        return responseUrls;
    }

    Map<String, View> views() {
        return views;
    }

    Map<String, StoredFile> files() {
        return files;
    }

    /** Answers that could not be shown. */
    List<JsonNode> unshown() {
        return unshown;
    }

    void unshown(JsonNode why) {
        unshown.add(why);
    }

    PostOffice office() {
        return office;
    }

    Set<String> subscriptions() {
        return subscriptions;
    }

    void subscriptions(Set<String> others) {
        subscriptions = Set.copyOf(others);
    }

    /** Where this Slack is, as {@code http://127.0.0.1:1234}. */
    String base() {
        return base;
    }

    void base(String url) {
        base = url;
    }

    /** Leave for {@code user} to open a view. */
    String trigger(Workspace workspace, User user) {
        String id = ++lastId + "." + workspace.id() + "." + user.id();
        triggers.put(id, new Trigger(workspace, user.id(), millis()));
        return id;
    }

    /** A URL to answer what {@code user} did in {@code channel}. */
    String responseUrl(Channel channel, User user, @Nullable Message origin) {
        String id = channel.workspace().id() + "/" + ++lastId;
        responseUrls.put(id, new ResponseUrl(channel, user, origin, millis()));
        return base + "/response/" + id;
    }
}
