package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call of a method by somebody who may call it. */
record Asked(Realm realm, Install install, ObjectNode args) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ITEMS = 1000;

    Workspace workspace() {
        return install.workspace();
    }

    User self() {
        return workspace().self();
    }

    /** An argument's text; empty where it is missing. */
    String text(String name) {
        JsonNode value = args.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    String required(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            throw Refused.missing(name);
        }
        return value;
    }

    boolean flag(String name) {
        String value = text(name).toLowerCase(Locale.ROOT);
        return value.equals("true") || value.equals("1");
    }

    @Nullable
    Boolean maybe(String name) {
        return args.hasNonNull(name) ? (Boolean) flag(name) : null;
    }

    /** A number from 1 to 1,000, for lists. */
    int limit(int otherwise) {
        String value = text("limit");
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return Math.max(1, Math.min(MOST_ITEMS, Integer.parseInt(value)));
        } catch (NumberFormatException e) {
            throw new Refused("invalid_limit");
        }
    }

    /** An argument that is JSON, as such or written down; missing where it is missing. */
    JsonNode json(String name, String errorWhereItIsNone) {
        return structured(args.path(name), errorWhereItIsNone);
    }

    static JsonNode structured(JsonNode value, String errorWhereItIsNone) {
        if (!value.isTextual()) {
            return value.isNull() ? MissingNode.getInstance() : value;
        }
        if (value.textValue().isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode read = JSON.readTree(value.textValue());
            if (read.isContainerNode()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // Said below.
        }
        throw new Refused(errorWhereItIsNone);
    }

    /** Refuses unless the token has one of these scopes. */
    void needs(String... scopes) {
        if (List.of(scopes).stream().noneMatch(install.scopes()::contains)) {
            throw Refused.scope(String.join(",", scopes), provided());
        }
    }

    String provided() {
        return String.join(",", install.scopes());
    }

    /** A channel that the bot may know of: a private one only from inside. */
    Channel channel(String id) {
        Channel channel = workspace().find(id);
        boolean open = channel != null && channel.kind() == Channel.Kind.PUBLIC;
        if (channel == null || !(open || channel.members().contains(self().id()))) {
            throw new Refused("channel_not_found");
        }
        return channel;
    }

    /** A channel or, by a user's id, the direct messages with that user. */
    Channel place(String id) {
        User user = workspace().user(id);
        return user != null && !user.bot() ? workspace().directWith(id) : channel(id);
    }

    /** A channel whose messages the bot may read. */
    Channel readable(String id) {
        Channel channel = channel(id);
        needs(channel.kind().scope() + ":history");
        if (!channel.members().contains(self().id())) {
            throw new Refused("not_in_channel");
        }
        return channel;
    }

    Set<String> members(Channel channel) {
        return channel.members();
    }

    static ObjectNode ok() {
        return JsonNodeFactory.instance.objectNode().put("ok", true);
    }
}
