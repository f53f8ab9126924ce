package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Permission bits and how they add up (topics/permissions: permission overwrites, implicit permissions). */
public final class Permissions {
    public static final long ADMINISTRATOR = 1L << 3;
    public static final long MANAGE_CHANNELS = 1L << 4;
    public static final long ADD_REACTIONS = 1L << 6;
    public static final long VIEW_CHANNEL = 1L << 10;
    public static final long SEND_MESSAGES = 1L << 11;
    public static final long MANAGE_MESSAGES = 1L << 13;
    public static final long EMBED_LINKS = 1L << 14;
    public static final long ATTACH_FILES = 1L << 15;
    public static final long READ_MESSAGE_HISTORY = 1L << 16;
    public static final long MENTION_EVERYONE = 1L << 17;
    public static final long USE_APPLICATION_COMMANDS = 1L << 31;
    public static final long MANAGE_THREADS = 1L << 34;
    public static final long CREATE_PUBLIC_THREADS = 1L << 35;
    public static final long CREATE_PRIVATE_THREADS = 1L << 36;
    public static final long SEND_MESSAGES_IN_THREADS = 1L << 38;

    /** All that the lab knows. */
    public static final long ALL = ADMINISTRATOR
            | MANAGE_CHANNELS
            | ADD_REACTIONS
            | VIEW_CHANNEL
            | SEND_MESSAGES
            | MANAGE_MESSAGES
            | EMBED_LINKS
            | ATTACH_FILES
            | READ_MESSAGE_HISTORY
            | MENTION_EVERYONE
            | USE_APPLICATION_COMMANDS
            | MANAGE_THREADS
            | CREATE_PUBLIC_THREADS
            | CREATE_PRIVATE_THREADS
            | SEND_MESSAGES_IN_THREADS;

    /** What {@code @everyone} may do in a new guild, as far as the lab knows it: nothing to do with managing. */
    public static final long USUAL = ALL & ~(ADMINISTRATOR | MANAGE_CHANNELS | MANAGE_MESSAGES | MANAGE_THREADS);

    private Permissions() {}

    /**
     * What somebody may do in a channel.
     *
     * @param base what the roles give together
     * @param overwrites the channel's {@code permission_overwrites}
     * @param everyone the guild's id, which is the id of the role {@code @everyone}
     */
    public static long in(long base, JsonNode overwrites, String everyone, Set<String> roles, String user) {
        if ((base & ADMINISTRATOR) != 0) {
            return ALL;
        }
        long may = base;
        for (JsonNode each : overwrites) {
            if (each.path("id").asText().equals(everyone)) {
                may = (may & ~bits(each, "deny")) | bits(each, "allow");
            }
        }
        long allow = 0;
        long deny = 0;
        for (JsonNode each : overwrites) {
            if (each.path("type").asInt() == 0 && roles.contains(each.path("id").asText())) {
                allow |= bits(each, "allow");
                deny |= bits(each, "deny");
            }
        }
        may = (may & ~deny) | allow;
        for (JsonNode each : overwrites) {
            if (each.path("type").asInt() == 1 && each.path("id").asText().equals(user)) {
                may = (may & ~bits(each, "deny")) | bits(each, "allow");
            }
        }
        if ((may & VIEW_CHANNEL) == 0) {
            return 0;
        }
        return may;
    }

    /** Takes away what comes with sending where sending is not allowed. */
    public static long withoutSending(long may) {
        return may & ~(MENTION_EVERYONE | EMBED_LINKS | ATTACH_FILES);
    }

    private static long bits(JsonNode overwrite, String which) {
        return overwrite.path(which).asLong();
    }
}
