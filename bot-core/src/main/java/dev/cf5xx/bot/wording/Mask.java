package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.diagnose.Report;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IncompatibleAddressException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hides the origins' addresses: whoever knows them can go past Cloudflare. */
final class Mask {
    /** What may be an address: four numbers, or hexadecimal digits with at least two colons. */
    private static final Pattern ADDRESS = Pattern.compile("(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\d|\\.\\d)"
            + "|(?<![0-9A-Fa-f:])[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{0,40}");

    /** {@code :HTTPS-PORT[:HTTP-PORT]} */
    private static final Pattern PORTS = Pattern.compile(":(\\d{1,5})(?::(\\d{1,5}))?");

    private final Set<IPAddress> hidden = new HashSet<>();

    /**
     * Hides the origins of {@code report}, or nothing where {@code open}. What public DNS tells everybody who asks for the
     * site's own name is no secret.
     */
    Mask(Report report, boolean open) {
        if (!open) {
            boolean published = Boolean.FALSE.equals(report.behindCloudflare())
                    && report.dns().outcome().equals("answered");
            List<IPAddress> known = !published
                    ? List.of()
                    : report.dns().addresses().stream()
                            .flatMap(address -> Stream.ofNullable(read(address)))
                            .toList();
            Stream.concat(
                            report.origins().stream().map(Report.Origin::address),
                            report.diagnoses().stream().flatMap(it -> Stream.ofNullable(it.origin())))
                    .map(Mask::host)
                    .map(Mask::read)
                    .forEach(address -> {
                        if (address != null && !known.contains(address)) {
                            hidden.add(address);
                        }
                    });
        }
    }

    /** {@code text} with every origin's address cut to its first half. */
    String hide(String text) {
        if (hidden.isEmpty()) {
            return text;
        }
        Matcher found = ADDRESS.matcher(text);
        StringBuilder masked = new StringBuilder();
        while (found.find()) {
            IPAddress address = read(found.group());
            found.appendReplacement(
                    masked,
                    Matcher.quoteReplacement(
                            address != null && hidden.contains(address) ? half(address) : found.group()));
        }
        return found.appendTail(masked).toString();
    }

    /** Whether this address is to be hidden. */
    boolean hides(IPAddress address) {
        return hidden.contains(address);
    }

    /** The address without its ports. */
    static String host(String address) {
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            return end < 0 ? address : address.substring(1, end);
        }
        int colon = address.indexOf(':');
        return colon > 0 && address.substring(0, colon).contains(".") ? address.substring(0, colon) : address;
    }

    /** What {@code text} is the address of; null where it is none. */
    static @Nullable IPAddress read(String text) {
        if (text.isEmpty() || text.length() > 45) {
            return null;
        }
        try {
            IPAddress address = new IPAddressString(text).toAddress();
            if (address == null || address.isMultiple() || address.isPrefixed()) {
                return null;
            }
            return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                    ? address.toIPv6().getEmbeddedIPv4Address()
                    : address;
        } catch (AddressStringException | IncompatibleAddressException e) {
            return null;
        }
    }

    /** Where the address speaks TLS, or plain HTTP, by what it says itself: {@code IP[:HTTPS-PORT[:HTTP-PORT]]}. */
    static String port(String address, boolean https) {
        String host = host(address);
        String rest = address.substring(Math.min(address.length(), host.length() + (address.startsWith("[") ? 2 : 0)));
        Matcher ports = PORTS.matcher(rest);
        String written = ports.matches() ? ports.group(https ? 1 : 2) : null;
        return written != null ? written : https ? "443" : "80";
    }

    private static String half(IPAddress address) {
        int first = address.getSegment(0).getSegmentValue();
        int second = address.getSegment(1).getSegmentValue();
        return address.isIPv4()
                ? first + "." + second + ".x.x"
                : Integer.toHexString(first) + ":" + Integer.toHexString(second) + ":…";
    }
}
