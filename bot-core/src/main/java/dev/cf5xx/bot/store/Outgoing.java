package dev.cf5xx.bot.store;

import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Effect;

/**
 * An effect in the journal.
 *
 * @param venue where
 * @param eventId the event it answers
 * @param position its place among that event's effects, from 0
 * @param seq its place among all that is shown in the thread, from 1; of what is not shown, the place of what was last
 * @param effect what to do
 * @param performed whether it is known to have been done
 */
public record Outgoing(Venue venue, String eventId, int position, long seq, Effect effect, boolean performed) {
    /** The same for every try of this effect, and for no other. */
    public String nonce() {
        return eventId + "#" + position;
    }
}
