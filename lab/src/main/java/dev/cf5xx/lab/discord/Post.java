package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.discord.rules.Flags;
import dev.cf5xx.lab.discord.rules.Mentions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message, with what the API does not show of it. Guarded by the realm. */
final class Post {
    final String id;
    final Channel channel;
    final String author;
    final int type;
    /** Content, embeds, components, attachments, flags and the like, as the API shows them. */
    final ObjectNode json;
    /** The only person who sees it; null where everybody in the channel does. */
    final @Nullable String onlyFor;

    final Map<String, Set<String>> reactions = new LinkedHashMap<>();
    Mentions.Pings pings = new Mentions.Pings(Set.of(), Set.of(), false);

    @Nullable
    Post replied;

    @Nullable
    String nonce;

    int edits;

    Post(String id, Channel channel, String author, int type, ObjectNode json, @Nullable String onlyFor) {
        this.id = id;
        this.channel = channel;
        this.author = author;
        this.type = type;
        this.json = json;
        this.onlyFor = onlyFor;
    }

    int flags() {
        return json.path("flags").asInt();
    }

    boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    void flag(int flag, boolean on) {
        json.put("flags", on ? flags() | flag : flags() & ~flag);
    }

    boolean v2() {
        return has(Flags.COMPONENTS_V2);
    }

    Set<String> reacted(String emoji) {
        return reactions.computeIfAbsent(emoji, it -> new LinkedHashSet<>());
    }
}
