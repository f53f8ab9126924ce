package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** conversations.* and reactions.*, as docs.slack.dev/reference/methods has it. */
final class ConversationMethods {
    private static final int TIER_2 = 20;
    private static final int TIER_3 = 50;
    private static final int TIER_4 = 100;

    private ConversationMethods() {}

    static void addTo(Api api) {
        api.method("conversations.info", "", TIER_3, ConversationMethods::info);
        api.method("conversations.list", "", TIER_2, ConversationMethods::list);
        api.method("conversations.members", "", TIER_4, ConversationMethods::members);
        api.method("conversations.history", "", TIER_3, ConversationMethods::history);
        api.method("conversations.replies", "", TIER_3, ConversationMethods::replies);
        api.method("conversations.open", "", TIER_3, ConversationMethods::open);
        api.method("conversations.join", "channels:join", TIER_3, ConversationMethods::join);
        api.method("reactions.add", "reactions:write", TIER_3, asked -> react(asked, true));
        api.method("reactions.remove", "reactions:write", TIER_2, asked -> react(asked, false));
    }

    private static Channel known(Asked asked) {
        Channel channel = asked.channel(asked.required("channel"));
        asked.needs(channel.kind().scope() + ":read");
        return channel;
    }

    private static ObjectNode info(Asked asked) {
        Channel channel = known(asked);
        ObjectNode answer = Asked.ok();
        answer.set("channel", channel.json(asked.flag("include_locale") ? "en-US" : null));
        return answer;
    }

    private static ObjectNode list(Asked asked) {
        asked.needs("channels:read", "groups:read", "im:read", "mpim:read");
        List<Channel> channels = new ArrayList<>(asked.workspace().allChannels());
        channels.removeIf(
                channel -> !asked.install().scopes().contains(channel.kind().scope() + ":read")
                        || (channel.kind() != Channel.Kind.PUBLIC
                                && !channel.members().contains(asked.self().id())));
        channels.sort(Comparator.comparing(Channel::id));
        return page(asked, "channels", channels, (channel, into) -> into.add(channel.json(null)));
    }

    private static ObjectNode members(Asked asked) {
        return page(asked, "members", List.copyOf(known(asked).members()), (member, into) -> into.add(member));
    }

    private static ObjectNode history(Asked asked) {
        Channel channel = asked.readable(asked.required("channel"));
        List<Message> messages = new ArrayList<>(channel.shown());
        messages.removeIf(message ->
                (message.isReply() && !message.json().path("subtype").asText().equals("thread_broadcast"))
                        || outside(asked, message));
        Collections.reverse(messages);
        return messages(asked, messages);
    }

    private static ObjectNode replies(Asked asked) {
        Channel channel = asked.readable(asked.required("channel"));
        Message root = channel.message(asked.required("ts"));
        if (root == null) {
            throw new Refused("thread_not_found");
        }
        List<Message> messages = new ArrayList<>();
        messages.add(root);
        List<Message> replies = new ArrayList<>(channel.replies(root.ts()));
        replies.removeIf(message -> outside(asked, message));
        messages.addAll(replies);
        return messages(asked, messages);
    }

    private static boolean outside(Asked asked, Message message) {
        String oldest = asked.text("oldest");
        String latest = asked.text("latest");
        int equals = asked.flag("inclusive") ? 0 : 1;
        return (!oldest.isEmpty() && message.ts().compareTo(oldest) < equals)
                || (!latest.isEmpty() && latest.compareTo(message.ts()) < equals);
    }

    private static ObjectNode messages(Asked asked, List<Message> messages) {
        boolean metadata = asked.flag("include_all_metadata");
        return page(asked, "messages", messages, (message, into) -> into.add(message.json(metadata)));
    }

    private static <T> ObjectNode page(Asked asked, String name, List<T> items, BiConsumer<T, ArrayNode> write) {
        int from = 0;
        String cursor = asked.text("cursor");
        if (!cursor.isEmpty()) {
            try {
                from = Integer.parseInt(cursor.replaceFirst("^next:", ""));
            } catch (NumberFormatException e) {
                throw new Refused("invalid_cursor");
            }
        }
        int to = Math.min(items.size(), from + asked.limit(100));
        ObjectNode answer = Asked.ok();
        ArrayNode list = answer.putArray(name);
        for (T item : items.subList(Math.min(Math.max(0, from), to), to)) {
            write.accept(item, list);
        }
        boolean more = to < items.size();
        answer.put("has_more", more);
        answer.putObject("response_metadata").put("next_cursor", more ? "next:" + to : "");
        return answer;
    }

    private static ObjectNode open(Asked asked) {
        String channel = asked.text("channel");
        String users = asked.text("users");
        Channel found;
        if (!channel.isEmpty()) {
            found = asked.channel(channel);
        } else {
            Set<String> people = new TreeSet<>(List.of(users.split("\\s*,\\s*", -1)));
            for (String person : people) {
                User user = asked.workspace().user(person);
                if (user == null) {
                    throw new Refused("user_not_found");
                }
                if (user.bot()) {
                    throw new Refused("cannot_dm_bot");
                }
            }
            asked.needs(people.size() == 1 ? "im:write" : "mpim:write");
            found = people.size() == 1
                    ? asked.workspace().directWith(users.trim())
                    : asked.workspace().groupWith(people);
        }
        ObjectNode answer = Asked.ok();
        answer.putObject("channel").put("id", found.id());
        return answer;
    }

    private static ObjectNode join(Asked asked) {
        Channel channel = asked.channel(asked.required("channel"));
        if (channel.kind() != Channel.Kind.PUBLIC) {
            throw new Refused("method_not_supported_for_channel_type");
        }
        if (channel.archived()) {
            throw new Refused("is_archived");
        }
        if (channel.members().add(asked.self().id())) {
            asked.workspace().tellJoined(channel, asked.self().id());
        }
        ObjectNode answer = Asked.ok();
        answer.set("channel", channel.json(null));
        return answer;
    }

    private static ObjectNode react(Asked asked, boolean add) {
        Channel channel = asked.channel(asked.required("channel"));
        String name = asked.required("name").replaceAll("^:|:$", "");
        Message message = channel.message(asked.required("timestamp"));
        if (message == null) {
            throw new Refused("message_not_found");
        }
        if (channel.archived()) {
            throw new Refused("is_archived");
        }
        if (!channel.members().contains(asked.self().id())) {
            throw new Refused("not_in_channel");
        }
        if (!name.matches("[a-z0-9_+'-]{1,100}")) {
            throw new Refused("invalid_name");
        }
        if (!message.react(name, asked.self().id(), add)) {
            throw new Refused(add ? "already_reacted" : "no_reaction");
        }
        asked.workspace().tellReaction(message, name, asked.self().id(), add);
        return Asked.ok();
    }
}
