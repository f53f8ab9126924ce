/**
 * Every decision about what happens next, in one pure function:
 * {@link dev.cf5xx.bot.dialogue.Dialogue#decide decide(State, Input, Context)} gives a
 * {@link dev.cf5xx.bot.dialogue.Turn}: the new state and what to do.
 */
@NullMarked
package dev.cf5xx.bot.dialogue;

import org.jspecify.annotations.NullMarked;
