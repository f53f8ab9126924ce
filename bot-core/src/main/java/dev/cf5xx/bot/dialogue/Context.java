package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.knowledge.Lang;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a turn.
 *
 * @param lang the language of the workspace, for when nothing else tells
 * @param dialect how the platform writes
 * @param looks what may be looked at; null where nothing is
 * @param place what kind of place it is
 * @param listening what is set for the channel
 */
public record Context(Lang lang, Dialect dialect, @Nullable Gate looks, Place place, Listening listening) {
    /** What may be looked at, as far as an address tells; the same for the same address. */
    public interface Gate {
        /** Why {@code site} is not looked at; empty where it is. */
        Optional<Refusal> refuses(SiteUrl site);
    }

    /** Where nothing is looked at. */
    public static Context of(Lang lang, Dialect dialect) {
        return new Context(lang, dialect, null, Place.THREAD, Listening.DEFAULT);
    }

    /** As in a thread of its own. */
    Context alone() {
        return new Context(lang, dialect, looks, Place.THREAD, listening);
    }

    /** Whether only the person who asks can read the answer, so that an origin's address may stand there. */
    boolean open() {
        return place == Place.DIRECT;
    }

    /** Whether sites can be looked at. */
    boolean checks() {
        return looks != null;
    }

    /** What may be looked at. */
    Gate gate() {
        return looks == null ? site -> Optional.empty() : looks;
    }
}
