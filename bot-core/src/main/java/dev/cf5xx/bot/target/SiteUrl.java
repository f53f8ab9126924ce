package dev.cf5xx.bot.target;

import java.net.InetAddress;
import java.util.regex.Pattern;
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
public record SiteUrl(boolean https, String host, @Nullable InetAddress literal, int port, String path)
        implements Reading {
    /** Longest address that is read, in bytes, before and after it is made canonical. */
    public static final int LONGEST = 8192;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*");
    private static final Pattern SENDABLE = Pattern.compile("/[!-~]*");

    /**
     * Checks what the policy and the wire rely on; to read text there is {@link #read}.
     *
     * @throws IllegalArgumentException when the parts are not canonical
     */
    public SiteUrl {
        boolean canonical = literal == null
                ? NAME.matcher(host).matches()
                : Literals.text(literal).equals(host);
        if (!canonical || port < 1 || port > 65535 || !isSendable(path)) {
            throw new IllegalArgumentException("not canonical: " + host + ":" + port);
        }
    }

    /** Whether {@code path} may stand in a request line. */
    static boolean isSendable(String path) {
        return SENDABLE.matcher(path).matches();
    }

    /**
     * Reads an address. Refused is whatever has no {@code http://} or {@code https://}, user information, backslashes before
     * the query, control characters, a host that is none, an IPv4 address in any but its plain spelling, or more than
     * {@value #LONGEST} bytes. Whether the host may be looked at is for {@link AddressPolicy} to say. Never throws.
     */
    public static Reading read(String text) {
        return UrlReader.read(text);
    }

    /**
     * Reads where a {@code Location} header leads to from here: an address, one without scheme ({@code //host/}), or a path.
     * Refuses what {@link #read} refuses. Never throws.
     */
    public Reading resolve(String location) {
        return UrlReader.resolve(this, location);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return https ? "https" : "http";
    }

    /** The host, in brackets where it is an IPv6 address, and the port where it is not the scheme's own: the Host header. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (https ? 443 : 80) ? name : name + ":" + port;
    }

    /** The whole address. Reading it gives this one again. */
    public String text() {
        return scheme() + "://" + authority() + path;
    }

    /** The address as it may be shown: values of the query and what looks like a token in the path are masked. */
    public String shown() {
        return scheme() + "://" + authority() + Secrets.mask(host, path);
    }

    /**
     * Whether whoever has the address can do what only its receiver should: a reset link, a signed address, a webhook. An
     * address like that is not fetched unless somebody asks for it.
     */
    public boolean carriesSecret() {
        return Secrets.in(host, path);
    }

    /** The address as it may be shown: what is written to a log by chance keeps its secrets. */
    @Override
    public String toString() {
        return shown();
    }
}
