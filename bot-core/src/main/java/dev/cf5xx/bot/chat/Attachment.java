package dev.cf5xx.bot.chat;

/**
 * A file that came with a message. It has not been read.
 *
 * @param id the platform's id of it
 * @param name as its owner called it
 * @param bytes its size
 */
public record Attachment(String id, String name, long bytes) {}
