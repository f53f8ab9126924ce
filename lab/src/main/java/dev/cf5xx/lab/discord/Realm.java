package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.http.Upload;
import dev.cf5xx.lab.discord.rules.Flags;
import dev.cf5xx.lab.discord.rules.Limits;
import dev.cf5xx.lab.discord.rules.Mentions;
import dev.cf5xx.lab.discord.rules.MessageRules;
import dev.cf5xx.lab.discord.rules.Permissions;
import dev.cf5xx.lab.discord.rules.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All there is: people, servers, channels, messages, interactions, files. Everything that changes it holds its monitor
 * and then wakes those who wait for something to happen.
 */
final class Realm {
    /** Discord's first instant, from which its ids count (reference: snowflakes). */
    private static final long EPOCH = 1_420_070_400_000L;

    private static final Duration NONCE = Duration.ofMinutes(5);
    private static final Set<Integer> ARCHIVE_AFTER = Set.of(60, 1440, 4320, 10080);
    private static final int DEFAULT = 0;
    private static final int REPLY = 19;
    private static final int THREAD_CREATED = 18;
    private static final int THREAD_STARTER = 21;

    final Clock clock;
    final String application;
    final String bot;
    final Map<String, ObjectNode> users = new LinkedHashMap<>();
    final Map<String, Guild> guilds = new LinkedHashMap<>();
    final Map<String, Channel> channels = new LinkedHashMap<>();
    final Map<String, Interaction> interactions = new LinkedHashMap<>();
    final Map<String, Upload> files = new HashMap<>();
    final Set<String> noDms = new HashSet<>();
    final List<Refusal> refusals = new ArrayList<>();
    boolean messageContent;
    String filesAt = "";
    private final Outbox outbox;
    private long lastId;

    Realm(Clock clock, Outbox outbox) {
        this.clock = clock;
        this.outbox = outbox;
        this.application = id();
        this.bot = application; // As for every application made since 2016.
        user(bot, "cf5xx", true);
    }

    /** Where events go. */
    interface Outbox {
        /**
         * Something happened.
         *
         * @param intent the bit it needs; 0 for none
         * @param where null for the whole guild
         * @param bare what is shown of it without message content; null where that makes no difference
         */
        void dispatch(String type, int intent, @Nullable Channel where, ObjectNode data, @Nullable ObjectNode bare);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An interaction is told whatever the intents. */
    void tell(ObjectNode interaction) {
        outbox.dispatch("INTERACTION_CREATE", 0, null, interaction, null);
    }

    // Ids and people

    synchronized String id() {
        long now = (clock.millis() - EPOCH) << 22;
        lastId = Math.max(lastId + 1, now);
        return String.valueOf(lastId);
    }

    void changed() {
        notifyAll();
    }

    /** Waits until there is something; never null. */
    synchronized <T> T await(String what, Duration most, Supplier<@Nullable T> look) {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            T found = look.get();
            if (found != null) {
                return found;
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not within " + most.toMillis() + " ms: " + what + "; refused so far: "
                        + refusals.stream().map(Refusal::getMessage).toList());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }

    ObjectNode user(String id, String name, boolean bot) {
        ObjectNode user = object();
        user.put("id", id);
        user.put("username", name);
        user.put("global_name", name);
        user.put("discriminator", bot ? "0001" : "0");
        user.putNull("avatar");
        user.put("bot", bot);
        user.put("public_flags", 0);
        users.put(id, user);
        return user;
    }

    ObjectNode user(String id) {
        ObjectNode user = users.get(id);
        if (user == null) {
            throw Refusal.unknown(10013, "User");
        }
        return user;
    }

    Channel channel(String id) {
        Channel channel = channels.get(id);
        if (channel == null) {
            throw Refusal.unknownChannel();
        }
        return channel;
    }

    Guild guild(String id) {
        Guild guild = guilds.get(id);
        if (guild == null) {
            throw Refusal.unknown(10004, "Guild");
        }
        return guild;
    }

    Post post(Channel channel, String id) {
        Post post = channel.posts.get(id);
        if (post == null || post.onlyFor != null) {
            throw Refusal.unknownMessage();
        }
        return post;
    }

