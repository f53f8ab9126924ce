package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Lang;

/**
 * What surrounds a turn.
 *
 * @param lang the language of the workspace, for when nothing else tells
 * @param dialect how the platform writes
 * @param checks whether sites can be looked at
 * @param open whether only the person who asks can read the answer, so that an origin's address may stand there
 */
public record Context(Lang lang, Dialect dialect, boolean checks, boolean open) {
    /** Where nothing is looked at. */
    public static Context of(Lang lang, Dialect dialect) {
        return new Context(lang, dialect, false, false);
    }
}
