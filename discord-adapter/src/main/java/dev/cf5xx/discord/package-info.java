/**
 * Discord, by JDA. {@link dev.cf5xx.discord.DiscordAdapter} hears what happens there and tells a
 * {@link dev.cf5xx.bot.chat.Listener}; {@link dev.cf5xx.discord.DiscordPlatform} says what the bot has to say;
 * {@link dev.cf5xx.discord.DiscordRenderer} writes a {@link dev.cf5xx.bot.chat.Reply} as a message.
 *
 * <p><b>Every message is one of Components V2</b>: text displays and rows of buttons, in a container where it has a heading. A
 * message of content and embeds takes 2000 characters, which an answer in English with its commands comes close to and a
 * report passes; one of components takes 4000, has the buttons where they belong between the texts, and shows no previews of
 * links by itself. A message cannot stop being one of components, so that progress and the report that takes its place are
 * both. What it costs: a file shows only through a component of its own.
 *
 * <p><b>Threads.</b> What somebody asks in a channel is answered in a thread that begins with the message, and whose id Discord
 * makes the message's. {@link dev.cf5xx.discord.Spot} is how places are written in a {@link dev.cf5xx.bot.chat.Venue}.
 */
@NullMarked
package dev.cf5xx.discord;

import org.jspecify.annotations.NullMarked;