    long may(String user, Channel channel) {
        if (channel.guild == null) {
            boolean in = user.equals(bot) || user.equals(channel.person);
            return in ? Permissions.ALL & ~Permissions.ADMINISTRATOR : 0;
        }
        if (!channel.guild.members.containsKey(user)) {
            return 0;
        }
        Channel ruled = channel.parent == null ? channel : channel.parent;
        long may = Permissions.in(
                channel.guild.base(user), ruled.overwrites, channel.guild.id, channel.guild.rolesOf(user), user);
        boolean hidden = channel.type == Channel.PRIVATE_THREAD
                && (may & Permissions.MANAGE_THREADS) == 0
                && !channel.threadMembers.contains(user);
        long sends = channel.thread() ? Permissions.SEND_MESSAGES_IN_THREADS : Permissions.SEND_MESSAGES;
        return hidden ? 0 : (may & sends) == 0 ? Permissions.withoutSending(may) : may;
    }

    void needs(String user, Channel channel, long permission) {
        long may = may(user, channel);
        if ((may & Permissions.VIEW_CHANNEL) == 0) {
            throw Refusal.missingAccess();
        }
        if ((may & permission) != permission) {
            throw Refusal.missingPermissions();
        }
    }

    // Channels

    Channel conversation(String person) {
        for (Channel channel : channels.values()) {
            if (channel.dm() && channel.person.equals(person)) {
                return channel;
            }
        }
        Channel channel = new Channel(id(), Channel.DM, null, null, person, "", clock.instant());
        channels.put(channel.id, channel);
        return channel;
    }

    Channel thread(Channel parent, @Nullable Post from, String maker, JsonNode form) {
        if (parent.type != Channel.TEXT || parent.guild == null) {
            throw Refusal.of(400, 50024, "Cannot execute action on this channel type");
        }
        int type = from != null ? Channel.PUBLIC_THREAD : form.path("type").asInt(Channel.PRIVATE_THREAD);
        needs(
                maker,
                parent,
                type == Channel.PRIVATE_THREAD
                        ? Permissions.CREATE_PRIVATE_THREADS
                        : Permissions.CREATE_PUBLIC_THREADS);
        String name = form.path("name").asText();
        if (name.isBlank() || name.length() > Limits.CHANNEL_NAME) {
            throw Refusal.invalidForm(
                    "name",
                    form.has("name") ? "BASE_TYPE_BAD_LENGTH" : "BASE_TYPE_REQUIRED",
                    form.has("name") ? "Must be between 1 and 100 in length." : "This field is required");
        }
        if (type != Channel.PUBLIC_THREAD && type != Channel.PRIVATE_THREAD) {
            throw Refusal.invalidForm("type", "BASE_TYPE_CHOICES", "Value must be one of {10, 11, 12}.");
        }
        if (from != null && channels.containsKey(from.id)) {
            throw Refusal.of(400, 160004, "A thread has already been created for this message");
        }
        Channel thread = new Channel(
                from == null ? id() : from.id, type, parent.guild, parent, maker, name.strip(), clock.instant());
        thread.autoArchive = archiveAfter(form, 1440);
        thread.threadMembers.add(maker);
        channels.put(thread.id, thread);
        ObjectNode made = channelJson(thread);
        made.put("newly_created", true);
        outbox.dispatch("THREAD_CREATE", Gateway.GUILDS, thread, made, null);
        if (from != null) {
            from.flag(Flags.HAS_THREAD, true);
            announce("MESSAGE_UPDATE", from);
            Post starter = put(thread, from.author, THREAD_STARTER, object(), null);
            starter.replied = from;
            announce("MESSAGE_CREATE", starter);
        } else if (type == Channel.PUBLIC_THREAD) {
            Post note = put(parent, maker, THREAD_CREATED, object().put("content", thread.name), null);
            announce("MESSAGE_CREATE", note);
        }
        changed();
        return thread;
    }

    private static int archiveAfter(JsonNode form, int otherwise) {
        int minutes = form.path("auto_archive_duration").asInt(otherwise);
        if (!ARCHIVE_AFTER.contains(minutes)) {
            throw Refusal.invalidForm(
                    "auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of {60, 1440, 4320, 10080}.");
        }
        return minutes;
    }

