package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.http.Call;
import dev.cf5xx.lab.discord.http.RateLimits;
import dev.cf5xx.lab.discord.http.Reply;
import dev.cf5xx.lab.discord.http.Routes;
import dev.cf5xx.lab.discord.http.Trouble;
import dev.cf5xx.lab.discord.http.Upload;
import dev.cf5xx.lab.discord.http.Web;
import dev.cf5xx.lab.discord.rules.Permissions;
import dev.cf5xx.lab.discord.rules.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Discord with one application, one server and whoever is invited to it. REST is at {@link #restUrl}, the gateway at
 * {@link #gatewayUrl}; {@link #member} and {@link #stranger} make people who act.
 */
public final class FakeDiscord implements AutoCloseable {
    /** The bot's token. */
    public static final String TOKEN = "lab.discord.token";

    private static final String API = "/api/v10";
    private static final String BOT_ROLE = "cf5xx";

    private final Realm realm;
    private final Gateway gateway;
    private final Interactions interactions;
    private final Applications applications;
    private final Web web;
    private final Routes routes = new Routes();
    private final @Nullable RateLimits limits;
    private final Map<String, Deque<Trouble>> troubles = new LinkedHashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Guild guild;
    private final Channel general;
    private int missed;

    private FakeDiscord(Settings settings) throws IOException {
        gateway = new Gateway(it -> new Realm(settings.clock, it), TOKEN, settings.heartbeat);
        realm = gateway.realm();
        limits = settings.limited ? new RateLimits(settings.clock) : null;
        interactions = new Interactions(realm);
        applications = new Applications(realm, gateway);
        synchronized (realm) {
            realm.messageContent = settings.messageContent;
            applications.on(routes);
            new Conversations(realm).on(routes);
            interactions.on(routes);
            routes.on("GET /attachments/{channel}/{attachment}/{name}", (call, at) -> {
                Upload file = realm.files.get(at.at("attachment"));
                if (file == null) {
                    throw Refusal.noSuchRoute();
                }
                return new Reply(200, file.type(), file.bytes(), Map.of());
            });
            String owner = realm.id();
            realm.user(owner, "owner", false);
            guild = new Guild(realm.id(), "Lab", owner, settings.clock.instant());
            realm.guilds.put(guild.id, guild);
            guild.join(owner);
            guild.join(realm.bot);
            Guild.Role role = new Guild.Role(realm.id(), BOT_ROLE, Permissions.USUAL, false, true);
            guild.roles.put(role.id(), role);
            guild.members.put(realm.bot, new LinkedHashSet<>(List.of(role.id())));
            general = make("general");
        }
        try {
            web = Web.start(API, this::answer);
        } catch (IOException e) {
            gateway.stop();
            throw e;
        }
        synchronized (realm) {
            realm.filesAt = "http://127.0.0.1:" + web.port();
        }
    }

    /** Starts one with the usual settings. */
    public static FakeDiscord start() throws IOException {
        return new FakeDiscord(Settings.USUAL);
    }

    /** Starts one. */
    public static FakeDiscord start(Settings settings) throws IOException {
        return new FakeDiscord(settings);
    }

    /**
     * How a Discord is.
     *
     * @param clock what deadlines, rate limits and ids go by
     * @param heartbeat how often clients are asked to say that they are there
     * @param messageContent whether the privileged intent is granted
     * @param limited whether rate limits are kept
     */
    public record Settings(Clock clock, Duration heartbeat, boolean messageContent, boolean limited) {
        /** The machine's clock, Discord's heartbeat, no privileged intent, rate limits kept. */
        public static final Settings USUAL = new Settings(Clock.systemUTC(), Duration.ofMillis(41_250), false, true);

        /** By another clock. */
        public Settings clock(Clock other) {
            return new Settings(other, heartbeat, messageContent, limited);
        }

        /** With another heartbeat. */
        public Settings heartbeat(Duration other) {
            return new Settings(clock, other, messageContent, limited);
        }

        /** With the Message Content intent granted, or not. */
        public Settings messageContent(boolean granted) {
            return new Settings(clock, heartbeat, granted, limited);
        }

        /** With rate limits kept, or not. */
        public Settings limited(boolean kept) {
            return new Settings(clock, heartbeat, messageContent, kept);
        }
    }

    // Where it is

    /** The base URL of the REST API, with a slash at the end. */
    public String restUrl() {
        return "http://127.0.0.1:" + web.port() + API + "/";
    }

    /** The gateway's URL. */
    public String gatewayUrl() {
        return gateway.address();
    }

    /** The gateway: what clients did there, and what is to befall them. */
    public Gateway gateway() {
        return gateway;
    }

    /** The application's id, which is its bot's user id too. */
    public String application() {
        return realm.application;
    }

    /** The server's id. */
    public String guild() {
        return guild.id;
    }

    /** The id of the channel that is there from the start. */
    public String general() {
        return general.id;
    }

    // People and places

    /** Somebody of the server, who uses Discord in this language ({@code en-US}, {@code zh-CN}). */
    public Member member(String name, String locale) {
        synchronized (realm) {
            Member member = person(name, locale, false);
            guild.join(member.id());
            realm.changed();
            return member;
        }
    }

    /** Another bot of the server. */
    public Member bot(String name) {
        synchronized (realm) {
            Member member = person(name, "en-US", true);
            guild.join(member.id());
            realm.changed();
            return member;
        }
    }

    /** Somebody who is not on the server, and reaches the bot by direct messages only. */
    public Member stranger(String name, String locale) {
        synchronized (realm) {
            return person(name, locale, false);
        }
    }

    private Member person(String name, String locale, boolean bot) {
        String id = realm.id();
        realm.user(id, name, bot);
        return new Member(this, realm, id, locale);
    }

    /** Makes a text channel; its id. */
    public String channel(String name) {
        synchronized (realm) {
            Channel channel = make(name);
            gateway.dispatch("CHANNEL_CREATE", Gateway.GUILDS, channel, realm.channelJson(channel), null);
            realm.changed();
            return channel.id;
        }
    }

    private Channel make(String name) {
        Channel channel = new Channel(realm.id(), Channel.TEXT, guild, null, guild.owner, name, realm.clock.instant());
        realm.channels.put(channel.id, channel);
        return channel;
    }

    /** Makes a role that anybody may ping, or not; its id. */
    public String role(String name, boolean mentionable) {
        synchronized (realm) {
            Guild.Role role = new Guild.Role(realm.id(), name, 0, mentionable, false);
            guild.roles.put(role.id(), role);
            ObjectNode event = Realm.object().put("guild_id", guild.id);
            event.set("role", realm.role(role));
            gateway.dispatch("GUILD_ROLE_CREATE", Gateway.GUILDS, null, event, null);
            return role.id();
        }
    }

    /** Gives and takes permissions of somebody in a channel, whatever the roles say; the bot's id is the application's. */
    public void permit(String user, String channel, long allow, long deny) {
        synchronized (realm) {
            Channel where = realm.channel(channel);
            ArrayNode overwrites = where.overwrites;
            for (int i = overwrites.size() - 1; i >= 0; i--) {
                if (overwrites.get(i).path("id").asText().equals(user)) {
                    overwrites.remove(i);
                }
            }
            ObjectNode overwrite = overwrites.addObject();
            overwrite.put("id", user);
            overwrite.put("type", 1);
            overwrite.put("allow", String.valueOf(allow));
            overwrite.put("deny", String.valueOf(deny));
            // Told as something of the whole server: the bot hears of a channel that it no longer sees.
            gateway.dispatch("CHANNEL_UPDATE", Gateway.GUILDS, null, realm.channelJson(where), null);
            realm.changed();
        }
    }

    /** The bot loses these permissions in a channel. */
    public void forbid(String channel, long permissions) {
        permit(realm.bot, channel, 0, permissions);
    }

    /** Gives {@code @everyone} and the bot's own role exactly these permissions. */
    public void everyoneMay(long permissions) {
        synchronized (realm) {
            for (Guild.Role role : List.copyOf(guild.roles.values())) {
                if (role.id().equals(guild.id) || role.managed()) {
                    Guild.Role changed =
                            new Guild.Role(role.id(), role.name(), permissions, role.mentionable(), role.managed());
                    guild.roles.put(role.id(), changed);
                    ObjectNode event = Realm.object().put("guild_id", guild.id);
                    event.set("role", realm.role(changed));
                    gateway.dispatch("GUILD_ROLE_UPDATE", Gateway.GUILDS, null, event, null);
                }
            }
            realm.changed();
        }
    }

    /** The permission bits that somebody has in a channel. */
    public long permissions(String user, String channel) {
        synchronized (realm) {
            return realm.may(user, realm.channel(channel));
        }
    }

    /** Archives a thread, or locks it, as a moderator. */
    public void moderate(String thread, boolean archived, boolean locked) {
        synchronized (realm) {
            ObjectNode form = Realm.object().put("archived", archived).put("locked", locked);
            realm.change(realm.channel(thread), guild.owner, form);
        }
    }

    // Troubles

    /** The next requests of this route (as {@link Exchange#route} names it) meet these troubles, one each. */
    public void trouble(String route, Trouble... inTurn) {
        synchronized (realm) {
            Deque<Trouble> queue = troubles.computeIfAbsent(route, it -> new ArrayDeque<>());
            for (Trouble trouble : inTurn) {
                queue.addLast(trouble);
            }
        }
    }

    /** The next so many requests of this route meet this trouble. */
    public void trouble(String route, int times, Trouble trouble) {
        for (int i = 0; i < times; i++) {
            trouble(route, trouble);
        }
    }

    // What happened

    /**
     * A request and its answer.
     *
     * @param route e.g. {@code POST /channels/{channel}/messages}; the request's method and path where there is none
     * @param status 0 where the connection was reset
     * @param code Discord's own code of an error; 0 for none
     */
    public record Exchange(String route, Call call, int status, int code) {}

    /** All requests so far. */
    public List<Exchange> exchanges() {
        synchronized (realm) {
            return List.copyOf(exchanges);
        }
    }

    /** The requests of one route so far. */
    public List<Exchange> exchanges(String route) {
        synchronized (realm) {
            return exchanges.stream().filter(it -> it.route.equals(route)).toList();
        }
    }

    /** Every refusal so far but those of rate limits: what a client did that Discord would not have. */
    public List<Refusal> refusals() {
        synchronized (realm) {
            return List.copyOf(realm.refusals);
        }
    }

    /** How many requests were refused for being too many, where nobody asked for that. */
    public int tooMany() {
        synchronized (realm) {
            return missed;
        }
    }

    /** The commands that are registered everywhere. */
    public JsonNode commands() {
        synchronized (realm) {
            return applications.commands("");
        }
    }

    /** The commands that are registered for the server alone. */
    public JsonNode guildCommands() {
        synchronized (realm) {
            return applications.commands(guild.id);
        }
    }

    /** Waits until there is something, and gives it; an {@link AssertionError} where there is not in time. */
    public <T> T await(String what, Duration most, Supplier<@Nullable T> look) {
        return realm.await(what, most, look);
    }

    /** Waits until commands are registered everywhere. */
    public JsonNode awaitCommands(Duration most) {
        return await("commands", most, () -> {
            JsonNode commands = applications.commands("");
            return commands.isEmpty() ? null : commands;
        });
    }

    /** What was uploaded as an attachment. */
    public byte[] file(JsonNode attachment) {
        synchronized (realm) {
            Upload upload = realm.files.get(attachment.path("id").asText());
            if (upload == null) {
                throw new IllegalArgumentException("no file " + attachment);
            }
            return upload.bytes().clone();
        }
    }

    // Answering

    private @Nullable Reply answer(Call call) {
        synchronized (realm) {
            Routes.Found found = routes.find(call);
            String name = found == null ? call.method() + " " + call.path() : found.name();
            int before = realm.refusals.size();
            Reply reply = reply(call, found, name);
            int code = realm.refusals.size() == before
                    ? 0
                    : realm.refusals.get(before).body().path("code").asInt();
            exchanges.add(new Exchange(name, call, reply == null ? 0 : reply.status(), code));
            realm.changed();
            return reply == null ? null : reply.with(Map.of("Date", date(realm.clock.instant())));
        }
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private @Nullable Reply reply(Call call, Routes.@Nullable Found found, String name) {
        Trouble trouble = troubles.getOrDefault(name, new ArrayDeque<>()).poll();
        if (trouble instanceof Trouble.Reset) {
            return null;
        }
        if (trouble instanceof Trouble.Status status) {
            return new Reply(status.status(), "text/html", new byte[0], Map.of());
        }
        try {
            if (found == null) {
                throw Refusal.noSuchRoute();
            }
            Map<String, String> headers = Map.of();
            if (limits != null) {
                RateLimits.Verdict verdict = limits.count(found);
                headers = verdict.headers();
                if (verdict.refused()) {
                    missed++;
                    return RateLimits.tooMany(verdict.pause(), verdict.scope(), headers);
                }
            }
            if (trouble instanceof Trouble.TooMany tooMany) {
                return RateLimits.tooMany(tooMany.retryAfter(), tooMany.scope(), headers);
            }
            authorize(call, found);
            Reply reply = found.handler().answer(call, found).with(headers);
            return trouble instanceof Trouble.LostAnswer ? null : reply;
        } catch (Refusal e) {
            realm.refusals.add(e);
            return Reply.json(e.status(), e.body());
        }
    }

    private void authorize(Call call, Routes.Found found) {
        boolean open = found.name().contains("{token}")
                || found.name().startsWith("GET /attachments/")
                || found.name().equals("GET /gateway");
        if (!open && !call.header("authorization").equals("Bot " + TOKEN)) {
            throw Refusal.unauthorized();
        }
    }

    Interactions interactions() {
        return interactions;
    }

    Applications applications() {
        return applications;
    }

    Guild home() {
        return guild;
    }

    /** Ends everything. */
    @Override
    public void close() {
        web.close();
        gateway.stop();
    }
}
