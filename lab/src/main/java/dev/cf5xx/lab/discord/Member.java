package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.http.Upload;
import dev.cf5xx.lab.discord.rules.Permissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who uses Discord, by what a person can do there. What a person could not do (no such command, no permission,
 * no such button) is an {@link IllegalStateException}.
 */
public final class Member {
    private static final int STARTER = 21;
    private static final int CREATED = 18;
    private static final int SLASH = 1;
    private static final int ON_MESSAGE = 3;
    private static final int SHOWN_SLASH = 20;
    private static final int SHOWN_CONTEXT = 23;
    private static final int BUTTON = 2;
    private static final int STRING_SELECT = 3;
    private static final int LABEL = 18;

    private final FakeDiscord discord;
    private final Realm realm;
    private final String id;
    private final String locale;

    Member(FakeDiscord discord, Realm realm, String id, String locale) {
        this.discord = discord;
        this.realm = realm;
        this.id = id;
        this.locale = locale;
    }

    /** The user's id. */
    public String id() {
        return id;
    }

    /** The channel of direct messages with the bot; its id. */
    public String dm() {
        synchronized (realm) {
            return realm.conversation(id).id;
        }
    }

    /** From now on takes no direct messages. */
    public void refuseDms() {
        synchronized (realm) {
            realm.noDms.add(id);
        }
    }

    // Saying things

    /** Types a message. */
    public Message say(String channel, String text) {
        return post(channel, text, null, true, List.of());
    }

    /** Types a message that begins with the bot's name. */
    public Message mention(String channel, String text) {
        return say(channel, "<@" + realm.bot + "> " + text);
    }

    /** Types a message to the bot alone. */
    public Message whisper(String text) {
        return say(dm(), text);
    }

    /** Replies to a message, with or without a ping of its author. */
    public Message reply(Message to, String text, boolean ping) {
        return post(to.channel(), text, to.id(), ping, List.of());
    }

    /** Uploads a file with some words. */
    public Message upload(String channel, String text, String name, byte[] bytes) {
        return post(
                channel, text, null, true, List.of(new Upload("files[0]", name, "application/octet-stream", bytes)));
    }

    private Message post(String channel, String text, @Nullable String to, boolean ping, List<Upload> files) {
        synchronized (realm) {
            ObjectNode form = Realm.object().put("content", text);
            ArrayNode parse =
                    form.putObject("allowed_mentions").put("replied_user", ping).putArray("parse");
            parse.add("users").add("roles").add("everyone");
            if (to != null) {
                form.putObject("message_reference").put("message_id", to);
            }
            return seen(realm, realm.send(realm.channel(channel), id, form, files));
        }
    }

    /** Edits a message. */
    public Message edit(Message message, String text) {
        synchronized (realm) {
            Post post = own(message);
            realm.edit(post, Realm.object().put("content", text), List.of(), false);
            return seen(realm, post);
        }
    }

    /** Deletes a message. */
    public void delete(Message message) {
        synchronized (realm) {
            realm.delete(own(message));
        }
    }

    private Post own(Message message) {
        Post post = realm.post(realm.channel(message.channel()), message.id());
        if (!post.author.equals(id)) {
            throw new IllegalStateException("not a message of " + id);
        }
        return post;
    }

    /** Reacts to a message with an emoji. */
    public void react(Message message, String emoji) {
        synchronized (realm) {
            realm.react(realm.post(realm.channel(message.channel()), message.id()), id, emoji, true);
        }
    }

    /** Starts a thread in a channel, or, where there is one, from a message; its id. */
    public String thread(String channel, @Nullable Message from, String name) {
        synchronized (realm) {
            Channel parent = realm.channel(channel);
            Post post = from == null ? null : realm.post(parent, from.id());
            return realm.thread(
                            parent, post, id, Realm.object().put("name", name).put("type", Channel.PUBLIC_THREAD))
                    .id;
        }
    }

    // Asking the bot

    /** Types a slash command, with its options by name. */
    public Asked slash(String channel, String name, Map<String, String> options) {
        synchronized (realm) {
            ObjectNode command = command(SLASH, channel, name);
            ArrayNode given = Realm.array();
            for (JsonNode option : command.path("options")) {
                String value = options.get(option.path("name").asText());
                if (value != null) {
                    given.add(option(option, value));
                } else if (option.path("required").asBoolean()) {
                    throw new IllegalStateException("/" + name + " needs " + option.path("name"));
                }
            }
            if (given.size() < options.size()) {
                throw new IllegalStateException("/" + name + " has no such options: " + options);
            }
            ObjectNode data = data(command);
            data.set("options", given);
            return ask(Interaction.COMMAND, channel, data, null, SHOWN_SLASH);
        }
    }

