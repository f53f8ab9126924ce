package dev.cf5xx.bot.understand;

/** Whose business a message is. */
public enum Kind {
    /** A 5XX behind Cloudflare. */
    CLOUDFLARE_5XX("5xx"),
    /** One of Cloudflare's 1XXX errors. */
    CLOUDFLARE_1XXX("1xxx"),
    /** A 5XX with no sign of Cloudflare. */
    GENERIC_5XX("generic-5xx"),
    /** Nothing of ours. */
    NONE("none");

    private final String tag;

    Kind(String tag) {
        this.tag = tag;
    }

    /** Whose business a code is: Cloudflare's own from 520 on, any server's below unless Cloudflare is in play. */
    static Kind of(String code, boolean cloudflare) {
        if (code.length() == 4) {
            return CLOUDFLARE_1XXX;
        }
        return cloudflare || Integer.parseInt(code) >= 520 ? CLOUDFLARE_5XX : GENERIC_5XX;
    }

    /** The name in machine output. */
    public String tag() {
        return tag;
    }
}
