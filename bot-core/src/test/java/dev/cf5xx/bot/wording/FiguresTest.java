package dev.cf5xx.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.knowledge.Lang;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times and sizes read as people say them. */
class FiguresTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:00:00Z, 0 s ago, 0 秒前",
        "2026-11-22T09:59:48Z, 12 s ago, 12 秒前",
        "2026-11-22T09:59:00Z, 1 minute ago, 1 分钟前",
        "2026-11-22T09:01:00Z, 59 minutes ago, 59 分钟前",
        "2026-11-22T09:00:00Z, 1 hour ago, 1 小时前",
        "2026-11-21T10:00:01Z, 23 hours ago, 23 小时前",
        "2026-11-21T10:00:00Z, 1 day ago, 1 天前",
        "2026-11-19T09:00:00Z, 3 days ago, 3 天前",
        "2026-08-25T10:00:00Z, 89 days ago, 89 天前",
        "2026-08-24T10:00:00Z, 3 months ago, 3 个月前",
        "2024-11-22T10:00:00Z, 2 years ago, 2 年前",
        "2016-11-22T10:00:00Z, 10 years ago, 10 年前",
        "2026-11-22T10:00:30Z, in 30 s, 30 秒后",
        "2026-11-22T15:30:00Z, in 5 hours, 5 小时后",
        "2026-11-24T10:00:00Z, in 2 days, 2 天后",
        "2041-11-22T10:00:00Z, in 15 years, 15 年后"
    })
    void ago_atAnyDistance_isToldInItsLargestUnit(Instant at, String en, String zh) {
        assertThat(Figures.ago(at, NOW, Lang.EN)).isEqualTo(en);
        assertThat(Figures.ago(at, NOW, Lang.ZH)).isEqualTo(zh);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1 s",
        "400, 1 s",
        "1001, 2 s",
        "59000, 59 s",
        "60000, 1 minute",
        "60001, 2 minutes",
        "61000, 2 minutes"
    })
    void wait_ofAnyLength_isRoundedUp(long millis, String said) {
        assertThat(Figures.wait(Duration.ofMillis(millis), Lang.EN)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes, 0 字节",
        "1, 1 byte, 1 字节",
        "1023, 1023 bytes, 1023 字节",
        "1024, 1 KB, 1 KB",
        "1536, 1.5 KB, 1.5 KB",
        "143360, 140 KB, 140 KB",
        "131072, 128 KB, 128 KB"
    })
    void bytes_ofAnySize_areToldInTheirUnit(BigDecimal bytes, String en, String zh) {
        assertThat(Figures.bytes(bytes, Lang.EN)).isEqualTo(en);
        assertThat(Figures.bytes(bytes, Lang.ZH)).isEqualTo(zh);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "0.04, 0 ms",
        "3.25, 3.3 ms",
        "12.5, 13 ms",
        "999.4, 999 ms",
        "1000, 1.0 s",
        "125234.5, 125.2 s",
        "-4, 0 ms"
    })
    void millis_fromASecondUp_areToldInSeconds(double millis, String said) {
        assertThat(Figures.millis(millis, Lang.EN)).isEqualTo(said);
    }

    @Test
    void millis_thatAreNoNumber_areNone() {
        assertThat(Figures.millis(Double.NaN, Lang.EN)).isEqualTo("0 ms");
        assertThat(Figures.millis(Double.POSITIVE_INFINITY, Lang.ZH)).isEqualTo("0 毫秒");
    }
}
