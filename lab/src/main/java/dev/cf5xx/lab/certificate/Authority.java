package dev.cf5xx.lab.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One who makes certificates. Each is made with its own key. Nothing is installed in the JVM: the provider is used by
 * instance.
 */
public final class Authority {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** RFC 7633. */
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private static final int STATUS_REQUEST = 5;

    private final Clock clock;
    private final SecureRandom random;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;
    private final Map<BigInteger, Instant> revoked = new ConcurrentHashMap<>();

    private Authority(
            Clock clock, SecureRandom random, KeyPair keys, X509Certificate certificate, List<X509Certificate> above) {
        this.clock = clock;
        this.random = random;
        this.keys = keys;
        this.certificate = certificate;
        this.above = above;
    }

    /** A new root that nobody trusts yet, for certificates that hold around {@code clock}'s now. */
    public static Authority root(String name, Clock clock) {
        return root(Recipe.issuer(name), null, clock);
    }

    /**
     * A root that calls itself as Cloudflare's Origin CA does. Certificates from it are good for Full (strict) and
     * trusted by no browser.
     *
     * @param ecc whether it is the one for ECC keys; the other one is for RSA
     */
    public static Authority originCa(boolean ecc, Clock clock) {
        // The names as in Cloudflare's published roots; there the fields stand in this order.
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.O, "CloudFlare, Inc.")
                .addRDN(BCStyle.OU, "CloudFlare Origin SSL " + (ecc ? "ECC " : "") + "Certificate Authority")
                .addRDN(BCStyle.L, "San Francisco")
                .addRDN(BCStyle.ST, "California")
                .build();
        return root(Recipe.issuer("origin ca").key(ecc ? KeyKind.EC_P256 : KeyKind.RSA_2048), name, clock);
    }

    private static Authority root(Recipe recipe, @Nullable X500Name name, Clock clock) {
        SecureRandom random = new SecureRandom();
        KeyPair keys = recipe.keyKind().generate();
        X500Name subject = name == null ? subject(recipe) : name;
        X509Certificate certificate = sign(recipe, subject, keys.getPublic(), subject, keys, clock, random);
        return new Authority(clock, random, keys, certificate, List.of());
    }

    /** A certificate that vouches for itself. */
    public static Identity selfSigned(Recipe recipe, Clock clock) {
        KeyPair keys = recipe.keyKind().generate();
        X500Name subject = subject(recipe);
        return new Identity(
                keys.getPrivate(),
                List.of(sign(recipe, subject, keys.getPublic(), subject, keys, clock, new SecureRandom())));
    }

    /** An authority below this one; spoil the recipe to spoil the chain. */
    public Authority intermediate(Recipe recipe) {
        KeyPair other = recipe.keyKind().generate();
        List<X509Certificate> chain = new ArrayList<>();
        if (!selfIssued()) {
            chain.add(certificate);
            chain.addAll(above);
        }
        return new Authority(clock, random, other, sign(recipe, other.getPublic()), List.copyOf(chain));
    }

    /** A certificate, with the issuers' up to the root, which is left out as servers do. */
    public Identity issue(Recipe recipe) {
        KeyPair other = recipe.keyKind().generate();
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(sign(recipe, other.getPublic()));
        if (!selfIssued()) {
            chain.add(certificate);
            chain.addAll(above);
        }
        return new Identity(other.getPrivate(), chain);
    }

    private boolean selfIssued() {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** This authority's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** This authority's own certificate, as a file of trusted roots. */
    public String pem() {
        return pem(List.of(certificate));
    }

    /** Certificates or keys in PEM, one after the other. */
    public static String pem(List<?> objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                // PKCS #8: the older form of an EC key would lack the curve, and OpenSSL could not read it.
                writer.writeObject(object instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The same certificate with a signature that does not fit. */
    public static X509Certificate spoiled(X509Certificate issued) {
        try {
            byte[] der = issued.getEncoded();
            der[der.length - 1] ^= 1; // The signature is the last thing in it.
            return parse(der);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a number more or less is still a certificate", e);
        }
    }

    private static X509Certificate parse(byte[] der) throws GeneralSecurityException {
        // The JDK's own parser refuses some certificates that servers do show, such as one with an empty subject.
        return (X509Certificate) CertificateFactory.getInstance("X.509", BOUNCY_CASTLE)
                .generateCertificate(new ByteArrayInputStream(der));
    }

    /** Takes back a certificate: from an hour ago, because its key was compromised. */
    public void revoke(X509Certificate issued) {
        revoked.put(issued.getSerialNumber(), clock.instant().minus(Duration.ofHours(1)));
    }

    /** Whether a certificate of this authority was taken back. */
    public boolean isRevoked(X509Certificate issued) {
        return issued.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                && revoked.containsKey(issued.getSerialNumber());
    }

    /** The list of the revoked, in DER. */
    public byte[] crl() {
        Instant now = clock.instant();
        X509v2CRLBuilder list = new X509v2CRLBuilder(
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()), Date.from(now));
        list.setNextUpdate(Date.from(now.plus(Duration.ofDays(7))));
        revoked.forEach((serial, when) -> list.addCRLEntry(serial, Date.from(when), CRLReason.keyCompromise));
        try {
            return list.build(signer(keys.getPrivate(), false)).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to staple to a certificate of this authority, in DER. */
    public byte[] staple(X509Certificate issued) {
        try {
            DigestCalculator sha1 = digests();
            CertificateID id =
                    new CertificateID(sha1, new JcaX509CertificateHolder(certificate), issued.getSerialNumber());
            return answer(List.of(id), null);
        } catch (GeneralSecurityException | OCSPException e) {
            throw new IllegalStateException("a certificate of ours can be asked about", e);
        }
    }

    /** The answer to an OCSP request, both in DER; an answer that says "malformed" to what is none. */
    public byte[] ocsp(byte[] request) {
        try {
            OCSPReq asked = new OCSPReq(request);
            List<CertificateID> ids = new ArrayList<>();
            for (Req one : asked.getRequestList()) {
                ids.add(one.getCertID());
            }
            return answer(ids, asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce));
        } catch (IOException | RuntimeException e) {
            return refusal();
        }
    }

    private byte[] answer(List<CertificateID> ids, @Nullable Extension nonce) {
        Instant now = clock.instant();
        try {
            BasicOCSPRespBuilder answers = new JcaBasicOCSPRespBuilder(keys.getPublic(), digests());
            for (CertificateID id : ids) {
                Instant when = revoked.get(id.getSerialNumber());
                CertificateStatus status = when == null
                        ? CertificateStatus.GOOD
                        : new RevokedStatus(Date.from(when), CRLReason.keyCompromise);
                answers.addResponse(
                        id,
                        status,
                        Date.from(now.minus(Duration.ofMinutes(5))),
                        Date.from(now.plus(Duration.ofDays(3))));
            }
            if (nonce != null) {
                answers.setResponseExtensions(new Extensions(nonce));
            }
            BasicOCSPResp basic = answers.build(
                    signer(keys.getPrivate(), false), new X509CertificateHolder[] {holder()}, Date.from(now));
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic)
                    .getEncoded();
        } catch (OCSPException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException("an answer can be signed", e);
        }
    }

    private static byte[] refusal() {
        try {
            OCSPResp none = new OCSPRespBuilder().build(OCSPRespBuilder.MALFORMED_REQUEST, null);
            return none.getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("a refusal can be written", e);
        }
    }

    private X509CertificateHolder holder() throws GeneralSecurityException {
        return new JcaX509CertificateHolder(certificate);
    }

    private static DigestCalculator digests() {
        try {
            return new JcaDigestCalculatorProviderBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build()
                    .get(CertificateID.HASH_SHA1);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("SHA-1 is there", e);
        }
    }

    private X509Certificate sign(Recipe recipe, PublicKey key) {
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return sign(recipe, subject(recipe), key, issuer, keys, clock, random);
    }

    private static X500Name subject(Recipe recipe) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        if (recipe.commonName() != null) {
            name.addRDN(BCStyle.CN, recipe.commonName());
        }
        return name.build();
    }

    private static X509Certificate sign(
            Recipe recipe,
            X500Name subject,
            PublicKey key,
            X500Name issuer,
            KeyPair issuerKeys,
            Clock clock,
            SecureRandom random) {
        Instant now = clock.instant();
        BigInteger serial = recipe.serial() == null ? new BigInteger(120, random).setBit(119) : recipe.serial();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(now.plus(recipe.from())), Date.from(now.plus(recipe.until())), subject, key);
        try {
            extend(builder, recipe, key, issuerKeys.getPublic());
            return parse(builder.build(signer(issuerKeys.getPrivate(), recipe.sha1()))
                    .getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a certificate can be made of " + recipe, e);
        }
    }

    private static void extend(X509v3CertificateBuilder builder, Recipe recipe, PublicKey key, PublicKey issuerKey)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(key));
        builder.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuerKey));
        boolean ca = Boolean.TRUE.equals(recipe.ca());
        if (recipe.ca() != null) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        }
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature : usage(recipe)));
        if (!ca) {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            recipe.serverAuth() ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth));
        }
        List<GeneralName> names = new ArrayList<>();
        recipe.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        recipe.addresses().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
        }
        if (recipe.permitted() != null) {
            GeneralSubtree only = new GeneralSubtree(new GeneralName(GeneralName.dNSName, recipe.permitted()));
            builder.addExtension(
                    Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {only}, null));
        }
        if (recipe.mustStaple()) {
            builder.addExtension(TLS_FEATURE, false, new DERSequence(new ASN1Integer(STATUS_REQUEST)));
        }
        links(builder, recipe);
    }

    private static void links(X509v3CertificateBuilder builder, Recipe recipe) throws IOException {
        List<AccessDescription> access = new ArrayList<>();
        if (recipe.ocspUrl() != null) {
            access.add(new AccessDescription(AccessDescription.id_ad_ocsp, link(recipe.ocspUrl())));
        }
        if (recipe.issuerUrl() != null) {
            access.add(new AccessDescription(AccessDescription.id_ad_caIssuers, link(recipe.issuerUrl())));
        }
        if (!access.isEmpty()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(access.toArray(new AccessDescription[0])));
        }
        if (recipe.crlUrl() != null) {
            DistributionPointName where = new DistributionPointName(new GeneralNames(link(recipe.crlUrl())));
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                new DistributionPoint(where, null, null)
            }));
        }
    }

    private static GeneralName link(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    private static int usage(Recipe recipe) {
        // A static RSA key exchange encrypts to the certificate's key.
        return recipe.keyKind() == KeyKind.EC_P256
                ? KeyUsage.digitalSignature
                : KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    }

    private static ContentSigner signer(PrivateKey key, boolean sha1) {
        String hash = sha1 ? "SHA1" : "SHA256";
        String algorithm = key.getAlgorithm().equals("RSA") ? hash + "withRSA" : hash + "withECDSA";
        try {
            return new JcaContentSignerBuilder(algorithm)
                    .setProvider(BOUNCY_CASTLE)
                    .build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("a key of ours can sign", e);
        }
    }
}
