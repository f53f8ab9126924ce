package dev.cf5xx.knowledge;

/** Who acts on a {@link Fact}, or receives the detail it asks for. */
public enum Audience {
    /** Whoever runs the site and its Cloudflare account. */
    SITE_OWNER,
    /** The hosting provider, or whoever administers the origin. */
    HOST,
    /** Cloudflare Support. */
    CLOUDFLARE_SUPPORT;

    /** The name in files and machine output, e.g. {@code site-owner}. */
    public String tag() {
        return Tags.of(this);
    }
}
