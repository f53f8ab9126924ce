package dev.cf5xx.bot.target;

import java.net.InetSocketAddress;

/** Permits for the servers that tests of handshakes start. */
public final class HandshakePermits {
    private HandshakePermits() {}

    public static Permit to(InetSocketAddress server) {
        return new Permit(server.getAddress(), server.getPort());
    }
}
