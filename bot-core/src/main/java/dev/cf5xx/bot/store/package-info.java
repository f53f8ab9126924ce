/**
 * What the bot remembers: conversations, the journal of events and of what was done about them.
 * {@link dev.cf5xx.bot.store.Store} is the only code that speaks SQL.
 */
@NullMarked
package dev.cf5xx.bot.store;

import org.jspecify.annotations.NullMarked;
