package dev.cf5xx.bot.chat;

/**
 * The thread something was said in, or the place a thread will grow from.
 *
 * @param platform the {@link Platform#name} it is on
 * @param thread the platform's own name for it, team and channel included; unique within the platform
 */
public record Venue(String platform, String thread) {}
