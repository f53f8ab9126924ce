package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.Mentions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something said. Guarded by the realm's lock. */
final class Message {
    private final Channel channel;
    private final String onlyFor;
    private final List<JsonNode> earlier = new ArrayList<>();
    private ObjectNode json;
    private JsonNode metadata = MissingNode.getInstance();
    private String parse = "";
    private @Nullable Boolean unfurlLinks;
    private @Nullable Boolean unfurlMedia;
    private boolean deleted;

    /**
     * @param json as the API gives it, without metadata
     * @param onlyFor the one user who sees it; empty for everybody
     */
    Message(Channel channel, ObjectNode json, String onlyFor) {
        this.channel = channel;
        this.json = json;
        this.onlyFor = onlyFor;
    }

    Channel channel() {
        return channel;
    }

    ObjectNode json() {
        return json;
    }

    JsonNode metadata() {
        return metadata;
    }

    void metadata(JsonNode told) {
        metadata = told;
    }

    void asked(String howToParse, @Nullable Boolean links, @Nullable Boolean media) {
        parse = howToParse;
        unfurlLinks = links;
        unfurlMedia = media;
    }

    String ts() {
        return json.path("ts").asText();
    }

    /** The {@code ts} of the thread it is in or began; empty for none. */
    String thread() {
        return json.path("thread_ts").asText();
    }

    String user() {
        return json.path("user").asText();
    }

    String onlyFor() {
        return onlyFor;
    }

    boolean ephemeral() {
        return !onlyFor.isEmpty();
    }

    boolean deleted() {
        return deleted;
    }

    boolean shown() {
        return !deleted && !ephemeral();
    }

    boolean isReply() {
        return !thread().isEmpty() && !thread().equals(ts());
    }

    void delete() {
        deleted = true;
    }

    /** Replaces it; what it was before is kept for tests. */
    void replace(ObjectNode other) {
        earlier.add(json);
        json = other;
    }

    /** Adds or takes away somebody's reaction; false if it is so already. */
    boolean react(String name, String who, boolean add) {
        ArrayNode reactions = json.withArray("reactions");
        for (int i = 0; i < reactions.size(); i++) {
            JsonNode reaction = reactions.get(i);
            if (reaction.path("name").asText().equals(name) && reaction instanceof ObjectNode object) {
                return change(object, who, add, reactions, i);
            }
        }
        if (add) {
            ObjectNode reaction = reactions.addObject().put("name", name).put("count", 1);
            reaction.putArray("users").add(who);
        }
        return add;
    }

    private static boolean change(ObjectNode reaction, String who, boolean add, ArrayNode reactions, int at) {
        ArrayNode users = reaction.withArray("users");
        int there = -1;
        for (int i = 0; i < users.size(); i++) {
            there = users.get(i).asText().equals(who) ? i : there;
        }
        if (add == (there >= 0)) {
            return false;
        }
        if (add) {
            users.add(who);
        } else {
            users.remove(there);
        }
        reaction.put("count", users.size());
        if (users.isEmpty()) {
            reactions.remove(at);
        }
        return true;
    }

    /** As the API gives it. */
    ObjectNode json(boolean withMetadata) {
        ObjectNode copy = json.deepCopy();
        if (withMetadata && !metadata.isMissingNode()) {
            copy.set("metadata", metadata);
        }
        return copy;
    }

    Post post() {
        return new Post(
                channel.id(),
                ts(),
                thread(),
                user(),
                onlyFor,
                json.path("text").asText(),
                json.path("blocks").deepCopy(),
                json(true),
                Mentions.of(json, parse),
                unfurlLinks,
                unfurlMedia,
                List.copyOf(earlier),
                deleted);
    }
}
