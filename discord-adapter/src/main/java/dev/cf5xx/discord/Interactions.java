package dev.cf5xx.discord;

import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The interactions that can still be answered, by their ids, and the messages they were answered with. */
final class Interactions {
    /** More than that in a quarter of an hour, and the oldest have had their answers. */
    private static final int MOST = 10_000;

    private record Kept(Opened opened, @Nullable Spot direct, Instant until) {}

    /** The oldest first, which all end first. */
    private final Map<String, Kept> byId = new LinkedHashMap<>();

    private final Recent<String> byAnswer = new Recent<>();
    private final Clock clock;

    Interactions(Clock clock) {
        this.clock = clock;
    }

    /**
     * Keeps an interaction for as long as Discord does.
     *
     * @param direct where the next message is its answer; null where it is told by its id
     * @return whether it is new: Discord may deliver one twice
     */
    synchronized boolean keep(String id, Opened opened, @Nullable Spot direct) {
        Instant now = clock.instant();
        Iterator<Kept> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            if (!oldest.next().until.isBefore(now) && byId.size() < MOST) {
                break;
            }
            oldest.remove();
        }
        return byId.putIfAbsent(id, new Kept(opened, direct, now.plus(DiscordLimits.TOKEN))) == null;
    }

    /** The interaction, or null where there is none that can still be answered. */
    synchronized @Nullable Opened of(String id) {
        Kept kept = byId.get(id);
        return kept == null || kept.until.isBefore(clock.instant()) ? null : kept.opened;
    }

    /** A message was an interaction's answer. */
    void answered(Opened opened, String message) {
        byAnswer.put(message, opened.id());
    }

    /** The interaction that a message was an answer to, or null where there is none that can still be answered. */
    @Nullable
    Opened answeredWith(String message) {
        String id = byAnswer.get(message);
        return id == null ? null : of(id);
    }

    /** An interaction of direct messages that waits for its answer, or null. */
    synchronized @Nullable Opened owed(Spot direct) {
        for (Kept kept : byId.values()) {
            if (direct.equals(kept.direct) && kept.opened.isOwed() && !kept.until.isBefore(clock.instant())) {
                return kept.opened;
            }
        }
        return null;
    }
}
