package dev.cf5xx.app.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has set. Where something is wrong with a platform's settings the platform is missing here, and
 * {@link Reading#problems} says why.
 *
 * @param slack how Slack lets the bot in; null where the bot is not on Slack
 * @param discord how Discord does; null where the bot is not on Discord
 * @param listen where to listen, for health and for Slack's requests; null for nowhere
 * @param data the folder of the bot's memory; null for a memory that ends with the process
 * @param proxy the proxy for traffic with the platforms; null for none
 * @param environment the environment with what the file adds to it, without tokens: what sites are looked at by, and the
 *     language
 * @param inUse the names of what is set, in alphabetical order
 */
public record Configuration(
        @Nullable SlackAccess slack,
        @Nullable DiscordAccess discord,
        @Nullable InetSocketAddress listen,
        @Nullable Path data,
        @Nullable Proxy proxy,
        Map<String, String> environment,
        List<String> inUse) {

    /** Where Slack's requests are listened for if nothing else is said: behind whatever ends TLS on the same machine. */
    public static final int PORT = 8080;

    /**
     * What was read.
     *
     * @param configuration what can be used
     * @param problems everything that is wrong, in the order of {@link Setting}
     */
    public record Reading(Configuration configuration, List<Problem> problems) {}

    /**
     * Reads the settings: from the environment, and what is not there from a properties file with the same names. In both a name
     * with {@code _FILE} behind it names a file that holds the value. Never throws.
     *
     * @param file the properties file; null for none
     */
    public static Reading read(Map<String, String> environment, @Nullable Path file) {
        return new SettingsReader(environment, file).read();
    }

    /** Everything that nobody may read who reads a log: tokens, and the proxy's user and password. */
    public List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>();
        if (slack != null) {
            secrets.add(slack.botToken());
            secrets.add(
                    slack instanceof SlackAccess.SocketMode socket
                            ? socket.appToken()
                            : ((SlackAccess.Http) slack).signingSecret());
        }
        if (discord != null) {
            secrets.add(discord.token());
        }
        if (proxy != null && proxy.uri().getRawUserInfo() != null) {
            secrets.add(new Secret(proxy.uri().getRawUserInfo()));
        }
        return List.copyOf(secrets);
    }

    /** Without the environment, which is not this program's alone. */
    @Override
    public String toString() {
        return "Configuration[slack=" + slack + ", discord=" + discord + ", listen=" + listen + ", data=" + data
                + ", proxy=" + proxy + ", inUse=" + inUse + "]";
    }
}
