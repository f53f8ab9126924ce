package dev.cf5xx.lab.slack;

import java.util.Set;
import java.util.TreeSet;

/** A token and what it may do. Guarded by the realm's lock. */
final class Install {
    /** The kinds of token there are here. */
    enum Kind {
        /** {@code xoxb-…} */
        BOT,
        /** {@code xapp-…} */
        APP
    }

    private final String token;
    private final Kind kind;
    private final Workspace workspace;
    private Set<String> scopes;
    private boolean revoked;

    Install(String token, Kind kind, Workspace workspace, Set<String> scopes) {
        this.token = token;
        this.kind = kind;
        this.workspace = workspace;
        this.scopes = new TreeSet<>(scopes);
    }

    String token() {
        return token;
    }

    Kind kind() {
        return kind;
    }

    Workspace workspace() {
        return workspace;
    }

    Set<String> scopes() {
        return scopes;
    }

    void scopes(Set<String> others) {
        scopes = new TreeSet<>(others);
    }

    boolean revoked() {
        return revoked;
    }

    void revoke() {
        revoked = true;
    }
}
