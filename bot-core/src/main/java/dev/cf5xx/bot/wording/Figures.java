package dev.cf5xx.bot.wording;

import dev.cf5xx.knowledge.Lang;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Puts times and sizes into words. */
final class Figures {
    private static final int KB = 1024;
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final long DAY = Duration.ofDays(1).toSeconds();

    /** Up to here days are counted; a certificate's two months are clearer in days. */
    private static final int MOST_DAYS = 90;

    private static final int DAYS_A_MONTH = 30;
    private static final int DAYS_A_YEAR = 365;
    private static final int MOST_MONTHS = 24;

    private Figures() {}

    /** How long before or after {@code now} something is, e.g. {@code 3 days ago}. */
    static String ago(Instant at, Instant now, Lang lang) {
        Duration past = Duration.between(at, now);
        return (past.isNegative() ? Saying.FROM_NOW : Saying.AGO).in(lang, span(past.abs(), lang));
    }

    /** A length of time in its largest unit, rounded down, e.g. {@code 3 days}. */
    static String span(Duration time, Lang lang) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return Saying.SECONDS.in(lang, seconds);
        } else if (seconds < HOUR) {
            return counted(seconds / 60, Saying.ONE_MINUTE, Saying.MINUTES, lang);
        } else if (seconds < DAY) {
            return counted(seconds / HOUR, Saying.ONE_HOUR, Saying.HOURS, lang);
        }
        long days = seconds / DAY;
        if (days < MOST_DAYS) {
            return counted(days, Saying.ONE_DAY, Saying.DAYS, lang);
        } else if (days / DAYS_A_MONTH < MOST_MONTHS) {
            return Saying.MONTHS.in(lang, days / DAYS_A_MONTH);
        }
        return Saying.YEARS.in(lang, Math.max(2, days / DAYS_A_YEAR));
    }

    private static String counted(long count, Saying one, Saying many, Lang lang) {
        return count == 1 ? one.in(lang) : many.in(lang, count);
    }

    /** How long to wait: rounded up, since coming back too early would be in vain. */
    static String wait(Duration time, Lang lang) {
        long seconds = Math.max(1, time.plusMillis(999).toSeconds());
        return span(Duration.ofSeconds(seconds < 60 ? seconds : (seconds + 59) / 60 * 60), lang);
    }

    /** A number of bytes, e.g. {@code 140 KB}. */
    static String bytes(BigDecimal bytes, Lang lang) {
        if (bytes.compareTo(BigDecimal.ONE) == 0) {
            return Saying.ONE_BYTE.in(lang);
        } else if (bytes.compareTo(BigDecimal.valueOf(KB)) < 0) {
            return Saying.BYTES.in(lang, bytes.toBigInteger());
        }
        return rounded(bytes.divide(BigDecimal.valueOf(KB), 1, RoundingMode.HALF_UP)) + " KB";
    }

    /** A number with at most one place after the point, and none from ten up. */
    static String rounded(BigDecimal number) {
        int places = number.abs().compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
        BigDecimal rounded = number.setScale(places, RoundingMode.HALF_UP);
        return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
    }

    /** A length of time in milliseconds, in seconds from one second up. */
    static String millis(double millis, Lang lang) {
        double known = Double.isFinite(millis) ? Math.max(0, millis) : 0;
        return known < 1000
                ? Saying.MILLISECONDS.in(lang, rounded(BigDecimal.valueOf(known)))
                : Saying.SECONDS.in(lang, String.format(Locale.ROOT, "%.1f", known / 1000));
    }
}
