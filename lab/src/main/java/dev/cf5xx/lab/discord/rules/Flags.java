package dev.cf5xx.lab.discord.rules;

/** Bits of a message's {@code flags} (resources/message: message flags). */
public final class Flags {
    public static final int SUPPRESS_EMBEDS = 1 << 2;
    public static final int HAS_THREAD = 1 << 5;
    public static final int EPHEMERAL = 1 << 6;
    public static final int LOADING = 1 << 7;
    public static final int SUPPRESS_NOTIFICATIONS = 1 << 12;
    public static final int COMPONENTS_V2 = 1 << 15;

    private Flags() {}
}
