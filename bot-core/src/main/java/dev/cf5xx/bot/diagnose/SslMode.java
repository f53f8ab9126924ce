package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How Cloudflare connects to an origin. */
public enum SslMode {
    OFF,
    FLEXIBLE,
    FULL,
    STRICT;

    /** The name in machine output. */
    @JsonValue
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
