package dev.cf5xx.bot.dialogue;

import java.util.List;

/**
 * What the dialogue decided.
 *
 * @param state what to remember
 * @param effects what to do, in order
 */
public record Turn(State state, List<Effect> effects) {}
