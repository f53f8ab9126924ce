package dev.cf5xx.bot.chat;

/**
 * A thread that was begun.
 *
 * @param thread where to go on
 * @param message the platform's id of the message it begins with
 */
public record Begun(Venue thread, String message) {}
