package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.BlockKit;
import dev.cf5xx.lab.slack.rules.Finding;
import dev.cf5xx.lab.slack.rules.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** chat.*, as docs.slack.dev/reference/methods has it. */
final class ChatMethods {
    private static final int TIER_3 = 50;
    private static final int TIER_4 = 100;

    private ChatMethods() {}

    static void addTo(Api api) {
        api.method("chat.postMessage", "chat:write", 0, ChatMethods::post);
        api.method("chat.postEphemeral", "chat:write", TIER_4, ChatMethods::postEphemeral);
        api.method("chat.update", "chat:write", TIER_3, ChatMethods::update);
        api.method("chat.delete", "chat:write", TIER_3, ChatMethods::delete);
        api.method("chat.getPermalink", "", 0, ChatMethods::permalink);
    }

    private static ObjectNode post(Asked asked) {
        Channel channel = speaking(asked, asked.place(asked.required("channel")));
        content(asked.args());
        JsonNode metadata = metadata(asked);
        ObjectNode json = asked.workspace().ownMessage();
        fill(json, asked.args(), asked.workspace());
        String thread = asked.text("thread_ts");
        if (!thread.isEmpty()) {
            json.put("thread_ts", root(channel, thread).ts());
            if (asked.flag("reply_broadcast")) {
                json.put("subtype", "thread_broadcast");
            }
        }
        Message message = new Message(channel, json, "");
        message.metadata(metadata);
        message.asked(asked.text("parse"), asked.maybe("unfurl_links"), asked.maybe("unfurl_media"));
        asked.workspace().say(message);
        ObjectNode answer = Asked.ok().put("channel", channel.id()).put("ts", message.ts());
        answer.set("message", message.json(true));
        return answer;
    }

    /** A thread's first message. Slack takes other names too and then loses the answer: here they are refused. */
    private static Message root(Channel channel, String thread) {
        Message parent = channel.message(thread);
        if (parent == null || parent.isReply()) {
            throw new Refused("cannot_reply_to_message");
        }
        return parent;
    }

    private static Channel speaking(Asked asked, Channel channel) {
        if (channel.archived()) {
            throw new Refused("is_archived");
        }
        boolean may = channel.members().contains(asked.self().id())
                || (channel.kind() == Channel.Kind.PUBLIC
                        && asked.install().scopes().contains("chat:write.public"));
        if (!may) {
            throw new Refused("not_in_channel");
        }
        return channel;
    }

    private static ObjectNode postEphemeral(Asked asked) {
        Channel channel = speaking(asked, asked.channel(asked.required("channel")));
        String user = asked.required("user");
        if (asked.workspace().user(user) == null) {
            throw new Refused("user_not_found");
        }
        if (!channel.members().contains(user)) {
            throw new Refused("user_not_in_channel");
        }
        content(asked.args());
        ObjectNode json = asked.workspace().ownMessage();
        fill(json, asked.args(), asked.workspace());
        String thread = asked.text("thread_ts");
        if (!thread.isEmpty()) {
            json.put("thread_ts", root(channel, thread).ts());
        }
        Message message = asked.workspace().say(channel, json, user);
        return Asked.ok().put("message_ts", message.ts());
    }

    private static Message own(Asked asked, String error) {
        Channel channel = asked.channel(asked.required("channel"));
        Message message = channel.message(asked.required("ts"));
        if (message == null) {
            throw new Refused("message_not_found");
        }
        if (!message.user().equals(asked.self().id())) {
            throw new Refused(error);
        }
        return message;
    }

    private static ObjectNode update(Asked asked) {
        Message message = own(asked, "cant_update_message");
        if (message.channel().archived()) {
            throw new Refused("is_archived");
        }
        JsonNode blocks = blocks(asked.args());
        // An empty list takes the blocks away; text alone does, too.
        content(asked.args());
        JsonNode metadata = metadata(asked);
        ObjectNode json = message.json().deepCopy();
        if (asked.args().has("text")) {
            json.remove("blocks");
        }
        fill(json, asked.args(), asked.workspace());
        if (blocks.isEmpty()) {
            json.putObject("edited")
                    .put("user", asked.self().id())
                    .put("ts", asked.realm().ts());
        }
        message.replace(json);
        if (!metadata.isMissingNode()) {
            message.metadata(metadata);
        }
        asked.workspace().tellChanged(message);
        ObjectNode answer = Asked.ok().put("channel", message.channel().id());
        answer.put("ts", message.ts()).put("text", json.path("text").asText());
        answer.set("message", message.json(true));
        return answer;
    }

