package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * One kind of measured line that a diagnosis rests on. Its words are knowledge ({@code findings.yaml}); here is what they
 * are filled with.
 */
public enum Observation {
    DNS_ADDRESSES("name", "addresses"),
    /** Addresses that whoever asked gave: nothing was looked up. */
    DNS_GIVEN("name", "addresses"),
    DNS_ALIASES("name", "aliases"),
    DNS_NXDOMAIN("name"),
    DNS_NO_ADDRESS("name"),
    DNS_SERVFAIL("name"),
    DNS_TIMED_OUT("name", "seconds"),
    PROXIED_BY_ADDRESS("address"),
    PROXIED_BY_HEADERS("ray"),
    PROXIED_BY_TRACE("colo"),
    NOT_PROXIED("address"),
    TCP_CONNECTED("address", "port", "ms"),
    TCP_REFUSED("address", "port", "ms"),
    TCP_TIMED_OUT("address", "port", "seconds"),
    TCP_NO_ROUTE("address", "port"),
    TCP_FORBIDDEN_HERE("address", "port"),
    TLS_ESTABLISHED("version", "cipher", "ms"),
    TLS_ALERT("alert", "name"),
    TLS_CLOSED("ms"),
    TLS_RESET("ms"),
    TLS_STALLED("seconds"),
    TLS_MALFORMED("ms"),
    TLS_FIRST_BYTES("line"),
    /** With everything offered the server chose this. */
    TLS_CHOSE("version", "cipher"),
    TLS_ANONYMOUS("cipher"),
    TLS_WORKS_WITHOUT_SNI("ms"),
    TLS_CLIENT_CERTIFICATE_ASKED("host"),
    CERTIFICATE_VALIDITY("subject", "from", "date"),
    CERTIFICATE_ISSUER("subject", "issuer"),
    CERTIFICATE_NAMES("names"),
    CERTIFICATE_CHAIN("count"),
    CERTIFICATE_REVOCATION("status", "by"),
    CERTIFICATE_SIGNATURE("subject", "signature"),
    HTTP_STATUS("status", "ms"),
    HTTP_SERVER("server"),
    HTTP_TITLE("title"),
    HTTP_HEAD_SIZE("bytes"),
    /** The largest header field, by its name: a hint at what to shorten. */
    HTTP_LARGEST_HEADER("header", "bytes"),
    HTTP_FIRST_LINE("line"),
    HTTP_EMPTY("ms"),
    HTTP_RESET("ms"),
    HTTP_SILENT("seconds"),
    HTTP_BODY_SHORT("bytes"),
    HTTP_BODY_CODING("coding"),
    H2_ANSWER("line"),
    EDGE_PAGE("code", "server"),
    EDGE_HOP("code", "hop"),
    EDGE_SUBCODE("subcode"),
    RAY("ray", "colo"),
    RETRY_AFTER("seconds"),
    TRIES("count", "tries", "codes"),
    REDIRECTS("count", "target"),
    ORIGIN_ANSWERS("address", "status", "ms"),
    ORIGIN_REFUSES("address", "port"),
    STATUS_PAGE("colo", "status");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> slots;

    Observation(String... slots) {
        this.slots = List.of(slots);
    }

    /** The id in the knowledge, e.g. {@code tcp-refused}. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of the values its words may be filled with. */
    public List<String> slots() {
        return slots;
    }
}
