package dev.cf5xx.bot.evidence;

import java.util.List;

/**
 * The certificates of a server, and what Cloudflare's Full (strict) would say of them.
 *
 * @param certificates as sent, the server's own first
 * @param flaws why Full (strict) refuses them, all that were found, the weightiest first; empty when it accepts them
 * @param remarks what is worth a word and no reason to refuse
 * @param revocation what is known of a revocation
 */
public record Chain(List<Certificate> certificates, List<Flaw> flaws, List<Remark> remarks, Revocation revocation) {

    /**
     * Why Full (strict) refuses a chain.
     *
     * @param kind what is wrong
     * @param at which certificate, by its place in {@link Chain#certificates}
     */
    public record Flaw(Kind kind, int at) {

        /** What may be wrong, the weightiest first. Sources: Cloudflare's pages on error 526 and on Full (strict). */
        public enum Kind {
            EXPIRED,
            NOT_YET_VALID,
            /** The server's own certificate is signed by its own key. */
            SELF_SIGNED,
            /** The chain ends at an issuer that is not publicly trusted. */
            UNKNOWN_ISSUER,
            /** The issuer is no root and its certificate was not sent. */
            CHAIN_INCOMPLETE,
            /** Neither the names nor the common name fit the host. */
            NAME_MISMATCH,
            REVOKED,
            /** A certificate in the chain issued another without being allowed to (CA:FALSE, no keyCertSign, path length). */
            ISSUER_NOT_CA,
            /** An issuer is not allowed to issue for this name. */
            NAME_CONSTRAINT,
            /** An extended key usage without serverAuth. */
            NOT_FOR_SERVERS,
            /** A signature that does not fit its issuer's key. */
            BAD_SIGNATURE,
            /** Signed with MD5 or older, or an RSA key shorter than 1024 bits: nobody accepts these. */
            WEAK
        }
    }

    /** What is worth a word and no reason to refuse. */
    public enum Remark {
        /** Issued by Cloudflare Origin CA: Full (strict) accepts it, browsers do not. */
        ORIGIN_CA,
        /** The name stands only in the common name: Full (strict) accepts it, browsers do not. */
        CN_ONLY,
        /** The certificates were sent in the wrong order. */
        OUT_OF_ORDER,
        /** Must-staple, and no OCSP answer stapled. */
        NO_STAPLE,
        /** Expires within fourteen days. */
        EXPIRES_SOON,
        /** Signed with SHA-1, or an RSA key shorter than 2048 bits: what Cloudflare does then is not documented. */
        WEAK_SIGNATURE
    }

    /**
     * What is known of a revocation.
     *
     * @param status what
     * @param by who said so
     */
    public record Revocation(Status status, By by) {
        /** Nothing was looked up. */
        public static final Revocation UNCHECKED = new Revocation(Status.UNCHECKED, By.NOBODY);

        /** What is known. */
        public enum Status {
            GOOD,
            REVOKED,
            UNCHECKED
        }

        /** Who said so. */
        public enum By {
            STAPLE,
            OCSP,
            CRL,
            NOBODY
        }
    }
}
