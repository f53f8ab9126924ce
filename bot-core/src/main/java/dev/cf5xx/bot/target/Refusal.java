package dev.cf5xx.bot.target;

/**
 * Why something is not looked at.
 *
 * @param reason the kind of reason
 * @param detail what it is about: a host, an address, a port, a scheme; a stranger wrote it. Empty where there is nothing to name
 */
public record Refusal(Reason reason, String detail) implements Reading, OriginReading {
    /** Longest detail, in characters. */
    private static final int LONGEST_DETAIL = 100;

    /** Cuts a detail that is too long to be told. */
    public Refusal {
        if (detail.length() > LONGEST_DETAIL) {
            int end =
                    Character.isHighSurrogate(detail.charAt(LONGEST_DETAIL - 1)) ? LONGEST_DETAIL - 1 : LONGEST_DETAIL;
            detail = detail.substring(0, end) + "…";
        }
    }

    /** A refusal with nothing to name. */
    static Refusal of(Reason reason) {
        return new Refusal(reason, "");
    }

    /** The kinds of reasons. */
    public enum Reason {
        /** Nothing that could be read as an http or https address, or as an origin's address. */
        NOT_A_URL(true),
        /** A host name with characters that no host name has, or too long a label. */
        BAD_HOST(true),
        /** Longer than 8 KB. */
        TOO_LONG(false),
        /** Another scheme than http and https. */
        SCHEME(false),
        /** A user name or password before the host. */
        USERINFO(false),
        /** A port that Cloudflare does not proxy. */
        PORT(false),
        /** An IPv4 address in another spelling than four plain decimal numbers. */
        SPELLING(false),
        /** A name of the inside: a single label, {@code localhost}, a special-use domain. */
        INTERNAL_NAME(false),
        /** An address that is not a public host's: private, loopback, link-local, metadata, multicast, embedded and so on. */
        SPECIAL_ADDRESS(false),
        /** An address of this very machine. */
        OWN_ADDRESS(false),
        /** More redirects than are followed, or a loop of them. */
        REDIRECTS(false),
        /** More origins of one site than are looked at in one check. */
        ORIGINS(false);

        private final boolean notUrl;

        Reason(boolean notUrl) {
            this.notUrl = notUrl;
        }

        /** Whether the input is no address at all, rather than one that is refused. */
        public boolean notUrl() {
            return notUrl;
        }

        /** The name in machine output, e.g. {@code special-address}. */
        public String tag() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
