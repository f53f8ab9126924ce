package dev.cf5xx.bot.evidence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Checks signatures. A certificate once checked is remembered: the intermediates are the same for half the web. */
public final class Signatures {
    private static final Cache<Bytes, Boolean> CHECKED =
            Caffeine.newBuilder().maximumSize(4096).build();

    private Signatures() {}

    /** BouncyCastle's algorithms, for keys the JDK does not know (Brainpool, secp256k1); not registered with the JVM. */
    private static final class Odd {
        static final Provider PROVIDER = new BouncyCastleProvider();
    }

    /** Something signed that is checked with a key. */
    @FunctionalInterface
    public interface Signed {
        /**
         * Whether the signature fits.
         *
         * @throws Exception where the algorithm or the key is unknown
         */
        boolean fits(ContentVerifierProvider verifier) throws Exception;
    }

    /** Whether {@code key} signed it; false also where that cannot be told. */
    public static boolean fits(Signed signed, SubjectPublicKeyInfo key) {
        try {
            return signed.fits(new JcaContentVerifierProviderBuilder().build(key));
        } catch (Exception unknownToTheJdk) {
            try {
                return signed.fits(new JcaContentVerifierProviderBuilder()
                        .setProvider(Odd.PROVIDER)
                        .build(key));
            } catch (Exception unknown) {
                return false;
            }
        }
    }

    /** Whether {@code issuer}'s key signed {@code certificate}. */
    public static boolean fits(X509CertificateHolder certificate, X509CertificateHolder issuer) {
        SubjectPublicKeyInfo key = issuer.getSubjectPublicKeyInfo();
        Bytes both;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(certificate.getEncoded());
            both = Bytes.of(digest.digest(key.getEncoded()));
        } catch (IOException | NoSuchAlgorithmException e) {
            return false;
        }
        Boolean known = CHECKED.getIfPresent(both);
        if (known == null) {
            known = fits((Signed) certificate::isSignatureValid, key);
            CHECKED.put(both, known);
        }
        return known;
    }
}
