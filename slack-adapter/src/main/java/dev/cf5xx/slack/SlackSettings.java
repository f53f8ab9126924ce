package dev.cf5xx.slack;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Slack, and be reached by it.
 *
 * @param botToken the bot's token, {@code xoxb-…}
 * @param appToken the app's token for Socket Mode, {@code xapp-…}; null where Slack sends its events over HTTP
 * @param signingSecret what Slack signs its requests with; null in Socket Mode
 * @param api the base of the Web API; null for Slack's own
 * @param proxy the HTTP proxy for all traffic to Slack, user and password included where it asks for them; null for none
 */
public record SlackSettings(
        String botToken,
        @Nullable String appToken,
        @Nullable String signingSecret,
        @Nullable URI api,
        @Nullable URI proxy) {

    /** Slack itself, which is connected to. */
    public static SlackSettings socketMode(String botToken, String appToken) {
        return new SlackSettings(botToken, appToken, null, null, null);
    }

    /** Slack itself, which sends its events over HTTP, for {@link SlackAdapter#answer}. */
    public static SlackSettings http(String botToken, String signingSecret) {
        return new SlackSettings(botToken, null, signingSecret, null, null);
    }

    /** With the Web API at another place, as tests need it. */
    public SlackSettings at(@Nullable URI base) {
        return new SlackSettings(botToken, appToken, signingSecret, base, proxy);
    }

    /** By way of a proxy: {@code http://[user:password@]host:port}. */
    public SlackSettings through(@Nullable URI httpProxy) {
        return new SlackSettings(botToken, appToken, signingSecret, api, httpProxy);
    }

    /** Without the tokens, the secret and the proxy's password. */
    @Override
    public String toString() {
        return "SlackSettings[" + (appToken != null ? "socket mode" : "http") + ", api=" + api + ", proxy="
                + (proxy == null ? "none" : proxy.getHost() + ":" + proxy.getPort()) + "]";
    }
}
