package dev.cf5xx.lab.edge;

import dev.cf5xx.lab.certificate.Identity;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the edge does with requests for a site. */
public sealed interface Plan {
    /**
     * Asks an origin and passes on what that says.
     *
     * @param https where the origin's HTTPS is
     * @param http where its HTTP is
     * @param mode how it is spoken to
     * @param patience how long it is waited for
     * @param shown the certificate shown to origins that demand one (Authenticated Origin Pulls); null for none
     */
    record Proxy(
            InetSocketAddress https,
            InetSocketAddress http,
            SslMode mode,
            Patience patience,
            @Nullable Identity shown) implements Plan {}

    /** Fails at once, as told. */
    record Fail(EdgeError error) implements Plan {}

    /** Fails with Cloudflare's bare page. */
    record FailBare(int status, String reason) implements Plan {}

    /** Fails under the site's own error page. */
    record FailUnderOwnPage(EdgeError error) implements Plan {}

    /** Asks whether the visitor is a person. */
    record Challenge() implements Plan {}

    /** Turns the visitor away. */
    record Block() implements Plan {}

    /** Waits, then follows another plan. */
    record Slowly(Duration time, Plan then) implements Plan {}

    /**
     * Follows one plan for the first {@code times} of each {@code of} requests, and another for the rest. Requests for
     * the trace are not counted.
     */
    record Sometimes(Plan bad, int times, int of, Plan good) implements Plan {}
}
