package dev.cf5xx.bot.chat;

/** Why a platform does not let the bot do something, and will not if asked again. */
public enum Hindrance {
    /** The bot lacks a scope or a permission. */
    PERMISSION,
    /** The bot is not in the channel. */
    NOT_IN_CHANNEL,
    /** The channel or thread is archived or locked. */
    CLOSED,
    /** The channel, thread or message is there no more. */
    GONE,
    /** The platform refuses the message itself. */
    REFUSED
}
