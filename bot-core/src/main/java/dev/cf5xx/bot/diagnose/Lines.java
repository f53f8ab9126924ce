package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Certificate;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.Tcp;
import dev.cf5xx.bot.evidence.Tls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes measured lines of what was seen. */
final class Lines {
    private static final int MOST_ADDRESSES = 4;

    private Lines() {}

    /** A line of one kind; names and values in turn. */
    static Observed line(Observation what, String... pairs) {
        return new Observed(what, Values.of(what.slots(), pairs));
    }

    /** What DNS said. */
    static Observed dns(Lookup lookup) {
        String name = lookup.name();
        return switch (lookup.outcome()) {
            case NXDOMAIN -> line(Observation.DNS_NXDOMAIN, "name", name);
            case NO_ADDRESS -> line(Observation.DNS_NO_ADDRESS, "name", name);
            case SERVFAIL -> line(Observation.DNS_SERVFAIL, "name", name);
            case TIMED_OUT -> line(Observation.DNS_TIMED_OUT, "name", name, "seconds", Shown.seconds(lookup.took()));
            case ANSWERED, GIVEN -> {
                Observation how =
                        lookup.outcome() == Lookup.Outcome.GIVEN ? Observation.DNS_GIVEN : Observation.DNS_ADDRESSES;
                List<String> addresses = lookup.addresses().stream()
                        .limit(MOST_ADDRESSES)
                        .map(Shown::address)
                        .toList();
                yield line(how, "name", name, "addresses", String.join(", ", addresses));
            }
        };
    }

    /** The CNAME chain; empty where there is none. */
    static Optional<Observed> aliases(Lookup lookup) {
        return lookup.aliases().isEmpty()
                ? Optional.empty()
                : Optional.of(line(
                        Observation.DNS_ALIASES,
                        "name",
                        lookup.name(),
                        "aliases",
                        Shown.line(String.join(" → ", lookup.aliases()))));
    }

    /** How connecting went. */
    static Observed tcp(Tcp tcp) {
        String address = Shown.address(tcp.address());
        String port = Integer.toString(tcp.port());
        String ms = Shown.ms(tcp.took());
        return switch (tcp.outcome()) {
            case CONNECTED, RESET -> line(Observation.TCP_CONNECTED, "address", address, "port", port, "ms", ms);
            case REFUSED -> line(Observation.TCP_REFUSED, "address", address, "port", port, "ms", ms);
            case TIMED_OUT ->
                line(Observation.TCP_TIMED_OUT, "address", address, "port", port, "seconds", Shown.seconds(tcp.took()));
            case NO_ROUTE -> line(Observation.TCP_NO_ROUTE, "address", address, "port", port);
            case FORBIDDEN_HERE -> line(Observation.TCP_FORBIDDEN_HERE, "address", address, "port", port);
        };
    }

    /** How a handshake went. */
    static Observed tls(Tls tls) {
        String ms = Shown.ms(tls.took());
        return switch (tls.outcome()) {
            case ESTABLISHED ->
                line(
                        Observation.TLS_ESTABLISHED,
                        "version",
                        tls.version() == null ? Shown.UNKNOWN : tls.version(),
                        "cipher",
                        tls.cipher() == null ? Shown.UNKNOWN : tls.cipher(),
                        "ms",
                        ms);
            case ALERT -> tls.alert() == null ? line(Observation.TLS_CLOSED, "ms", ms) : alert(tls.alert());
            case CLOSED -> line(Observation.TLS_CLOSED, "ms", ms);
            case RESET -> line(Observation.TLS_RESET, "ms", ms);
            case STALLED -> line(Observation.TLS_STALLED, "seconds", Shown.seconds(tls.took()));
            case NOT_TLS -> line(Observation.TLS_FIRST_BYTES, "line", firstBytes(tls));
            case MALFORMED -> line(Observation.TLS_MALFORMED, "ms", ms);
        };
    }

    /** A fatal alert. */
    static Observed alert(int alert) {
        return line(Observation.TLS_ALERT, "alert", Integer.toString(alert), "name", Shown.alertName(alert));
    }

