package dev.cf5xx.slack;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** By what an event can still be answered: whoever did it waits at the other end. */
final class Trail {
    private final String user;
    private final @Nullable String thread;
    private final @Nullable String trigger;
    private final @Nullable String responseUrl;
    private final AtomicInteger uses = new AtomicInteger(SlackLimits.RESPONSE_URL_USES);

    Trail(String user, @Nullable String thread, @Nullable String trigger, @Nullable String responseUrl) {
        this.user = user;
        this.thread = thread;
        this.trigger = trigger;
        this.responseUrl = responseUrl;
    }

    /** Who did it. */
    String user() {
        return user;
    }

    /** The thread it was done in, or null. */
    @Nullable
    String thread() {
        return thread;
    }

    /** By what a form may be opened within three seconds, or null. */
    @Nullable
    String trigger() {
        return trigger;
    }

    /** Where one more message may be sent to, or null where there is none or it is used up. */
    @Nullable
    String use() {
        return responseUrl == null || uses.getAndUpdate(left -> Math.max(0, left - 1)) == 0 ? null : responseUrl;
    }
}
