package dev.cf5xx.bot.evidence;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request over one fresh connection.
 *
 * @param tcp the connection
 * @param tls the handshake; null over plain HTTP, or where there was no connection
 * @param http the request; null where nothing could be asked
 * @param total from the start of connecting to the end
 */
public record Exchange(Tcp tcp, @Nullable Tls tls, @Nullable Http http, Duration total) {

    /** The status that came, 0 for none. */
    public int status() {
        return http == null ? 0 : http.status();
    }
}
