package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.http.Call;
import dev.cf5xx.lab.discord.http.Reply;
import dev.cf5xx.lab.discord.http.Routes;
import dev.cf5xx.lab.discord.rules.CommandRules;
import dev.cf5xx.lab.discord.rules.Limits;
import dev.cf5xx.lab.discord.rules.Permissions;
import dev.cf5xx.lab.discord.rules.Refusal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The application itself, its commands, and the people and servers it sees. */
final class Applications {
    private static final int CONTENT_LIMITED = 1 << 19;
    private static final int COMMANDS = 1 << 23;
    private static final String EVERYWHERE = "";

    private final Realm realm;
    private final Gateway gateway;
    /** By guild, then by type and name. */
    private final Map<String, Map<String, ObjectNode>> commands = new LinkedHashMap<>();

    private final Map<String, Deque<Instant>> made = new LinkedHashMap<>();

    Applications(Realm realm, Gateway gateway) {
        this.realm = realm;
        this.gateway = gateway;
    }

    /** What the application may and has (resources/application: flags). */
    static int flags(Realm realm) {
        return COMMANDS | (realm.messageContent ? CONTENT_LIMITED : 0);
    }

    void on(Routes routes) {
        routes.on("GET /applications/@me", (call, at) -> Reply.ok(application()));
        routes.on("GET /oauth2/applications/@me", (call, at) -> Reply.ok(application()));
        routes.on("GET /users/@me", (call, at) -> Reply.ok(realm.user(realm.bot)));
        routes.on("GET /users/{user}", (call, at) -> Reply.ok(realm.user(at.at("user"))));
        routes.on("GET /users/@me/guilds", (call, at) -> {
            ArrayNode guilds = Realm.array();
            for (Guild guild : realm.guilds.values()) {
                if (guild.members.containsKey(realm.bot)) {
                    guilds.addObject()
                            .put("id", guild.id)
                            .put("name", guild.name)
                            .put("owner", false)
                            .put("permissions", String.valueOf(guild.base(realm.bot)));
                }
            }
            return Reply.ok(guilds);
        });
        routes.on("GET /gateway", (call, at) -> Reply.ok(Realm.object().put("url", gateway.address())));
        routes.on("GET /gateway/bot", (call, at) -> {
            ObjectNode json = Realm.object();
            json.put("url", gateway.address());
            json.put("shards", 1);
            ObjectNode starts = json.putObject("session_start_limit");
            starts.put("total", 1000).put("remaining", gateway.startsLeft());
            starts.put("reset_after", 86_400_000).put("max_concurrency", 1);
            return Reply.ok(json);
        });
        routes.on("GET /guilds/{guild}", (call, at) -> Reply.ok(realm.guildJson(in(at))));
        routes.on("GET /guilds/{guild}/channels", (call, at) -> {
            ArrayNode channels = Realm.array();
            Guild guild = in(at);
            realm.channels.values().stream()
                    .filter(it -> it.guild == guild && !it.thread())
                    .forEach(it -> channels.add(realm.channelJson(it)));
            return Reply.ok(channels);
        });
        routes.on("GET /guilds/{guild}/roles", (call, at) -> {
            ArrayNode roles = Realm.array();
            in(at).roles.values().forEach(it -> roles.add(realm.role(it)));
            return Reply.ok(roles);
        });
        routes.on("GET /guilds/{guild}/threads/active", (call, at) -> {
            Guild guild = in(at);
            ObjectNode json = Realm.object();
            ArrayNode threads = json.putArray("threads");
            ArrayNode members = json.putArray("members");
            realm.channels.values().stream()
                    .filter(it -> it.guild == guild && it.thread() && !it.archived)
                    .filter(it -> (realm.may(realm.bot, it) & Permissions.VIEW_CHANNEL) != 0)
                    .forEach(it -> {
                        threads.add(realm.channelJson(it));
                        if (it.threadMembers.contains(realm.bot)) {
                            members.add(realm.threadMember(it, realm.bot));
                        }
                    });
            return Reply.ok(json);
        });
        routes.on("GET /guilds/{guild}/members/{user}", (call, at) -> {
            Guild guild = in(at);
            String user = at.at("user").equals("@me") ? realm.bot : at.at("user");
            if (!guild.members.containsKey(user)) {
                throw Refusal.unknown(10007, "Member");
            }
            return Reply.ok(realm.member(guild, user, true));
        });
        commands(routes, "/applications/{application}/commands");
        commands(routes, "/applications/{application}/guilds/{guild}/commands");
    }

    private Guild in(Routes.Found at) {
        Guild guild = realm.guild(at.at("guild"));
        if (!guild.members.containsKey(realm.bot)) {
            throw Refusal.missingAccess();
        }
        return guild;
    }

