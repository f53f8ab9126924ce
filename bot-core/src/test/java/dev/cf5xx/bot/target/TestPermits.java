package dev.cf5xx.bot.target;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Permits that no policy gave, for tests of what connects. */
public final class TestPermits {
    private TestPermits() {}

    /** For an address and port. */
    public static Permit of(InetAddress address, int port) {
        return new Permit(address, port);
    }

    /** For where a server of a test listens. */
    public static Permit of(InetSocketAddress at) {
        return new Permit(at.getAddress(), at.getPort());
    }
}
