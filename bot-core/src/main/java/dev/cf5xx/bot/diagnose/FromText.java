package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Instant;

/** Reads an instant as {@link Instant#toString} writes it. */
final class FromText extends StdConverter<String, Instant> {
    @Override
    public Instant convert(String text) {
        return Instant.parse(text);
    }
}