    void change(Channel channel, String user, JsonNode form) {
        if (!channel.thread()) {
            needs(user, channel, Permissions.MANAGE_CHANNELS);
            channel.name = form.path("name").asText(channel.name);
            outbox.dispatch("CHANNEL_UPDATE", Gateway.GUILDS, channel, channelJson(channel), null);
            changed();
            return;
        }
        boolean manages = (may(user, channel) & Permissions.MANAGE_THREADS) != 0;
        boolean opens =
                form.path("archived").isBoolean() && !form.path("archived").asBoolean();
        needs(user, channel, 0);
        if (channel.archived && !opens) {
            throw Refusal.of(400, 50083, "Thread is archived");
        }
        boolean own = channel.person.equals(user) && !form.has("locked") && !(channel.locked && opens);
        boolean opensOnly = opens && form.size() == 1 && !channel.locked;
        if (!manages && !own && !opensOnly) {
            throw Refusal.missingPermissions();
        }
        channel.autoArchive = archiveAfter(form, channel.autoArchive);
        channel.name = form.path("name").asText(channel.name);
        channel.locked = form.path("locked").asBoolean(channel.locked);
        archive(channel, form.path("archived").asBoolean(channel.archived));
        outbox.dispatch("THREAD_UPDATE", Gateway.GUILDS, channel, channelJson(channel), null);
        changed();
    }

    private void archive(Channel channel, boolean archived) {
        if (channel.archived != archived) {
            channel.archived = archived;
            channel.archiveChanged = clock.instant();
        }
    }

    void delete(Channel channel) {
        channels.remove(channel.id);
        outbox.dispatch(
                channel.thread() ? "THREAD_DELETE" : "CHANNEL_DELETE",
                Gateway.GUILDS,
                channel,
                channelJson(channel),
                null);
        changed();
    }

    // Messages

    /**
     * What a message comes with besides its form.
     *
     * @param interaction what it answers; null for none
     * @param onlyFor who alone sees it; null for everybody
     * @param loading whether it only says that the bot is thinking
     */
    record Circumstances(
            @Nullable Interaction interaction, @Nullable String onlyFor, int type, boolean loading) {
        static final Circumstances USUAL = new Circumstances(null, null, DEFAULT, false);
    }

    /** What a bot asks for with the API; checks permissions. */
    Post send(Channel channel, String author, JsonNode form, List<Upload> uploads) {
        if (channel.dm() && noDms.contains(channel.person)) {
            throw Refusal.of(403, 50007, "Cannot send messages to this user");
        }
        long needed = channel.thread() ? Permissions.SEND_MESSAGES_IN_THREADS : Permissions.SEND_MESSAGES;
        needed |= form.path("embeds").isEmpty() ? 0 : Permissions.EMBED_LINKS;
        needed |= uploads.isEmpty() ? 0 : Permissions.ATTACH_FILES;
        needs(author, channel, needed);
        if (channel.thread() && channel.locked && (may(author, channel) & Permissions.MANAGE_THREADS) == 0) {
            throw Refusal.of(403, 160005, "Thread is locked");
        }
        String nonce = form.path("nonce").asText("");
        if (form.path("enforce_nonce").asBoolean() && !nonce.isEmpty()) {
            for (Post post : channel.posts.values()) {
                boolean same = nonce.equals(post.nonce) && post.author.equals(author);
                if (same && at(post.id).plus(NONCE).isAfter(clock.instant())) {
                    return post;
                }
            }
        }
        return send(channel, author, form, uploads, Circumstances.USUAL);
    }

    /** Makes a message; permissions are not asked for. */
    Post send(Channel channel, String author, JsonNode form, List<Upload> uploads, Circumstances around) {
        boolean v2 = (form.path("flags").asInt() & Flags.COMPONENTS_V2) != 0;
        sizes(uploads);
        if (!around.loading) {
            MessageRules.check(form, uploads.size(), v2);
        }
        Post replied = replied(channel, author, form.path("message_reference"));
        ObjectNode json = object();
        json.put("content", form.path("content").asText(""));
        int settable = Flags.SUPPRESS_EMBEDS | Flags.SUPPRESS_NOTIFICATIONS | Flags.COMPONENTS_V2;
        int own = (around.onlyFor == null ? 0 : Flags.EPHEMERAL) | (around.loading ? Flags.LOADING : 0);
        json.put("flags", (form.path("flags").asInt() & settable) | own);
        json.set("embeds", embeds(form.path("embeds")));
        json.set("components", components(form.path("components")));
        json.set("attachments", array());
        if (channel.archived) {
            archive(channel, false);
            outbox.dispatch("THREAD_UPDATE", Gateway.GUILDS, channel, channelJson(channel), null);
        }
        int type = replied != null ? REPLY : around.type;
        Post post = put(channel, author, type, json, around.onlyFor);
        if (form.has("nonce")) {
            post.nonce = form.path("nonce").asText();
            json.set("nonce", form.path("nonce"));
        }
        attach(post, uploads, form.path("attachments"));
        post.replied = replied;
        Interaction interaction = around.interaction;
        if (interaction != null) {
            json.put("application_id", application);
            json.put("webhook_id", application);
            ObjectNode metadata = json.putObject("interaction_metadata");
            metadata.put("id", interaction.id);
            metadata.put("type", interaction.type);
            metadata.set("user", user(interaction.user));
            metadata.putObject("authorizing_integration_owners")
                    .put("0", channel.guild == null ? "0" : channel.guild.id);
        }
        mention(post, form.path("allowed_mentions"), interaction != null, replied);
        if (post.onlyFor == null) {
            announce("MESSAGE_CREATE", post);
        }
        changed();
        return post;
    }

