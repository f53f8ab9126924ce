package dev.cf5xx.bot.cloudflare;

import dev.cf5xx.bot.target.Networks;
import dev.cf5xx.knowledge.CloudflareRanges;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The address ranges from which Cloudflare connects to origins: those shipped, or those published since, where they pass for
 * the real ones. Safe for use by many threads.
 */
public final class Ranges {
    /** In bytes; the real lists have less than 1 KB. */
    private static final long LARGEST = 16_384;

    private static final int MOST = 200;

    /** No provider has an IPv4 range larger than a /8, or an IPv6 range larger than a /20. */
    private static final int WIDEST_V4 = 8;

    private static final int WIDEST_V6 = 20;

    private volatile Known known;
    private final @Nullable HttpUrl base;
    private final InstantSource clock;
    private final Published published = new Published();

    /**
     * Starts with what was shipped.
     *
     * @param base where the lists {@code ips-v4} and {@code ips-v6} are published; null to stay with what was shipped
     */
    public Ranges(CloudflareRanges shipped, @Nullable HttpUrl base, InstantSource clock) {
        this.known = new Known(shipped);
        this.base = base;
        this.clock = clock;
    }

    /** Ranges; read when the first address is asked for, and then not again: every check asks for several. */
    private static final class Known {
        private final CloudflareRanges ranges;
        private volatile @Nullable Networks networks;

        Known(CloudflareRanges ranges) {
            this.ranges = ranges;
        }

        boolean contain(InetAddress address) {
            Networks read = networks;
            if (read == null) {
                read = Networks.of(ranges.all());
                networks = read;
            }
            return read.contains(address);
        }
    }

    /** The ranges to go by. */
    public CloudflareRanges current() {
        return known.ranges;
    }

    /** Whether {@code address} is one of Cloudflare's. */
    public boolean contain(InetAddress address) {
        return known.contain(address);
    }

    /**
     * Asks for the published lists. They are taken where every line is a plausible range and at least half of the ranges
     * known so far are still among them: a login page, a cut answer or somebody else's list changes nothing.
     *
     * @return whether they were taken
     */
    public boolean refresh() {
        Optional<List<String>> v4 = base == null ? Optional.empty() : list(base, "ips-v4");
        Optional<List<String>> v6 = base == null ? Optional.empty() : list(base, "ips-v6");
        if (v4.isEmpty() || v6.isEmpty()) {
            return false;
        }
        CloudflareRanges before = current();
        if (!plausible(v4.get(), WIDEST_V4, true, before.v4()) || !plausible(v6.get(), WIDEST_V6, false, before.v6())) {
            return false;
        }
        String today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        known = new Known(new CloudflareRanges(v4.get(), v6.get(), today));
        return true;
    }

    private Optional<List<String>> list(HttpUrl base, String name) {
        HttpUrl url = base.newBuilder().addPathSegment(name).build();
        return published
                .read(url, LARGEST)
                .map(text -> text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    private static boolean plausible(List<String> ranges, int widest, boolean v4, List<String> known) {
        if (ranges.isEmpty() || ranges.size() > MOST) {
            return false;
        }
        for (String range : ranges) {
            Optional<IPAddress> block = block(range);
            if (block.isEmpty()
                    || block.get().isIPv4() != v4
                    || block.get().getNetworkPrefixLength() == null
                    || block.get().getNetworkPrefixLength() < widest
                    || !isPublic(block.get())) {
                return false;
            }
        }
        Set<String> names = new HashSet<>(ranges);
        return known.stream().filter(names::contains).count() * 2 >= known.size();
    }

    private static boolean isPublic(IPAddress block) {
        return !block.isLocal() && !block.isLoopback() && !block.isMulticast() && !block.isAnyLocal();
    }

    private static Optional<IPAddress> block(String range) {
        if (!range.matches("[0-9a-f.:]{2,45}/\\d{1,3}")) {
            return Optional.empty();
        }
        try {
            IPAddress block = new IPAddressString(range).toAddress();
            return block.equals(block.toPrefixBlock()) ? Optional.of(block) : Optional.empty();
        } catch (AddressStringException e) {
            return Optional.empty();
        }
    }
}
