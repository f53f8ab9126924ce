package dev.cf5xx.lab.serve;

import dev.cf5xx.lab.certificate.Identity;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** TLS 1.2 and 1.3 as the JDK does it, with any certificate, for any name. Speaks HTTP/1.1 only. */
public final class JsseTls implements Tls {
    private final SSLContext context;

    private JsseTls(SSLContext context) {
        this.context = context;
    }

    /** Always the same certificate. */
    public static JsseTls of(Identity identity) {
        return byName(name -> identity);
    }

    /**
     * A certificate by the name the client asks for; the name is empty where it asks for none. Where there is no
     * certificate the handshake fails.
     */
    public static JsseTls byName(Function<String, @Nullable Identity> identities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ByName(identities)}, null, null);
            // Each handshake is a full one, so that a client sees the certificate each time.
            context.getServerSessionContext().setSessionCacheSize(1);
            return new JsseTls(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK does TLS", e);
        }
    }

    @Override
    public Connection accept(Connection plain) throws IOException {
        Socket below = plain.socket();
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(below, below.getInetAddress().getHostAddress(), below.getPort(), true);
        socket.setUseClientMode(false);
        socket.setHandshakeApplicationProtocolSelector((it, offered) -> offered.contains("http/1.1") ? "http/1.1" : "");
        socket.startHandshake();
        String alpn = socket.getApplicationProtocol();
        return plain.encrypted(
                socket.getInputStream(),
                socket.getOutputStream(),
                socket::shutdownOutput,
                alpn == null ? "" : alpn,
                name(socket.getSession()));
    }

    private static @Nullable String name(@Nullable SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return null;
    }

    /** Names an identity by the server name; the JDK asks for key and chain by that name. */
    private static final class ByName extends X509ExtendedKeyManager {
        private final Function<String, @Nullable Identity> identities;

        ByName(Function<String, @Nullable Identity> identities) {
            this.identities = identities;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            String name = socket instanceof SSLSocket ssl ? name(ssl.getHandshakeSession()) : null;
            String alias = name == null ? "" : name;
            Identity identity = identities.apply(alias);
            // Key types are "EC", "RSA" or "RSASSA-PSS"; only a matching key can be shown.
            return identity != null && keyType.equals(identity.key().getAlgorithm()) ? alias : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            Identity identity = identities.apply(alias);
            return identity == null ? new X509Certificate[0] : identity.chain().toArray(new X509Certificate[0]);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            Identity identity = identities.apply(alias);
            return identity == null ? null : identity.key();
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
