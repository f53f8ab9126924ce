package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cf5xx.bot.chat.Venue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the lanes to the order of one venue's work and to the independence of different venues. */
@Timeout(30)
class LanesTest {
    private static final Venue HERE = new Venue("test", "here");
    private static final Venue THERE = new Venue("test", "there");

    private static String await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS) ? "in time" : "too late";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Test
    void run_manyInOneVenue_runInTheOrderTheyCame() {
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            Lanes lanes = new Lanes(executor);
            List<Integer> ran = new ArrayList<>(); // unguarded: only one at a time may touch it
            CompletableFuture<?>[] all = IntStream.range(0, 2000)
                    .mapToObj(i -> lanes.run(HERE, () -> ran.add(i)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).join();

            assertThat(ran)
                    .containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void run_oneVenueBusy_doesNotHoldUpAnother() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            Lanes lanes = new Lanes(executor);
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<String> busy = lanes.run(HERE, () -> await(release));

            assertThat(lanes.run(THERE, () -> "done").join()).isEqualTo("done");
            assertThat(busy).isNotDone();

            release.countDown();
            assertThat(busy.join()).isEqualTo("in time");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void run_workWaitingInOneVenue_takesNoThreadFromAnother() {
        Deque<Runnable> queue = new ArrayDeque<>();
        Lanes lanes = new Lanes(queue::add);
        List<String> ran = new ArrayList<>();

        lanes.run(HERE, () -> ran.add("here 1"));
        lanes.run(HERE, () -> ran.add("here 2"));
        lanes.run(THERE, () -> ran.add("there"));
        assertThat(queue).as("only work that can run is handed over").hasSize(2);
        while (!queue.isEmpty()) {
            queue.remove().run();
        }

        assertThat(ran).containsExactly("here 1", "there", "here 2");
    }

    @Test
    void run_workFails_failsItsOwnFutureOnly() {
        Lanes lanes = new Lanes(Runnable::run);

        CompletableFuture<String> failed = lanes.run(HERE, () -> {
            throw new IllegalStateException("broken");
        });
        CompletableFuture<String> error = lanes.run(HERE, () -> {
            throw new AssertionError("badly broken");
        });

        assertThatThrownBy(failed::join).hasRootCauseMessage("broken");
        assertThatThrownBy(error::join).hasRootCauseMessage("badly broken");
        assertThat(lanes.run(HERE, () -> "next").join()).isEqualTo("next");
    }

    @Test
    void run_executorRefuses_failsAndLeavesTheVenueFree() {
        List<Runnable> refused = new ArrayList<>();
        Deque<Runnable> queue = new ArrayDeque<>();
        boolean[] open = {false};
        Lanes lanes = new Lanes(task -> {
            if (!open[0]) {
                refused.add(task);
                throw new RejectedExecutionException("closed");
            }
            queue.add(task);
        });

        CompletableFuture<String> first = lanes.run(HERE, () -> "never");
        assertThat(first).as("nobody waits for ever").isCompletedExceptionally();

        open[0] = true;
        CompletableFuture<String> second = lanes.run(HERE, () -> "second");
        CompletableFuture<String> third = lanes.run(HERE, () -> "third");
        open[0] = false;
        queue.remove().run();

        assertThat(second.join()).isEqualTo("second");
        assertThat(third).as("refused when its turn came").isCompletedExceptionally();
        assertThat(refused).hasSize(2);
        open[0] = true;
        CompletableFuture<String> fourth = lanes.run(HERE, () -> "fourth");
        queue.remove().run();
        assertThat(fourth.join()).isEqualTo("fourth");
    }
}
