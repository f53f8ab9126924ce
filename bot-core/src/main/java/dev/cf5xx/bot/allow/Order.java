package dev.cf5xx.bot.allow;

import dev.cf5xx.knowledge.CloudflareRanges;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was asked for, fit to be put into commands.
 *
 * @param ranges what to let in
 * @param ports the TCP ports, each once
 * @param only whether to also refuse everybody else
 */
record Order(CloudflareRanges ranges, List<Integer> ports, boolean only) {
    private static final Pattern RANGE = Pattern.compile("[0-9a-f:.]{3,39}/\\d{1,3}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    Order {
        if (ports.isEmpty()
                || ports.size() > AllowRules.MOST_PORTS
                || !ports.stream().allMatch(port -> port >= 1 && port <= 65535)) {
            throw new IllegalArgumentException("not 1 to " + AllowRules.MOST_PORTS + " ports: " + ports);
        }
        if (!ranges.all().stream().allMatch(range -> RANGE.matcher(range).matches())
                || !DAY.matcher(ranges.asOf()).matches()) {
            throw new IllegalArgumentException("not a list of ranges: " + ranges);
        }
    }

    String ports(String separator) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }
}
