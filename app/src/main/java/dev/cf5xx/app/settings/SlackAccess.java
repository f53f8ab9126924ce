package dev.cf5xx.app.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How Slack lets the bot in. */
public sealed interface SlackAccess {
    /** The bot's token, {@code xoxb-…}. */
    Secret botToken();

    /** The base of the Web API; null for Slack's own. */
    @Nullable
    URI api();

    /**
     * The bot connects to Slack.
     *
     * @param appToken {@code xapp-…}
     */
    record SocketMode(
            Secret botToken, Secret appToken, @Nullable URI api) implements SlackAccess {}

    /**
     * Slack connects to the bot.
     *
     * @param signingSecret what Slack signs its requests with
     */
    record Http(
            Secret botToken, Secret signingSecret, @Nullable URI api) implements SlackAccess {}
}
