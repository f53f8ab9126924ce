package dev.cf5xx.discord;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Discord.
 *
 * @param token the bot's token
 * @param messageContent whether the bot is to read what is not addressed to it; takes the privileged intent Message Content,
 *     switched on in Discord's developer portal
 * @param rest the base of the REST API, version included; null for Discord's own
 * @param gateway the WebSocket to connect to; null for Discord's own
 * @param proxy the HTTP proxy for all traffic with Discord, user and password included where it asks for them; null for none
 */
public record DiscordSettings(
        String token,
        boolean messageContent,
        @Nullable URI rest,
        @Nullable URI gateway,
        @Nullable URI proxy) {

    /** Discord itself, with the least that it grants. */
    public static DiscordSettings of(String token) {
        return new DiscordSettings(token, false, null, null, null);
    }

    /** With messages that are not addressed to the bot. */
    public DiscordSettings readingMessages(boolean reading) {
        return new DiscordSettings(token, reading, rest, gateway, proxy);
    }

    /** At another place, as tests need it. */
    public DiscordSettings at(@Nullable URI restBase, @Nullable URI gatewayUrl) {
        return new DiscordSettings(token, messageContent, restBase, gatewayUrl, proxy);
    }

    /** By way of a proxy: {@code http://[user:password@]host:port}. */
    public DiscordSettings through(@Nullable URI httpProxy) {
        return new DiscordSettings(token, messageContent, rest, gateway, httpProxy);
    }

    /** Without the token and the proxy's password. */
    @Override
    public String toString() {
        return "DiscordSettings[messageContent=" + messageContent + ", rest=" + rest + ", gateway=" + gateway
                + ", proxy=" + (proxy == null ? "none" : proxy.getHost() + ":" + proxy.getPort()) + "]";
    }
}
