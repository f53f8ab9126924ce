package dev.cf5xx.bot.understand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Messages labelled with what they name. {@code optional_urls} may be found as well, each of {@code also_ok_urls} is another
 * right answer; {@code hosts}, where it is given, are the names outside addresses.
 */
final class AddressSamples {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MessageReader READER = new MessageReader(Knowledge.shipped());

    private AddressSamples() {}

    /** The rows that are read otherwise than they are labelled, with what was read. */
    static List<String> misses(List<String> lines) throws IOException {
        List<String> misses = new ArrayList<>();
        for (String line : lines) {
            JsonNode row = JSON.readTree(line);
            Dialect dialect = Dialect.valueOf(row.get("platform").asText().toUpperCase(Locale.ROOT));
            Reading reading = READER.read(row.get("text").asText(), dialect);
            if (!isRight(row, Set.copyOf(reading.urls()))) {
                misses.add(row.get("id").asText() + " " + reading.urls());
            } else if (row.has("hosts") && !strings(row.get("hosts")).equals(Set.copyOf(reading.hosts()))) {
                misses.add(row.get("id").asText() + " hosts " + reading.hosts());
            }
        }
        return misses;
    }

    private static boolean isRight(JsonNode row, Set<String> found) {
        Set<String> needed = strings(row.get("expected_urls"));
        Set<String> tolerated = new HashSet<>(needed);
        tolerated.addAll(strings(row.path("optional_urls")));
        boolean right = found.containsAll(needed) && tolerated.containsAll(found);
        for (JsonNode other : row.path("also_ok_urls")) {
            right |= found.equals(strings(other));
        }
        return right;
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> strings = new HashSet<>();
        list.forEach(item -> strings.add(item.asText()));
        return strings;
    }
}
