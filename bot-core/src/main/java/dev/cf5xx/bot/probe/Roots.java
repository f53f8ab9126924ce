package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Bytes;
import java.io.IOException;
import java.io.Reader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;

/** Where trusted roots come from. */
public final class Roots {
    private Roots() {}

    /** The roots the JVM trusts, as DER. */
    public static List<Bytes> ofTheJvm() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<Bytes> roots = new ArrayList<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate root : x509.getAcceptedIssuers()) {
                        roots.add(Bytes.of(root.getEncoded()));
                    }
                }
            }
            return List.copyOf(roots);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no readable list of trusted roots", e);
        }
    }

    /**
     * The certificates of a PEM file, as DER; everything else in it is passed over.
     *
     * @throws IOException where it cannot be read, or says that it has a certificate and has none
     */
    public static List<Bytes> inPem(Reader pem) throws IOException {
        List<Bytes> roots = new ArrayList<>();
        try (PEMParser parser = new PEMParser(pem)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof X509CertificateHolder root) {
                    roots.add(Bytes.of(root.getEncoded()));
                }
            }
        }
        return List.copyOf(roots);
    }
}
