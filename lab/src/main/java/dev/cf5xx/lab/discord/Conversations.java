package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.http.Call;
import dev.cf5xx.lab.discord.http.Reply;
import dev.cf5xx.lab.discord.http.Routes;
import dev.cf5xx.lab.discord.rules.Permissions;
import dev.cf5xx.lab.discord.rules.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Channels, messages, reactions and threads, as the bot asks for them (resources/channel, resources/message). */
final class Conversations {
    private static final int MOST_MESSAGES = 100;
    private static final int REACTIONS = 20;

    private final Realm realm;

    Conversations(Realm realm) {
        this.realm = realm;
    }

    void on(Routes routes) {
        routes.on("GET /channels/{channel}", (call, at) -> Reply.ok(realm.channelJson(seen(at))));
        routes.on("PATCH /channels/{channel}", (call, at) -> {
            Channel channel = seen(at);
            realm.change(channel, realm.bot, call.body());
            return Reply.ok(realm.channelJson(channel));
        });
        routes.on("DELETE /channels/{channel}", (call, at) -> {
            Channel channel = seen(at);
            ObjectNode gone = realm.channelJson(channel);
            realm.needs(
                    realm.bot, channel, channel.thread() ? Permissions.MANAGE_THREADS : Permissions.MANAGE_CHANNELS);
            realm.delete(channel);
            return Reply.ok(gone);
        });
        routes.on("POST /channels/{channel}/typing", (call, at) -> {
            Channel channel = seen(at);
            realm.needs(
                    realm.bot,
                    channel,
                    channel.thread() ? Permissions.SEND_MESSAGES_IN_THREADS : Permissions.SEND_MESSAGES);
            return Reply.done();
        });
        routes.on("GET /channels/{channel}/messages", this::history);
        routes.on("POST /channels/{channel}/messages", (call, at) -> {
            Channel channel = realm.channel(at.at("channel"));
            return Reply.ok(realm.json(realm.send(channel, realm.bot, call.body(), call.files())));
        });
        routes.on("GET /channels/{channel}/messages/{message}", (call, at) -> {
            realm.needs(realm.bot, seen(at), Permissions.READ_MESSAGE_HISTORY);
            return Reply.ok(shown(post(at)));
        });
        routes.on("PATCH /channels/{channel}/messages/{message}", (call, at) -> {
            Post post = post(at);
            if (!post.author.equals(realm.bot)) {
                throw Refusal.of(403, 50005, "Cannot edit a message authored by another user");
            }
            realm.edit(post, call.body(), call.files(), false);
            return Reply.ok(realm.json(post));
        });
        routes.on("DELETE /channels/{channel}/messages/{message}", (call, at) -> {
            Post post = post(at);
            if (post.channel.archived) {
                throw Refusal.of(400, 50083, "Thread is archived");
            }
            if (!post.author.equals(realm.bot)) {
                if (post.channel.dm()) {
                    throw Refusal.of(403, 50003, "Cannot execute action on a DM channel");
                }
                realm.needs(realm.bot, post.channel, Permissions.MANAGE_MESSAGES);
            }
            realm.delete(post);
            return Reply.done();
        });
        routes.on("PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me", (call, at) -> {
            Post post = post(at);
            String emoji = at.at("emoji");
            boolean there = post.reactions.containsKey(emoji);
            realm.needs(
                    realm.bot,
                    post.channel,
                    Permissions.READ_MESSAGE_HISTORY | (there ? 0 : Permissions.ADD_REACTIONS));
            if (post.channel.archived) {
                throw Refusal.of(400, 50083, "Thread is archived");
            }
            if (emoji.isBlank() || emoji.chars().allMatch(it -> it < 0x80)) {
                throw Refusal.of(400, 10014, "Unknown Emoji");
            }
            if (!there && post.reactions.size() >= REACTIONS) {
                throw Refusal.of(400, 30010, "Maximum number of reactions reached (" + REACTIONS + ")");
            }
            realm.react(post, realm.bot, emoji, true);
            return Reply.done();
        });
        routes.on("DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/@me", (call, at) -> {
            realm.react(post(at), realm.bot, at.at("emoji"), false);
            return Reply.done();
        });
        routes.on("POST /channels/{channel}/threads", (call, at) -> {
            Channel thread = realm.thread(seen(at), null, realm.bot, call.body());
            return Reply.json(201, realm.channelJson(thread));
        });
        routes.on("POST /channels/{channel}/messages/{message}/threads", (call, at) -> {
            Channel thread = realm.thread(seen(at), post(at), realm.bot, call.body());
            return Reply.json(201, realm.channelJson(thread));
        });
        routes.on("PUT /channels/{channel}/thread-members/@me", (call, at) -> {
            Channel thread = seen(at);
            if (thread.archived) {
                throw Refusal.of(400, 50083, "Thread is archived");
            }
            thread.threadMembers.add(realm.bot);
            return Reply.done();
        });
        routes.on("DELETE /channels/{channel}/thread-members/@me", (call, at) -> {
            seen(at).threadMembers.remove(realm.bot);
            return Reply.done();
        });
        routes.on("POST /users/@me/channels", (call, at) -> {
            String person = realm.user(call.body().path("recipient_id").asText())
                    .path("id")
                    .asText();
            if (person.equals(realm.bot)) {
                throw Refusal.of(400, 50007, "Cannot send messages to this user");
            }
            return Reply.ok(realm.channelJson(realm.conversation(person)));
        });
    }

    private Channel seen(Routes.Found at) {
        Channel channel = realm.channel(at.at("channel"));
        realm.needs(realm.bot, channel, 0);
        return channel;
    }

    private Post post(Routes.Found at) {
        return realm.post(seen(at), at.at("message"));
    }

    /** As a bot sees it that has, or has not, message content (the intent is asked for by REST too). */
    private ObjectNode shown(Post post) {
        ObjectNode json = realm.json(post);
        ObjectNode bare = realm.messageContent ? null : realm.bare(post, json);
        return bare == null ? json : bare;
    }

    private Reply history(Call call, Routes.Found at) {
        Channel channel = seen(at);
        int limit = number(call.query().getOrDefault("limit", "50"));
        if (limit < 1 || limit > MOST_MESSAGES) {
            throw Refusal.invalidForm(
                    "limit",
                    limit < 1 ? "NUMBER_TYPE_MIN" : "NUMBER_TYPE_MAX",
                    "int value should be between 1 and " + MOST_MESSAGES + ".");
        }
        ArrayNode list = Realm.array();
        if ((realm.may(realm.bot, channel) & Permissions.READ_MESSAGE_HISTORY) != 0) {
            String before = call.query().getOrDefault("before", "");
            String after = call.query().getOrDefault("after", "");
            List<Post> posts = new ArrayList<>(channel.posts.values());
            posts.removeIf(it -> it.onlyFor != null
                    || (!before.isEmpty() && compare(it.id, before) >= 0)
                    || (!after.isEmpty() && compare(it.id, after) <= 0));
            List<Post> page = after.isEmpty()
                    ? posts.subList(Math.max(0, posts.size() - limit), posts.size())
                    : posts.subList(0, Math.min(limit, posts.size()));
            List<Post> newestFirst = new ArrayList<>(page);
            Collections.reverse(newestFirst);
            newestFirst.forEach(it -> list.add(shown(it)));
        }
        return Reply.ok(list);
    }

    private static int compare(String one, String other) {
        return one.length() != other.length() ? one.length() - other.length() : one.compareTo(other);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.invalidForm("limit", "NUMBER_TYPE_COERCE", "Value \"" + text + "\" is not int.");
        }
    }
}
