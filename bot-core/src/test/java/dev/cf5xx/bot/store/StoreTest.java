package dev.cf5xx.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.dialogue.Turn;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the store to taking each event once, and to keeping a thread's state, effects and order together. */
class StoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Venue HERE = new Venue("test", "here");
    private static final Venue THERE = new Venue("test", "there");
    private static final Venue ELSEWHERE = new Venue("other", "here");

    private final Store store = Store.inMemory();

    @AfterEach
    void close() {
        store.close();
    }

    private static Effect post(String message) {
        return new Effect.Post(message, Reply.of(new Block.Heading("about " + message)));
    }

    /** A turn after which {@code posted} messages were posted, and that does {@code effects}. */
    private static Turn turn(int posted, Effect... effects) {
        return new Turn(new State(Lang.EN, List.of("522"), null, Set.of(), posted, Map.of()), List.of(effects));
    }

    private List<Outgoing> take(String id, Venue venue, Effect... effects) {
        return store.take(venue, id, NOON, state -> turn(state.posted() + effects.length, effects));
    }

    /** The state in which the next turn of a thread would begin. */
    private State state(Venue venue, String freshId) {
        List<State> seen = new ArrayList<>();
        store.take(venue, freshId, NOON, state -> {
            seen.add(state);
            return new Turn(state, List.of());
        });
        return seen.get(0);
    }

    @Test
    void take_newEvent_returnsItsEffectsInOrder() {
        List<Outgoing> effects = take("e1", HERE, post("m1"), post("m2"));

        assertThat(effects)
                .containsExactly(
                        new Outgoing(HERE, "e1", 0, 1, post("m1"), false),
                        new Outgoing(HERE, "e1", 1, 2, post("m2"), false));
    }

    @Test
    void take_sameEventAgain_decidesNothingAndReturnsTheSameEffects() {
        List<Outgoing> first = take("e1", HERE, post("m1"));

        List<Outgoing> second = store.take(HERE, "e1", NOON, state -> {
            throw new AssertionError("decided twice");
        });

        assertThat(second).isEqualTo(first);
        assertThat(state(HERE, "e2").posted()).isEqualTo(1);
    }

    @Test
    void take_sameEventInAnotherThread_isStillTheSameEvent() {
        List<Outgoing> first = take("e1", HERE, post("m1"));

        assertThat(take("e1", THERE, post("m9"))).isEqualTo(first);
        assertThat(state(THERE, "e2")).isEqualTo(State.NEW);
    }

    @Test
    void take_eventWithoutEffects_isTakenAllTheSame() {
        assertThat(store.take(HERE, "e1", NOON, state -> new Turn(state, List.of())))
                .isEmpty();

        assertThat(take("e1", HERE, post("m1"))).isEmpty();
    }

    @Test
    void take_stateChangedWithoutEffects_isRemembered() {
        store.take(HERE, "e1", NOON, state -> turn(7));

        assertThat(state(HERE, "e2").posted()).isEqualTo(7);
    }

    @Test
    void take_severalEventsOfAThread_numbersEffectsThroughout() {
        take("e1", HERE, post("m1"), post("m2"));
        take("noise", HERE);
        take("other", THERE, post("m1"));

        assertThat(take("e2", HERE, post("m3"))).extracting(Outgoing::seq).containsExactly(3L);
        assertThat(take("e3", THERE, post("m2"))).extracting(Outgoing::seq).containsExactly(2L);
    }

    @Test
    void take_sameIdsOnTwoPlatforms_doNotMix() {
        take("e1", HERE, post("m1"));
        List<Outgoing> other = take("e1", ELSEWHERE, post("x1"), post("x2"));

        assertThat(other).extracting(Outgoing::seq).containsExactly(1L, 2L);
        assertThat(other).extracting(Outgoing::venue).containsOnly(ELSEWHERE);
        assertThat(state(HERE, "e2").posted()).isEqualTo(1);
        assertThat(state(ELSEWHERE, "e2").posted()).isEqualTo(2);

        store.performed(other.get(0), "platform-id");
        assertThat(store.messageId(ELSEWHERE, "x1")).contains("platform-id");
        assertThat(store.messageId(HERE, "x1")).isEmpty();
        assertThat(take("e1", HERE)).noneMatch(Outgoing::performed);
    }

    @Test
    void take_turnThrows_leavesNothing() {
        take("e1", HERE, post("m1"));

        assertThatThrownBy(() -> store.take(HERE, "e2", NOON, state -> {
                    throw new IllegalStateException("no decision");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no decision");

        assertThat(store.unfinished()).extracting(Outgoing::eventId).containsExactly("e1");
        assertThat(take("e2", HERE, post("m2")))
                .as("the event is still to be taken")
                .extracting(Outgoing::seq)
                .containsExactly(2L);
    }

    @Test
    void take_turnEndsInAnError_leavesNothing() {
        assertThatThrownBy(() -> store.take(HERE, "e1", NOON, state -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(take("e1", HERE, post("m1")))
                .as("the event is still to be taken")
                .hasSize(1);
    }

    @Test
    void take_storingFailsHalfWay_leavesNothing() {
        List<Effect> breaking = new AbstractList<>() {
            @Override
            public Effect get(int index) {
                if (index == 2) {
                    throw new IllegalStateException("no third effect");
                }
                return post("m" + index);
            }

            @Override
            public int size() {
                return 3;
            }
        };
        assertThatThrownBy(() -> store.take(HERE, "e1", NOON, state -> new Turn(turn(3).state(), breaking)))
                .hasMessage("no third effect");

        assertThat(store.unfinished()).isEmpty();
        assertThat(state(HERE, "e2")).isEqualTo(State.NEW);
        assertThat(take("e1", HERE, post("m1"))).hasSize(1);
    }

    @Test
    void performed_effect_isKnownToBeDoneAndTheMessageIsFound() {
        Outgoing outgoing = take("e1", HERE, post("m1")).get(0);

        store.performed(outgoing, "platform-7");

        assertThat(take("e1", HERE)).containsExactly(new Outgoing(HERE, "e1", 0, 1, post("m1"), true));
        assertThat(store.messageId(HERE, "m1")).contains("platform-7");
        assertThat(store.messageId(THERE, "m1")).isEmpty();
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void messageId_neverPosted_isEmpty() {
        take("e1", HERE, post("m1"));

        assertThat(store.messageId(HERE, "m1")).isEmpty();
    }

    @Test
    void unfinished_severalThreads_keepsEachOnesOrder() {
        // Ten and more, so that an order by text would show.
        for (int i = 1; i <= 12; i++) {
            take("h" + i, HERE, post("m" + i));
            take("t" + i, THERE, post("m" + i));
        }
        store.performed(take("h2", HERE).get(0), "done");

        List<Outgoing> owed = store.unfinished();

        assertThat(seqs(owed, HERE)).containsExactly(1L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(seqs(owed, THERE)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(owed).noneMatch(Outgoing::performed);
    }

    private static Stream<Long> seqs(List<Outgoing> all, Venue venue) {
        return all.stream().filter(it -> it.venue().equals(venue)).map(Outgoing::seq);
    }

    @Test
    void nonce_everyEffect_isItsOwn() {
        take("e1", HERE, post("m1"), post("m2"));
        take("e2", HERE, post("m3"));

        assertThat(store.unfinished())
                .extracting(Outgoing::nonce)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void forgetBefore_olderEvents_areForgottenWithAllOfThem() {
        store.take(HERE, "old", NOON.minusSeconds(1), state -> turn(1, post("m1")));
        store.performed(store.unfinished().get(0), "p1");
        store.take(THERE, "young", NOON, state -> turn(1, post("m1")));
        store.performed(store.unfinished().get(0), "p2");

        store.forgetBefore(NOON);

        assertThat(store.messageId(HERE, "m1")).isEmpty();
        assertThat(store.messageId(THERE, "m1")).contains("p2");
        assertThat(state(HERE, "x1")).isEqualTo(State.NEW);
        assertThat(state(THERE, "x2").posted()).isEqualTo(1);
        assertThat(take("young", THERE)).hasSize(1);
        assertThat(take("old", HERE, post("m1")))
                .as("an event that was forgotten is new again")
                .extracting(Outgoing::seq)
                .containsExactly(1L);
    }

    @Test
    void forgetBefore_whatWasForgotten_isNotOnTheDiskAnyMore(@TempDir Path folder) throws IOException {
        try (Store onDisk = Store.in(folder)) {
            onDisk.take(HERE, "old", NOON.minusSeconds(1), state -> turn(1, post("a-message-of-old")));
            assertThat(written(folder)).contains("a-message-of-old");

            onDisk.forgetBefore(NOON);

            assertThat(written(folder)).doesNotContain("a-message-of-old");
        }
    }

    private static String written(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void forgetBefore_oldEventOfALivingThread_leavesTheThread() {
        store.take(HERE, "old", NOON.minusSeconds(1), state -> turn(1, post("m1")));
        store.performed(store.unfinished().get(0), "p1");
        store.take(HERE, "young", NOON, state -> turn(2, post("m2")));

        store.forgetBefore(NOON);

        assertThat(store.messageId(HERE, "m1")).contains("p1");
        assertThat(state(HERE, "x").posted()).isEqualTo(2);
        assertThat(take("next", HERE, post("m3")))
                .extracting(Outgoing::seq)
                .as("numbers go on")
                .containsExactly(3L);
    }

    @Test
    void take_strangeIdentifiers_areKeptAsTheyAre() {
        String strange = "'; drop table event; --\u0000\n\"中文🙂";
        Venue venue = new Venue("te'st", strange);

        List<Outgoing> effects = take(strange, venue, post("m1"));

        assertThat(effects).containsExactly(new Outgoing(venue, strange, 0, 1, post("m1"), false));
        assertThat(store.unfinished()).isEqualTo(effects);
    }
}
