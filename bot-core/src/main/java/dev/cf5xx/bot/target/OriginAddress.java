package dev.cf5xx.bot.target;

import dev.cf5xx.bot.target.Refusal.Reason;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an origin is said to be: {@code IP[:HTTPS-PORT[:HTTP-PORT]]}, IPv6 in brackets where ports follow.
 *
 * @param address the address
 * @param httpsPort where it speaks TLS
 * @param httpPort where it speaks plain HTTP
 */
public record OriginAddress(InetAddress address, int httpsPort, int httpPort) implements OriginReading {
    private static final Pattern WITH_PORTS =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([^:\\[\\]\\s]{1,60}))(?::(\\d{1,5}))?(?::(\\d{1,5}))?");

    private static final int LONGEST = 80;

    /**
     * Reads an origin's address; names are none. Ports that are not written are those at which Cloudflare reaches the origin
     * of {@code site}: the site's own for its scheme, where Cloudflare proxies that one, else 443 and 80. Whether it may be
     * connected to is for {@link AddressPolicy} to say. Never throws.
     */
    public static OriginReading read(String text, SiteUrl site) {
        String written = UrlReader.withoutSpaces(text);
        if (written.length() > LONGEST) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        int httpsPort = site.https() && ProxiedPorts.HTTPS.contains(site.port()) ? site.port() : 443;
        int httpPort = !site.https() && ProxiedPorts.HTTP.contains(site.port()) ? site.port() : 80;
        Optional<InetAddress> bare = Literals.v6(written);
        if (bare.isPresent()) {
            return new OriginAddress(bare.get(), httpsPort, httpPort);
        }
        Matcher parts = WITH_PORTS.matcher(written);
        if (!parts.matches()) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        Optional<InetAddress> address = parts.group(1) == null ? Literals.v4(host) : Literals.v6(host);
        if (address.isEmpty()) {
            boolean number = HostNames.canonical(host)
                    .filter(name -> HostNames.endsInNumber(name) && HostNames.isAddressLike(name))
                    .isPresent();
            return number ? new Refusal(Reason.SPELLING, host) : Refusal.of(Reason.NOT_A_URL);
        }
        httpsPort = parts.group(3) == null ? httpsPort : Integer.parseInt(parts.group(3));
        httpPort = parts.group(4) == null ? httpPort : Integer.parseInt(parts.group(4));
        if (httpsPort < 1 || httpsPort > 65535 || httpPort < 1 || httpPort > 65535) {
            return Refusal.of(Reason.NOT_A_URL);
        }
        return new OriginAddress(address.get(), httpsPort, httpPort);
    }

    /** The address with both ports, as {@link #read} reads it; IPv6 in brackets. */
    public String text() {
        return Literals.inUrl(address) + ":" + httpsPort + ":" + httpPort;
    }
}
