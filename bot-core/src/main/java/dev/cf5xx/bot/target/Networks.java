package dev.cf5xx.bot.target;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** A set of networks in CIDR notation, which does not change. */
public final class Networks {
    /** No network. */
    public static final Networks NONE = new Networks(List.of());

    private static final Pattern CIDR = Pattern.compile("([0-9A-Fa-f:.]{2,45})(/(?:0|[1-9]\\d{0,2}))?");

    @SuppressWarnings("Immutable") // List.copyOf, and addresses do not change
    private final List<IPAddress> blocks;

    private Networks(List<IPAddress> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    /**
     * Reads networks like {@code 10.0.0.0/8} or {@code fd00::/8}; a single address stands for itself. Bits after the prefix
     * do not count.
     *
     * @throws IllegalArgumentException when one is no network; its message is that one
     */
    public static Networks of(Collection<String> cidrs) {
        List<IPAddress> blocks = new ArrayList<>();
        for (String cidr : cidrs) {
            blocks.add(block(cidr));
        }
        return new Networks(blocks);
    }

    private static IPAddress block(String cidr) {
        var parts = CIDR.matcher(cidr);
        if (!parts.matches()) {
            throw new IllegalArgumentException(cidr);
        }
        InetAddress base = Literals.any(parts.group(1)).orElseThrow(() -> new IllegalArgumentException(cidr));
        String prefix = parts.group(2) == null ? "" : parts.group(2);
        try {
            return new IPAddressString(Literals.text(base) + prefix).toAddress().toPrefixBlock();
        } catch (AddressStringException e) {
            throw new IllegalArgumentException(cidr, e);
        }
    }

    /** Whether {@code address} lies in one of them. An IPv4-mapped address is an IPv6 address here. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        IPAddress candidate = bytes.length == 4 ? new IPv4Address(bytes) : new IPv6Address(bytes);
        for (IPAddress block : blocks) {
            if (block.contains(candidate)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** In CIDR notation. */
    @Override
    public String toString() {
        return blocks.toString();
    }
}
