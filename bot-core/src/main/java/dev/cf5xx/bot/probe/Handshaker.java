package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Tls;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does TLS over a connection. */
interface Handshaker {
    /** A handshake; never throws for what the server does. The wire's deadline holds. alpn: protocols to offer, may be empty. */
    Secured shake(Wire wire, Tls.Offer offer, @Nullable String sni, String host, List<String> alpn);

    /**
     * seen: how it went (chain already judged for host); in/out: the plaintext streams, null unless established. After a
     * fatal alert on a read, lateAlert() tells its number.
     */
    interface Secured {
        Tls seen();

        @Nullable
        InputStream in();

        @Nullable
        OutputStream out();

        @Nullable
        Integer lateAlert();
    }
}
