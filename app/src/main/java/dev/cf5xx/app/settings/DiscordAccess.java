package dev.cf5xx.app.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How Discord lets the bot in.
 *
 * @param token the bot's token
 * @param messageContent whether the bot is to read what is not addressed to it
 * @param api the base of the REST API, version included; null for Discord's own
 * @param gateway the WebSocket to connect to; null for Discord's own
 */
public record DiscordAccess(
        Secret token,
        boolean messageContent,
        @Nullable URI api,
        @Nullable URI gateway) {}
