package dev.cf5xx.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A flood, as the one who puts it off sees it. */
class LanesTest {
    @Test
    void lane_thatIsFull_takesNothingMore_andTheOthersDo() {
        Queue<Runnable> later = new ArrayDeque<>();
        Lanes lanes = new Lanes(later::add);
        int taken = 0;
        while (taken < 100_000 && lanes.run("a", () -> {})) {
            taken++;
        }

        assertThat(taken).isBetween(1_000, 10_000);
        assertThat(lanes.run("b", () -> {})).isTrue();
        later.remove().run();
        assertThat(lanes.run("a", () -> {})).isTrue();
    }
}
