package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cf5xx.knowledge.Fault;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything a check can find. What each means in words, and what to do about it, is knowledge ({@code findings.yaml});
 * here is which code Cloudflare shows for it, on whose side it lies, and which values its words are filled with.
 */
public enum Finding {
    // Nothing wrong.
    /** The site answers through Cloudflare. */
    EDGE_FINE(null, Fault.UNKNOWN, "status", "ms"),
    /** A site without Cloudflare, or an origin, answers as Full (strict) needs it. */
    ORIGIN_FINE(null, Fault.UNKNOWN, "status", "ms"),
    /** It answered, late: after so many seconds. */
    LATE(null, Fault.ORIGIN, "seconds", "status"),

    // What the edge says. {code} is what it shows.
    /** Cloudflare's own page for an error of the origin: 520 to 527, branded 502 and 504. */
    EDGE_REPORTS(null, Fault.ORIGIN, "code"),
    /** Cloudflare's page for an error of Cloudflare: branded 500, unbranded 5XX. */
    EDGE_ITSELF(null, Fault.CLOUDFLARE, "code"),
    /** A 1XXX error of Cloudflare's. */
    EDGE_1XXX(null, Fault.CONFIG, "code", "subcode"),
    /** A 530 whose 1XXX is not to be seen. */
    EDGE_530_UNKNOWN("530", Fault.CONFIG),
    /** A 52X status under the site's own error page. */
    EDGE_CUSTOM_PAGE(null, Fault.ORIGIN, "code"),
    /** The edge waits for the origin and has not answered when the check ended. */
    EDGE_STILL_WAITING("524", Fault.ORIGIN, "seconds"),
    /** The origin's own 5XX, passed through by Cloudflare. */
    ORIGIN_PASSED_THROUGH(null, Fault.ORIGIN, "code", "server"),
    /** The application itself uses a 52X number; Cloudflare did not make it. */
    OWN_52X(null, Fault.ORIGIN, "code"),
    /** Another proxy or CDN than Cloudflare made the error. */
    OTHER_PROXY(null, Fault.ORIGIN, "code", "server"),
    /** A page that looks like Cloudflare's and is not. */
    IMITATION(null, Fault.ORIGIN, "status", "code"),
    /** A challenge: nothing behind it can be judged. */
    CHALLENGED(null, Fault.CONFIG, "status"),
    /** A firewall rule of the site turns the checker away. */
    BLOCKED(null, Fault.CONFIG, "status"),
    /** A sample page or an article. */
    SAMPLE_PAGE(null, Fault.UNKNOWN, "code"),
    /** The error came in so many of so many tries. */
    INTERMITTENT(null, Fault.ORIGIN, "code", "count", "tries"),
    /** Different codes from one site: origins unlike each other. */
    UNLIKE_ORIGINS(null, Fault.ORIGIN, "codes", "tries"),
    /** No TLS between visitor and Cloudflare's edge. */
    EDGE_NO_TLS(null, Fault.CONFIG, "alert"),
    /** The edge shows a certificate that browsers refuse; {flaws} names why. Not what makes a 5XX. */
    EDGE_CERTIFICATE(null, Fault.CONFIG, "flaws", "subject"),
    /** No connection to Cloudflare's edge: something on the checker's own path. */
    EDGE_UNREACHABLE(null, Fault.VISITOR, "address"),
    /** The connection to the edge was reset or answered by something else: the checker's own path. */
    OUR_PATH(null, Fault.VISITOR, "address"),

    // Redirects.
    REDIRECT_LOOP(null, Fault.CONFIG, "target"),
    /** https redirects to itself, and an origin's plain port redirects to https: Flexible. */
    REDIRECT_LOOP_FLEXIBLE(null, Fault.CONFIG, "target"),
    /** A redirect in a circle that sets a cookie: a browser, which brings the cookie back, may get on. */
    REDIRECT_WITH_COOKIE(null, Fault.UNKNOWN, "target"),
    TOO_MANY_REDIRECTS(null, Fault.CONFIG, "count"),
    /** A redirect to where the checker must not go. */
    REDIRECT_REFUSED(null, Fault.CONFIG, "target"),

    // DNS.
    NXDOMAIN(null, Fault.DNS, "name"),
    NO_ADDRESS(null, Fault.DNS, "name"),
    SERVFAIL(null, Fault.DNS, "name"),
    DNS_TIMED_OUT(null, Fault.DNS, "name"),
    /** The public name has a private address. */
    PRIVATE_ADDRESS(null, Fault.DNS, "name", "address"),
    /** The checker's own DNS gives fake addresses. */
    FAKE_DNS(null, Fault.VISITOR, "name", "address"),

