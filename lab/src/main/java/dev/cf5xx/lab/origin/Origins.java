package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.serve.Handler;
import dev.cf5xx.lab.serve.JsseTls;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Tls;
import java.io.IOException;

/** How origins are put together of listeners. */
final class Origins {
    private Origins() {}

    static Origin healthy(Ground ground) throws IOException {
        return answering(ground, HttpFaults.healthy(ground));
    }

    /** A good handshake, then {@code handler}; the same without TLS. */
    static Origin answering(Ground ground, Handler handler) throws IOException {
        return of(ground, JsseTls.of(ground.good()), handler, handler);
    }

    /** {@code tls} on the HTTPS port and a healthy site behind it; the HTTP port is fine. */
    static Origin handshaking(Ground ground, Tls tls) throws IOException {
        return of(ground, tls, HttpFaults.healthy(ground), HttpFaults.healthy(ground));
    }

    /** {@code identity} shown on the HTTPS port; all else is fine. */
    static Origin showing(Ground ground, Identity identity) throws IOException {
        return handshaking(ground, JsseTls.of(identity));
    }

    /** {@code raw} on the HTTPS port instead of TLS; the HTTP port is fine. */
    static Origin raw(Ground ground, Handler raw) throws IOException {
        Listener https = Listener.plain(ground.address(), 0, raw);
        Listener http = Listener.plain(ground.address(), 0, HttpFaults.healthy(ground));
        return Origin.of(https.address(), http.address(), https, http);
    }

    /** After {@code tls}, {@code encrypted}; without TLS, {@code plain}. */
    static Origin of(Ground ground, Tls tls, Handler encrypted, Handler plain) throws IOException {
        Listener https = Listener.tls(ground.address(), 0, tls, encrypted);
        Listener http = Listener.plain(ground.address(), 0, plain);
        return Origin.of(https.address(), http.address(), https, http);
    }
}
