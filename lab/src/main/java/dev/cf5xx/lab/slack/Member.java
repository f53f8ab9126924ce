package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a workspace, person or bot, and what they do there. What they type is written as on a keyboard, but for
 * mentions, which are {@link #mention}; what cannot be done in Slack is refused with an {@link IllegalStateException}.
 */
public final class Member {
    private final Realm realm;
    private final Workspace workspace;
    private final User user;

    Member(Realm realm, Workspace workspace, User user) {
        this.realm = realm;
        this.workspace = workspace;
        this.user = user;
    }

    /**
     * Something said.
     *
     * @param told what the app was told of it: nothing, or a message event, and another one if it is mentioned
     */
    public record Said(String channel, String ts, List<Delivery> told) {
        /** Copies. */
        public Said {
            told = List.copyOf(told);
        }

        /** Waits until everything that was told is acknowledged. */
        public Said acked(Duration most) {
            told.forEach(delivery -> delivery.acked(most));
            return this;
        }
    }

    /** The user's id. */
    public String id() {
        return user.id();
    }

    /** What to type to call this one. */
    public String mention() {
        return "<@" + user.id() + ">";
    }

    /** Says something in a channel. */
    public Said says(String channel, String typed) {
        return says(channel, typed, "");
    }

    /** Answers in the thread of a message. */
    public Said replies(String channel, String thread, String typed) {
        return says(channel, typed, thread);
    }

    /** Calls the app's bot in a channel and says something. */
    public Said callsBot(String channel, String typed) {
        return says(channel, "<@" + workspace.botUser() + "> " + typed);
    }

    /** Says something to the app's bot in private. */
    public Said whispers(String typed) {
        return says(workspace.direct(user.id()), typed);
    }

    private Said says(String channel, String typed, String thread) {
        return realm.locked(() -> {
            ObjectNode json = line(typed);
            return says(in(channel), json, thread);
        });
    }

    private ObjectNode line(String typed) {
        ObjectNode json = workspace.messageOf(user);
        json.put("text", Typed.text(typed));
        if (!user.bot()) {
            json.put("client_msg_id", UUID.randomUUID().toString());
        }
        if (!typed.isEmpty()) {
            json.set("blocks", Typed.blocks(typed, realm.id("b")));
        }
        return json;
    }

    private Said says(Channel channel, ObjectNode json, String thread) {
        if (!thread.isEmpty()) {
            Message root = channel.message(thread);
            if (root == null || root.isReply()) {
                throw new IllegalStateException("no thread is called " + thread);
            }
            json.put("thread_ts", thread).put("parent_user_id", root.user());
        }
        return said(() -> {
            Message message = workspace.say(channel, json, "");
            boolean called = json.path("text").asText().contains("<@" + workspace.botUser());
            boolean may = workspace.install().scopes().contains("app_mentions:read");
            if (called && may && channel.kind() != Channel.Kind.DIRECT) {
                ObjectNode event = message.json().deepCopy();
                event.put("type", "app_mention").put("channel", channel.id()).put("event_ts", message.ts());
                workspace.tell(channel, event);
            }
            return message;
        });
    }

    private Said said(Supplier<Message> act) {
        int before = realm.office().all().size();
        Message message = act.get();
        List<Delivery> all = realm.office().all();
        return new Said(message.channel().id(), message.ts(), all.subList(before, all.size()));
    }

    private Channel in(String channel) {
        Channel room = workspace.there(channel);
        if (!room.members().contains(user.id())) {
            throw new IllegalStateException(user.name() + " is not in " + channel);
        }
        if (room.archived()) {
            throw new IllegalStateException(channel + " is archived");
        }
        return room;
    }

    /** Puts a file into a channel, with a word about it, which may be empty. */
    public Said uploads(String channel, String name, byte[] bytes, String typed) {
        return uploads(channel, "", name, bytes, typed);
    }

    /** Puts a file into a thread, with a word about it, which may be empty. */
    public Said uploads(String channel, String thread, String name, byte[] bytes, String typed) {
        return realm.locked(() -> {
            StoredFile file = new StoredFile(workspace, realm.id("F"), name, user.id(), bytes.length);
            file.bytes(bytes.clone());
            file.complete("");
            realm.files().put(file.id(), file);
            Channel room = in(channel);
            ObjectNode json = line(typed);
            json.put("subtype", "file_share").put("upload", false);
            json.putArray("files").add(file.json(realm.base()));
            int before = realm.office().all().size();
            Said said = says(room, json, thread);
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            event.put("type", "file_shared").put("file_id", file.id()).put("user_id", user.id());
            event.putObject("file").put("id", file.id());
            event.put("channel_id", channel).put("event_ts", realm.ts());
            workspace.tell(room, event);
            List<Delivery> all = realm.office().all();
            return new Said(said.channel(), said.ts(), all.subList(before, all.size()));
        });
    }

    /** Changes what they said. */
    public Said edits(String channel, String ts, String typed) {
        return realm.locked(() -> {
            Message message = own(channel, ts);
            ObjectNode json = message.json().deepCopy();
            json.put("text", Typed.text(typed));
            json.set("blocks", Typed.blocks(typed, realm.id("b")));
            json.putObject("edited").put("user", user.id()).put("ts", realm.ts());
            return said(() -> {
                message.replace(json);
                workspace.tellChanged(message);
                return message;
            });
        });
    }

    /** Takes back what they said. */
    public Said deletes(String channel, String ts) {
        return realm.locked(() -> {
            Message message = own(channel, ts);
            return said(() -> {
                message.delete();
                workspace.tellDeleted(message);
                return message;
            });
        });
    }

    private Message own(String channel, String ts) {
        Message message = in(channel).message(ts);
        if (message == null || !message.user().equals(user.id())) {
            throw new IllegalStateException(user.name() + " said nothing at " + ts);
        }
        return message;
    }

    /** Puts a reaction, as {@code eyes}, to a message. */
    public Said reacts(String channel, String ts, String reaction) {
        return realm.locked(() -> {
            Message message = in(channel).message(ts);
            if (message == null) {
                throw new IllegalStateException("there is no message " + ts);
            }
            return said(() -> {
                message.react(reaction, user.id(), true);
                workspace.tellReaction(message, reaction, user.id(), true);
                return message;
            });
        });
    }

    /** Goes into a public channel. */
    public void joins(String channel) {
        workspace.invite(channel, user.id());
    }

    /** Types a command, as {@code /cf5xx 524}. What the app answers with its ack is shown as Slack shows it. */
    public Delivery types(String channel, String command) {
        if (!command.startsWith("/")) {
            throw new IllegalStateException("no command: " + command);
        }
        return realm.locked(() -> {
            Channel room = workspace.there(channel);
            if (!room.members().contains(user.id())) {
                throw new IllegalStateException(user.name() + " is not in " + channel);
            }
            int space = command.indexOf(' ');
            ObjectNode payload = JsonNodeFactory.instance.objectNode();
            payload.put("token", "verification").put("team_id", workspace.id());
            payload.put("team_domain", workspace.name()).put("channel_id", channel);
            payload.put("channel_name", room.kind() == Channel.Kind.DIRECT ? "directmessage" : room.name());
            payload.put("user_id", user.id()).put("user_name", user.name());
            payload.put("command", space < 0 ? command : command.substring(0, space));
            payload.put(
                    "text",
                    space < 0 ? "" : Typed.escaped(command.substring(space + 1).trim()));
            payload.put("api_app_id", Realm.APP).put("is_enterprise_install", "false");
            String answerTo = realm.responseUrl(room, user, null);
            payload.put("response_url", answerTo).put("trigger_id", realm.trigger(workspace, user));
            ResponseUrl shown = new ResponseUrl(room, user, null, realm.millis());
            return deliver(Delivery.Kind.COMMAND, payload, answer -> {
                if (!answer.isEmpty()) {
                    ChatMethods.content(answer);
                    shown.answer(answer);
                }
            });
        });
    }

    /**
     * Types something in a thread and sends it.
     *
     * @throws IllegalStateException for a command: Slack runs none of apps in threads
     *     (docs.slack.dev/interactivity/implementing-slash-commands)
     */
    public Said typesInThread(String channel, String thread, String typed) {
        if (typed.startsWith("/")) {
            throw new IllegalStateException(typed.replaceFirst(" .*", "") + " is not supported in threads. Sorry!");
        }
        return replies(channel, thread, typed);
    }

    private Delivery deliver(Delivery.Kind kind, ObjectNode payload, Consumer<JsonNode> onAnswer) {
        Delivery delivery = new Delivery(realm, kind, realm.id("Dl"), payload, answer -> {
            try {
                onAnswer.accept(answer);
            } catch (Refused e) {
                realm.unshown(e.json().put("answer", answer.toString()));
            }
        });
        return realm.office().add(delivery);
    }

    /**
     * Presses a button of a message that they see.
     *
     * @param called its label or its {@code action_id}
     */
    public Delivery presses(Post post, String called) {
        return realm.locked(() -> {
            Message message = seen(post);
            Post now = message.post();
            JsonNode button = now.button(called);
            if (button == null) {
                throw new IllegalStateException("nothing is called " + called + " in " + now.words());
            }
            ObjectNode payload = interaction("block_actions");
            ObjectNode container = payload.putObject("container").put("type", "message");
            container.put("message_ts", message.ts()).put("channel_id", now.channel());
            container.put("is_ephemeral", message.ephemeral());
            if (!message.thread().isEmpty()) {
                container.put("thread_ts", message.thread());
            }
            where(payload, message.channel());
            if (!message.ephemeral()) {
                payload.set("message", message.json().deepCopy());
            }
            payload.putObject("state").putObject("values");
            payload.put("response_url", realm.responseUrl(message.channel(), user, message));
            payload.putArray("actions").add(action(button, blockOf(now.blocks(), button)));
            return deliver(Delivery.Kind.INTERACTION, payload, answer -> {});
        });
    }

    private ObjectNode action(JsonNode element, String block) {
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        action.put("action_id", element.path("action_id").asText()).put("block_id", block);
        action.put("type", element.path("type").asText()).put("action_ts", realm.ts());
        for (String field : List.of("text", "value", "style")) {
            if (element.has(field)) {
                action.set(field, element.path(field));
            }
        }
        return action;
    }

    private static String blockOf(JsonNode blocks, JsonNode element) {
        for (JsonNode block : blocks) {
            if (holds(block, element)) {
                return block.path("block_id").asText();
            }
        }
        return "";
    }

    private static boolean holds(JsonNode node, JsonNode element) {
        if (node.equals(element)) {
            return true;
        }
        for (JsonNode child : node) {
            if (holds(child, element)) {
                return true;
            }
        }
        return false;
    }

    private Message seen(Post post) {
        Message message = workspace.there(post.channel()).any(post.ts());
        if (message == null || !sees(message)) {
            throw new IllegalStateException(user.name() + " does not see " + post);
        }
        return message;
    }

    private boolean sees(Message message) {
        return message.channel().members().contains(user.id())
                && !message.deleted()
                && (!message.ephemeral() || message.onlyFor().equals(user.id()));
    }

    /** Uses a shortcut on a message: the entry of its menu with this {@code callback_id}. */
    public Delivery usesShortcut(String callback, Post post) {
        return realm.locked(() -> {
            Message message = seen(post);
            if (message.ephemeral()) {
                throw new IllegalStateException("ephemeral messages have no shortcuts");
            }
            ObjectNode payload = interaction("message_action");
            payload.put("action_ts", realm.ts()).put("callback_id", callback);
            where(payload, message.channel());
            payload.put("response_url", realm.responseUrl(message.channel(), user, null));
            payload.put("message_ts", message.ts());
            payload.set("message", message.json().deepCopy());
            return deliver(Delivery.Kind.INTERACTION, payload, answer -> {});
        });
    }

    private ObjectNode interaction(String type) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("type", type).put("api_app_id", Realm.APP).put("token", "verification");
        payload.set("team", workspace.team());
        payload.putObject("user")
                .put("id", user.id())
                .put("username", user.name())
                .put("name", user.name())
                .put("team_id", workspace.id());
        payload.put("trigger_id", realm.trigger(workspace, user));
        payload.putNull("enterprise").put("is_enterprise_install", false);
        return payload;
    }

    private static void where(ObjectNode payload, Channel channel) {
        payload.putObject("channel")
                .put("id", channel.id())
                .put("name", channel.kind() == Channel.Kind.DIRECT ? "directmessage" : channel.name());
    }

    /** The view on top of what they have open, as the API gives it; null if none is. */
    public @Nullable JsonNode view() {
        return realm.<@Nullable JsonNode>locked(() -> {
            View top = ViewMethods.top(realm, workspace, user.id());
            return top == null ? null : top.json(JsonNodeFactory.instance.objectNode());
        });
    }

    /** Waits for a view to open. */
    public JsonNode awaitView(Duration most) {
        return realm.await("a view for " + user.name(), most, this::view);
    }

    /** The app's Home as they see it; null if there is none. */
    public @Nullable JsonNode home() {
        return realm.<@Nullable JsonNode>locked(() -> {
            View home = ViewMethods.home(realm, workspace, user.id());
            return home == null ? null : home.json(JsonNodeFactory.instance.objectNode());
        });
    }

    /**
     * Fills in and sends the view on top. The answer's {@code errors} leave it open; otherwise it goes, or changes, as the
     * answer says.
     *
     * @param filled by {@code action_id}: a text, or the value of an option
     */
    public Delivery submits(Map<String, String> filled) {
        return realm.locked(() -> {
            View view = open();
            ObjectNode payload = interaction("view_submission");
            payload.set("view", view.json(Filled.values(view.told(), filled)));
            payload.putArray("response_urls");
            return deliver(Delivery.Kind.INTERACTION, payload, answer -> ViewMethods.submitted(realm, view, answer));
        });
    }

    /** Closes the view on top; the app is told if the view asks for it. */
    public List<Delivery> closes() {
        return realm.locked(() -> {
            View view = open();
            realm.views().remove(view.id());
            List<Delivery> told = new ArrayList<>();
            if (view.told().path("notify_on_close").asBoolean()) {
                ObjectNode payload = interaction("view_closed");
                payload.remove("trigger_id");
                payload.set("view", view.json(JsonNodeFactory.instance.objectNode()));
                payload.put("is_cleared", false);
                told.add(deliver(Delivery.Kind.INTERACTION, payload, answer -> {}));
            }
            return told;
        });
    }

    /** Presses a button within the view on top, or within the Home if none is open. */
    public Delivery pressesInView(String called) {
        return realm.locked(() -> {
            View view = ViewMethods.top(realm, workspace, user.id());
            View shown = view != null ? view : ViewMethods.home(realm, workspace, user.id());
            if (shown == null) {
                throw new IllegalStateException(user.name() + " sees no view");
            }
            JsonNode blocks = shown.told().path("blocks");
            JsonNode button = Filled.find(blocks, called);
            ObjectNode payload = interaction("block_actions");
            payload.putObject("container").put("type", "view").put("view_id", shown.id());
            payload.set("view", shown.json(JsonNodeFactory.instance.objectNode()));
            payload.putArray("actions").add(action(button, blockOf(blocks, button)));
            return deliver(Delivery.Kind.INTERACTION, payload, answer -> {});
        });
    }

    private View open() {
        View view = ViewMethods.top(realm, workspace, user.id());
        if (view == null) {
            throw new IllegalStateException(user.name() + " has no view open");
        }
        return view;
    }

    /**
     * Opens the app's page.
     *
     * @param tab {@code home} or {@code messages}
     */
    public List<Delivery> opensApp(String tab) {
        return realm.locked(() -> {
            ObjectNode event = JsonNodeFactory.instance.objectNode();
            event.put("type", "app_home_opened").put("user", user.id()).put("tab", tab);
            event.put("channel", workspace.directWith(user.id()).id()).put("event_ts", realm.ts());
            View home = ViewMethods.home(realm, workspace, user.id());
            if (home != null) {
                event.set("view", home.json(JsonNodeFactory.instance.objectNode()));
            }
            return workspace.tell(null, event);
        });
    }

    /** What they see of a channel: its messages without the answers in threads, oldest first. */
    public List<Post> sees(String channel) {
        return look(
                channel,
                message -> !message.isReply()
                        || message.json().path("subtype").asText().equals("thread_broadcast"));
    }

    /** What they see of a thread, its first message included, oldest first. */
    public List<Post> seesThread(String channel, String thread) {
        return look(
                channel,
                message -> message.ts().equals(thread) || message.thread().equals(thread));
    }

    private List<Post> look(String channel, Predicate<Message> which) {
        return realm.locked(() -> workspace.there(channel).all().stream()
                .filter(message -> sees(message) && which.test(message))
                .map(Message::post)
                .toList());
    }

    /** Waits until they see something of somebody else's that is as wanted, in a channel or its threads; the first such. */
    public Post awaits(String channel, Duration most, Predicate<Post> wanted) {
        return realm.await("a message for " + user.name() + " in " + channel, most, () -> {
            for (Post post : look(channel, message -> !message.user().equals(user.id()))) {
                if (wanted.test(post)) {
                    return post;
                }
            }
            return null;
        });
    }

    /** Waits for the bot's next word after {@code said}, where this one sees it. */
    public Post awaitsAnswer(Said said, Duration most) {
        return awaits(
                said.channel(),
                most,
                post -> post.user().equals(workspace.botUser()) && post.ts().compareTo(said.ts()) > 0);
    }
}
