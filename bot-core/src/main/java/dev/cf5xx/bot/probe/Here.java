package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Vantage;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What can be known of the place this machine looks from. */
final class Here {
    private static final Set<String> PROXY_VARIABLES = Set.of("http_proxy", "https_proxy", "all_proxy");

    private Here() {}

    /**
     * The vantage.
     *
     * @param environment the environment variables
     * @param fakeDns whether an answer of DNS was a fake
     */
    static Vantage vantage(Map<String, String> environment, boolean fakeDns) {
        List<InetAddress> own = addresses();
        return new Vantage(
                own.stream().anyMatch(Here::leadsToIpv4),
                own.stream().anyMatch(Here::leadsToIpv6),
                fakeDns,
                environment.entrySet().stream()
                        .anyMatch(variable ->
                                PROXY_VARIABLES.contains(variable.getKey().toLowerCase(Locale.ROOT))
                                        && !variable.getValue().isBlank()));
    }

    /** 198.18.0.0/15, which proxy software hands out in place of real answers. Source: RFC 2544 reserves it for tests. */
    static boolean isFake(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18;
    }

    private static List<InetAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** Private addresses count: behind them there is a NAT. */
    private static boolean leadsToIpv4(InetAddress address) {
        return address instanceof Inet4Address && !address.isLoopbackAddress() && !address.isLinkLocalAddress();
    }

    /** Global unicast, 2000::/3. */
    private static boolean leadsToIpv6(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xe0) == 0x20;
    }
}
