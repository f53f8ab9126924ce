package dev.cf5xx.bot.target;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses in text. Never looks a name up. */
final class Literals {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    /** The library reads ranges, zones, masks and more where it is let; these characters leave it nothing but addresses. */
    private static final Pattern V6 =
            Pattern.compile("(?=[^:]{0,4}:)[0-9A-Fa-f:]{2,39}(?:(?<=:)" + OCTET + "(?:\\." + OCTET + "){3})?");

    private static final IPAddressStringParameters STRICT = strict();

    private Literals() {}

    private static IPAddressStringParameters strict() {
        IPAddressStringParameters.Builder builder = new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowSingleSegment(false)
                .allowAll(false)
                .allowPrefix(false)
                .allowMask(false)
                .allowWildcardedSeparator(false)
                .allow_inet_aton(false);
        builder.getIPv6AddressParametersBuilder()
                .allowZone(false)
                .allowBase85(false)
                .allowBinary(false)
                .allow_mixed_inet_aton(false)
                .allowUnlimitedLeadingZeros(false);
        return builder.toParams();
    }

    /** The IPv4 address that {@code text} spells as four decimal numbers without leading zeros. */
    static Optional<InetAddress> v4(String text) {
        if (!V4.matcher(text).matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        String[] octets = text.split("\\.", -1);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(of(bytes));
    }

    /** The IPv6 address that {@code text} spells, without brackets and zone; an IPv4-mapped one stays IPv6. */
    static Optional<InetAddress> v6(String text) {
        if (text.length() > 45 || !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            IPv6Address address = new IPAddressString(text, STRICT).toAddress().toIPv6();
            return address == null || address.isMultiple() ? Optional.empty() : Optional.of(of(address.getBytes()));
        } catch (AddressStringException e) {
            return Optional.empty();
        }
    }

    /** The address that {@code text} spells, of either family. */
    static Optional<InetAddress> any(String text) {
        Optional<InetAddress> v4 = v4(text);
        return v4.isPresent() ? v4 : v6(text);
    }

    /** The address made of 4 or 16 bytes; unlike {@link InetAddress#getByAddress} it leaves IPv4-mapped addresses IPv6. */
    static InetAddress of(byte[] bytes) {
        try {
            return bytes.length == 16 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
        }
    }

    /** The one spelling of an address: RFC 5952 for IPv6. */
    static String text(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16 ? new IPv6Address(bytes).toCanonicalString() : address.getHostAddress();
    }

    /** The same in brackets where it is IPv6. */
    static String inUrl(InetAddress address) {
        String text = text(address);
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