    private static ObjectNode delete(Asked asked) {
        Message message = own(asked, "cant_delete_message");
        message.delete();
        asked.workspace().tellDeleted(message);
        return Asked.ok().put("channel", message.channel().id()).put("ts", message.ts());
    }

    private static ObjectNode permalink(Asked asked) {
        Channel channel = asked.channel(asked.required("channel"));
        Message message = channel.message(asked.required("message_ts"));
        if (message == null) {
            throw new Refused("message_not_found");
        }
        String url = "https://" + asked.workspace().name() + ".slack.com/archives/" + channel.id() + "/p"
                + message.ts().replace(".", "");
        if (message.isReply()) {
            url += "?thread_ts=" + message.thread() + "&cid=" + channel.id();
        }
        return Asked.ok().put("channel", channel.id()).put("permalink", url);
    }

    /** Refuses a message that has nothing to say, or too much. */
    static void content(JsonNode args) {
        String text = args.path("text").asText();
        JsonNode blocks = blocks(args);
        JsonNode attachments = Asked.structured(args.path("attachments"), "invalid_attachments");
        if (text.length() > Limits.MESSAGE) {
            throw new Refused("msg_too_long");
        }
        List<Finding> found = blocks.isMissingNode() ? List.of() : BlockKit.message(blocks);
        if (!found.isEmpty()) {
            throw Refused.blocks("invalid_blocks", found);
        }
        if (BlockKit.characters(blocks) > Limits.ALL_BLOCKS) {
            throw new Refused("msg_blocks_too_long");
        }
        if (text.isEmpty() && blocks.isEmpty() && attachments.isEmpty()) {
            throw new Refused("no_text");
        }
    }

    private static JsonNode blocks(JsonNode args) {
        JsonNode blocks = Asked.structured(args.path("blocks"), "invalid_blocks_format");
        if (!blocks.isMissingNode() && !blocks.isArray()) {
            throw new Refused("invalid_blocks_format");
        }
        return blocks;
    }

    private static JsonNode metadata(Asked asked) {
        JsonNode metadata = asked.json("metadata", "invalid_metadata_format");
        if (metadata.isMissingNode()) {
            return metadata;
        }
        if (!metadata.path("event_type").isTextual()
                || !metadata.path("event_payload").isObject()) {
            throw new Refused("invalid_metadata_format");
        }
        if (metadata.toString().getBytes(StandardCharsets.UTF_8).length > Limits.METADATA_BYTES) {
            throw new Refused("metadata_too_large");
        }
        return metadata;
    }

    /** Writes what was asked for into a message; blocks and elements that have no id get one, as from Slack. */
    static void fill(ObjectNode json, JsonNode args, Workspace workspace) {
        JsonNode blocks = blocks(args);
        if (args.has("text") || !json.has("text")) {
            json.put("text", args.path("text").asText(""));
        }
        if (blocks instanceof ArrayNode list) {
            ArrayNode named = list.deepCopy();
            for (JsonNode block : named) {
                name(block, "block_id", workspace.fresh());
                name(block.path("accessory"), "action_id", workspace.fresh());
                block.path("elements").forEach(element -> name(element, "action_id", workspace.fresh()));
            }
            json.set("blocks", named);
            if (named.isEmpty()) {
                json.remove("blocks");
            }
        }
        JsonNode attachments = Asked.structured(args.path("attachments"), "invalid_attachments");
        if (!attachments.isMissingNode()) {
            json.set("attachments", attachments);
        }
    }

    private static void name(JsonNode node, String field, String id) {
        boolean names = field.equals("block_id") || acts(node);
        if (node instanceof ObjectNode object && names && !object.has(field)) {
            object.put(field, id);
        }
    }

    private static boolean acts(@Nullable JsonNode node) {
        JsonNode type = node == null ? MissingNode.getInstance() : node.path("type");
        return !type.asText().isEmpty()
                && !type.asText().startsWith("rich_text")
                && !List.of("image", "mrkdwn", "plain_text").contains(type.asText());
    }
}
