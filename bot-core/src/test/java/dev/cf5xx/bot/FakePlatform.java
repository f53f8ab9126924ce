package dev.cf5xx.bot;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.wording.PlainText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A platform in memory that fails when told to, and notes every call. */
final class FakePlatform implements Platform {
    private final String name;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Set<Venue> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean overlapped;
    private String failingThread = "";
    private int failures;

    /** One call, whether or not it failed. */
    record Call(String verb, Venue venue, String nonce, String message, String text) {}

    FakePlatform(String name) {
        this.name = name;
    }

    /** The next {@code times} calls fail. */
    synchronized void failing(int times) {
        failures = times;
    }

    /** All calls for this thread fail. */
    synchronized void failingIn(String thread) {
        failingThread = thread;
    }

    List<Call> calls() {
        return calls;
    }

    /** The messages that can be seen, by id. */
    synchronized Map<String, String> shown() {
        return Map.copyOf(shown);
    }

    boolean overlapped() {
        return overlapped;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Dialect dialect() {
        return Dialect.PLAIN;
    }

    @Override
    public String post(Venue venue, String nonce, Reply reply) throws IOException {
        call(new Call("post", venue, nonce, "id of " + nonce, PlainText.of(reply)));
        return "id of " + nonce;
    }

    @Override
    public void edit(Venue venue, String message, Reply reply) throws IOException {
        call(new Call("edit", venue, "", message, PlainText.of(reply)));
    }

    @Override
    public void open(Venue venue, String event, Form form) throws IOException {
        call(new Call("open", venue, event, form.id(), form.title()));
    }

    @Override
    public void mark(Venue venue, String event) throws IOException {
        call(new Call("mark", venue, "", event, ""));
    }

    private void call(Call call) throws IOException {
        overlapped |= !busy.add(call.venue());
        try {
            calls.add(call);
            synchronized (this) {
                if (failures > 0 || call.venue().thread().equals(failingThread)) {
                    failures--;
                    throw new IOException("the platform is away");
                }
                shown.put(call.message(), call.text());
            }
        } finally {
            busy.remove(call.venue());
        }
    }
}
