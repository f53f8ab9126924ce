package dev.cf5xx.bot.diagnose;

import java.util.Locale;

/** How Cloudflare connects to an origin. */
public enum SslMode {
    OFF,
    FLEXIBLE,
    FULL,
    STRICT;

    /** The name in machine output. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
