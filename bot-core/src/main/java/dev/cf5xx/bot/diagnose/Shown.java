package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Certificate;
import dev.cf5xx.bot.target.OriginAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How measured things are spelled in a report: short, bounded, the same everywhere, and nothing in it that was secret. */
final class Shown {
    /** Where nothing is known that a sentence wants. */
    static final String UNKNOWN = "unknown";

    private static final int LONGEST = 120;
    private static final int MOST_NAMES = 5;

    /** The fatal alerts of TLS 1.0 to 1.3. Source: RFC 8446 §6 and RFC 5246 §7.2. */
    private static final Map<Integer, String> ALERTS = Map.ofEntries(
            Map.entry(0, "close_notify"),
            Map.entry(10, "unexpected_message"),
            Map.entry(20, "bad_record_mac"),
            Map.entry(21, "decryption_failed"),
            Map.entry(22, "record_overflow"),
            Map.entry(30, "decompression_failure"),
            Map.entry(40, "handshake_failure"),
            Map.entry(41, "no_certificate"),
            Map.entry(42, "bad_certificate"),
            Map.entry(43, "unsupported_certificate"),
            Map.entry(44, "certificate_revoked"),
            Map.entry(45, "certificate_expired"),
            Map.entry(46, "certificate_unknown"),
            Map.entry(47, "illegal_parameter"),
            Map.entry(48, "unknown_ca"),
            Map.entry(49, "access_denied"),
            Map.entry(50, "decode_error"),
            Map.entry(51, "decrypt_error"),
            Map.entry(60, "export_restriction"),
            Map.entry(70, "protocol_version"),
            Map.entry(71, "insufficient_security"),
            Map.entry(80, "internal_error"),
            Map.entry(86, "inappropriate_fallback"),
            Map.entry(90, "user_canceled"),
            Map.entry(100, "no_renegotiation"),
            Map.entry(109, "missing_extension"),
            Map.entry(110, "unsupported_extension"),
            Map.entry(111, "certificate_unobtainable"),
            Map.entry(112, "unrecognized_name"),
            Map.entry(113, "bad_certificate_status_response"),
            Map.entry(114, "bad_certificate_hash_value"),
            Map.entry(115, "unknown_psk_identity"),
            Map.entry(116, "certificate_required"),
            Map.entry(120, "no_application_protocol"));

    private Shown() {}

    /** Milliseconds: whole, or with one decimal below ten. */
    static String ms(Duration time) {
        return decimal(time.toNanos() / 1e6);
    }

    /** Seconds: whole, or with one decimal below ten. */
    static String seconds(Duration time) {
        return decimal(time.toNanos() / 1e9);
    }

    private static String decimal(double number) {
        if (number >= 10) {
            return Long.toString(Math.round(number));
        }
        String one = String.format(Locale.ROOT, "%.1f", number);
        return one.endsWith(".0") ? one.substring(0, one.length() - 2) : one;
    }

    /** An address in its canonical spelling. */
    static String address(InetAddress address) {
        return address instanceof Inet6Address
                ? new IPAddressGenerator().from(address).toCanonicalString()
                : address.getHostAddress();
    }

    /** An origin's address as it is typed: ports where they are not 443 and 80. */
    static String origin(OriginAddress origin) {
        String address = address(origin.address());
        if (origin.httpsPort() == 443 && origin.httpPort() == 80) {
            return address;
        }
        String host = origin.address() instanceof Inet6Address ? "[" + address + "]" : address;
        return host + ":" + origin.httpsPort() + (origin.httpPort() == 80 ? "" : ":" + origin.httpPort());
    }

    /** What a stranger wrote, as one bounded line without controls of any kind; {@link #UNKNOWN} for nothing. */
    static String line(String written) {
        String text = written.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        StringBuilder line = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isWhitespace(c)) {
                gap = !line.isEmpty();
            } else {
                line.append(gap ? " " : "").append(c);
                gap = false;
            }
        }
        if (!line.isEmpty() && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1);
        }
        return line.isEmpty() ? UNKNOWN : line.toString();
    }

    /** An alert by name and number, e.g. {@code handshake_failure (40)}. */
    static String alert(int alert) {
        return alertName(alert) + " (" + alert + ")";
    }

    /** An alert by name, e.g. {@code handshake_failure}. */
    static String alertName(int alert) {
        return ALERTS.getOrDefault(alert, UNKNOWN);
    }

    /** Whose a certificate is, in the fewest words: common name, else a name, else the whole subject, else the serial. */
    static String subject(Certificate certificate) {
        if (!certificate.commonName().isBlank()) {
            return line(certificate.commonName());
        } else if (!certificate.names().isEmpty()) {
            return line(certificate.names().get(0));
        }
        return line(certificate.subject().isBlank() ? "#" + certificate.serial() : certificate.subject());
    }

    /** Who issued a certificate: the issuer's common name, else its organisation, else all of it. */
    static String issuer(Certificate certificate) {
        for (String type : List.of("CN=", "O=")) {
            for (String part : certificate.issuer().split("(?<!\\\\),", -1)) {
                if (part.strip().regionMatches(true, 0, type, 0, type.length())) {
                    return line(part.strip().substring(type.length()).replace("\\,", ","));
                }
            }
        }
        return line(certificate.issuer());
    }

    /** For which names a certificate is. */
    static String names(Certificate certificate) {
        List<String> names =
                certificate.names().isEmpty() && !certificate.commonName().isBlank()
                        ? List.of(certificate.commonName())
                        : certificate.names();
        String first = String.join(
                ", ", names.stream().limit(MOST_NAMES).map(Shown::line).toList());
        return names.size() > MOST_NAMES ? first + ", …" : line(first);
    }

    /** The name of a constant in machine output, e.g. {@code timed-out}. */
    static String tag(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
