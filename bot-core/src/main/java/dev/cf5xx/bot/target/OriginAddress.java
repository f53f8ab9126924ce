package dev.cf5xx.bot.target;

import java.net.InetAddress;

/**
 * Where an origin is said to be: {@code IP[:HTTPS-PORT[:HTTP-PORT]]}, IPv6 in brackets where ports follow.
 *
 * @param address the address
 * @param httpsPort where it speaks TLS
 * @param httpPort where it speaks plain HTTP
 */
public record OriginAddress(InetAddress address, int httpsPort, int httpPort) {}
