package dev.cf5xx.discord;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The interactions that can still be answered, by their ids. */
final class Interactions {
    private record Kept(Opened opened, @Nullable Spot direct, Instant until) {}

    private final Map<String, Kept> byId = new ConcurrentHashMap<>();
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
    boolean keep(String id, Opened opened, @Nullable Spot direct) {
        Instant now = clock.instant();
        byId.values().removeIf(kept -> kept.until.isBefore(now));
        return byId.putIfAbsent(id, new Kept(opened, direct, now.plus(DiscordLimits.TOKEN))) == null;
    }

    /** The interaction, or null where there is none that can still be answered. */
    @Nullable
    Opened of(String id) {
        Kept kept = byId.get(id);
        return kept == null || kept.until.isBefore(clock.instant()) ? null : kept.opened;
    }

    /** An interaction of direct messages that waits for its answer, or null. */
    @Nullable
    Opened owed(Spot direct) {
        for (Kept kept : byId.values()) {
            if (direct.equals(kept.direct) && kept.opened.isOwed()) {
                return kept.opened;
            }
        }
        return null;
    }
}
