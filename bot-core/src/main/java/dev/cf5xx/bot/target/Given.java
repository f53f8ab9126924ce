package dev.cf5xx.bot.target;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that the operator gave for a name, which is then not looked up.
 *
 * @param host the name as in {@link SiteUrl#host}
 * @param port for which port; null for all
 * @param address where it is
 */
public record Given(String host, @Nullable Integer port, InetAddress address) {
    private static final Pattern FORM = Pattern.compile("([^:\\[\\]]{1,253}):(\\d{1,5}|\\*):(\\S{2,47})");

    /** Reads {@code NAME:PORT:ADDR}, with {@code *} for all ports and IPv6 with or without brackets; empty for anything else. */
    public static Optional<Given> read(String text) {
        Matcher parts = FORM.matcher(text.strip());
        Optional<String> host = parts.matches() ? HostNames.canonical(parts.group(1)) : Optional.empty();
        if (host.isEmpty() || HostNames.endsInNumber(host.get())) {
            return Optional.empty();
        }
        Integer port = parts.group(2).equals("*") ? null : Integer.valueOf(parts.group(2));
        if (port != null && (port < 1 || port > 65535)) {
            return Optional.empty();
        }
        String address = parts.group(3);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        Optional<InetAddress> read =
                bracketed ? Literals.v6(address.substring(1, address.length() - 1)) : Literals.any(address);
        return read.map(at -> new Given(host.get(), port, at));
    }

    /** Whether it is for the name and port of {@code url}. */
    public boolean covers(SiteUrl url) {
        return host.equals(url.host()) && (port == null || port == url.port());
    }
}
