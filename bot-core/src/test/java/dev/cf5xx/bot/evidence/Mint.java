package dev.cf5xx.bot.evidence;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates, right and wrong ones. */
public final class Mint {
    /** The time in these tests. */
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final AtomicLong SERIALS = new AtomicLong(1000);

    private final X500Name subject;
    private @Nullable Minted issuer;
    private @Nullable X500Name issuerName;
    private @Nullable KeyPair keys;
    private Instant from = NOW.minusSeconds(86_400L * 30);
    private Instant until = NOW.plusSeconds(86_400L * 60);
    private String signature = "";
    private @Nullable GeneralSubtree @Nullable [] permitted;
    private @Nullable GeneralSubtree @Nullable [] excluded;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<AccessDescription> access = new ArrayList<>();
    private final List<DistributionPoint> lists = new ArrayList<>();
    private final List<KeyPurposeId> purposes = new ArrayList<>();
    private @Nullable BasicConstraints constraints;
    private int usage;
    private boolean mustStaple;
    private boolean breaks;
    private @Nullable GeneralNames issuersIssuer;

    private Mint(String subject) {
        this.subject = new X500Name(subject);
    }

    /** A certificate and its key. */
    public record Minted(X509CertificateHolder holder, KeyPair keys) {
        /** Its bytes. */
        public Bytes der() {
            try {
                return Bytes.of(holder.getEncoded());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** As Java has it. */
        public X509Certificate java() {
            try {
                return new JcaX509CertificateConverter().getCertificate(holder);
            } catch (CertificateException e) {
                throw new AssertionError(e);
            }
        }
    }

    public static Mint of(String subject) {
        return new Mint(subject);
    }

    /** A root. */
    public static Minted root(String subject) {
        return of(subject).ca().mint();
    }

    public static KeyPair ec() {
        return keys("EC", 0);
    }

    public static KeyPair rsa(int bits) {
        return keys("RSA", bits);
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public Mint by(Minted other) {
        issuer = other;
        return this;
    }

    /** Says another issuer's name than the one whose key signs. */
    public Mint callingIssuer(String name) {
        issuerName = new X500Name(name);
        return this;
    }

    public Mint with(KeyPair own) {
        keys = own;
        return this;
    }

    public Mint from(Instant instant) {
        from = instant;
        return this;
    }

    public Mint until(Instant instant) {
        until = instant;
        return this;
    }

    public Mint signed(String algorithm) {
        signature = algorithm;
        return this;
    }

    public Mint dns(String... hosts) {
        Arrays.stream(hosts)
                .map(host -> new GeneralName(GeneralName.dNSName, host))
                .forEach(names::add);
        return this;
    }

    public Mint ip(String address) {
        names.add(new GeneralName(GeneralName.iPAddress, address));
        return this;
    }

    public Mint ca() {
        constraints = new BasicConstraints(true);
        usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        return this;
    }

    public Mint ca(int pathLength) {
        ca();
        constraints = new BasicConstraints(pathLength);
        return this;
    }

    public Mint constraints(boolean isCa, int keyUsage) {
        constraints = isCa ? new BasicConstraints(true) : new BasicConstraints(false);
        usage = keyUsage;
        return this;
    }

    public Mint usage(int keyUsage) {
        usage = keyUsage;
        return this;
    }

    public Mint purpose(KeyPurposeId purpose) {
        purposes.add(purpose);
        return this;
    }

    public Mint permitting(String... trees) {
        permitted = subtrees(trees);
        return this;
    }

    public Mint excluding(String... trees) {
        excluded = subtrees(trees);
        return this;
    }

    private static GeneralSubtree[] subtrees(String... trees) {
        return Arrays.stream(trees)
                .map(tree -> new GeneralSubtree(
                        new GeneralName(tree.contains("/") ? GeneralName.iPAddress : GeneralName.dNSName, tree)))
                .toArray(GeneralSubtree[]::new);
    }

    public Mint ocsp(String url) {
        return access(AccessDescription.id_ad_ocsp, url);
    }

    public Mint issuerAt(String url) {
        return access(AccessDescription.id_ad_caIssuers, url);
    }

    private Mint access(ASN1ObjectIdentifier method, String url) {
        access.add(new AccessDescription(method, new GeneralName(GeneralName.uniformResourceIdentifier, url)));
        return this;
    }

    public Mint crl(String url) {
        lists.add(new DistributionPoint(
                new DistributionPointName(
                        new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url))),
                null,
                null));
        return this;
    }

    public Mint mustStaple() {
        mustStaple = true;
        return this;
    }

    /** The signature is changed afterwards. */
    public Mint broken() {
        breaks = true;
        return this;
    }

    /** The authority key identifier names the issuer's issuer. */
    public Mint namingIssuersIssuer(String name) {
        issuersIssuer = new GeneralNames(new GeneralName(new X500Name(name)));
        return this;
    }

    public Minted mint() {
        KeyPair own = keys == null ? ec() : keys;
        KeyPair signer = issuer == null ? own : issuer.keys();
        X500Name by = issuerName != null
                ? issuerName
                : issuer == null ? subject : issuer.holder().getSubject();
        String algorithm = !signature.isEmpty()
                ? signature
                : signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var info = org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                own.getPublic().getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                by, BigInteger.valueOf(SERIALS.incrementAndGet()), Date.from(from), Date.from(until), subject, info);
        try {
            BcX509ExtensionUtils extensions = new BcX509ExtensionUtils();
            SubjectKeyIdentifier id = extensions.createSubjectKeyIdentifier(info);
            builder.addExtension(Extension.subjectKeyIdentifier, false, id);
            byte[] authority = (issuer == null
                            ? id
                            : SubjectKeyIdentifier.fromExtensions(
                                    issuer.holder().getExtensions()))
                    .getKeyIdentifier();
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    issuersIssuer == null
                            ? new AuthorityKeyIdentifier(authority)
                            : new AuthorityKeyIdentifier(authority, issuersIssuer, BigInteger.ONE));
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
            }
            if (constraints != null) {
                builder.addExtension(Extension.basicConstraints, true, constraints);
            }
            if (usage != 0) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            }
            if (!purposes.isEmpty()) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
            }
            if (permitted != null || excluded != null) {
                builder.addExtension(Extension.nameConstraints, true, new NameConstraints(permitted, excluded));
            }
            if (!access.isEmpty()) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(access.toArray(new AccessDescription[0])));
            }
            if (!lists.isEmpty()) {
                builder.addExtension(
                        Extension.cRLDistributionPoints,
                        false,
                        new CRLDistPoint(lists.toArray(new DistributionPoint[0])));
            }
            if (mustStaple) {
                ASN1EncodableVector features = new ASN1EncodableVector();
                features.add(new ASN1Integer(5));
                builder.addExtension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"), false, new DERSequence(features));
            }
            X509CertificateHolder made =
                    builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()));
            return new Minted(breaks ? broken(made) : made, own);
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static X509CertificateHolder broken(X509CertificateHolder made) throws IOException {
        byte[] der = made.getEncoded();
        der[der.length - 1] ^= 1;
        return new X509CertificateHolder(der);
    }
}
