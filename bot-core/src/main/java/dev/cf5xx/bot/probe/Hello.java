package dev.cf5xx.bot.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsDHGroupVerifier;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsObjectIdentifiers;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * A client that wants to learn, not to trust: it takes any certificate and any key size, and writes down what the server
 * did. What it agrees to protects nothing that it sends.
 */
final class Hello extends AbstractTlsClient {
    /** Bytes of one handshake message. 10 000 names make 300 KB; more than this is no certificate. */
    private static final int LARGEST_MESSAGE = 1 << 20;

    private static final int LONGEST_CHAIN = 100;

    /** Bits. A larger prime would cost the checker seconds. */
    private static final int LARGEST_DH = 8192;

    private final Offered offered;
    private final @Nullable String sni;
    private final List<String> alpn;

    private @Nullable ProtocolVersion version;
    private @Nullable Integer suite;
    private List<byte[]> chain = List.of();
    private byte @Nullable [] staple;
    private boolean certificateDemanded;
    private boolean done;
    private @Nullable Integer alert;
    private @Nullable Integer warning;
    private boolean farewell;
    private volatile @Nullable Integer lateAlert;

    Hello(TlsCrypto crypto, Offered offered, @Nullable String sni, List<String> alpn) {
        super(crypto);
        this.offered = offered;
        this.sni = sni;
        this.alpn = alpn;
    }

    /** Reads any certificate, whatever it says it may be used for. */
    static final class Crypto extends BcTlsCrypto {
        @Override
        public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
            TlsCertificate certificate = super.createCertificate(type, encoding);
            return certificate instanceof BcTlsCertificate plain
                    ? new AnyUse(this, plain.getCertificate())
                    : certificate;
        }
    }

    private static final class AnyUse extends BcTlsCertificate {
        AnyUse(BcTlsCrypto crypto, Certificate certificate) {
            super(crypto, certificate);
        }

        @Override
        protected boolean supportsKeyUsage(int usage) {
            return true;
        }

        /** Must-staple is judged with the rest: the library would break the handshake off. */
        @Override
        public byte @Nullable [] getExtension(ASN1ObjectIdentifier id) throws IOException {
            return id.equals(TlsObjectIdentifiers.id_pe_tlsfeature) ? null : super.getExtension(id);
        }
    }

    /** What was agreed or offered by the server; null before. */
    @Nullable
    ProtocolVersion version() {
        return version;
    }

    /** The suite the server chose; null before. */
    @Nullable
    Integer suite() {
        return suite;
    }

    /** The protocol agreed by ALPN, or null. */
    @Nullable
    String protocol() {
        ProtocolName name = context.getSecurityParametersConnection() == null
                ? null
                : context.getSecurityParametersConnection().getApplicationProtocol();
        return name == null ? null : name.getUtf8Decoding();
    }

    /** The certificates that came, the server's own first. */
    List<byte[]> chain() {
        return chain;
    }

    /** The stapled OCSP answer, or null. */
    byte @Nullable [] staple() {
        return staple;
    }

    boolean certificateDemanded() {
        return certificateDemanded;
    }

    /** The fatal alert that came during the handshake, or null. */
    @Nullable
    Integer alert() {
        return alert;
    }

    /** The last warning that came during the handshake and was no mere closing, or null. */
    @Nullable
    Integer warning() {
        return warning;
    }

    /** Whether the server said that it closes. */
    boolean farewell() {
        return farewell;
    }

    /** The fatal alert that came after the handshake, or null. */
    @Nullable
    Integer lateAlert() {
        return lateAlert;
    }

    @Override
    public ProtocolVersion[] getProtocolVersions() {
        return offered.versions().toArray(new ProtocolVersion[0]);
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return getProtocolVersions();
    }

    @Override
    public int[] getCipherSuites() {
        return getSupportedCipherSuites();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return offered.suites().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the library declares it
    protected Vector<Integer> getSupportedGroups(Vector roles) {
        Vector<Integer> groups = new Vector<>(offered.groups());
        groups.removeIf(group -> !getCrypto().hasNamedGroup(group));
        return groups;
    }

    @Override
    public Vector<Integer> getEarlyKeyShareGroups() {
        return new Vector<>(offered.keyShares());
    }

    /** Without encrypt-then-MAC, which BoringSSL, and so Cloudflare, does not know. */
    @Override
    @SuppressWarnings("rawtypes") // as the library declares it
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        extensions.remove(TlsExtensionsUtils.EXT_encrypt_then_mac);
        return extensions;
    }

    @Override
    protected Vector<?> getSupportedSignatureAlgorithms() {
        return new Vector<>(offered.signatures());
    }

    @Override
    protected @Nullable Vector<?> getMultiCertStatusRequest() {
        return null;
    }

    @Override
    protected @Nullable Vector<ServerName> getSNIServerNames() {
        return sni == null
                ? null
                : new Vector<>(List.of(new ServerName(NameType.host_name, sni.getBytes(StandardCharsets.US_ASCII))));
    }

    @Override
    protected @Nullable Vector<ProtocolName> getProtocolNames() {
        return alpn.isEmpty()
                ? null
                : new Vector<>(alpn.stream().map(ProtocolName::asUtf8Encoding).toList());
    }

    @Override
    public TlsDHGroupVerifier getDHGroupVerifier() {
        return group -> group.getP().bitLength() <= LARGEST_DH && group.getG().compareTo(BigInteger.ONE) > 0;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return LARGEST_MESSAGE;
    }

    @Override
    public int getMaxCertificateChainLength() {
        return LONGEST_CHAIN;
    }

    /** A server that just closes is no liar: HTTP says itself where it ends. */
    @Override
    public boolean requiresCloseNotify() {
        return false;
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    /** Servers from before 2010 do not know it. */
    @Override
    public void notifySecureRenegotiation(boolean secure) {}

    @Override
    public void notifyServerVersion(ProtocolVersion chosen) {
        version = chosen;
    }

    @Override
    public void notifySelectedCipherSuite(int chosen) {
        suite = chosen;
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (level != AlertLevel.fatal) {
            farewell |= description == AlertDescription.close_notify;
            warning = done || description == AlertDescription.close_notify ? warning : Integer.valueOf(description);
        } else if (done) {
            lateAlert = (int) description;
        } else {
            alert = (int) description;
        }
    }

    @Override
    public void notifyHandshakeComplete() {
        done = true;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                List<byte[]> ders = new ArrayList<>();
                for (TlsCertificate one : certificate.getCertificate().getCertificateList()) {
                    ders.add(one.getEncoded());
                }
                chain = ders;
                staple = staple(certificate);
            }

            @Override
            public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
                certificateDemanded = true;
                return null;
            }
        };
    }

    private byte @Nullable [] staple(TlsServerCertificate certificate) throws IOException {
        CertificateStatus status = certificate.getCertificateStatus();
        if (status == null && certificate.getCertificate().getLength() > 0) {
            // TLS 1.3 has it among the extensions of the first certificate.
            Hashtable<?, ?> extensions =
                    certificate.getCertificate().getCertificateEntryAt(0).getExtensions();
            Object bytes = extensions == null ? null : extensions.get(TlsExtensionsUtils.EXT_status_request);
            if (bytes instanceof byte[] encoded) {
                status = CertificateStatus.parse(context, new ByteArrayInputStream(encoded));
            }
        }
        return status == null || status.getStatusType() != CertificateStatusType.ocsp
                ? null
                : status.getOCSPResponse().getEncoded();
    }
}
