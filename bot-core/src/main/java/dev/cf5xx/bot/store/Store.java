package dev.cf5xx.bot.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Listening;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.dialogue.Turn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory of one bot: a thread's state, the events it has taken, the effects it owes. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreException} where the database cannot be used; the transaction is then undone.
 */
public final class Store implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Database database;
    private final Connection connection;

    private Store(Database database) {
        this.database = database;
        connection = database.connection();
    }

    /** Opens the store in a folder, which is made if there is none; one process at a time. */
    public static Store in(Path folder) {
        return new Store(SqliteDatabase.in(folder));
    }

    /** Throws what opening the store in a folder would throw; one that is not there yet is fine. Changes nothing. */
    public static void examine(Path folder) {
        SqliteDatabase.examine(folder);
    }

    /** A store that is gone when it is closed. */
    public static Store inMemory() {
        return new Store(SqliteDatabase.inMemory());
    }

    /**
     * Takes an event, once: where it is new, runs one turn of its thread and commits the new state, the event and the
     * turn's effects together; where it was taken before, changes nothing.
     *
     * @param venue where it happened
     * @param event its id, unique on its platform
     * @param now the instant of taking it
     * @param turn from the thread's state to the turn; it must not use the store
     * @return the effects of the event, in order, whether or not performed
     */
    public synchronized List<Outgoing> take(Venue venue, String event, Instant now, Turning turn) {
        return transaction(() -> {
            if (update(
                            "insert into event (platform, id, thread, stored_at) values (?, ?, ?, ?) on conflict do nothing",
                            venue.platform(),
                            event,
                            venue.thread(),
                            now.toEpochMilli())
                    == 0) {
                return effects(venue.platform(), event);
            }
            Remembered before = remembered(venue);
            Turn after = turn.apply(before.state());
            if (!after.state().equals(before.state()) || !after.effects().isEmpty()) {
                remember(venue, after, before.said(), now);
            }
            long seq = before.said();
            int position = 0;
            for (Effect effect : after.effects()) {
                update(
                        "insert into effect (platform, event_id, position, thread, seq, effect, performed)"
                                + " values (?, ?, ?, ?, ?, ?, 0)",
                        venue.platform(),
                        event,
                        position++,
                        venue.thread(),
                        effect.visible() ? ++seq : seq,
                        json(effect));
            }
            return effects(venue.platform(), event);
        });
    }

    /** Decides a thread's turn from its state. */
    public interface Turning {
        /** The turn that follows {@code state}. */
        Turn apply(State state);
    }

    private record Remembered(State state, long said) {}

    private Remembered remembered(Venue venue) throws SQLException, JsonProcessingException {
        try (PreparedStatement select = prepare(
                        "select state, said from conversation where platform = ? and thread = ?",
                        venue.platform(),
                        venue.thread());
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new Remembered(JSON.readValue(row.getString(1), State.class), row.getLong(2))
                    : new Remembered(State.NEW, 0);
        }
    }

    private void remember(Venue venue, Turn turn, long said, Instant now) throws SQLException, JsonProcessingException {
        update(
                "insert into conversation (platform, thread, state, said, changed_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (platform, thread) do update"
                        + " set state = excluded.state, said = excluded.said, changed_at = excluded.changed_at",
                venue.platform(),
                venue.thread(),
                json(turn.state()),
                said + turn.effects().stream().filter(Effect::visible).count(),
                now.toEpochMilli());
    }

    /** Notes that an effect was performed; {@code messageId} is the platform's id of the message. */
    public synchronized void performed(Outgoing outgoing, String messageId) {
        transaction(() -> {
            Venue venue = outgoing.venue();
            update(
                    "update effect set performed = 1, message_id = ? where platform = ? and event_id = ? and position = ?",
                    messageId,
                    venue.platform(),
                    outgoing.eventId(),
                    outgoing.position());
            strip(outgoing);
            update(
                    "insert into message (platform, thread, name, message_id) values (?, ?, ?, ?)"
                            + " on conflict (platform, thread, name) do update set message_id = excluded.message_id",
                    venue.platform(),
                    venue.thread(),
                    outgoing.effect().message(),
                    messageId);
            return Optional.empty();
        });
        if (outgoing.effect() instanceof Effect.Check) {
            wipe();
        }
    }

    /** Notes that an effect is not going to be performed, ever. */
    public synchronized void abandoned(Outgoing outgoing) {
        transaction(() -> {
            update(
                    "update effect set performed = 1 where platform = ? and event_id = ? and position = ?",
                    outgoing.venue().platform(),
                    outgoing.eventId(),
                    outgoing.position());
            strip(outgoing);
            return Optional.empty();
        });
    }

    /** Forgets what an effect needs only to be performed, and what may hold secrets. */
    private void strip(Outgoing outgoing) throws SQLException, JsonProcessingException {
        Effect done = outgoing.effect() instanceof Effect.Check check
                ? check.done()
                : outgoing.effect() instanceof Effect.Begin begin ? begin.done() : outgoing.effect();
        if (!done.equals(outgoing.effect())) {
            update(
                    "update effect set effect = ? where platform = ? and event_id = ? and position = ?",
                    json(done),
                    outgoing.venue().platform(),
                    outgoing.eventId(),
                    outgoing.position());
        }
    }

    /** What is set for a channel; empty where nothing is. */
    public synchronized Optional<Listening> listening(String platform, String channel) {
        return transaction(() -> {
            try (PreparedStatement select =
                            prepare("select listening from channel where platform = ? and id = ?", platform, channel);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(JSON.readValue(row.getString(1), Listening.class)) : Optional.empty();
            }
        });
    }

    /** Sets how to listen in a channel. */
    public synchronized void listen(String platform, String channel, Listening listening, Instant now) {
        transaction(() -> {
            update(
                    "insert into channel (platform, id, listening, changed_at) values (?, ?, ?, ?)"
                            + " on conflict (platform, id) do update"
                            + " set listening = excluded.listening, changed_at = excluded.changed_at",
                    platform,
                    channel,
                    json(listening),
                    now.toEpochMilli());
            return Optional.empty();
        });
    }

    /** The platform's id of a message the bot named. */
    public synchronized Optional<String> messageId(Venue venue, String name) {
        return transaction(() -> {
            try (PreparedStatement select = prepare(
                            "select message_id from message where platform = ? and thread = ? and name = ?",
                            venue.platform(),
                            venue.thread(),
                            name);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    /** The effects of an event, in order; none where it was not taken. */
    public synchronized List<Outgoing> effects(Venue venue, String event) {
        return transaction(() -> effects(venue.platform(), event));
    }

    /** The effects not known to have been performed, each thread's in order. */
    public synchronized List<Outgoing> unfinished() {
        return transaction(() -> {
            try (PreparedStatement select =
                    prepare(SELECT_EFFECT + "where performed = 0 order by platform, thread, seq, position")) {
                return outgoing(select);
            }
        });
    }

    /** Forgets events, and threads nothing happened in, from before {@code instant}. */
    public synchronized void forgetBefore(Instant instant) {
        transaction(() -> {
            long millis = instant.toEpochMilli();
            update(
                    "delete from effect where exists (select 1 from event where event.platform = effect.platform"
                            + " and event.id = effect.event_id and event.stored_at < ?)",
                    millis);
            update("delete from event where stored_at < ?", millis);
            update(
                    "delete from message where exists (select 1 from conversation where"
                            + " conversation.platform = message.platform and conversation.thread = message.thread"
                            + " and conversation.changed_at < ?)",
                    millis);
            update("delete from conversation where changed_at < ?", millis);
            return Optional.empty();
        });
        wipe();
    }

    private static final String SELECT_EFFECT =
            "select platform, thread, event_id, position, seq, effect, performed from effect ";

    private List<Outgoing> effects(String platform, String eventId) throws SQLException, JsonProcessingException {
        try (PreparedStatement select =
                prepare(SELECT_EFFECT + "where platform = ? and event_id = ? order by position", platform, eventId)) {
            return outgoing(select);
        }
    }

    private static List<Outgoing> outgoing(PreparedStatement select) throws SQLException, JsonProcessingException {
        List<Outgoing> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Outgoing(
                        new Venue(row.getString(1), row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getLong(5),
                        JSON.readValue(row.getString(6), Effect.class),
                        row.getInt(7) != 0));
            }
        }
        return found;
    }

    private static String json(Object value) throws JsonProcessingException {
        return JSON.writeValueAsString(value);
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private interface Work<T> {
        T run() throws SQLException, JsonProcessingException;
    }

    private <T> T transaction(Work<T> work) {
        try {
            connection.setAutoCommit(false);
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollback(e);
            throw database.explain(e);
        } catch (RuntimeException | Error e) {
            rollback(e);
            throw e;
        } catch (JsonProcessingException e) {
            rollback(e);
            throw new StoreException(StoreException.Problem.CORRUPT, e);
        }
    }

    private void wipe() {
        try {
            connection.setAutoCommit(true);
            database.wipe();
        } catch (SQLException e) {
            throw database.explain(e);
        }
    }

    private void rollback(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
