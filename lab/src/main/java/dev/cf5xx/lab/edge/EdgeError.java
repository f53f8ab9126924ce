package dev.cf5xx.lab.edge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The errors that the edge makes itself. */
public enum EdgeError {
    E500(500, null, "Internal server error", "Internal Server Error", "cloudflare", "internal"),
    E502(502, null, "Bad gateway", "Bad Gateway", "host", "origin"),
    E504(504, null, "Gateway time-out", "Gateway Time-out", "host", "origin"),
    E520(520, null, "Web server is returning an unknown error", "", "host", "origin"),
    E521(521, null, "Web server is down", "", "host", "origin"),
    E522(522, null, "Connection timed out", "", "host", "origin"),
    E523(523, null, "Origin is unreachable", "", "host", "origin"),
    E524(524, null, "A timeout occurred", "", "host", "origin"),
    E525(525, null, "SSL handshake failed", "", "host", "ssl"),
    E526(526, null, "Invalid SSL certificate", "", "host", "ssl"),
    E1000(403, 1000, "DNS points to prohibited IP", "Forbidden", "host", "dns"),
    E1001(409, 1001, "DNS resolution error", "Conflict", "host", "dns"),
    E1006(403, 1006, "Access denied", "Forbidden", "browser", "access"),
    E1010(403, 1010, "Access denied", "Forbidden", "browser", "access"),
    E1015(429, 1015, "You are being rate limited", "Too Many Requests", "browser", "rate_limit"),
    E1016(530, 1016, "Origin DNS error", "", "host", "dns"),
    E1020(403, 1020, "Access denied", "Forbidden", "browser", "access"),
    E1033(530, 1033, "Cloudflare Tunnel error", "", "host", "tunnel");

    private final int status;
    private final @Nullable Integer subcode;
    private final String title;
    private final String reason;
    private final String source;
    private final String category;

    EdgeError(int status, @Nullable Integer subcode, String title, String reason, String source, String category) {
        this.status = status;
        this.subcode = subcode;
        this.title = title;
        this.reason = reason;
        this.source = source;
        this.category = category;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The 1XXX number; null for a 5XX that has none. */
    public @Nullable Integer subcode() {
        return subcode;
    }

    /** The number on the page: the 1XXX where there is one, else the status. */
    public int shown() {
        return subcode == null ? status : subcode;
    }

    /** What its page calls it. */
    public String title() {
        return title;
    }

    /** The reason phrase; 52X and 530 have none. */
    String reason() {
        return reason;
    }

    /** Which of browser, cloudflare and host the page marks as failed. */
    String source() {
        return source;
    }

    /** The category in its JSON form. */
    String category() {
        return category;
    }

    /** The one that shows a number, e.g. 522 or 1016. */
    public static EdgeError of(int shown) {
        return valueOf(String.format(Locale.ROOT, "E%d", shown));
    }
}