    /** Has typed so much of a slash command's option, and waits for choices. */
    public Asked typing(String channel, String name, String option, String soFar) {
        synchronized (realm) {
            ObjectNode command = command(SLASH, channel, name);
            for (JsonNode each : command.path("options")) {
                if (each.path("name").asText().equals(option)
                        && each.path("autocomplete").asBoolean()) {
                    ObjectNode data = data(command);
                    data.putArray("options").add(option(each, soFar).put("focused", true));
                    return ask(Interaction.AUTOCOMPLETE, channel, data, null, SHOWN_SLASH);
                }
            }
            throw new IllegalStateException("no choices for " + option + " of /" + name);
        }
    }

    private static ObjectNode option(JsonNode option, String value) {
        ObjectNode given = Realm.object();
        given.put("name", option.path("name").asText());
        given.put("type", option.path("type").asInt());
        given.put("value", value);
        return given;
    }

    /** Picks a command from a message's menu. */
    public Asked onMessage(Message message, String name) {
        synchronized (realm) {
            Post target = realm.post(realm.channel(message.channel()), message.id());
            ObjectNode data = data(command(ON_MESSAGE, message.channel(), name));
            data.put("target_id", target.id);
            data.putObject("resolved").putObject("messages").set(target.id, realm.json(target));
            return ask(Interaction.COMMAND, message.channel(), data, null, SHOWN_CONTEXT);
        }
    }

    private ObjectNode command(int type, String channel, String name) {
        Channel where = realm.channel(channel);
        ObjectNode command = discord.applications().command(type, name, where.guild);
        if (command == null) {
            throw new IllegalStateException("no command " + name + " in " + channel);
        }
        if (where.guild != null && (realm.may(id, where) & Permissions.USE_APPLICATION_COMMANDS) == 0) {
            throw new IllegalStateException(id + " may not use commands in " + channel);
        }
        boolean fits = command.path("contexts").isEmpty();
        for (JsonNode context : command.path("contexts")) {
            fits |= context.asInt() == (where.guild == null ? 1 : 0);
        }
        if (!fits) {
            throw new IllegalStateException(name + " is not for " + channel);
        }
        return command;
    }

    private static ObjectNode data(ObjectNode command) {
        ObjectNode data = Realm.object();
        data.set("id", command.get("id"));
        data.set("name", command.get("name"));
        data.set("type", command.get("type"));
        if (command.has("guild_id")) {
            data.set("guild_id", command.get("guild_id"));
        }
        return data;
    }

    /** Presses the button that has this label, or this {@code custom_id}. */
    public Asked press(Message message, String button) {
        synchronized (realm) {
            Post post = visible(message);
            for (JsonNode each : seen(realm, post).components()) {
                boolean named = each.path("label").asText().equals(button)
                        || each.path("custom_id").asText().equals(button);
                if (each.path("type").asInt() == BUTTON && named && each.has("custom_id")) {
                    if (each.path("disabled").asBoolean()) {
                        throw new IllegalStateException("disabled: " + button);
                    }
                    return ask(Interaction.COMPONENT, post.channel.id, component(each), post, 0);
                }
            }
            throw new IllegalStateException(
                    "no button " + button + " on " + seen(realm, post).buttons());
        }
    }

    /** Chooses values of the select that has this {@code custom_id}. */
    public Asked select(Message message, String customId, String... values) {
        synchronized (realm) {
            Post post = visible(message);
            for (JsonNode each : seen(realm, post).components()) {
                if (each.path("type").asInt() == STRING_SELECT
                        && each.path("custom_id").asText().equals(customId)) {
                    List<String> known = each.path("options").findValuesAsText("value");
                    ObjectNode data = component(each);
                    ArrayNode chosen = data.putArray("values");
                    for (String value : values) {
                        if (!known.contains(value)) {
                            throw new IllegalStateException("no value " + value + " in " + known);
                        }
                        chosen.add(value);
                    }
                    return ask(Interaction.COMPONENT, post.channel.id, data, post, 0);
                }
            }
            throw new IllegalStateException("no select " + customId);
        }
    }

    private static ObjectNode component(JsonNode component) {
        ObjectNode data = Realm.object();
        data.put("component_type", component.path("type").asInt());
        data.set("custom_id", component.get("custom_id"));
        data.set("id", component.get("id"));
        return data;
    }

