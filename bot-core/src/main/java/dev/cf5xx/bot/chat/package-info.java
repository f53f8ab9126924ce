/**
 * The vocabulary between the core and the platforms: what was said, by whom and where ({@link dev.cf5xx.bot.chat.Heard}),
 * what the bot says ({@link dev.cf5xx.bot.chat.Reply}), and the few verbs a platform offers it
 * ({@link dev.cf5xx.bot.chat.Platform}).
 */
@NullMarked
package dev.cf5xx.bot.chat;

import org.jspecify.annotations.NullMarked;
