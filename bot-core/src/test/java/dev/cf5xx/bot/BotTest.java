package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the bot to answering every event once, in its thread's order, whatever the platform and the process do. */
@Timeout(60)
class BotTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Dialogue DIALOGUE = new Dialogue(Knowledge.shipped(), new MessageReader(Knowledge.shipped()));

    private final Store store = Store.inMemory();
    private final ExecutorService executor = Executors.newFixedThreadPool(8);
    private final FakePlatform platform = new FakePlatform("fake");

    @AfterEach
    void close() {
        executor.shutdownNow();
        store.close();
    }

    private Bot bot(Instant now, FakePlatform... platforms) {
        Settings settings = new Settings(Lang.EN, Duration.ofDays(30));
        return new Bot(store, DIALOGUE, settings, Clock.fixed(now, ZoneOffset.UTC), executor, List.of(platforms), null);
    }

    private Bot bot() {
        return bot(NOON, platform);
    }

    private static Heard wrote(String id, String thread, String text) {
        return new Heard(id, new Venue("fake", thread), new Person("u", Lang.EN), NOON, true, new Act.Wrote(text));
    }

    private static Heard pressed(String id, String thread, String button) {
        return new Heard(id, new Venue("fake", thread), new Person("u", Lang.EN), NOON, true, new Act.Pressed(button));
    }

    @Test
    void hear_code_postsItsAnswer() {
        List<Outgoing> effects = bot().hear(wrote("e1", "t", "522")).join();

        assertThat(effects).hasSize(1);
        assertThat(platform.calls()).hasSize(1);
        assertThat(platform.calls().get(0).text()).contains("522");
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_sameEventAgain_answersOnceAndTellsTheSameEffects() {
        Bot bot = bot();
        List<Outgoing> first = bot.hear(wrote("e1", "t", "522")).join();
        List<Outgoing> second = bot.hear(wrote("e1", "t", "522")).join();

        assertThat(second).extracting(Outgoing::nonce).isEqualTo(List.of("e1#0"));
        assertThat(second)
                .extracting(Outgoing::effect)
                .isEqualTo(first.stream().map(Outgoing::effect).toList());
        assertThat(platform.calls()).hasSize(1);
    }

    @Test
    void hear_sameEventFromManyThreadsAtOnce_answersOnce() {
        Bot bot = bot();
        CompletableFuture<?>[] all = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> bot.hear(wrote("e" + i % 5, "t" + i % 5, "522")))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();

        assertThat(platform.calls())
                .extracting(FakePlatform.Call::nonce)
                .containsExactlyInAnyOrder("e0#0", "e1#0", "e2#0", "e3#0", "e4#0");
    }

    @Test
    void hear_sameEventUnderTwoThreadNames_answersOnce() {
        Bot bot = bot();
        CompletableFuture<?> here = bot.hear(wrote("e1", "here", "522"));
        CompletableFuture<?> there = bot.hear(wrote("e1", "there", "522"));
        CompletableFuture.allOf(here, there).join();

        assertThat(platform.calls()).extracting(FakePlatform.Call::nonce).containsExactly("e1#0");
        assertThat(platform.shown()).as("messages on the platform").hasSize(1);
    }

    @Test
    void hear_eventTakenInAnotherThreadAndOwedThere_isNotPerformedInThisLane() {
        platform.failing(1);
        Bot bot = bot();
        assertThatThrownBy(() -> bot.hear(wrote("e1", "here", "522")).join()).hasRootCauseInstanceOf(IOException.class);

        List<Outgoing> told = bot.hear(wrote("e1", "there", "522")).join();

        assertThat(told).extracting(Outgoing::nonce).containsExactly("e1#0");
        assertThat(platform.calls()).as("only the failed call").hasSize(1);
        bot.hear(wrote("e1", "here", "522")).join();
        assertThat(platform.shown()).hasSize(1);
    }

    @Test
    void hear_hostIsKnown_standsInTheCommandsUntilAnotherIsNamed() {
        Bot bot = bot();

        bot.hear(wrote("e1", "t", "525"), "shop.example.com").join();
        bot.hear(wrote("e2", "t", "526 https://www.example.net/"), null).join();
        bot.hear(pressed("e3", "t", "m1/more")).join();

        assertThat(platform.calls().get(0).text()).contains("shop.example.com");
        assertThat(platform.calls().get(2).text()).contains("www.example.net").doesNotContain("shop.example.com");
    }

    @Test
    void hear_manyThreadsAtOnce_keepsEachThreadsOrder() {
        Bot bot = bot();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            for (int thread = 0; thread < 8; thread++) {
                all.add(bot.hear(wrote("t" + thread + "-" + i, "t" + thread, "52" + i % 7)));
            }
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();

        for (int thread = 0; thread < 8; thread++) {
            String name = "t" + thread;
            assertThat(platform.calls().stream()
                            .filter(call -> call.venue().thread().equals(name))
                            .map(FakePlatform.Call::nonce))
                    .containsExactlyElementsOf(IntStream.range(0, 30)
                            .mapToObj(i -> name + "-" + i + "#0")
                            .toList());
        }
        assertThat(platform.overlapped()).as("two calls for one venue at once").isFalse();
    }

    @Test
    void hear_button_editsTheMessageThePlatformKnows() {
        Bot bot = bot();
        bot.hear(wrote("e1", "t", "522")).join();

        bot.hear(pressed("e2", "t", "m1/more")).join();

        assertThat(platform.calls()).extracting(FakePlatform.Call::verb).containsExactly("post", "edit");
        assertThat(platform.calls().get(1).message())
                .isEqualTo(platform.calls().get(0).message());
    }

    @Test
    void hear_platformFails_failsAndResumePostsWithTheSameNonce() {
        platform.failing(1);
        Bot bot = bot();

        assertThatThrownBy(() -> bot.hear(wrote("e1", "t", "522")).join()).hasRootCauseInstanceOf(IOException.class);
        assertThat(store.unfinished()).extracting(Outgoing::nonce).containsExactly("e1#0");
        assertThat(platform.shown()).isEmpty();

        bot().resume().join();

        assertThat(platform.calls()).extracting(FakePlatform.Call::nonce).containsExactly("e1#0", "e1#0");
        assertThat(platform.shown()).hasSize(1);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_platformFailedAndEventComesAgain_postsItThen() {
        platform.failing(1);
        Bot bot = bot();
        assertThatThrownBy(() -> bot.hear(wrote("e1", "t", "522")).join()).hasRootCauseInstanceOf(IOException.class);

        bot.hear(wrote("e1", "t", "522")).join();

        assertThat(platform.shown()).hasSize(1);
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void hear_afterAFailureInTheThread_goesOn() {
        platform.failing(1);
        Bot bot = bot();
        CompletableFuture<?> failed = bot.hear(wrote("e1", "t", "522"));
        CompletableFuture<List<Outgoing>> next = bot.hear(wrote("e2", "t", "524"));

        assertThatThrownBy(failed::join).hasRootCauseInstanceOf(IOException.class);
        assertThat(next.join()).hasSize(1);
    }

    @Test
    void resume_nothingOwed_doesNothing() {
        bot().hear(wrote("e1", "t", "522")).join();

        bot().resume().join();

        assertThat(platform.calls()).hasSize(1);
    }

    @Test
    void resume_severalOwed_keepsEachThreadsOrder() {
        platform.failing(Integer.MAX_VALUE);
        Bot down = bot();
        for (int i = 10; i > 0; i--) {
            for (String thread : List.of("a", "b")) {
                CompletableFuture<?> failed = down.hear(wrote(thread + i, thread, "522"));
                assertThatThrownBy(failed::join).hasRootCauseInstanceOf(IOException.class);
            }
        }
        FakePlatform up = new FakePlatform("fake");

        bot(NOON, up).resume().join();

        for (String thread : List.of("a", "b")) {
            assertThat(up.calls().stream()
                            .filter(call -> call.venue().thread().equals(thread))
                            .map(FakePlatform.Call::nonce))
                    .containsExactly(
                            thread + "10#0",
                            thread + "9#0",
                            thread + "8#0",
                            thread + "7#0",
                            thread + "6#0",
                            thread + "5#0",
                            thread + "4#0",
                            thread + "3#0",
                            thread + "2#0",
                            thread + "1#0");
        }
        assertThat(store.unfinished()).isEmpty();
    }

    @Test
    void resume_platformFailsAgain_leavesThatThreadAndFinishesTheOthers() {
        platform.failing(Integer.MAX_VALUE);
        Bot down = bot();
        for (String id : List.of("a1", "a2", "b1")) {
            CompletableFuture<?> failed = down.hear(wrote(id, id.substring(0, 1), "522"));
            assertThatThrownBy(failed::join).hasRootCauseInstanceOf(IOException.class);
        }
        FakePlatform half = new FakePlatform("fake");
        half.failingIn("a");

        bot(NOON, half).resume().join();

        assertThat(store.unfinished()).extracting(Outgoing::nonce).containsExactly("a1#0", "a2#0");
        assertThat(half.calls().stream().map(FakePlatform.Call::nonce))
                .as("nothing overtakes a1")
                .containsExactlyInAnyOrder("a1#0", "b1#0");
    }

    @Test
    void resume_effectsOfAPlatformThatIsNotThere_leavesThemAlone() {
        platform.failing(1);
        Bot both = bot(NOON, platform);
        assertThatThrownBy(() -> both.hear(wrote("e1", "t", "522")).join()).hasRootCauseInstanceOf(IOException.class);
        FakePlatform other = new FakePlatform("other");

        bot(NOON, other).resume().join();

        assertThat(other.calls()).isEmpty();
        assertThat(store.unfinished()).extracting(Outgoing::nonce).containsExactly("e1#0");
    }

    @Test
    void hear_platformThatIsNotThere_failsAndTakesNothing() {
        Bot bot = bot(NOON, new FakePlatform("other"));

        assertThatThrownBy(() -> bot.hear(wrote("e1", "t", "522")).join()).hasMessageContaining("fake");

        assertThat(store.unfinished()).isEmpty();
        assertThat(bot().hear(wrote("e1", "t", "522")).join())
                .as("it can still be answered")
                .hasSize(1);
    }

    @Test
    void resume_eventOlderThanRetention_isForgotten() {
        bot().hear(wrote("e1", "t", "522")).join();
        Instant later = NOON.plus(Duration.ofDays(30));

        bot(later, platform).resume().join();
        bot(later, platform).hear(wrote("e1", "t", "522")).join();
        assertThat(platform.calls()).as("exactly as old as the retention").hasSize(1);

        bot(later.plusMillis(1), platform).resume().join();
        bot(later.plusMillis(1), platform).hear(wrote("e1", "t", "522")).join();
        assertThat(platform.calls()).as("older").hasSize(2);
    }

    @Test
    void resume_owedButOlderThanRetention_isNotSaidAnyMore() {
        platform.failing(1);
        Bot bot = bot();
        assertThatThrownBy(() -> bot.hear(wrote("e1", "t", "522")).join()).hasRootCauseInstanceOf(IOException.class);

        bot(NOON.plus(Duration.ofDays(31)), platform).resume().join();

        assertThat(platform.shown()).isEmpty();
        assertThat(store.unfinished()).isEmpty();
    }
}
