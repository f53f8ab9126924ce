package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.cf5xx.knowledge.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found, and how sure it is.
 *
 * @param finding what
 * @param code the code Cloudflare shows, or would show under Full (strict), for it; null where it shows none
 * @param fault on whose side
 * @param confidence how sure, 0 to 1
 * @param certain whether it is certain from here; false where only Cloudflare could tell
 * @param origin the address of the origin it is about; null where it is about the site
 * @param values what its words are filled with; as in {@link Observed#values}
 * @param evidence the measured lines it rests on, the most telling first
 */
public record Diagnosis(
        Finding finding,
        @Nullable String code,

        @JsonSerialize(converter = Tag.class) @JsonDeserialize(converter = FromTag.class)
        Fault fault,

        double confidence,
        boolean certain,
        @Nullable String origin,
        Map<String, String> values,
        List<Observed> evidence) {

    /** Writes a fault as in files and machine output. */
    static final class Tag extends StdConverter<Fault, String> {
        @Override
        public String convert(Fault fault) {
            return fault.tag();
        }
    }

    /** Reads what {@link Tag} wrote. */
    static final class FromTag extends StdConverter<String, Fault> {
        @Override
        public Fault convert(String tag) {
            return Fault.valueOf(tag.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
