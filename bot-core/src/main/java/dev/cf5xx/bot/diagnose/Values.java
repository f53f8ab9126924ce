package dev.cf5xx.bot.diagnose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What words are filled with. */
final class Values {
    private Values() {}

    /** Of names and values in turn, those that {@code slots} name; what is not given is {@link Shown#UNKNOWN}. */
    static Map<String, String> of(List<String> slots, String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        slots.forEach(slot -> values.put(slot, Shown.UNKNOWN));
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            values.replace(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(values);
    }
}
