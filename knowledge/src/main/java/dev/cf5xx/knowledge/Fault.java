package dev.cf5xx.knowledge;

/** On whose side an error usually lies. */
public enum Fault {
    ORIGIN,
    CLOUDFLARE,
    DNS,
    VISITOR,
    CONFIG,
    UNKNOWN;

    /** The name in files and machine output, e.g. {@code origin}. */
    public String tag() {
        return Tags.of(this);
    }
}