    // Connecting to an origin.
    REFUSED("521", Fault.ORIGIN, "address", "port"),
    SYN_TIMED_OUT("522", Fault.ORIGIN, "address", "port", "seconds"),
    NO_ROUTE("523", Fault.ORIGIN, "address"),
    RESET_ON_ACCEPT("520", Fault.ORIGIN, "address", "port"),
    /** One address family works, the other does not. */
    FAMILY_BROKEN(null, Fault.ORIGIN, "address", "other"),

    // Handshake with an origin.
    PLAIN_HTTP_ON_TLS_PORT("525", Fault.ORIGIN, "port"),
    NOT_TLS("525", Fault.ORIGIN, "port", "line"),
    HANDSHAKE_REFUSED("525", Fault.ORIGIN, "alert"),
    NO_SHARED_CIPHER("525", Fault.ORIGIN, "cipher"),
    NO_SHARED_VERSION("525", Fault.ORIGIN, "version"),
    NO_CERTIFICATE("525", Fault.ORIGIN, "port"),
    SNI_UNKNOWN("525", Fault.ORIGIN, "host"),
    HANDSHAKE_RESET("525", Fault.ORIGIN, "port"),
    HANDSHAKE_CLOSED("525", Fault.ORIGIN, "port"),
    HANDSHAKE_STALLED("525", Fault.ORIGIN, "seconds"),
    HANDSHAKE_MALFORMED("525", Fault.ORIGIN, "port"),
    /** The origin demands a client certificate (Authenticated Origin Pulls, maybe). */
    CLIENT_CERTIFICATE_DEMANDED("525", Fault.CONFIG, "host"),

    // An origin's certificate.
    CERTIFICATE_EXPIRED("526", Fault.ORIGIN, "date", "subject"),
    CERTIFICATE_NOT_YET_VALID("526", Fault.ORIGIN, "date", "subject"),
    CERTIFICATE_SELF_SIGNED("526", Fault.ORIGIN, "subject"),
    CERTIFICATE_UNKNOWN_ISSUER("526", Fault.ORIGIN, "issuer"),
    CERTIFICATE_CHAIN_INCOMPLETE("526", Fault.ORIGIN, "issuer"),
    CERTIFICATE_NAME_MISMATCH("526", Fault.ORIGIN, "host", "names"),
    CERTIFICATE_REVOKED("526", Fault.ORIGIN, "subject", "by"),
    /** A certificate of the chain other than the server's own has expired. */
    INTERMEDIATE_EXPIRED("526", Fault.ORIGIN, "date", "subject"),
    CERTIFICATE_ISSUER_NOT_CA("526", Fault.ORIGIN, "subject"),
    CERTIFICATE_NAME_CONSTRAINT("526", Fault.ORIGIN, "host", "issuer"),
    CERTIFICATE_NOT_FOR_SERVERS("526", Fault.ORIGIN, "subject"),
    CERTIFICATE_BAD_SIGNATURE("526", Fault.ORIGIN, "subject"),
    CERTIFICATE_WEAK("526", Fault.ORIGIN, "subject", "signature"),
    /** Several of these at once; {flaws} names them all. */
    CERTIFICATE_SEVERAL_FLAWS("526", Fault.ORIGIN, "flaws", "subject"),

    // What an origin answers.
    EMPTY_REPLY("520", Fault.ORIGIN, "port"),
    RESET_AFTER_REQUEST("520", Fault.ORIGIN, "port"),
    HEADERS_CUT("520", Fault.ORIGIN, "bytes"),
    HEADERS_STALLED("520", Fault.ORIGIN, "bytes", "seconds"),
    MALFORMED_STATUS("520", Fault.ORIGIN, "line"),
    MALFORMED_HEADERS("520", Fault.ORIGIN, "line"),
    NOT_HTTP("520", Fault.ORIGIN, "line"),
    HEADERS_TOO_LARGE("520", Fault.ORIGIN, "bytes", "limit"),
    ENDLESS_HEADERS("520", Fault.ORIGIN, "bytes"),
    STATUS_UNKNOWN("520", Fault.ORIGIN, "status"),
    H2_NOT_SPOKEN("520", Fault.ORIGIN, "port"),
    H2_GOAWAY("520", Fault.ORIGIN, "port"),
    SILENT("524", Fault.ORIGIN, "seconds"),
    BROKEN_COMPRESSION("502", Fault.ORIGIN, "coding"),
    ORIGIN_500("500", Fault.ORIGIN, "server"),
    ORIGIN_502("502", Fault.ORIGIN, "server"),
    ORIGIN_503("503", Fault.ORIGIN, "server"),
    ORIGIN_504("504", Fault.ORIGIN, "server"),
    /** Another 5XX of the origin's own. */
    ORIGIN_5XX(null, Fault.ORIGIN, "status", "server"),

