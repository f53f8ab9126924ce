/**
 * From what the bot knows and decided to what it says: guides become {@link dev.cf5xx.bot.chat.Reply replies}
 * ({@link dev.cf5xx.bot.wording.Explainer}), replies become plain text or Markdown. Every sentence comes from the
 * knowledge base or from {@link dev.cf5xx.bot.wording.Saying}. Pure.
 */
@NullMarked
package dev.cf5xx.bot.wording;

import org.jspecify.annotations.NullMarked;