    /** Sends off the modal that was opened, with values by {@code custom_id}; what is not named stays as it was offered. */
    public Asked submit(Asked opened, Map<String, String> values) {
        synchronized (realm) {
            JsonNode modal = opened.interaction().modal;
            if (modal == null) {
                throw new IllegalStateException("no modal was opened");
            }
            ObjectNode data = Realm.object();
            data.set("custom_id", modal.get("custom_id"));
            ArrayNode parts = data.putArray("components");
            int known = 0;
            int number = 1;
            for (JsonNode part : modal.path("components")) {
                ObjectNode filled = parts.addObject();
                filled.set("type", part.get("type"));
                filled.put("id", number++);
                boolean label = part.path("type").asInt() == LABEL;
                JsonNode field =
                        label ? part.path("component") : part.path("components").path(0);
                if (field.has("custom_id")) {
                    String name = field.path("custom_id").asText();
                    known += values.containsKey(name) ? 1 : 0;
                    ObjectNode answer = answer(field, values.get(name)).put("id", number++);
                    if (label) {
                        filled.set("component", answer);
                    } else {
                        filled.putArray("components").add(answer);
                    }
                }
            }
            if (known < values.size()) {
                throw new IllegalStateException("the modal has not all of " + values.keySet());
            }
            opened.interaction().modal = null;
            return ask(Interaction.MODAL, opened.interaction().channel.id, data, opened.interaction().source, 0);
        }
    }

    private static ObjectNode answer(JsonNode field, @Nullable String value) {
        ObjectNode answer = Realm.object();
        answer.set("type", field.get("type"));
        answer.set("custom_id", field.get("custom_id"));
        if (field.path("type").asInt() == 4) {
            String text = value == null ? field.path("value").asText() : value;
            boolean empty = text.isEmpty() && field.path("required").asBoolean(true);
            if (empty
                    || text.length() > field.path("max_length").asInt(4000)
                    || (!text.isEmpty()
                            && text.length() < field.path("min_length").asInt(0))) {
                throw new IllegalStateException("not a value for " + field.path("custom_id") + ": " + text);
            }
            answer.put("value", text);
        } else {
            ArrayNode chosen = answer.putArray("values");
            if (value != null) {
                chosen.add(value);
            }
        }
        return answer;
    }

    private Asked ask(int type, String channel, ObjectNode data, @Nullable Post source, int shown) {
        Channel where = realm.channel(channel);
        if ((realm.may(id, where) & Permissions.VIEW_CHANNEL) == 0) {
            throw new IllegalStateException(id + " does not see " + channel);
        }
        return new Asked(realm, this, discord.interactions().begin(type, where, id, locale, data, source, shown));
    }

    // Reading

    private Post visible(Message message) {
        Post post = realm.channel(message.channel()).posts.get(message.id());
        if (post == null || (post.onlyFor != null && !post.onlyFor.equals(id))) {
            throw new IllegalStateException(id + " does not see message " + message.id());
        }
        return post;
    }

    /** What this person sees in a channel, thread or conversation, oldest first; without the notes that Discord adds. */
    public List<Message> reads(String channel) {
        synchronized (realm) {
            return readsNow(channel);
        }
    }

    private List<Message> readsNow(String channel) {
        Channel where = realm.channel(channel);
        List<Message> messages = new ArrayList<>();
        if ((realm.may(id, where) & Permissions.VIEW_CHANNEL) != 0) {
            for (Post post : where.posts.values()) {
                boolean note = post.type == STARTER || post.type == CREATED;
                if (!note && (post.onlyFor == null || post.onlyFor.equals(id))) {
                    messages.add(seen(realm, post));
                }
            }
        }
        return messages;
    }

    /** A message as it is now; null where it is gone. */
    public @Nullable Message again(Message message) {
        synchronized (realm) {
            Post post = realm.channel(message.channel()).posts.get(message.id());
            return post == null || (post.onlyFor != null && !post.onlyFor.equals(id)) ? null : seen(realm, post);
        }
    }

    /** Waits for a message of the bot's in a channel that is as asked; the first of them. */
    public Message awaitMessage(String channel, Duration most, Predicate<Message> like) {
        return realm.await(
                "a message in " + channel + ", where there is " + texts(channel),
                most,
                () -> readsNow(channel).stream()
                        .filter(it -> it.author().equals(realm.bot) && !it.loading() && like.test(it))
                        .findFirst()
                        .orElse(null));
    }

    private List<String> texts(String channel) {
        return reads(channel).stream().map(Message::text).toList();
    }

    /** Waits for a thread below a message, or anywhere in a channel; its id. */
    public String awaitThread(String channel, @Nullable Message from, Duration most) {
        return realm.await(
                "a thread in " + channel,
                most,
                () -> realm.channels.values().stream()
                        .filter(it -> it.thread() && it.parent != null && it.parent.id.equals(channel))
                        .filter(it -> from == null || it.id.equals(from.id()))
                        .map(it -> it.id)
                        .findFirst()
                        .orElse(null));
    }

    static Message seen(Realm realm, Post post) {
        return new Message(
                post.id,
                post.channel.id,
                post.author,
                post.edits,
                post.onlyFor != null,
                post.pings,
                post.reactions.keySet(),
                realm.json(post));
    }
}
