package dev.cf5xx.bot.allow;

import dev.cf5xx.knowledge.CloudflareRanges;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rules that let Cloudflare in to an origin, ready to paste.
 *
 * <p>Two promises hold for every tool. Without {@code only} nobody loses access: rules are added ahead of existing
 * blocks and nothing is refused. With it, nothing but the given ports (or the web server itself) is touched, and
 * Cloudflare is let in before anybody is refused, or both happen at once.
 *
 * <p>What the shell tools print is run by a root shell that people paste into: no {@code set -e}, no {@code exit} and
 * no exclamation mark, any of which would surprise an interactive shell. Where the text says how to undo, the commands
 * are the comment lines indented by three blanks.
 */
public enum AllowRules {
    /** {@code allow} lines, or a {@code geo} block that looks at the connection. */
    NGINX,
    /** Apache httpd 2.4: an environment variable, which harms nobody wherever it is set, and what uses it. */
    APACHE,
    /** A chain of our own, jumped to from the top of {@code INPUT}. */
    IPTABLES,
    /** A chain and sets of our own in the table that is there: an accept in another table would be in vain. */
    NFTABLES,
    /** Prepended rules. */
    UFW,
    /** Sets of addresses and rich rules that come before all others. */
    FIREWALLD,
    /** {@code src} rules of a frontend. */
    HAPROXY,
    /** The bare list, for the form of a cloud's security group. */
    PLAIN;

    /** The most ports that {@code -m multiport} and ufw take at a time. */
    public static final int MOST_PORTS = 15;

    /** The name people type. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tool of this name, in any case; empty for a name that is none. */
    public static Optional<AllowRules> of(String tag) {
        String wanted = tag.strip().toLowerCase(Locale.ROOT);
        return List.of(values()).stream()
                .filter(tool -> tool.tag().equals(wanted))
                .findFirst();
    }

    /**
     * The rules, with comments on how to apply and undo them.
     *
     * @param ranges what to let in
     * @param ports the TCP ports, 1 to 15 of them, such as 80 and 443
     * @param only whether to also refuse everybody else
     * @throws IllegalArgumentException if a port or a range is none: this goes into a root shell
     */
    public String render(CloudflareRanges ranges, List<Integer> ports, boolean only, Lang lang) {
        Order order = new Order(ranges, ports.stream().distinct().toList(), only);
        Sheet sheet = new Sheet(lang);
        head(sheet, order);
        switch (this) {
            case NGINX -> WebServers.nginx(sheet, order);
            case APACHE -> WebServers.apache(sheet, order);
            case HAPROXY -> WebServers.haproxy(sheet, order);
            case IPTABLES -> Firewalls.iptables(sheet, order);
            case NFTABLES -> Firewalls.nftables(sheet, order);
            case UFW -> Firewalls.ufw(sheet, order);
            case FIREWALLD -> Firewalls.firewalld(sheet, order);
            case PLAIN -> Firewalls.plain(sheet, order);
        }
        return sheet.toString();
    }

    private void head(Sheet sheet, Order order) {
        sheet.note(order.only() ? Advice.ONLY : Advice.LETS_IN, tag() + ", TCP " + order.ports(", "));
        sheet.note(Advice.AS_OF, order.ranges().asOf());
        if (order.only()) {
            sheet.note(Advice.WARN_DNS);
            sheet.note(Advice.WARN_SSH, order.ports(", "));
            sheet.note(Advice.WARN_BALANCER);
        }
    }
}
