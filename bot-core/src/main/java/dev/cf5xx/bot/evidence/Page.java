package dev.cf5xx.bot.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a response, and what it is.
 *
 * @param kind what it is
 * @param author who wrote it
 * @param code the 5XX code it shows or stands for, e.g. {@code 522}; null where none
 * @param subcode the 1XXX code, e.g. {@code 1016}; null where none
 * @param ray the Ray ID, 16 hexadecimal digits; null where none
 * @param colo the data centre of the Ray ID; null where none
 * @param failed the hop that failed, as a branded page marks it or, on Cloudflare's other forms, as the code means; null
 *     where nothing tells
 * @param server who wrote it, as far as it shows: {@code cloudflare}, {@code nginx}, {@code Varnish}; null where it does
 *     not, or where there is no error
 * @param title the page's title, at most 200 characters; a stranger wrote it; null where none
 */
public record Page(
        Kind kind,
        Author author,
        @Nullable String code,
        @Nullable String subcode,
        @Nullable String ray,
        @Nullable String colo,
        @Nullable Hop failed,
        @Nullable String server,
        @Nullable String title) {

    /** What a response is. */
    public enum Kind {
        /** No error. */
        FINE,
        /** An error. */
        ERROR,
        /** A challenge: nobody can judge the site behind it. */
        CHALLENGE,
        /** A decision of a firewall rule. */
        BLOCK,
        /** A page in Cloudflare's looks that Cloudflare did not write, or whose headers were stripped. */
        IMITATION,
        /** Cloudflare's error under the site's own error page. */
        CUSTOM_ERROR,
        /** One of the sample pages under {@code /cdn-cgi/error/}, or an article about an error. */
        SAMPLE
    }

    /** Who wrote it. */
    public enum Author {
        CLOUDFLARE,
        ORIGIN,
        OTHER_PROXY,
        UNKNOWN;

        /** The name in machine output. */
        public String tag() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** The three pictures on a branded page. */
    public enum Hop {
        BROWSER,
        CLOUDFLARE,
        HOST
    }
}
