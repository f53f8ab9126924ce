package dev.cf5xx.bot.chat;

import java.time.Instant;

/**
 * Something that happened on a platform.
 *
 * @param id the platform's id of the event; the same id means the same event, delivered again
 * @param venue where
 * @param who who did it
 * @param at when, by the platform's clock
 * @param addressed whether it was meant for the bot: a command, a mention, a direct message, a button
 * @param act what was done
 */
public record Heard(String id, Venue venue, Person who, Instant at, boolean addressed, Act act) {}
