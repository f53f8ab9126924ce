package dev.cf5xx.app.settings;

import java.net.URI;

/**
 * The HTTP proxy for traffic with the platforms; checks of sites never use it.
 *
 * @param uri {@code http://[user:password@]host:port}
 */
public record Proxy(URI uri) {
    /** Without the user and the password. */
    @Override
    public String toString() {
        return "http://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