    private static void sizes(List<Upload> uploads) {
        long total = 0;
        for (Upload upload : uploads) {
            total += upload.bytes().length;
        }
        // The limit is one for each file; a request of more than that is refused by what stands before the API too.
        if (uploads.stream().anyMatch(it -> it.bytes().length > Limits.FILE_BYTES)
                || total > Limits.FILE_BYTES * Limits.FILES) {
            throw Refusal.of(413, 40005, "Request entity too large");
        }
    }

    private Post put(Channel channel, String author, int type, ObjectNode json, @Nullable String onlyFor) {
        Post post = new Post(id(), channel, author, type, json, onlyFor);
        channel.posts.put(post.id, post);
        return post;
    }

    private @Nullable Post replied(Channel channel, String author, JsonNode reference) {
        if (!reference.isObject()) {
            return null;
        }
        if ((may(author, channel) & Permissions.READ_MESSAGE_HISTORY) == 0) {
            throw Refusal.of(403, 160002, "Cannot reply without permission to read message history");
        }
        Post replied = channel.posts.get(reference.path("message_id").asText());
        if (replied == null || replied.onlyFor != null) {
            if (reference.path("fail_if_not_exists").asBoolean(true)) {
                throw Refusal.invalidForm("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
            }
            return null;
        }
        return replied;
    }

    private static ArrayNode embeds(JsonNode form) {
        ArrayNode embeds = array();
        for (JsonNode each : form) {
            ObjectNode embed = each.deepCopy();
            embeds.add(embed.put("type", "rich"));
        }
        return embeds;
    }

    /** With an {@code id} on each, as Discord gives them where there was none. */
    private static ArrayNode components(JsonNode form) {
        ArrayNode components = array();
        form.forEach(each -> components.add(each.deepCopy()));
        Set<Integer> taken = new HashSet<>();
        form.findValues("id").forEach(it -> taken.add(it.asInt()));
        number(components, new int[] {0}, taken);
        return components;
    }

    private static void number(JsonNode components, int[] last, Set<Integer> taken) {
        for (JsonNode each : components) {
            if (each instanceof ObjectNode component) {
                if (component.path("id").asInt() == 0) {
                    do {
                        last[0]++;
                    } while (taken.contains(last[0]));
                    component.put("id", last[0]);
                }
                number(component.path("components"), last, taken);
                number(component.has("accessory") ? array().add(component.get("accessory")) : array(), last, taken);
            }
        }
    }

    private void attach(Post post, List<Upload> uploads, JsonNode described) {
        ArrayNode attachments = post.json.withArrayProperty("attachments");
        int i = 0;
        for (Upload upload : uploads) {
            String id = id();
            String path = "/attachments/" + post.channel.id + "/" + id + "/" + upload.name();
            ObjectNode attachment = attachments.addObject();
            attachment.put("id", id);
            attachment.put("filename", upload.name());
            attachment.put("size", upload.bytes().length);
            attachment.put("url", filesAt + path);
            attachment.put("proxy_url", filesAt + path);
            attachment.put("content_type", upload.type());
            for (JsonNode each : described) {
                if (each.path("id").asText().equals(String.valueOf(i)) && each.has("description")) {
                    attachment.put("description", each.path("description").asText());
                }
            }
            files.put(id, upload);
            i++;
        }
    }

    private void mention(Post post, JsonNode allowed, boolean interaction, @Nullable Post replied) {
        StringBuilder text = new StringBuilder(post.json.path("content").asText());
        texts(post.json.path("components"), text);
        Mentions.Pings pings =
                Mentions.pings(text.toString(), allowed, interaction, replied == null ? null : replied.author);
        boolean all = (may(post.author, post.channel) & Permissions.MENTION_EVERYONE) != 0;
        Set<String> seen = new LinkedHashSet<>();
        for (String user : pings.users()) {
            if (users.containsKey(user)) {
                seen.add(user);
            }
        }
        Set<String> roles = new LinkedHashSet<>();
        Guild guild = post.channel.guild;
        for (String id : pings.roles()) {
            Guild.Role role = guild == null ? null : guild.roles.get(id);
            if (role != null && (role.mentionable() || all)) {
                roles.add(id);
            }
        }
        post.pings = new Mentions.Pings(seen, roles, pings.everyone() && all && guild != null);
    }

    private static void texts(JsonNode components, StringBuilder text) {
        for (JsonNode each : components) {
            if (each.path("type").asInt() == 10) {
                text.append('\n').append(each.path("content").asText());
            }
            texts(each.path("components"), text);
        }
    }

    /** Changes a message; who may is the caller's business. */
    void edit(Post post, JsonNode form, List<Upload> uploads, boolean interaction) {
        sizes(uploads);
        if (post.channel.archived) {
            throw Refusal.of(400, 50083, "Thread is archived");
        }
        boolean hasFlags = form.path("flags").isNumber();
        int flags = form.path("flags").asInt();
        if (post.v2() && hasFlags && (flags & Flags.COMPONENTS_V2) == 0) {
            throw Refusal.invalidForm(
                    "flags",
                    "MESSAGE_FLAGS_COMPONENTS_V2_CANNOT_BE_REMOVED",
                    "MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message");
        }
        boolean v2 = post.v2() || (flags & Flags.COMPONENTS_V2) != 0;
        ObjectNode whole = object();
        for (String field : List.of("content", "embeds", "components")) {
            whole.set(field, form.has(field) ? form.get(field) : post.json.get(field));
        }
        whole.set("allowed_mentions", form.path("allowed_mentions").isObject() ? form.get("allowed_mentions") : null);
        ArrayNode kept = array();
        for (JsonNode attachment : post.json.path("attachments")) {
            boolean listed = false;
            for (JsonNode each : form.path("attachments")) {
                listed |= each.path("id").asText().equals(attachment.path("id").asText());
            }
            if (listed || !form.path("attachments").isArray()) {
                kept.add(attachment);
            }
        }
        MessageRules.check(whole, kept.size() + uploads.size(), v2);
        post.json.put("content", whole.path("content").asText(""));
        if (whole.path("content").isNull()) {
            post.json.put("content", "");
        }
        post.json.set("embeds", embeds(whole.path("embeds")));
        post.json.set("components", components(whole.path("components")));
        post.json.set("attachments", kept);
        attach(post, uploads, form.path("attachments"));
        post.flag(Flags.COMPONENTS_V2, v2);
        if (hasFlags) {
            post.flag(Flags.SUPPRESS_EMBEDS, (flags & Flags.SUPPRESS_EMBEDS) != 0);
        }
        boolean first = post.has(Flags.LOADING);
        post.flag(Flags.LOADING, false);
        post.edits++;
        post.json.put("edited_timestamp", clock.instant().toString());
        if (first || form.has("content")) {
            Mentions.Pings before = post.pings;
            mention(post, form.path("allowed_mentions"), interaction, null);
            if (!first) {
                post.pings = before; // What an edit mentions is shown, and pings nobody.
            }
        }
        if (post.onlyFor == null) {
            announce("MESSAGE_UPDATE", post);
        }
        changed();
    }

    void delete(Post post) {
        post.channel.posts.remove(post.id);
        if (post.onlyFor == null) {
            ObjectNode gone = object().put("id", post.id).put("channel_id", post.channel.id);
            if (post.channel.guild != null) {
                gone.put("guild_id", post.channel.guild.id);
            }
            outbox.dispatch("MESSAGE_DELETE", messages(post.channel), post.channel, gone, null);
        }
        changed();
    }

    void react(Post post, String user, String emoji, boolean on) {
        boolean did = on ? post.reacted(emoji).add(user) : post.reacted(emoji).remove(user);
        if (post.reacted(emoji).isEmpty()) {
            post.reactions.remove(emoji);
        }
        if (did) {
            ObjectNode event = object();
            event.put("user_id", user);
            event.put("channel_id", post.channel.id);
            event.put("message_id", post.id);
            event.put("message_author_id", post.author);
            event.put("burst", false);
            event.put("type", 0);
            event.putObject("emoji").putNull("id").put("name", emoji);
            if (post.channel.guild != null) {
                event.put("guild_id", post.channel.guild.id);
                event.set("member", member(post.channel.guild, user, true));
            }
            int intent = post.channel.dm() ? Gateway.DIRECT_REACTIONS : Gateway.GUILD_REACTIONS;
            outbox.dispatch(on ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", intent, post.channel, event, null);
        }
        changed();
    }

    private static int messages(Channel channel) {
        return channel.dm() ? Gateway.DIRECT_MESSAGES : Gateway.GUILD_MESSAGES;
    }

    private void announce(String type, Post post) {
        ObjectNode event = json(post);
        if (post.channel.guild != null) {
            event.put("guild_id", post.channel.guild.id);
            if (post.channel.guild.members.containsKey(post.author)) {
                event.set("member", member(post.channel.guild, post.author, false));
            }
        }
        outbox.dispatch(type, messages(post.channel), post.channel, event, bare(post, event));
    }

    /** Without what needs the privileged intent; null where the bot sees it all anyway. */
    @Nullable
    ObjectNode bare(Post post, ObjectNode json) {
        if (post.author.equals(bot) || post.channel.dm() || post.pings.users().contains(bot)) {
            return null;
        }
        ObjectNode bare = json.deepCopy();
        bare.put("content", "");
        bare.set("embeds", array());
        bare.set("components", array());
        bare.set("attachments", array());
        return bare;
    }

    // How the API shows things

    static Instant at(String id) {
        return Instant.ofEpochMilli((Long.parseLong(id) >>> 22) + EPOCH);
    }

    ObjectNode json(Post post) {
        ObjectNode json = alone(post);
        if (post.replied != null) {
            ObjectNode reference = json.putObject("message_reference");
            reference.put("type", 0);
            reference.put("channel_id", post.replied.channel.id);
            reference.put("message_id", post.replied.id);
            if (post.channel.guild != null) {
                reference.put("guild_id", post.channel.guild.id);
            }
            boolean there = post.replied.channel.posts.containsKey(post.replied.id);
            json.set("referenced_message", there ? alone(post.replied) : null);
        }
        Channel thread = channels.get(post.id);
        if (thread != null && post.channel != thread) {
            json.set("thread", channelJson(thread));
        }
        return json;
    }

    private ObjectNode alone(Post post) {
        ObjectNode json = object();
        json.put("id", post.id);
        json.put("channel_id", post.channel.id);
        json.put("type", post.type);
        json.put("content", "");
        json.put("timestamp", at(post.id).toString());
        json.putNull("edited_timestamp");
        json.put("tts", false);
        json.put("mention_everyone", post.pings.everyone());
        ArrayNode mentions = json.putArray("mentions");
        post.pings.users().forEach(it -> mentions.add(user(it)));
        ArrayNode roles = json.putArray("mention_roles");
        post.pings.roles().forEach(roles::add);
        json.putArray("attachments");
        json.putArray("embeds");
        json.putArray("components");
        json.put("pinned", false);
        json.put("flags", 0);
        json.set("author", user(post.author));
        json.setAll(post.json.deepCopy());
        if (!post.reactions.isEmpty()) {
            ArrayNode reactions = json.putArray("reactions");
            post.reactions.forEach((emoji, who) -> {
                ObjectNode reaction = reactions.addObject();
                reaction.put("count", who.size());
                reaction.put("me", who.contains(bot));
                reaction.put("me_burst", false);
                reaction.putObject("count_details").put("burst", 0).put("normal", who.size());
                reaction.putArray("burst_colors");
                reaction.putObject("emoji").putNull("id").put("name", emoji);
            });
        }
        return json;
    }

    ObjectNode member(Guild guild, String user, boolean withUser) {
        ObjectNode member = object();
        if (withUser) {
            member.set("user", user(user));
        }
        member.putNull("nick");
        member.putNull("avatar");
        ArrayNode roles = member.putArray("roles");
        guild.rolesOf(user).forEach(roles::add);
        member.put("joined_at", guild.made.toString());
        member.putNull("premium_since");
        member.put("deaf", false);
        member.put("mute", false);
        member.put("flags", 0);
        member.put("pending", false);
        member.putNull("communication_disabled_until");
        return member;
    }

    ObjectNode channelJson(Channel channel) {
        ObjectNode json = object();
        json.put("id", channel.id);
        json.put("type", channel.type);
        json.put("flags", 0);
        Post last = null;
        int count = 0;
        for (Post post : channel.posts.values()) {
            last = post;
            count++;
        }
        json.put("last_message_id", last == null ? null : last.id);
        if (channel.dm()) {
            json.putArray("recipients").add(user(channel.person));
            return json;
        }
        if (channel.guild != null) {
            json.put("guild_id", channel.guild.id);
        }
        json.put("name", channel.name);
        json.put("parent_id", channel.parent == null ? null : channel.parent.id);
        json.put("rate_limit_per_user", 0);
        if (!channel.thread()) {
            json.put("position", 0);
            json.put("nsfw", false);
            json.putNull("topic");
            json.set("permission_overwrites", channel.overwrites.deepCopy());
            return json;
        }
        json.put("owner_id", channel.person);
        json.put("message_count", count);
        json.put("total_message_sent", count);
        json.put("member_count", channel.threadMembers.size());
        ObjectNode thread = json.putObject("thread_metadata");
        thread.put("archived", channel.archived);
        thread.put("auto_archive_duration", channel.autoArchive);
        thread.put("archive_timestamp", channel.archiveChanged.toString());
        thread.put("locked", channel.locked);
        thread.put("create_timestamp", channel.made.toString());
        if (channel.threadMembers.contains(bot)) {
            json.set("member", threadMember(channel, bot));
        }
        return json;
    }

    ObjectNode threadMember(Channel thread, String user) {
        ObjectNode member = object();
        member.put("id", thread.id);
        member.put("user_id", user);
        member.put("join_timestamp", thread.made.toString());
        member.put("flags", 0);
        return member;
    }

    ObjectNode role(Guild.Role role) {
        ObjectNode json = object();
        json.put("id", role.id());
        json.put("name", role.name());
        json.put("color", 0);
        json.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        json.put("hoist", false);
        json.put("position", role.name().equals("@everyone") ? 0 : 1);
        json.put("permissions", String.valueOf(role.permissions()));
        json.put("managed", role.managed());
        json.put("mentionable", role.mentionable());
        json.put("flags", 0);
        if (role.managed()) {
            json.putObject("tags").put("bot_id", bot);
        }
        return json;
    }

    ObjectNode guildJson(Guild guild) {
        ObjectNode json = object();
        json.put("id", guild.id);
        json.put("name", guild.name);
        json.put("owner_id", guild.owner);
        json.put("preferred_locale", "en-US");
        for (String none : List.of(
                "icon",
                "splash",
                "description",
                "banner",
                "vanity_url_code",
                "afk_channel_id",
                "system_channel_id",
                "rules_channel_id",
                "public_updates_channel_id",
                "safety_alerts_channel_id")) {
            json.putNull(none);
        }
        for (String zero : List.of(
                "verification_level",
                "default_message_notifications",
                "explicit_content_filter",
                "mfa_level",
                "nsfw_level",
                "premium_tier",
                "system_channel_flags",
                "premium_subscription_count")) {
            json.put(zero, 0);
        }
        json.put("afk_timeout", 300);
        json.put("max_members", 500000);
        json.put("premium_progress_bar_enabled", false);
        ArrayNode roles = json.putArray("roles");
        guild.roles.values().forEach(it -> roles.add(role(it)));
        json.putArray("emojis");
        json.putArray("stickers");
        json.putArray("features");
        return json;
    }

    ObjectNode guildCreated(Guild guild) {
        ObjectNode json = guildJson(guild);
        json.put("joined_at", guild.made.toString());
        json.put("large", false);
        json.put("unavailable", false);
        json.put("member_count", guild.members.size());
        for (String none : List.of(
                "voice_states", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds")) {
            json.putArray(none);
        }
        // Without the members' intent a bot is told of itself alone.
        json.putArray("members").add(member(guild, bot, true));
        ArrayNode list = json.putArray("channels");
        ArrayNode threads = json.putArray("threads");
        for (Channel channel : channels.values()) {
            if (channel.guild == guild) {
                if (!channel.thread()) {
                    list.add(channelJson(channel));
                } else if (!channel.archived && (may(bot, channel) & Permissions.VIEW_CHANNEL) != 0) {
                    threads.add(channelJson(channel));
                }
            }
        }
        return json;
    }
}
