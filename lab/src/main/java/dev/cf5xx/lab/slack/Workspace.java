package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A workspace with its people, bots and channels. The app is installed in it; its bot user is a member of every new channel. */
public final class Workspace {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long MINUTE_MILLIS = 60_000;

    private final Realm realm;
    private final String id;
    private final String name;
    private final User self;
    private final Install install;
    private long hourMillis;
    private long limitedMinute;
    private int events;
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    Workspace(Realm realm, String name, String token, Set<String> scopes) {
        this.realm = realm;
        this.name = name;
        this.id = realm.id("T");
        this.self = new User(realm.id("U"), "cf5xx", "en-US", realm.id("B"), Realm.APP);
        this.install = new Install(token, Install.Kind.BOT, this, scopes);
        users.put(self.id(), self);
        realm.installs().put(token, install);
        realm.workspaces().put(id, this);
    }

    /** Its id, as {@code T…}. */
    public String id() {
        return id;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The bot's token here. */
    public String token() {
        return install.token();
    }

    /** The bot's user id here. */
    public String botUser() {
        return self.id();
    }

    /** What the bot's token may do from now on. */
    public void scopes(Set<String> scopes) {
        realm.change(() -> install.scopes(scopes));
    }

    /** The bot's token is worth nothing any more. */
    public void revoke() {
        realm.change(install::revoke);
    }

    /** A new person, whose language is {@code locale}, e.g. {@code zh-CN}. */
    public Member member(String called, String locale) {
        return add(new User(realm.locked(() -> realm.id("U")), called, locale, "", ""));
    }

    /** A new bot of another app. */
    public Member bot(String called) {
        return realm.locked(() -> add(new User(realm.id("U"), called, "en-US", realm.id("B"), realm.id("A"))));
    }

    private Member add(User user) {
        realm.change(() -> users.put(user.id(), user));
        return new Member(realm, this, user);
    }

    /** A public channel with these people and the bot. */
    public String channel(String called, Member... people) {
        return channel(Channel.Kind.PUBLIC, called, true, people);
    }

    /** A public channel with these people; the bot is not in it. */
    public String channelWithoutBot(String called, Member... people) {
        return channel(Channel.Kind.PUBLIC, called, false, people);
    }

    /** A private channel with these people, and the bot if {@code withBot}. */
    public String privateChannel(String called, boolean withBot, Member... people) {
        return channel(Channel.Kind.PRIVATE, called, withBot, people);
    }

    /** A direct message of several people and the bot. */
    public String groupMessage(Member... people) {
        return channel(Channel.Kind.GROUP_DIRECT, "mpdm-lab", true, people);
    }

    private String channel(Channel.Kind kind, String called, boolean withBot, Member... people) {
        return realm.locked(() -> {
            Channel channel = new Channel(this, realm.id("C"), kind, called);
            for (Member person : people) {
                channel.members().add(person.id());
            }
            if (withBot) {
                channel.members().add(self.id());
            }
            channels.put(channel.id(), channel);
            return channel.id();
        });
    }

    /** Puts somebody into a channel; the bot hears of it if it is there. */
    public void invite(String channel, String user) {
        realm.change(() -> {
            Channel room = there(channel);
            if (room.members().add(user)) {
                tellJoined(room, user);
            }
        });
    }

    /** Takes somebody out of a channel. */
    public void remove(String channel, String user) {
        realm.change(() -> there(channel).members().remove(user));
    }

    /** Archives a channel: nothing more can be said in it. */
    public void archive(String channel) {
        realm.change(() -> there(channel).archive());
    }

    /** Everything said in a channel, ephemeral and deleted messages included, oldest first. */
    public List<Post> everything(String channel) {
        return realm.locked(
                () -> there(channel).all().stream().map(Message::post).toList());
    }

    /** What the bot has said in a channel, oldest first, ephemeral messages included, deleted ones not. */
    public List<Post> botPosts(String channel) {
        return realm.locked(() -> there(channel).all().stream()
                .filter(message -> !message.deleted() && message.user().equals(self.id()))
                .map(Message::post)
                .toList());
    }

    /** The direct messages between a person and the bot. */
    public String direct(String user) {
        return realm.locked(() -> directWith(user).id());
    }

    // Below: under the realm's lock.

    User self() {
        return self;
    }

    Install install() {
        return install;
    }

    @Nullable
    User user(String user) {
        return users.get(user);
    }

    User known(String user) {
        User found = users.get(user);
        if (found == null) {
            throw new IllegalArgumentException("nobody is called " + user);
        }
        return found;
    }

    @Nullable
    Channel find(String channel) {
        return channels.get(channel);
    }

    Set<User> everybody() {
        return Set.copyOf(users.values());
    }

    /** A name for something that has none. */
    String fresh() {
        return realm.id("b");
    }

    Set<Channel> allChannels() {
        return Set.copyOf(channels.values());
    }

    Channel there(String channel) {
        Channel found = channels.get(channel);
        if (found == null) {
            throw new IllegalArgumentException("no channel is called " + channel);
        }
        return found;
    }

    Channel directWith(String user) {
        Set<String> both = Set.of(user, self.id());
        for (Channel channel : channels.values()) {
            if (channel.kind() == Channel.Kind.DIRECT && channel.members().equals(both)) {
                return channel;
            }
        }
        Channel channel = new Channel(this, realm.id("D"), Channel.Kind.DIRECT, "");
        channel.members().add(known(user).id());
        channel.members().add(self.id());
        channels.put(channel.id(), channel);
        return channel;
    }

    Channel groupWith(Set<String> people) {
        Set<String> all = new TreeSet<>(people);
        all.add(self.id());
        for (Channel channel : channels.values()) {
            if (channel.kind() == Channel.Kind.GROUP_DIRECT && channel.members().equals(all)) {
                return channel;
            }
        }
        Channel channel = new Channel(this, realm.id("C"), Channel.Kind.GROUP_DIRECT, "mpdm-lab");
        all.forEach(person -> channel.members().add(known(person).id()));
        channels.put(channel.id(), channel);
        return channel;
    }

    /** The beginnings of a message of the bot. */
    ObjectNode ownMessage() {
        return messageOf(self);
    }

    ObjectNode messageOf(User user) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "message").put("user", user.id()).put("ts", realm.ts()).put("team", id);
        if (user.bot()) {
            json.put("bot_id", user.botId()).put("app_id", user.appId());
            json.putObject("bot_profile")
                    .put("id", user.botId())
                    .put("app_id", user.appId())
                    .put("name", user.name())
                    .put("team_id", id)
                    .put("deleted", false);
        }
        return json;
    }

    /** Says something and tells the app, unless it is ephemeral. */
    Message say(Channel channel, ObjectNode json, String onlyFor) {
        return say(new Message(channel, json, onlyFor));
    }

    Message say(Message message) {
        Channel channel = message.channel();
        channel.add(message);
        if (!message.ephemeral()) {
            if (message.isReply()) {
                countReply(channel, message);
            }
            tellMessage(message);
        }
        return message;
    }

    private static void countReply(Channel channel, Message reply) {
        Message parent = channel.message(reply.thread());
        if (parent != null) {
            ObjectNode json = parent.json();
            json.put("thread_ts", parent.ts());
            json.put("reply_count", channel.replies(parent.ts()).size());
            json.put("latest_reply", reply.ts());
        }
    }

    private void tellMessage(Message message) {
        ObjectNode event = message.json().deepCopy();
        event.put("channel", message.channel().id())
                .put("channel_type", message.channel().kind().type());
        event.put("event_ts", message.ts());
        tell(message.channel(), event);
    }

    void tellChanged(Message message) {
        ObjectNode event = changed(message, "message_changed");
        event.set("message", message.json().deepCopy());
        event.set("previous_message", lastBefore(message));
        tell(message.channel(), event);
    }

    void tellDeleted(Message message) {
        ObjectNode event = changed(message, "message_deleted");
        event.put("deleted_ts", message.ts());
        event.set("previous_message", message.json().deepCopy());
        tell(message.channel(), event);
    }

    private static JsonNode lastBefore(Message message) {
        List<JsonNode> earlier = message.post().earlier();
        return earlier.isEmpty() ? message.json().deepCopy() : earlier.get(earlier.size() - 1);
    }

    private ObjectNode changed(Message message, String subtype) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        String ts = realm.ts();
        event.put("type", "message").put("subtype", subtype).put("hidden", true);
        event.put("channel", message.channel().id())
                .put("channel_type", message.channel().kind().type());
        event.put("ts", ts).put("event_ts", ts);
        return event;
    }

    void tellReaction(Message message, String name, String user, boolean added) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", added ? "reaction_added" : "reaction_removed")
                .put("user", user)
                .put("reaction", name);
        event.put("item_user", message.user()).put("event_ts", realm.ts());
        event.putObject("item")
                .put("type", "message")
                .put("channel", message.channel().id())
                .put("ts", message.ts());
        tell(message.channel(), event);
    }

    void tellJoined(Channel channel, String user) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("type", "message")
                .put("subtype", "channel_join")
                .put("user", user)
                .put("ts", realm.ts());
        line.put("text", "<@" + user + "> has joined the channel");
        say(channel, line, "");
        ObjectNode joined = JsonNodeFactory.instance.objectNode();
        joined.put("type", "member_joined_channel").put("user", user).put("channel", channel.id());
        joined.put("channel_type", channel.kind() == Channel.Kind.PUBLIC ? "C" : "G")
                .put("team", id);
        joined.put("event_ts", realm.ts());
        tell(channel, joined);
    }

    /** Tells the app an event, if it is in the channel, has asked for such and may hear it. */
    List<Delivery> tell(@Nullable Channel channel, ObjectNode event) {
        List<Delivery> told = new ArrayList<>();
        String type = event.path("type").asText();
        boolean message = type.equals("message");
        String name = message && channel != null ? "message." + word(channel) : type;
        boolean there = channel == null || channel.members().contains(self.id());
        boolean may = !message
                || channel == null
                || install.scopes().contains(channel.kind().scope() + ":history");
        if (there && may && !install.revoked() && realm.subscriptions().contains(name) && inVolume()) {
            told.add(realm.office().add(event(event)));
        }
        return told;
    }

    /** Whether the hour has room for one more event; where it has none, the app is told so once a minute. */
    private boolean inVolume() {
        long now = realm.millis();
        if (now - hourMillis >= HOUR_MILLIS) {
            hourMillis = now;
            events = 0;
        }
        if (events < Limits.EVENTS_AN_HOUR) {
            events++;
            return true;
        }
        long minute = now / MINUTE_MILLIS;
        if (minute != limitedMinute) {
            limitedMinute = minute;
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.put("token", "verification").put("type", "app_rate_limited").put("team_id", id);
            payload.put("minute_rate_limited", minute * 60).put("api_app_id", Realm.APP);
            realm.office().add(new Delivery(realm, Delivery.Kind.EVENT, realm.id("Ev"), payload, answer -> {}));
        }
        return false;
    }

    Delivery tellAnyway(ObjectNode event) {
        return realm.office().add(event(event));
    }

    private static String word(Channel channel) {
        return channel.kind().scope();
    }

    private Delivery event(ObjectNode event) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        String eventId = realm.id("Ev");
        payload.put("token", "verification").put("team_id", id).put("context_team_id", id);
        payload.put("api_app_id", Realm.APP).put("type", "event_callback").put("event_id", eventId);
        payload.put("event_time", realm.millis() / 1000).put("is_ext_shared_channel", false);
        payload.set("event", event);
        payload.putArray("authorizations")
                .addObject()
                .putNull("enterprise_id")
                .put("team_id", id)
                .put("user_id", self.id())
                .put("is_bot", true)
                .put("is_enterprise_install", false);
        return new Delivery(realm, Delivery.Kind.EVENT, eventId, payload, answer -> {});
    }

    /** As payloads name it. */
    ObjectNode team() {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("domain", name);
    }
}
