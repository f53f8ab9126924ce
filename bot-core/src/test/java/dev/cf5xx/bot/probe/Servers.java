package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Mint.Minted;
import dev.cf5xx.bot.target.HandshakePermits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedDecryptor;
import org.bouncycastle.tls.TlsCredentialedSigner;
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

/** TLS servers on loopback, right and wrong ones. */
final class Servers {
    private Servers() {}

    /** What a server does with a connection. It may throw: the connection is closed then. */
    @FunctionalInterface
    interface Talk {
        void with(Socket socket) throws IOException;
    }

    /** A running server. */
    static final class Served implements AutoCloseable {
        private final ServerSocket listening;
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private final Set<Wire> dialled = ConcurrentHashMap.newKeySet();
        private final Thread accepting;

        private Served(ServerSocket listening, Talk talk) {
            this.listening = listening;
            accepting = new Thread(() -> accept(talk), "test server");
            accepting.setDaemon(true);
            accepting.start();
        }

        private void accept(Talk talk) {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    open.add(socket);
                    Thread thread = new Thread(
                            () -> {
                                try (socket) {
                                    talk.with(socket);
                                } catch (IOException | RuntimeException e) {
                                    // A client that goes away, or that this server was told to fail.
                                }
                            },
                            "test connection");
                    thread.setDaemon(true);
                    thread.start();
                } catch (IOException e) {
                    return;
                }
            }
        }

        int port() {
            return listening.getLocalPort();
        }

        Wire dial() {
            return dial(Duration.ofSeconds(20));
        }

        Wire dial(Duration most) {
            Wire wire = Servers.dial(port(), most);
            dialled.add(wire);
            return wire;
        }

        @Override
        public void close() throws IOException {
            // First the clients: a server's close of TLS waits for what a client has to say.
            dialled.forEach(Wire::close);
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static Wire dial(int port, Duration most) {
        Wire wire = Wire.dial(
                        HandshakePermits.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                        Deadline.in(most))
                .wire();
        if (wire == null) {
            throw new AssertionError("nobody listens on " + port);
        }
        return wire;
    }

    /** A server that talks plainly. */
    static Served raw(Talk talk) {
        try {
            return new Served(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), talk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one whole TLS record, so that closing afterwards sends FIN and no reset. */
    static void readRecord(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] header = in.readNBytes(5);
        in.readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
    }

    /** Waits until the other side goes. */
    static void waitForEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] some = new byte[4096];
        while (in.read(some) >= 0) {
            // Whatever is said is not answered.
        }
    }

    /** A server of the JDK that answers one line of HTTP. */
    static Served jsse(List<Minted> chain, Consumer<SSLServerSocket> setUp) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "it",
                    chain.get(0).keys().getPrivate(),
                    new char[0],
                    chain.stream().map(Minted::java).toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            setUp.accept(socket);
            return new Served(socket, Servers::answer);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static void answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        for (int line = 0, last = 0, now = in.read(); now >= 0 && line < 2; last = now, now = in.read()) {
            line = now == '\n' ? line + 1 : now == '\r' && last == '\n' ? line : now == '\r' ? line : 0;
            if (line == 2) {
                break;
            }
        }
        socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
        socket.getOutputStream().flush();
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** A server of BouncyCastle's, which does what the JDK no longer does. */
    static Served bouncy(Odd odd) {
        return bouncy(odd, out -> out);
    }

    /** The same, with something between it and the wire. */
    static Served bouncy(Odd odd, UnaryOperator<OutputStream> between) {
        return raw(socket -> {
            TlsServerProtocol protocol =
                    new TlsServerProtocol(socket.getInputStream(), between.apply(socket.getOutputStream()));
            protocol.accept(new OddServer(odd));
            protocol.getInputStream().read();
            protocol.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
            protocol.close();
        });
    }

    /**
     * What a server of BouncyCastle's does.
     *
     * @param staple a stapled OCSP answer, or null
     * @param demand whether it asks for a client certificate
     */
    record Odd(
            List<Minted> chain,
            ProtocolVersion[] versions,
            int[] suites,
            @Nullable OCSPResponse staple,
            boolean demand) {
        static Odd of(List<Minted> chain, ProtocolVersion version, int... suites) {
            return new Odd(chain, version.only(), suites, null, false);
        }
    }

    private static final class OddServer extends DefaultTlsServer {
        private final Odd odd;

        OddServer(Odd odd) {
            super(new BcTlsCrypto());
            this.odd = odd;
        }

        @Override
        public ProtocolVersion[] getProtocolVersions() {
            return odd.versions();
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return odd.versions();
        }

        @Override
        public int[] getCipherSuites() {
            return odd.suites();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return odd.suites();
        }

        @Override
        public void notifySecureRenegotiation(boolean secure) {}

        @Override
        public @Nullable CertificateStatus getCertificateStatus() {
            return TlsUtils.isTLSv13(context) ? null : status();
        }

        @Override
        public @Nullable CertificateRequest getCertificateRequest() throws IOException {
            if (!odd.demand()) {
                return null;
            }
            Vector<?> signatures = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
            return TlsUtils.isTLSv13(context)
                    ? new CertificateRequest(TlsUtils.EMPTY_BYTES, signatures, null, null)
                    : new CertificateRequest(new short[] {1, 64}, signatures, null);
        }

        @Override
        public void notifyClientCertificate(Certificate certificate) throws IOException {
            if (certificate.isEmpty()) {
                throw new TlsFatalAlert(AlertDescription.certificate_required);
            }
        }

        @Override
        public @Nullable TlsCredentials getCredentials() throws IOException {
            int exchange = context.getSecurityParametersHandshake().getKeyExchangeAlgorithm();
            if (exchange == KeyExchangeAlgorithm.NULL) {
                return signer();
            }
            return super.getCredentials();
        }

        @Override
        protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
            return signer();
        }

        @Override
        protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
            return signer();
        }

        @Override
        protected TlsCredentialedDecryptor getRSAEncryptionCredentials() throws IOException {
            return new BcDefaultTlsCredentialedDecryptor(
                    (BcTlsCrypto) getCrypto(),
                    certificate(),
                    PrivateKeyFactory.createKey(
                            odd.chain().get(0).keys().getPrivate().getEncoded()));
        }

        private TlsCredentialedSigner signer() throws IOException {
            boolean rsa = odd.chain().get(0).keys().getPrivate().getAlgorithm().equals("RSA");
            boolean v13 = TlsUtils.isTLSv13(context);
            SignatureAndHashAlgorithm algorithm = v13 && rsa
                    ? SignatureAndHashAlgorithm.rsa_pss_rsae_sha256
                    : SignatureAndHashAlgorithm.getInstance((short) 4, (short) (rsa ? 1 : 3));
            return new BcDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    (BcTlsCrypto) getCrypto(),
                    PrivateKeyFactory.createKey(
                            odd.chain().get(0).keys().getPrivate().getEncoded()),
                    certificate(),
                    algorithm);
        }

        private Certificate certificate() throws IOException {
            TlsCertificate[] all = new TlsCertificate[odd.chain().size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = getCrypto().createCertificate(odd.chain().get(i).der().toArray());
            }
            if (!TlsUtils.isTLSv13(context)) {
                return new Certificate(all);
            }
            CertificateEntry[] entries = new CertificateEntry[all.length];
            for (int i = 0; i < all.length; i++) {
                entries[i] = new CertificateEntry(all[i], i == 0 ? extensions() : null);
            }
            return new Certificate(TlsUtils.EMPTY_BYTES, entries);
        }

        private @Nullable CertificateStatus status() {
            return odd.staple() == null ? null : new CertificateStatus(CertificateStatusType.ocsp, odd.staple());
        }

        /** In TLS 1.3 the stapled answer is an extension of the first certificate. */
        private @Nullable Hashtable<Integer, byte[]> extensions() throws IOException {
            CertificateStatus status = status();
            if (status == null) {
                return null;
            }
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            status.encode(encoded);
            Hashtable<Integer, byte[]> extensions = new Hashtable<>();
            extensions.put(TlsExtensionsUtils.EXT_status_request, encoded.toByteArray());
            return extensions;
        }
    }
}
