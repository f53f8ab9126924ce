package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel, thread or conversation of two. Guarded by the realm. */
final class Channel {
    static final int TEXT = 0;
    static final int DM = 1;
    static final int PUBLIC_THREAD = 11;
    static final int PRIVATE_THREAD = 12;

    final String id;
    final int type;
    final @Nullable Guild guild;
    final @Nullable Channel parent;
    /** Who made the thread, or the other one of a conversation. */
    final String person;

    final Instant made;
    final Map<String, Post> posts = new LinkedHashMap<>();
    final Set<String> threadMembers = new LinkedHashSet<>();
    final ArrayNode overwrites = JsonNodeFactory.instance.arrayNode();
    String name;
    boolean archived;
    boolean locked;
    int autoArchive = 1440;
    Instant archiveChanged;

    Channel(
            String id,
            int type,
            @Nullable Guild guild,
            @Nullable Channel parent,
            String person,
            String name,
            Instant made) {
        this.id = id;
        this.type = type;
        this.guild = guild;
        this.parent = parent;
        this.person = person;
        this.name = name;
        this.made = made;
        this.archiveChanged = made;
    }

    boolean thread() {
        return type == PUBLIC_THREAD || type == PRIVATE_THREAD;
    }

    boolean dm() {
        return type == DM;
    }
}