    // Remarks on an origin that works.
    BODY_SHORT(null, Fault.ORIGIN, "bytes"),
    /** Headers between the older limit of 16 KB and today's. */
    HEADERS_LARGE(null, Fault.ORIGIN, "bytes", "limit"),
    CERTIFICATE_EXPIRES_SOON(null, Fault.ORIGIN, "date", "subject"),
    /** Full (strict) accepts the certificate, browsers would not: Origin CA, or the name only in the common name. */
    CERTIFICATE_FOR_CLOUDFLARE_ONLY(null, Fault.UNKNOWN, "issuer"),
    /** The given origin address is one of Cloudflare's. */
    ORIGIN_IS_CLOUDFLARE(null, Fault.CONFIG, "address"),
    /** Not behind Cloudflare: no 52X can come from Cloudflare on this way. */
    NOT_PROXIED(null, Fault.UNKNOWN, "address"),

    // Edge and origin compared.
    /** The edge gets an answer and the origin forbids it to us: it admits only Cloudflare, most likely. */
    ORIGIN_ADMITS_ONLY_CLOUDFLARE(null, Fault.UNKNOWN, "address"),
    /** The edge gets an answer and this address gives us none: it admits only Cloudflare, or is not Cloudflare's origin. */
    ORIGIN_CLOSED_HERE(null, Fault.UNKNOWN, "address"),
    /** The edge gets an answer and no route leads to this address. */
    ORIGIN_OUT_OF_REACH(null, Fault.UNKNOWN, "address"),
    /** The edge gets an answer and this address wants a client certificate from us: Authenticated Origin Pulls. */
    ORIGIN_PULLS(null, Fault.UNKNOWN, "address"),
    /** The edge reports 521 or 522 and the origin answers us: Cloudflare's addresses are probably blocked there. */
    CLOUDFLARE_BLOCKED(null, Fault.ORIGIN, "code", "address"),
    /** The same answer on both sides: the origin's own error. */
    SAME_ON_BOTH_SIDES(null, Fault.ORIGIN, "status"),
    /** The edge reports an error that the origin at this address does not have: another address in Cloudflare's DNS, maybe. */
    ORIGIN_FINE_EDGE_NOT(null, Fault.CONFIG, "code", "address"),
    /** Cloudflare's status page reports trouble at that data centre. */
    CLOUDFLARE_TROUBLE(null, Fault.CLOUDFLARE, "colo", "status");

    private final @Nullable String code;
    private final Fault fault;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> slots;

    Finding(@Nullable String code, Fault fault, String... slots) {
        this.code = code;
        this.fault = fault;
        this.slots = List.of(slots);
    }

    /** The id in the knowledge and in machine output, e.g. {@code syn-timed-out}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code Cloudflare shows for it; null where it shows none or the diagnosis tells. */
    public @Nullable String code() {
        return code;
    }

    /** On whose side it usually lies. */
    public Fault fault() {
        return fault;
    }

    /** The names of the values its words may be filled with. */
    public List<String> slots() {
        return slots;
    }

    /** Whether a site of which this is the weightiest thing to say is not broken, as far as can be told from here. */
    public boolean harmless() {
        return switch (this) {
            case EDGE_FINE,
                    ORIGIN_FINE,
                    LATE,
                    CHALLENGED,
                    BLOCKED,
                    SAMPLE_PAGE,
                    REDIRECT_WITH_COOKIE,
                    ORIGIN_ADMITS_ONLY_CLOUDFLARE,
                    ORIGIN_CLOSED_HERE,
                    ORIGIN_OUT_OF_REACH,
                    ORIGIN_PULLS,
                    CERTIFICATE_EXPIRES_SOON,
                    CERTIFICATE_FOR_CLOUDFLARE_ONLY,
                    HEADERS_LARGE,
                    BODY_SHORT,
                    NOT_PROXIED -> true;
            default -> false;
        };
    }
}
