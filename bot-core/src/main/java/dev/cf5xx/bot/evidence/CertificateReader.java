package dev.cf5xx.bot.evidence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultSignatureNameFinder;

/** Reads certificates leniently: also those that Java's own reader refuses, as one with an empty subject. */
public final class CertificateReader {
    private CertificateReader() {}

    /** What a certificate says; empty where the bytes are none. */
    public static Optional<Certificate> read(Bytes der) {
        return holder(der).flatMap(CertificateReader::read);
    }

    /** The certificate, every part of which that is asked for here was readable; else empty. */
    static Optional<X509CertificateHolder> holder(Bytes der) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(der.toArray());
            // Dates are read only now: a malformed one throws.
            return holder.getNotBefore() == null || holder.getNotAfter() == null
                    ? Optional.empty()
                    : Optional.of(holder);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Certificate> read(X509CertificateHolder holder) {
        try {
            List<String> commonNames = values(holder.getSubject(), BCStyle.CN);
            return Optional.of(new Certificate(
                    holder.getSubject().toString(),
                    holder.getIssuer().toString(),
                    names(holder),
                    commonNames.isEmpty() ? "" : commonNames.get(0),
                    holder.getNotBefore().toInstant(),
                    holder.getNotAfter().toInstant(),
                    holder.getSerialNumber().toString(16),
                    key(holder.getSubjectPublicKeyInfo()),
                    signature(holder),
                    Bytes.of(holder.getEncoded())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The values of an attribute of a distinguished name, in order. */
    static List<String> values(X500Name name, ASN1ObjectIdentifier attribute) {
        List<String> values = new ArrayList<>();
        for (RDN part : name.getRDNs()) {
            for (AttributeTypeAndValue pair : part.getTypesAndValues()) {
                if (pair.getType().equals(attribute) && pair.getValue() instanceof ASN1String text) {
                    values.add(text.getString());
                }
            }
        }
        return values;
    }

    /** The subject alternative names that are DNS names or addresses; none where that extension cannot be read. */
    static List<String> names(X509CertificateHolder holder) {
        List<String> names = new ArrayList<>();
        for (GeneralName name : alternatives(holder)) {
            if (name.getTagNo() == GeneralName.dNSName && name.getName() instanceof ASN1String text) {
                names.add(text.getString());
            } else if (name.getTagNo() == GeneralName.iPAddress) {
                address(name).ifPresent(address -> names.add(address.getHostAddress()));
            }
        }
        return List.copyOf(names);
    }

    /** All subject alternative names. */
    static List<GeneralName> alternatives(X509CertificateHolder holder) {
        try {
            Extension extension = holder.getExtension(Extension.subjectAlternativeName);
            return extension == null
                    ? List.of()
                    : List.of(
                            GeneralNames.getInstance(extension.getParsedValue()).getNames());
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    /** The address that a name is, if it is one. */
    static Optional<InetAddress> address(GeneralName name) {
        try {
            return Optional.of(InetAddress.getByAddress(
                    ASN1OctetString.getInstance(name.getName()).getOctets()));
        } catch (UnknownHostException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The length of an RSA key in bits; empty for other keys. */
    static Optional<Integer> rsaBits(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (!algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                && !algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String key(SubjectPublicKeyInfo key) {
        Optional<Integer> rsa = rsaBits(key);
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (rsa.isPresent()) {
            return "RSA " + rsa.get();
        } else if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve ? ec(curve) : "EC";
        } else if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
            return "Ed25519";
        } else if (algorithm.equals(EdECObjectIdentifiers.id_Ed448)) {
            return "Ed448";
        } else if (algorithm.equals(X9ObjectIdentifiers.id_dsa)) {
            return "DSA";
        }
        return algorithm.getId();
    }

    private static String ec(ASN1ObjectIdentifier curve) {
        X9ECParameters parameters = ECNamedCurveTable.getByOID(curve);
        return parameters == null ? "EC" : "EC " + parameters.getCurve().getFieldSize();
    }

    /** The usual name with small joints: {@code SHA256withRSA}. */
    private static String signature(X509CertificateHolder holder) {
        return new DefaultSignatureNameFinder()
                .getAlgorithmName(holder.getSignatureAlgorithm())
                .toUpperCase(Locale.ROOT)
                .replace("WITH", "with")
                .replace("AND", "and");
    }
}
