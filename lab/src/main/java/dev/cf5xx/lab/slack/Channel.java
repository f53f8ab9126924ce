package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A conversation and what was said in it. Guarded by the realm's lock. */
final class Channel {
    /** What kinds there are, and the word that scopes and events have for each. */
    enum Kind {
        PUBLIC("channels", "channel"),
        PRIVATE("groups", "group"),
        DIRECT("im", "im"),
        GROUP_DIRECT("mpim", "mpim");

        private final String scope;
        private final String type;

        Kind(String scope, String type) {
            this.scope = scope;
            this.type = type;
        }

        /** As in {@code channels:history}. */
        String scope() {
            return scope;
        }

        /** As in {@code "channel_type":"im"}. */
        String type() {
            return type;
        }
    }

    private final Workspace workspace;
    private final String id;
    private final Kind kind;
    private final String name;
    private final Set<String> members = new LinkedHashSet<>();
    private final TreeMap<String, Message> messages = new TreeMap<>();
    private boolean archived;

    Channel(Workspace workspace, String id, Kind kind, String name) {
        this.workspace = workspace;
        this.id = id;
        this.kind = kind;
        this.name = name;
    }

    Workspace workspace() {
        return workspace;
    }

    String id() {
        return id;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    Set<String> members() {
        return members;
    }

    boolean archived() {
        return archived;
    }

    void archive() {
        archived = true;
    }

    /** Everything said in it, ephemeral and deleted messages included, oldest first. */
    List<Message> all() {
        return new ArrayList<>(messages.values());
    }

    /** What everybody who is in it can read, oldest first. */
    List<Message> shown() {
        return messages.values().stream().filter(Message::shown).toList();
    }

    /** A message that everybody can read. */
    @Nullable
    Message message(String ts) {
        Message message = messages.get(ts);
        return message != null && message.shown() ? message : null;
    }

    /** A message, ephemeral ones included, unless it is deleted. */
    @Nullable
    Message any(String ts) {
        Message message = messages.get(ts);
        return message != null && !message.deleted() ? message : null;
    }

    void add(Message message) {
        messages.put(message.ts(), message);
    }

    /** The replies to a message, without it, oldest first. */
    List<Message> replies(String thread) {
        return shown().stream()
                .filter(message ->
                        message.thread().equals(thread) && !message.ts().equals(thread))
                .toList();
    }

    /** As conversations.info gives it. */
    ObjectNode json(@Nullable String locale) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("created", 1_700_000_000).put("is_archived", archived);
        json.put("is_im", kind == Kind.DIRECT).put("is_org_shared", false);
        if (kind == Kind.DIRECT) {
            json.put(
                    "user",
                    members.stream()
                            .filter(member -> !member.equals(workspace.self().id()))
                            .findFirst()
                            .orElse(""));
            json.put("is_user_deleted", false);
        } else {
            json.put("name", name).put("name_normalized", name);
            json.put("is_channel", kind == Kind.PUBLIC).put("is_group", kind == Kind.PRIVATE);
            json.put("is_mpim", kind == Kind.GROUP_DIRECT).put("is_private", kind != Kind.PUBLIC);
            json.put("is_member", members.contains(workspace.self().id())).put("is_general", false);
            json.put("num_members", members.size()).put("context_team_id", workspace.id());
        }
        if (locale != null) {
            json.put("locale", locale);
        }
        return json;
    }
}
