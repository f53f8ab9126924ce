package dev.cf5xx.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.app.settings.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look that hangs, or breaks, keeps the others from nothing. */
@Timeout(60)
class PatienceTest {
    /** Discord has begun badly, so that neither platform is asked. */
    private static final Configuration.Reading SETTINGS =
            Configuration.read(Map.of("CF5XX_DISCORD_TOKEN", "a b"), null);

    @Test
    void look_thatHangs_isGivenUp_andInterrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Doctor doctor = new Doctor(
                SETTINGS,
                Map.of(),
                Clock.systemUTC(),
                () -> {
                    try {
                        never.await();
                        throw new AssertionError("nobody lets it go");
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                Duration.ofSeconds(1));

        List<Finding> findings = doctor.examine();

        assertThat(findings).anySatisfy(it -> {
            assertThat(it.id()).isEqualTo("network");
            assertThat(it.mark()).isEqualTo(Finding.Mark.WRONG);
            assertThat(it.says().en()).isEqualTo("Network: No result within 1 s");
            assertThat(it.says().zh()).isEqualTo("网络：1 秒内没有结果");
            assertThat(it.fix()).isNotNull();
        });
        assertThat(findings).extracting(Finding::id).contains("settings", "slack", "discord", "store", "clock");
        interrupted.await();
    }

    @Test
    void look_thatBreaks_isSaid() {
        Doctor doctor = new Doctor(SETTINGS, Map.of(), Clock.systemUTC(), () -> {
            throw new IllegalStateException("a bug, and maybe a secret");
        });

        assertThat(doctor.examine())
                .filteredOn(it -> it.id().equals("network"))
                .singleElement()
                .satisfies(it -> assertThat(it.says().en())
                        .isEqualTo("Network: An error of cf5xx's own: IllegalStateException"));
    }
}
