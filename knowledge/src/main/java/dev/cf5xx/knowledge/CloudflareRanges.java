package dev.cf5xx.knowledge;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address ranges from which Cloudflare connects to origins.
 *
 * @param v4 IPv4 ranges in CIDR notation
 * @param v6 IPv6 ranges in CIDR notation
 * @param asOf the day the list was last known to hold, {@code YYYY-MM-DD}
 */
public record CloudflareRanges(List<String> v4, List<String> v6, String asOf) {
    private static final Pattern AS_OF = Pattern.compile("as_of: (\\d{4}-\\d{2}-\\d{2})");

    /** Reads a list with one range a line and the line {@code # as_of: YYYY-MM-DD}. */
    static CloudflareRanges parse(String file) {
        Matcher asOf = AS_OF.matcher(file);
        if (!asOf.find()) {
            throw new IllegalArgumentException("the list of ranges has no date");
        }
        List<String> ranges = file.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        return new CloudflareRanges(
                ranges.stream().filter(range -> range.contains(".")).toList(),
                ranges.stream().filter(range -> range.contains(":")).toList(),
                asOf.group(1));
    }

    /** All ranges, IPv4 first. */
    public List<String> all() {
        return java.util.stream.Stream.concat(v4.stream(), v6.stream()).toList();
    }
}
