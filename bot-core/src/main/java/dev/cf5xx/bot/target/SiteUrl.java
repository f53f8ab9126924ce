package dev.cf5xx.bot.target;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * An http or https address in its one canonical spelling, which is judged, connected to and shown.
 *
 * @param https whether over TLS
 * @param host the name in lower-case ASCII (UTS 46, non-transitional) without a final dot, or the address without brackets
 * @param literal the address, where the host is one; else null
 * @param port 1 to 65535, the scheme's own where none was written
 * @param path path and query as sent, starting with {@code /}; without fragment
 */
public record SiteUrl(boolean https, String host, @Nullable InetAddress literal, int port, String path) {}
