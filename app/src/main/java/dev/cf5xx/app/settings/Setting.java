package dev.cf5xx.app.settings;

import java.util.List;
import java.util.Set;

/** What can be set for {@code serve}, by the variable's name. A file has the same names. */
public enum Setting {
    /** The bot's token on Slack. */
    SLACK_BOT_TOKEN("CF5XX_SLACK_BOT_TOKEN"),
    /** The app's token for Socket Mode. */
    SLACK_APP_TOKEN("CF5XX_SLACK_APP_TOKEN"),
    /** What Slack signs its requests with, where it connects to the bot. */
    SLACK_SIGNING_SECRET("CF5XX_SLACK_SIGNING_SECRET"),
    /** The bot's token on Discord. */
    DISCORD_TOKEN("CF5XX_DISCORD_TOKEN"),
    /** Whether to read on Discord what is not addressed to the bot: true or false. */
    DISCORD_MESSAGE_CONTENT("CF5XX_DISCORD_MESSAGE_CONTENT"),
    /** Where to listen: HOST:PORT, or PORT on this machine only. */
    LISTEN("CF5XX_LISTEN"),
    /** The folder of the bot's memory. */
    DATA("CF5XX_DATA"),
    /** The language of people of whom nothing else tells: en or zh. */
    LANG("CF5XX_LANG"),
    /** The proxy for traffic with the platforms. */
    PROXY("HTTPS_PROXY"),
    /** The base of Slack's Web API, for tests. */
    SLACK_API("CF5XX_SLACK_API"),
    /** The base of Discord's REST API, version included, for tests. */
    DISCORD_API("CF5XX_DISCORD_API"),
    /** Discord's WebSocket, for tests. */
    DISCORD_GATEWAY("CF5XX_DISCORD_GATEWAY");

    /** Behind a variable's name: its value is in the file named here. */
    static final String IN_FILE = "_FILE";

    /** What this program gives a meaning to elsewhere: how sites are looked at, and the clock. */
    static final Set<String> OF_CHECKS = Set.of(
            "CF5XX_ALLOW_NETWORK",
            "CF5XX_CLOUDFLARE_NETWORK",
            "CF5XX_RESOLVE",
            "CF5XX_DNS",
            "CF5XX_CACERT",
            "CF5XX_CONNECT_TIMEOUT",
            "CF5XX_ORIGIN_TIMEOUT",
            "CF5XX_MAX_TIME",
            "CF5XX_STATUS_URL",
            "CF5XX_RANGES_URL",
            "CF5XX_NOW");

    private final String variable;

    Setting(String variable) {
        this.variable = variable;
    }

    /** Its name in the environment and in a file. */
    public String variable() {
        return variable;
    }

    /** The two names under which it can be set. */
    List<String> names() {
        return List.of(variable, variable + IN_FILE);
    }

    @Override
    public String toString() {
        return variable;
    }
}
