package dev.cf5xx.lab.edge;

import dev.cf5xx.lab.certificate.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** The edge's side of a handshake with an origin, with the versions and cipher suites that Cloudflare offers. */
final class OriginTls {
    /** BouncyCastle's parser takes certificates that the JDK's refuses. */
    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** Cloudflare's documentation, "Cipher suites and edge servers to origins": no DHE, no ChaCha20 below TLS 1.3. */
    private static final int[] SUITES = {
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
    };

    private final TlsClientProtocol protocol;
    private final Peer peer;

    private OriginTls(TlsClientProtocol protocol, Peer peer) {
        this.protocol = protocol;
        this.peer = peer;
    }

    /** Shakes hands; throws where that fails. */
    static OriginTls connect(InputStream in, OutputStream out, String name, @Nullable Identity shown)
            throws IOException {
        TlsClientProtocol protocol = new TlsClientProtocol(in, out);
        Peer peer = new Peer(name, shown);
        protocol.connect(peer);
        return new OriginTls(protocol, peer);
    }

    InputStream in() {
        return protocol.getInputStream();
    }

    OutputStream out() {
        return protocol.getOutputStream();
    }

    /** What the origin showed, its own certificate first; empty for none. */
    List<X509Certificate> chain() {
        return List.copyOf(peer.chain);
    }

    /** The revocation answer that was stapled; null for none. */
    @Nullable
    OCSPResponse staple() {
        return peer.staple;
    }

    @SuppressWarnings("JdkObsolete") // The library speaks in Vector.
    private static final class Peer extends DefaultTlsClient {
        private final BcTlsCrypto crypto;
        private final String name;
        private final @Nullable Identity shown;
        private final List<X509Certificate> chain = new ArrayList<>();
        private @Nullable OCSPResponse staple;
        private @Nullable Hashtable<?, ?> offered;

        Peer(String name, @Nullable Identity shown) {
            this(new BcTlsCrypto(new SecureRandom()), name, shown);
        }

        private Peer(BcTlsCrypto crypto, String name, @Nullable Identity shown) {
            super(crypto);
            this.crypto = crypto;
            this.name = name;
            this.shown = shown;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv10);
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return SUITES.clone();
        }

        @Override
        protected Vector<ServerName> getSNIServerNames() {
            Vector<ServerName> names = new Vector<>();
            names.add(new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII)));
            return names;
        }

        @Override
        @SuppressWarnings("rawtypes") // As it is declared above.
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            offered = extensions;
            return extensions;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void processServerExtensions(Hashtable extensions) throws IOException {
            super.processServerExtensions(extensions);
            if (offered != null) {
                // Else the library ends a handshake in which a must-staple certificate comes without its staple.
                offered.remove(TlsExtensionsUtils.EXT_status_request);
            }
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                    read(server);
                }

                @Override
                public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                    return shown == null ? null : credentials(shown);
                }
            };
        }

        private void read(TlsServerCertificate server) throws IOException {
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509", BOUNCY_CASTLE);
                for (TlsCertificate one : server.getCertificate().getCertificateList()) {
                    chain.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one.getEncoded())));
                }
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
            CertificateStatus status = server.getCertificateStatus();
            CertificateEntry first = server.getCertificate().getCertificateEntryAt(0);
            byte[] extension = TlsUtils.getExtensionData(first.getExtensions(), TlsExtensionsUtils.EXT_status_request);
            if (status == null && extension != null) {
                // TLS 1.3 keeps it beside the certificate.
                status = CertificateStatus.parse(context, new ByteArrayInputStream(extension));
            }
            staple = status == null ? null : status.getOCSPResponse();
        }

        private TlsCredentials credentials(Identity identity) throws IOException {
            AsymmetricKeyParameter key =
                    PrivateKeyFactory.createKey(identity.key().getEncoded());
            boolean tls13 = TlsUtils.isTLSv13(context);
            CertificateEntry[] entries = new CertificateEntry[identity.chain().size()];
            TlsCertificate[] certificates = new TlsCertificate[entries.length];
            for (int i = 0; i < entries.length; i++) {
                try {
                    certificates[i] =
                            crypto.createCertificate(identity.chain().get(i).getEncoded());
                } catch (GeneralSecurityException e) {
                    throw new IOException(e);
                }
                entries[i] = new CertificateEntry(certificates[i], null);
            }
            return new BcDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    crypto,
                    key,
                    tls13 ? new Certificate(TlsUtils.EMPTY_BYTES, entries) : new Certificate(certificates),
                    TlsUtils.isTLSv12(context)
                            ? SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa)
                            : null);
        }
    }
}
