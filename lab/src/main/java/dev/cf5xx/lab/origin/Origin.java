package dev.cf5xx.lab.origin;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that plays one scenario, until it is closed. */
public final class Origin implements AutoCloseable {
    private final InetSocketAddress address;
    private final InetSocketAddress plain;
    private final InetSocketAddress forCloudflare;
    private final @Nullable InetAddress second;
    private final List<AutoCloseable> parts;

    private Origin(
            InetSocketAddress address,
            InetSocketAddress plain,
            InetSocketAddress forCloudflare,
            @Nullable InetAddress second,
            List<? extends AutoCloseable> parts) {
        this.address = address;
        this.plain = plain;
        this.forCloudflare = forCloudflare;
        this.second = second;
        this.parts = List.copyOf(parts);
    }

    /** One that is made of {@code parts} and is reached by HTTPS at one address, by HTTP at the other. */
    static Origin of(InetSocketAddress https, InetSocketAddress http, AutoCloseable... parts) {
        return new Origin(https, http, https, null, List.of(parts));
    }

    /** The same, but Cloudflare meets something else, which is closed with it. */
    Origin butCloudflareMeets(Origin other) {
        List<AutoCloseable> all = new ArrayList<>(parts);
        all.add(other);
        return new Origin(address, plain, other.address, second, all);
    }

    /** The same, with an address of the other family on which something else happens. */
    Origin alsoAt(InetAddress other, AutoCloseable... more) {
        List<AutoCloseable> all = new ArrayList<>(parts);
        all.addAll(List.of(more));
        return new Origin(address, plain, forCloudflare, other, all);
    }

    /** Where HTTPS is, or should be. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where HTTP is, or should be. */
    public InetSocketAddress plain() {
        return plain;
    }

    /** What stands for this origin as Cloudflare meets it: mostly {@link #address}. */
    public InetSocketAddress forCloudflare() {
        return forCloudflare;
    }

    /** An address of the other family, on the same ports; null for none. */
    public @Nullable InetAddress second() {
        return second;
    }

    /** The two ports as {@code cf5xx check --origin} takes them: {@code IP:HTTPS-PORT:HTTP-PORT}. */
    public String option() {
        String ip = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + ip + "]" : ip)
                + ":"
                + address.getPort()
                + ":"
                + plain.getPort();
    }

    /** Ends everything; connections too. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            closeQuietly(part);
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (IOException | RuntimeException e) {
            // The others are closed all the same.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
