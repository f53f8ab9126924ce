package dev.cf5xx.bot.chat;

/** How a platform writes a message. */
public enum Dialect {
    /** Plain text. */
    PLAIN,
    /** Slack: {@code <url|label>}, entities for angle brackets and ampersands. */
    SLACK,
    /** Discord: Markdown, {@code <url>}, {@code [label](url)}. */
    DISCORD
}