    private ObjectNode application() {
        ObjectNode json = Realm.object();
        json.put("id", realm.application);
        json.put("name", "cf5xx");
        json.putNull("icon");
        json.put("description", "");
        json.put("bot_public", true);
        json.put("bot_require_code_grant", false);
        json.put("verify_key", "00");
        json.put("flags", flags(realm));
        json.putNull("team");
        json.put("summary", "");
        json.set("bot", realm.user(realm.bot));
        json.set("owner", realm.user(realm.bot));
        json.putArray("tags");
        json.putArray("redirect_uris");
        json.putObject("integration_types_config").putObject("0");
        json.put("approximate_guild_count", realm.guilds.size());
        json.put("approximate_user_install_count", 0);
        return json;
    }

    // Commands

    private void commands(Routes routes, String path) {
        routes.on("GET " + path, (call, at) -> Reply.ok(list(at)));
        routes.on("PUT " + path, this::overwrite);
        routes.on("POST " + path, this::create);
        routes.on("DELETE " + path + "/{command}", (call, at) -> {
            boolean gone = registered(at)
                    .values()
                    .removeIf(it -> it.path("id").asText().equals(at.at("command")));
            if (!gone) {
                throw Refusal.unknown(10063, "application command");
            }
            realm.changed();
            return Reply.done();
        });
    }

    private Map<String, ObjectNode> registered(Routes.Found at) {
        if (!at.at("application").equals(realm.application)) {
            throw Refusal.of(403, 20012, "You are not authorized to perform this action on this application");
        }
        String guild = at.at().getOrDefault("guild", EVERYWHERE);
        if (!guild.isEmpty()) {
            in(at);
        }
        return commands.computeIfAbsent(guild, it -> new LinkedHashMap<>());
    }

    private ArrayNode list(Routes.Found at) {
        ArrayNode list = Realm.array();
        registered(at).values().forEach(list::add);
        return list;
    }

    private Reply overwrite(Call call, Routes.Found at) {
        Map<String, ObjectNode> before = registered(at);
        if (!call.body().isArray()) {
            throw Refusal.invalidForm("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        }
        CommandRules.check(call.body());
        Map<String, ObjectNode> after = new LinkedHashMap<>();
        for (JsonNode each : call.body()) {
            after.put(key(each), command(each, before.get(key(each)), at));
        }
        before.clear();
        before.putAll(after);
        realm.changed();
        return Reply.ok(list(at));
    }

    private Reply create(Call call, Routes.Found at) {
        Map<String, ObjectNode> all = registered(at);
        ObjectNode before = all.get(key(call.body()));
        CommandRules.check(Realm.array().add(call.body()));
        if (before == null) {
            CommandRules.check(list(at).add(call.body()));
        }
        ObjectNode command = command(call.body(), before, at);
        all.put(key(command), command);
        realm.changed();
        return Reply.json(before == null ? 201 : 200, command);
    }

    private static String key(JsonNode command) {
        return command.path("type").asInt(1) + " " + command.path("name").asText();
    }

    private ObjectNode command(JsonNode form, @Nullable ObjectNode before, Routes.Found at) {
        String guild = at.at().getOrDefault("guild", EVERYWHERE);
        if (before == null) {
            Deque<Instant> times = made.computeIfAbsent(guild, it -> new ArrayDeque<>());
            Instant now = realm.clock.instant();
            while (!times.isEmpty() && times.getFirst().plusSeconds(86_400).isBefore(now)) {
                times.removeFirst();
            }
            if (times.size() >= Limits.COMMANDS_A_DAY) {
                throw Refusal.of(429, 30034, "Max number of daily application command creates has been reached (200)");
            }
            times.addLast(now);
        }
        ObjectNode command = Realm.object();
        command.put("id", before == null ? realm.id() : before.path("id").asText());
        command.put("application_id", realm.application);
        command.put("version", realm.id());
        command.put("type", form.path("type").asInt(1));
        command.put("description", "");
        command.putNull("default_member_permissions");
        command.put("nsfw", false);
        form.properties().forEach(it -> command.set(it.getKey(), it.getValue()));
        if (guild.isEmpty()) {
            if (!command.has("integration_types")) {
                command.putArray("integration_types").add(0);
            }
            if (!command.has("contexts")) {
                command.putNull("contexts");
            }
        } else {
            command.put("guild_id", guild);
        }
        return command;
    }

    /** The command of this name in a channel: the guild's own before the one that is everywhere. */
    @Nullable
    ObjectNode command(int type, String name, @Nullable Guild guild) {
        String key = type + " " + name;
        ObjectNode own =
                guild == null ? null : commands.getOrDefault(guild.id, Map.of()).get(key);
        return own != null ? own : commands.getOrDefault(EVERYWHERE, Map.of()).get(key);
    }

    /** All commands of a guild, or, for the empty id, those that are everywhere. */
    ArrayNode commands(String guild) {
        ArrayNode list = Realm.array();
        commands.getOrDefault(guild, Map.of()).values().forEach(it -> list.add(it.deepCopy()));
        return list;
    }
}
