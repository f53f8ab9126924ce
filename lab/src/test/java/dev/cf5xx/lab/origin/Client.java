package dev.cf5xx.lab.origin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Vector;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** What a client of an origin sees, with every version and cipher there is. */
final class Client {
    private static final int PATIENT_MILLIS = 20_000;
    static final int IMPATIENT_MILLIS = 300;

    String handshake = "none";
    ProtocolVersion version;
    int suite;
    String alpn = "";
    Certificate chain;
    CertificateStatus staple;
    boolean clientCertificateAsked;
    private boolean askingForStaple = true;
    /** What came, in ISO 8859-1. */
    String said = "";
    /** How it ended: end, reset, silence, alert N, full or failed. */
    String end = "none";

    /** Asks by HTTP. */
    static Client plain(InetSocketAddress address, int millis) throws IOException {
        Client client = new Client();
        try (Socket socket = new Socket()) {
            if (!connected(socket, address)) {
                client.end = "reset";
                return client;
            }
            socket.setSoTimeout(millis);
            client.ask("origin.test", socket.getInputStream(), socket.getOutputStream());
        }
        return client;
    }

    /** Asks by HTTPS; no name means no SNI. */
    static Client tls(InetSocketAddress address, String name, int millis, String... protocols) throws IOException {
        return new Client().handshake(address, name, PATIENT_MILLIS, millis, protocols);
    }

    static Client tlsWithoutStaple(InetSocketAddress address, String name) throws IOException {
        Client client = new Client();
        client.askingForStaple = false;
        return client.handshake(address, name, PATIENT_MILLIS, PATIENT_MILLIS);
    }

    /** Waits for the handshake only so long. */
    static Client impatient(InetSocketAddress address, String name) throws IOException {
        return new Client().handshake(address, name, IMPATIENT_MILLIS, IMPATIENT_MILLIS);
    }

    /** A reset that follows the connection at once may be seen while it is still being made. */
    private static boolean connected(Socket socket, InetSocketAddress address) throws IOException {
        try {
            socket.connect(address, PATIENT_MILLIS);
            return true;
        } catch (SocketException e) {
            if (!ending(e).equals("reset")) {
                throw e;
            }
            return false;
        }
    }

    private Client handshake(
            InetSocketAddress address, String name, int handshakeMillis, int millis, String... protocols)
            throws IOException {
        try (Socket socket = new Socket()) {
            if (!connected(socket, address)) {
                handshake = "reset";
                return this;
            }
            socket.setSoTimeout(handshakeMillis);
            TlsClientProtocol protocol = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
            try {
                protocol.connect(peer(name, protocols));
                handshake = "ok";
                socket.setSoTimeout(millis);
            } catch (IOException e) {
                handshake = ending(e);
                return this;
            }
            ask(name, protocol.getInputStream(), protocol.getOutputStream());
        }
        return this;
    }

    static Client tls(InetSocketAddress address, String name) throws IOException {
        return tls(address, name, PATIENT_MILLIS);
    }

    static Client plain(InetSocketAddress address) throws IOException {
        return plain(address, PATIENT_MILLIS);
    }

    String statusLine() {
        return said.lines().findFirst().orElse("");
    }

    private void ask(String host, InputStream in, OutputStream out) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (alpn.equals("h2")) {
                out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // SETTINGS, and GOAWAY without an error
                out.write(new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
            } else {
                String request =
                        "GET / HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
                out.write(request.getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            byte[] buffer = new byte[65_536];
            int n = in.read(buffer);
            while (n >= 0 && bytes.size() < 200_000) {
                bytes.write(buffer, 0, n);
                n = in.read(buffer);
            }
            end = n < 0 ? "end" : "full";
        } catch (IOException e) {
            end = ending(e);
        }
        said = bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static CertificateStatus staple(TlsServerCertificate shown) throws IOException {
        CertificateEntry first = shown.getCertificate().getCertificateEntryAt(0);
        byte[] extension = TlsUtils.getExtensionData(first.getExtensions(), TlsExtensionsUtils.EXT_status_request);
        if (extension == null) {
            return shown.getCertificateStatus();
        }
        // TLS 1.3 has it beside the certificate: its type, three bytes of length, and itself.
        byte[] der = Arrays.copyOfRange(extension, 4, extension.length);
        return new CertificateStatus(CertificateStatusType.ocsp, OCSPResponse.getInstance(der));
    }

    private static String ending(IOException e) {
        if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
            return "silence";
        } else if (e instanceof TlsFatalAlertReceived alert) {
            return "alert " + alert.getAlertDescription();
        } else if (String.valueOf(e.getMessage()).contains("reset")
                || String.valueOf(e.getMessage()).contains("Broken pipe")) {
            return "reset";
        }
        return "failed";
    }

    private DefaultTlsClient peer(String name, String... protocols) {
        return new DefaultTlsClient(new BcTlsCrypto(new SecureRandom())) {
            @Override
            protected ProtocolVersion[] getSupportedVersions() {
                return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv10);
            }

            @Override
            protected int[] getSupportedCipherSuites() {
                return new int[] {
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
                    CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                    CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384,
                    CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
                    CipherSuite.TLS_RSA_WITH_CAMELLIA_256_CBC_SHA,
                    CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256,
                };
            }

            @Override
            protected Vector<ServerName> getSNIServerNames() {
                Vector<ServerName> names = new Vector<>();
                if (name.isEmpty()) {
                    return null;
                }
                names.add(new ServerName((short) 0, name.getBytes(StandardCharsets.US_ASCII)));
                return names;
            }

            @Override
            protected Vector<ProtocolName> getProtocolNames() {
                Vector<ProtocolName> names = new Vector<>();
                for (String protocol : protocols) {
                    names.add(ProtocolName.asUtf8Encoding(protocol));
                }
                return names.isEmpty() ? null : names;
            }

            @Override
            protected CertificateStatusRequest getCertificateStatusRequest() {
                // The library ends a handshake with a must-staple certificate whose staple it asked for and did not
                // get.
                return askingForStaple ? super.getCertificateStatusRequest() : null;
            }

            @Override
            public TlsAuthentication getAuthentication() {
                return new TlsAuthentication() {
                    @Override
                    public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                        chain = shown.getCertificate();
                        staple = staple(shown);
                    }

                    @Override
                    public TlsCredentials getClientCredentials(CertificateRequest request) {
                        clientCertificateAsked = true;
                        return null;
                    }
                };
            }

            @Override
            public void notifySelectedCipherSuite(int selected) {
                super.notifySelectedCipherSuite(selected);
                suite = selected;
            }

            @Override
            public void notifyHandshakeComplete() throws IOException {
                super.notifyHandshakeComplete();
                version = context.getServerVersion();
                ProtocolName agreed = context.getSecurityParametersConnection().getApplicationProtocol();
                alpn = agreed == null ? "" : agreed.getUtf8Decoding();
            }
        };
    }
}
