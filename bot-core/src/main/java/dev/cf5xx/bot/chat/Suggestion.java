package dev.cf5xx.bot.chat;

/**
 * What somebody who has typed the beginning may mean.
 *
 * @param query what to ask then
 * @param label what it is about, in the person's language; at most 100 characters
 */
public record Suggestion(String query, String label) {}