    /** What the server sent first: as text where it is some, else in hexadecimal. */
    static String firstBytes(Tls tls) {
        byte[] bytes = tls.firstBytes().toArray();
        for (byte b : bytes) {
            if (b < ' ' && b != '\r' && b != '\n' && b != '\t') {
                return Shown.line(tls.firstBytes().toString());
            }
        }
        return Shown.line(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** How a request went, up to the end of the header. */
    static Observed http(Http http) {
        String ms = Shown.ms(http.firstByte());
        return switch (http.outcome()) {
            case ANSWERED -> line(Observation.HTTP_STATUS, "status", Integer.toString(http.status()), "ms", ms);
            case EMPTY -> line(Observation.HTTP_EMPTY, "ms", ms);
            case RESET, TLS_ALERT -> line(Observation.HTTP_RESET, "ms", ms);
            case SILENT -> line(Observation.HTTP_SILENT, "seconds", Shown.seconds(http.firstByte()));
            case HEADER_CUT, HEADER_STALLED, HEADER_ENDLESS -> headSize(http);
            case NOT_HTTP, BAD_HEADER -> line(Observation.HTTP_FIRST_LINE, "line", Shown.line(http.firstLine()));
        };
    }

    /** How large the header was. */
    static Observed headSize(Http http) {
        return line(Observation.HTTP_HEAD_SIZE, "bytes", Long.toString(http.headBytes()));
    }

    /** The largest header field. */
    static Optional<Observed> largestHeader(Http http) {
        return http.headers().stream()
                .max(Comparator.comparingInt(field -> field.value().length()))
                .map(field -> line(
                        Observation.HTTP_LARGEST_HEADER,
                        "header",
                        Shown.line(field.name()),
                        "bytes",
                        Integer.toString(field.name().length() + field.value().length() + 4)));
    }

    /** The Server header. */
    static Optional<Observed> server(Http http) {
        return http.header("server").map(server -> line(Observation.HTTP_SERVER, "server", Shown.line(server)));
    }

    /** The page's title. */
    static Optional<Observed> title(Page page) {
        return page.title() == null
                ? Optional.empty()
                : Optional.of(line(Observation.HTTP_TITLE, "title", Shown.line(page.title())));
    }

    /** The Ray ID. */
    static Optional<Observed> ray(Page page) {
        return page.ray() == null
                ? Optional.empty()
                : Optional.of(line(
                        Observation.RAY, "ray", page.ray(), "colo", page.colo() == null ? Shown.UNKNOWN : page.colo()));
    }

    /** When to come again. */
    static Optional<Observed> retryAfter(Http http) {
        return http.header("retry-after")
                .map(String::strip)
                .filter(value ->
                        !value.isEmpty() && value.length() < 9 && value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(value -> line(Observation.RETRY_AFTER, "seconds", value));
    }

    /** When a certificate is valid. */
    static Observed validity(Certificate certificate) {
        return line(
                Observation.CERTIFICATE_VALIDITY,
                "subject",
                Shown.subject(certificate),
                "from",
                certificate.from().toString(),
                "date",
                certificate.until().toString());
    }

    /** Who issued a certificate. */
    static Observed issuer(Certificate certificate) {
        return line(
                Observation.CERTIFICATE_ISSUER,
                "subject",
                Shown.subject(certificate),
                "issuer",
                Shown.issuer(certificate));
    }

    /** For which names a certificate is. */
    static Observed names(Certificate certificate) {
        return line(Observation.CERTIFICATE_NAMES, "names", Shown.names(certificate));
    }

    /** How many certificates came. */
    static Observed chain(Chain chain) {
        return line(
                Observation.CERTIFICATE_CHAIN,
                "count",
                Integer.toString(chain.certificates().size()));
    }

    /** What is known of a revocation. */
    static Observed revocation(Chain chain) {
        return line(
                Observation.CERTIFICATE_REVOCATION,
                "status",
                Shown.tag(chain.revocation().status()),
                "by",
                Shown.tag(chain.revocation().by()));
    }

    /** Connecting, handshake and answer of one contact: whatever of it there was. */
    static List<Observed> contact(Exchange exchange) {
        List<Observed> lines = new ArrayList<>();
        if (exchange.http() != null) {
            lines.add(http(exchange.http()));
        }
        if (exchange.tls() != null) {
            lines.add(tls(exchange.tls()));
        }
        lines.add(tcp(exchange.tcp()));
        return lines;
    }
}
