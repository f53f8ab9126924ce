package dev.cf5xx.lab.serve;

import dev.cf5xx.lab.certificate.Identity;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Vector;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedDecryptor;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** TLS of the odd kinds: old versions, rare ciphers, demands on the client, stapled answers, other protocols. */
public final class BouncyTls implements Tls {
    private final Offer offer;

    private BouncyTls(Offer offer) {
        this.offer = offer;
    }

    /** TLS as {@code offer} says. */
    public static BouncyTls of(Offer offer) {
        return new BouncyTls(offer);
    }

    /**
     * What a server offers and demands.
     *
     * @param identity its certificate; null for a server without one
     * @param versions the versions it speaks; empty for 1.2 and 1.3
     * @param suites the cipher suites it speaks, as {@link org.bouncycastle.tls.CipherSuite} numbers; empty for usual ones
     * @param protocols what it agrees to by ALPN, the first that the client offers too; empty for no ALPN
     * @param onlyName the server name it knows; any other, or none, is answered with {@code unrecognized_name}; null
     *     knows all
     * @param clientCertificate whether it ends the handshake with a client that shows no certificate
     * @param staple a revocation answer to staple; null for none
     */
    public record Offer(
            @Nullable Identity identity,
            List<ProtocolVersion> versions,
            List<Integer> suites,
            List<String> protocols,
            @Nullable String onlyName,
            boolean clientCertificate,
            @Nullable OCSPResponse staple) {

        /** Copies the lists. */
        public Offer {
            versions = List.copyOf(versions);
            suites = List.copyOf(suites);
            protocols = List.copyOf(protocols);
        }

        /** An ordinary server. */
        public static Offer of(@Nullable Identity identity) {
            return new Offer(identity, List.of(), List.of(), List.of("http/1.1"), null, false, null);
        }

        /** Only these versions. */
        public Offer versions(ProtocolVersion... only) {
            return new Offer(identity, List.of(only), suites, protocols, onlyName, clientCertificate, staple);
        }

        /** Only these cipher suites. */
        public Offer suites(Integer... only) {
            return new Offer(identity, versions, List.of(only), protocols, onlyName, clientCertificate, staple);
        }

        /** These protocols by ALPN. */
        public Offer protocols(String... names) {
            return new Offer(identity, versions, suites, List.of(names), onlyName, clientCertificate, staple);
        }

        /** Only for this server name. */
        public Offer onlyFor(String name) {
            return new Offer(identity, versions, suites, protocols, name, clientCertificate, staple);
        }

        /** Only for clients with a certificate. */
        public Offer demandingClientCertificate() {
            return new Offer(identity, versions, suites, protocols, onlyName, true, staple);
        }

        /** With this answer, in DER, stapled. */
        public Offer stapled(byte[] answer) {
            return new Offer(
                    identity,
                    versions,
                    suites,
                    protocols,
                    onlyName,
                    clientCertificate,
                    OCSPResponse.getInstance(answer));
        }
    }

    @Override
    public Connection accept(Connection plain) throws IOException {
        TlsServerProtocol protocol = new TlsServerProtocol(unclosed(plain.in()), unclosed(plain.out()));
        Server server = new Server(offer);
        protocol.accept(server);
        return plain.encrypted(
                protocol.getInputStream(),
                protocol.getOutputStream(),
                protocol::close,
                server.agreed(),
                server.asked());
    }

