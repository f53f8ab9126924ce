package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Lang;

/**
 * What surrounds a turn.
 *
 * @param lang the language of the workspace, for when nothing else tells
 * @param dialect how the platform writes
 */
public record Context(Lang lang, Dialect dialect) {}
