package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that Slack tells the app, and what became of it. */
public final class Delivery {
    /** What kinds there are. */
    public enum Kind {
        /** Of the Events API: told again until it is acknowledged, three times at most. */
        EVENT,
        /** A slash command: told once; without an ack in three seconds the person reads that it failed. */
        COMMAND,
        /** A button, a shortcut, a view: told once, as above. */
        INTERACTION
    }

    /** Where a delivery stands. */
    public enum State {
        /** Told or to be told; no ack yet. */
        WAITING,
        /** Acknowledged in time. */
        ACKED,
        /** Slack has given up. */
        FAILED
    }

    /**
     * One time it was told.
     *
     * @param number 0 for the first
     * @param reason why it is told again; empty for the first
     * @param sent whether there was somebody to tell it to
     */
    public record Attempt(int number, Instant at, String reason, boolean sent) {}

    private final Realm realm;
    private final Kind kind;
    private final String id;
    private final ObjectNode payload;
    private final Consumer<JsonNode> onAnswer;
    private final List<Attempt> attempts = new ArrayList<>();
    private State state = State.WAITING;
    private @Nullable JsonNode answer;
    private @Nullable Instant answered;
    private String failure = "";
    private String reason = "";
    private long dueMillis;
    private boolean underWay;

    Delivery(Realm realm, Kind kind, String id, ObjectNode payload, Consumer<JsonNode> onAnswer) {
        this.realm = realm;
        this.kind = kind;
        this.id = id;
        this.payload = payload;
        this.onAnswer = onAnswer;
    }

    /** What kind of thing is told. */
    public Kind kind() {
        return kind;
    }

    /** The {@code event_id}, or a name of the lab's for what has none. */
    public String id() {
        return id;
    }

    /** What the app is told. */
    public JsonNode payload() {
        return payload;
    }

    /** Every time it was told so far. */
    public List<Attempt> attempts() {
        return realm.locked(() -> List.copyOf(attempts));
    }

    /** Where it stands. */
    public State state() {
        return realm.locked(() -> state);
    }

    /** Why Slack gave up: {@code operation_timeout}, {@code dispatch_failed}, {@code http_error} and the like; else empty. */
    public String failure() {
        return realm.locked(() -> failure);
    }

    /** What came with the ack: an empty object where nothing did; null without an ack. */
    public @Nullable JsonNode answer() {
        return realm.<@Nullable JsonNode>locked(() -> answer);
    }

    /** How long the app took from the first time it was told to its ack, by the fake's clock; null without an ack. */
    public @Nullable Duration took() {
        return realm.<@Nullable Duration>locked(() -> answered == null || attempts.isEmpty()
                ? null
                : Duration.between(attempts.get(0).at(), answered));
    }

    /**
     * Waits for the ack.
     *
     * @throws AssertionError if Slack gave up, or {@code most} has passed
     */
    public Delivery acked(Duration most) {
        realm.await("an ack of " + payload, most, () -> state == State.WAITING ? null : state);
        if (state() == State.FAILED) {
            throw new AssertionError("no ack (" + failure() + ") of " + payload);
        }
        return this;
    }

    /** Waits for at least this many attempts; over HTTP, until the last one's answer has been seen too. */
    public Delivery attempted(int times, Duration most) {
        realm.await(
                times + " attempts to tell " + payload,
                most,
                () -> attempts.size() >= times && !underWay ? times : null);
        return this;
    }

    /** Waits until Slack has given up. */
    public Delivery failed(Duration most) {
        realm.await("the failure of " + payload, most, () -> state == State.FAILED ? state : null);
        return this;
    }

    // Below: for the post office, under the lock.

    boolean due(long now) {
        return state == State.WAITING && !underWay && now >= dueMillis;
    }

    boolean waiting() {
        return state == State.WAITING;
    }

    int told() {
        return attempts.size();
    }

    String reason() {
        return reason;
    }

    void tell(Attempt attempt) {
        attempts.add(attempt);
    }

    void underWay(boolean is) {
        underWay = is;
    }

    void again(long atMillis, String why) {
        dueMillis = atMillis;
        reason = why;
    }

    void ack(JsonNode with, Instant at) {
        if (state == State.WAITING) {
            state = State.ACKED;
            answer = with;
            answered = at;
            onAnswer.accept(with);
        }
    }

    void fail(String why) {
        if (state == State.WAITING) {
            state = State.FAILED;
            failure = why;
        }
    }
}