    /** The library closes both streams with its farewell; the connection still waits for the client to leave. */
    private static InputStream unclosed(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {
                // The connection closes it.
            }
        };
    }

    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush(); // The connection closes it.
            }
        };
    }

    @SuppressWarnings("JdkObsolete") // The library speaks in Vector and Hashtable.
    private static final class Server extends DefaultTlsServer {
        private static final int[] ECDSA_SUITES = {
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
        };

        private static final int[] RSA_SUITES = {
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        };

        private final Offer offer;
        private final BcTlsCrypto crypto;
        private @Nullable String asked;

        Server(Offer offer) {
            this(offer, new BcTlsCrypto(new SecureRandom()));
        }

        private Server(Offer offer, BcTlsCrypto crypto) {
            super(crypto);
            this.offer = offer;
            this.crypto = crypto;
        }

        @Nullable
        String asked() {
            return asked;
        }

        String agreed() {
            return selectedProtocolName == null ? "" : selectedProtocolName.getUtf8Decoding();
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return offer.versions().isEmpty()
                    ? ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12)
                    : offer.versions().toArray(new ProtocolVersion[0]);
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            if (!offer.suites().isEmpty()) {
                return offer.suites().stream().mapToInt(Integer::intValue).toArray();
            }
            Identity identity = offer.identity();
            return identity != null && identity.key().getAlgorithm().equals("RSA") ? RSA_SUITES : ECDSA_SUITES;
        }

        @Override
        protected @Nullable Vector<ProtocolName> getProtocolNames() {
            if (offer.protocols().isEmpty()) {
                return null;
            }
            Vector<ProtocolName> names = new Vector<>();
            offer.protocols().forEach(name -> names.add(ProtocolName.asUtf8Encoding(name)));
            return names;
        }

        @Override
        @SuppressWarnings("rawtypes") // As it is declared above.
        public void processClientExtensions(Hashtable extensions) throws IOException {
            super.processClientExtensions(extensions);
            asked = askedName(extensions);
            if (offer.onlyName() != null && !offer.onlyName().equals(asked)) {
                throw new TlsFatalAlert(AlertDescription.unrecognized_name);
            }
            // A server that shares no protocol goes on without ALPN, as the common ones do.
            boolean shared = false;
            for (String name : offer.protocols()) {
                shared |=
                        clientProtocolNames != null && clientProtocolNames.contains(ProtocolName.asUtf8Encoding(name));
            }
            if (!shared) {
                clientProtocolNames = null;
            }
        }

        @SuppressWarnings("rawtypes")
        private static @Nullable String askedName(@Nullable Hashtable extensions) throws IOException {
            Vector names = extensions == null ? null : TlsExtensionsUtils.getServerNameExtensionClient(extensions);
            if (names != null) {
                for (Object name : names) {
                    if (name instanceof ServerName server && server.getNameType() == NameType.host_name) {
                        return new String(server.getNameData(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                    }
                }
            }
            return null;
        }

        @Override
        public @Nullable TlsCredentials getCredentials() throws IOException {
            Identity identity = offer.identity();
            if (identity == null) {
                return null; // Anonymous suites need none, and no other suite is offered without one.
            }
            AsymmetricKeyParameter key =
                    PrivateKeyFactory.createKey(identity.key().getEncoded());
            boolean tls13 = TlsUtils.isTLSv13(context);
            Certificate shown = shown(identity, tls13);
            if (!tls13
                    && KeyExchangeAlgorithm.RSA
                            == context.getSecurityParametersHandshake().getKeyExchangeAlgorithm()) {
                return new BcDefaultTlsCredentialedDecryptor(crypto, shown, key);
            }
            short kind = identity.key().getAlgorithm().equals("RSA")
                    ? tls13 ? SignatureAlgorithm.rsa_pss_rsae_sha256 : SignatureAlgorithm.rsa
                    : SignatureAlgorithm.ecdsa;
            SignatureAndHashAlgorithm algorithm = null;
            if (TlsUtils.isTLSv12(context)) {
                algorithm = kind == SignatureAlgorithm.rsa_pss_rsae_sha256
                        ? SignatureAndHashAlgorithm.rsa_pss_rsae_sha256
                        : SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, kind);
            }
            return new BcDefaultTlsCredentialedSigner(new TlsCryptoParameters(context), crypto, key, shown, algorithm);
        }

        private Certificate shown(Identity identity, boolean tls13) throws IOException {
            TlsCertificate[] chain = new TlsCertificate[identity.chain().size()];
            CertificateEntry[] entries = new CertificateEntry[chain.length];
            for (int i = 0; i < chain.length; i++) {
                try {
                    chain[i] = crypto.createCertificate(identity.chain().get(i).getEncoded());
                } catch (CertificateEncodingException e) {
                    throw new IOException(e);
                }
                entries[i] = new CertificateEntry(chain[i], i == 0 && tls13 ? stapledExtension() : null);
            }
            return tls13 ? new Certificate(TlsUtils.EMPTY_BYTES, entries) : new Certificate(chain);
        }

        private @Nullable Hashtable<Integer, byte[]> stapledExtension() throws IOException {
            CertificateStatus status = getCertificateStatus();
            if (status == null || certificateStatusRequest == null) {
                return null;
            }
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            status.encode(encoded);
            Hashtable<Integer, byte[]> extensions = new Hashtable<>();
            extensions.put(TlsExtensionsUtils.EXT_status_request, encoded.toByteArray());
            return extensions;
        }

        @Override
        public @Nullable CertificateStatus getCertificateStatus() throws IOException {
            OCSPResponse staple = offer.staple();
            return staple == null ? null : new CertificateStatus(CertificateStatusType.ocsp, staple);
        }

        @Override
        public @Nullable CertificateRequest getCertificateRequest() throws IOException {
            if (!offer.clientCertificate()) {
                return null;
            }
            Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
            for (Object one : TlsUtils.getDefaultSupportedSignatureAlgorithms(context)) {
                algorithms.add((SignatureAndHashAlgorithm) one);
            }
            if (TlsUtils.isTLSv13(context)) {
                return new CertificateRequest(TlsUtils.EMPTY_BYTES, algorithms, null, null);
            }
            short[] kinds = {ClientCertificateType.rsa_sign, ClientCertificateType.ecdsa_sign};
            return new CertificateRequest(kinds, TlsUtils.isTLSv12(context) ? algorithms : null, null);
        }

        @Override
        public void notifyClientCertificate(@Nullable Certificate shown) throws IOException {
            if (shown == null || shown.isEmpty()) {
                throw new TlsFatalAlert(
                        TlsUtils.isTLSv13(context)
                                ? AlertDescription.certificate_required
                                : AlertDescription.handshake_failure);
            }
        }
    }
}
