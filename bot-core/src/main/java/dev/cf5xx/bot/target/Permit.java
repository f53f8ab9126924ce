package dev.cf5xx.bot.target;

import java.net.InetAddress;

/**
 * The policy's leave to connect to one address and port. Only {@link AddressPolicy} gives it, and {@code probe} connects
 * to nothing else, so that the address judged is the address connected to.
 */
public final class Permit {
    private final InetAddress address;
    private final int port;

    Permit(InetAddress address, int port) {
        this.address = address;
        this.port = port;
    }

    /** The address, never looked up again. */
    public InetAddress address() {
        return address;
    }

    /** The port. */
    public int port() {
        return port;
    }
}
