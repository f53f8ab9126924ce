package dev.cf5xx.bot.evidence;

/**
 * From where was looked.
 *
 * @param ipv4 whether this machine has a way to IPv4 hosts
 * @param ipv6 whether this machine has a way to IPv6 hosts
 * @param fakeDns whether DNS here gives fake addresses (198.18.0.0/15, as proxy software does)
 * @param proxied whether this machine is told to use a proxy, which a check never does
 */
public record Vantage(boolean ipv4, boolean ipv6, boolean fakeDns, boolean proxied) {}
