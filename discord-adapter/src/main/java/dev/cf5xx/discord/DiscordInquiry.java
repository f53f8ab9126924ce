package dev.cf5xx.discord;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.exceptions.ParsingException;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks Discord what a token is good for, and does nothing else: no login at the gateway, nothing is posted. Throws
 * {@link IOException} where Discord is not reached.
 */
public final class DiscordInquiry implements AutoCloseable {
    /** GATEWAY_MESSAGE_CONTENT and, below 10,000 users, GATEWAY_MESSAGE_CONTENT_LIMITED (Discord, "Application Flags"). */
    private static final long MESSAGE_CONTENT = 1 << 18 | 1 << 19;

    /** In bytes; 200 servers, as many as one answer has, are some 100 KB. */
    private static final long LARGEST = 4 * 1024 * 1024;

    private final DiscordSettings settings;
    private final OkHttpClient http;

    /**
     * An inquiry.
     *
     * @param patience how long one call may take; there are at most four
     */
    public DiscordInquiry(DiscordSettings settings, Duration patience) {
        this.settings = settings;
        this.http = DiscordAdapter.http(settings.proxy())
                .newBuilder()
                .callTimeout(patience)
                .build();
    }

    /** What came back. */
    public sealed interface Answer {
        /** When Discord says it is; null where it does not say. */
        @Nullable
        Instant date();
    }

    /**
     * Discord takes the token.
     *
     * @param bot the bot's name
     * @param application the application's id
     * @param messageContent whether the intent Message Content is switched on
     * @param logins how many logins are left for today
     * @param servers where the bot is, at most 200
     */
    public record Accepted(
            String bot,
            String application,
            boolean messageContent,
            int logins,
            List<Server> servers,
            @Nullable Instant date)
            implements Answer {}

    /**
     * A server that the bot is on.
     *
     * @param missing the permissions that its role there lacks, by the names in Discord's settings
     */
    public record Server(String name, List<String> missing) {}

    /** Discord is there; no token was asked about. */
    public record Reached(@Nullable Instant date) implements Answer {}

    /** Discord says no. */
    public record Refused(DiscordEnd end, @Nullable Instant date) implements Answer {}

    /**
     * That was no answer of Discord's API, or that it has no time.
     *
     * @param status of HTTP
     */
    public record Odd(int status, @Nullable Instant date) implements Answer {}

    private record Heard(int status, String body, @Nullable Instant date) {
        Answer refused() {
            return status == 401 ? new Refused(DiscordEnd.of(4004), date) : new Odd(status, date);
        }
    }

    /** Whose the token is, and what it may. */
    public Answer token() throws IOException {
        Heard me = get("users/@me", true);
        if (me.status() != 200) {
            return me.refused();
        }
        Heard application = get("applications/@me", true);
        Heard gateway = get("gateway/bot", true);
        Heard guilds = get("users/@me/guilds", true);
        for (Heard heard : List.of(application, gateway, guilds)) {
            if (heard.status() != 200) {
                return heard.refused();
            }
        }
        try {
            DataObject about = DataObject.fromJson(application.body());
            return new Accepted(
                    DataObject.fromJson(me.body()).getString("username"),
                    about.getString("id"),
                    (about.getLong("flags", 0) & MESSAGE_CONTENT) != 0,
                    DataObject.fromJson(gateway.body())
                            .getObject("session_start_limit")
                            .getInt("remaining"),
                    DataArray.fromJson(guilds.body()).stream(DataArray::getObject)
                            .map(DiscordInquiry::server)
                            .toList(),
                    me.date());
        } catch (ParsingException e) {
            return new Odd(200, me.date());
        }
    }

    private static Server server(DataObject guild) {
        EnumSet<Permission> granted = Permission.getPermissions(guild.getUnsignedLong("permissions"));
        List<String> missing = granted.contains(Permission.ADMINISTRATOR)
                ? List.of()
                : DiscordPlatform.PERMISSIONS.stream()
                        .filter(permission -> !granted.contains(permission))
                        .map(Calls::name)
                        .toList();
        return new Server(guild.getString("name"), missing);
    }

    /** Whether Discord is there at all; takes no token. */
    public Answer reach() throws IOException {
        Heard heard = get("gateway", false);
        return heard.status() == 200 ? new Reached(heard.date()) : heard.refused();
    }

    private Heard get(String path, boolean authorized) throws IOException {
        URI rest = settings.rest();
        String base = rest == null ? RestConfig.DEFAULT_BASE_URL : rest.toString();
        Request.Builder request = new Request.Builder()
                .url((base.endsWith("/") ? base : base + "/") + path)
                .header("User-Agent", RestConfig.USER_AGENT);
        if (authorized) {
            request.header("Authorization", "Bot " + settings.token());
        }
        try (Response response = http.newCall(request.build()).execute()) {
            BufferedSource source = response.body().source();
            if (source.request(LARGEST + 1)) {
                throw new IOException("an answer that is too long");
            }
            return new Heard(
                    response.code(), source.readUtf8(), response.headers().getInstant("Date"));
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
