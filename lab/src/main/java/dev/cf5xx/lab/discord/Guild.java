package dev.cf5xx.lab.discord;

import dev.cf5xx.lab.discord.rules.Permissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A server. Guarded by the realm. */
final class Guild {
    final String id;
    final String name;
    final String owner;
    final Instant made;
    final Map<String, Role> roles = new LinkedHashMap<>();
    final Map<String, Set<String>> members = new LinkedHashMap<>();

    Guild(String id, String name, String owner, Instant made) {
        this.id = id;
        this.name = name;
        this.owner = owner;
        this.made = made;
        roles.put(id, new Role(id, "@everyone", Permissions.USUAL, false, false));
    }

    /** What the roles of somebody give together. */
    long base(String user) {
        if (user.equals(owner)) {
            return Permissions.ALL;
        }
        long base = everyone().permissions();
        for (String role : rolesOf(user)) {
            Role held = roles.get(role);
            base |= held == null ? 0 : held.permissions();
        }
        return base;
    }

    private Role everyone() {
        return roles.getOrDefault(id, new Role(id, "@everyone", 0, false, false));
    }

    Set<String> rolesOf(String user) {
        return members.getOrDefault(user, Set.of());
    }

    void join(String user) {
        members.putIfAbsent(user, new LinkedHashSet<>());
    }

    /**
     * A role.
     *
     * @param permissions what it gives
     * @param mentionable whether anybody may ping it
     * @param managed whether it is an application's own
     */
    record Role(String id, String name, long permissions, boolean mentionable, boolean managed) {}
}
