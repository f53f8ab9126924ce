package dev.cf5xx.app.doctor;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one look.
 *
 * @param skew how far the platform's clock is ahead of this machine's; null where it did not say
 */
record Looked(List<Finding> findings, @Nullable Duration skew) {
    static Looked of(Finding... findings) {
        return new Looked(List.of(findings), null);
    }
}
