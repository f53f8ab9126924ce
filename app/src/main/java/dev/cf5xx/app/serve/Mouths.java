package dev.cf5xx.app.serve;

import dev.cf5xx.app.settings.Configuration;
import dev.cf5xx.app.settings.DiscordAccess;
import dev.cf5xx.app.settings.Proxy;
import dev.cf5xx.app.settings.SlackAccess;
import dev.cf5xx.discord.DiscordAdapter;
import dev.cf5xx.discord.DiscordSettings;
import dev.cf5xx.slack.SlackAdapter;
import dev.cf5xx.slack.SlackSettings;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From settings to adapters. */
public final class Mouths {
    private Mouths() {}

    /** An adapter for each platform that lets the bot in, none of them connected yet. */
    public static List<Mouth> of(Configuration configuration, Clock clock) {
        List<Mouth> mouths = new ArrayList<>();
        SlackAccess slack = configuration.slack();
        if (slack != null) {
            mouths.add(new SlackMouth(
                    new SlackAdapter(settings(slack, configuration), clock), slack instanceof SlackAccess.Http));
        }
        DiscordAccess discord = configuration.discord();
        if (discord != null) {
            mouths.add(new DiscordMouth(new DiscordAdapter(settings(discord, configuration), clock)));
        }
        return mouths;
    }

    /** How Slack is reached. */
    public static SlackSettings settings(SlackAccess slack, Configuration configuration) {
        String botToken = slack.botToken().value();
        return (slack instanceof SlackAccess.SocketMode socket
                        ? SlackSettings.socketMode(botToken, socket.appToken().value())
                        : SlackSettings.http(
                                botToken,
                                ((SlackAccess.Http) slack).signingSecret().value()))
                .at(slack.api())
                .through(proxy(configuration));
    }

    /** How Discord is reached. */
    public static DiscordSettings settings(DiscordAccess discord, Configuration configuration) {
        return DiscordSettings.of(discord.token().value())
                .readingMessages(discord.messageContent())
                .at(discord.api(), discord.gateway())
                .through(proxy(configuration));
    }

    private static @Nullable URI proxy(Configuration configuration) {
        Proxy proxy = configuration.proxy();
        return proxy == null ? null : proxy.uri();
    }
}
