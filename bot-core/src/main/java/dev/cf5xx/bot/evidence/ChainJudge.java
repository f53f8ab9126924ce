package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Chain.Flaw;
import dev.cf5xx.bot.evidence.Chain.Remark;
import dev.cf5xx.bot.evidence.Chain.Revocation;
import dev.cf5xx.bot.evidence.Paths.End;
import dev.cf5xx.bot.evidence.Paths.Node;
import dev.cf5xx.bot.evidence.Paths.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * Says what Cloudflare's Full (strict) would say of a server's certificates, naming everything that is wrong at once.
 * Sources: Cloudflare's pages on error 526, Full (strict) and Origin CA; RFC 5280 for what they leave open. Pure.
 *
 * <p>An issuer that is not at hand is either an intermediate that the server forgot, or a root that nobody trusts. With the
 * issuer fetched (see {@link Judgement#issuerAt}) it is known. Without, these signs count, the first one that is there: the
 * authority key identifier names the issuer's own issuer (a root that is trusted, or the issuer itself); the issuer calls
 * itself a root; it calls itself an intermediate; the certificate says where its issuer's certificate is to be had, which
 * makers of private roots do not; its organisation has a trusted root. No sign: a root nobody trusts.
 */
public final class ChainJudge {
    /** Certificates looked at; servers send two to four. */
    private static final int MOST = 20;

    private static final Duration SOON = Duration.ofDays(14);
    private static final int SHORTEST_RSA = 1024;

    /** Some tools make keys a bit short of 2048. */
    private static final int WEAK_RSA = 2047;

    /** TLS feature, RFC 7633: must-staple is feature 5 or 17. */
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");

    private static final Set<ASN1ObjectIdentifier> BROKEN_DIGESTS = Set.of(
            PKCSObjectIdentifiers.md2WithRSAEncryption,
            PKCSObjectIdentifiers.md4WithRSAEncryption,
            PKCSObjectIdentifiers.md5WithRSAEncryption,
            OIWObjectIdentifiers.md4WithRSA,
            OIWObjectIdentifiers.md5WithRSA);
    private static final Set<ASN1ObjectIdentifier> SHA1 = Set.of(
            PKCSObjectIdentifiers.sha1WithRSAEncryption,
            OIWObjectIdentifiers.sha1WithRSA,
            OIWObjectIdentifiers.dsaWithSHA1,
            X9ObjectIdentifiers.id_dsa_with_sha1,
            X9ObjectIdentifiers.ecdsa_with_SHA1);

    private static final Pattern ROOT = Pattern.compile("\\broot|根");
    private static final Pattern INTERMEDIATE =
            Pattern.compile("\\b(?:intermediate|issuing|subordinate|sub[ -]?ca)\\b|中间|中級");

    private ChainJudge() {}

    /**
     * Judges.
     *
     * @param sent what the server sent, its own certificate first, as DER; what is no certificate is left out
     * @param fetched certificates of issuers that were not sent, from elsewhere
     * @param host the site's name in ASCII, or its address
     * @param now the time
     * @param stapled whether an OCSP answer came with them
     * @return empty where the first is no certificate
     */
    public static Optional<Judgement> judge(
            List<Bytes> sent, Collection<Bytes> fetched, String host, Instant now, Trust trust, boolean stapled) {
        List<Node> pool = new ArrayList<>();
        List<Certificate> certificates = new ArrayList<>();
        for (Bytes der : sent.subList(0, Math.min(MOST, sent.size()))) {
            Optional<X509CertificateHolder> holder = CertificateReader.holder(der);
            Optional<Certificate> read = holder.flatMap(CertificateReader::read);
            if (read.isPresent()) {
                pool.add(new Node(holder.get(), certificates.size()));
                certificates.add(read.get());
            } else if (certificates.isEmpty()) {
                return Optional.empty();
            }
        }
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        Node leaf = pool.get(0);
        fetched.stream()
                .limit(MOST)
                .forEach(der -> CertificateReader.holder(der).ifPresent(holder -> pool.add(new Node(holder, -1))));
        Path path = Paths.best(
                trust,
                pool,
                leaf,
                candidate -> flaws(candidate, host, now, trust).size());
        List<Flaw> flaws = flaws(path, host, now, trust);
        Chain chain =
                new Chain(List.copyOf(certificates), flaws, remarks(path, host, now, stapled), Revocation.UNCHECKED);
        return Optional.of(new Judgement(chain, links(path), issuerAt(path)));
    }

    private static List<Flaw> flaws(Path path, String host, Instant now, Trust trust) {
        List<Flaw> flaws = new ArrayList<>();
        List<Node> nodes = path.nodes();
        Node leaf = nodes.get(0);
        end(path, trust).ifPresent(kind -> flaws.add(new Flaw(kind, place(path, nodes.size() - 1))));
        if (path.end() == End.ROOT && nodes.stream().anyMatch(node -> !node.sent())) {
            flaws.add(new Flaw(Flaw.Kind.CHAIN_INCOMPLETE, place(path, nodes.size() - 1)));
        }
        if (NameMatch.of(leaf.certificate(), host) == NameMatch.Fit.NONE) {
            flaws.add(new Flaw(Flaw.Kind.NAME_MISMATCH, 0));
        }
        if (path.misfit() != null && path.misfit().sent()) {
            flaws.add(new Flaw(Flaw.Kind.BAD_SIGNATURE, path.misfit().at()));
        }
        int below = 0;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            X509CertificateHolder certificate = node.certificate();
            // What was not sent is judged by whoever issues it; a root is trusted as it is.
            if (!node.sent() || (i > 0 && certificate.equals(path.root()))) {
                continue;
            }
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                flaws.add(new Flaw(Flaw.Kind.EXPIRED, node.at()));
            } else if (now.isBefore(certificate.getNotBefore().toInstant())) {
                flaws.add(new Flaw(Flaw.Kind.NOT_YET_VALID, node.at()));
            }
            if (i > 0 && !mayIssue(certificate, below)) {
                flaws.add(new Flaw(Flaw.Kind.ISSUER_NOT_CA, node.at()));
            }
            if (i > 0 && !NameMatch.allows(certificate, leaf.certificate())) {
                flaws.add(new Flaw(Flaw.Kind.NAME_CONSTRAINT, node.at()));
            }
            if (!forServers(certificate)) {
                flaws.add(new Flaw(Flaw.Kind.NOT_FOR_SERVERS, node.at()));
            }
            if (worse(certificate)) {
                flaws.add(new Flaw(Flaw.Kind.WEAK, node.at()));
            }
            below += i > 0 && !Paths.selfIssued(certificate) ? 1 : 0;
        }
        flaws.sort(Comparator.comparing(Flaw::kind).thenComparing(Flaw::at));
        return flaws.stream().distinct().toList();
    }

    /** What is wrong with the end of a path. */
    private static Optional<Flaw.Kind> end(Path path, Trust trust) {
        Node top = path.top();
        if (path.end() == End.ROOT) {
            return Optional.empty();
        } else if (path.end() == End.OWN_KEY && path.nodes().size() == 1) {
            return Optional.of(Flaw.Kind.SELF_SIGNED);
        } else if (Trust.originCa(top.certificate().getIssuer())) {
            return Optional.empty();
        } else if (path.end() == End.MISSING && isIntermediate(top.certificate(), trust)) {
            return Optional.of(Flaw.Kind.CHAIN_INCOMPLETE);
        }
        return Optional.of(Flaw.Kind.UNKNOWN_ISSUER);
    }

    /** Whether the issuer of a certificate, which is not at hand, is an intermediate; see the class. */
    private static boolean isIntermediate(X509CertificateHolder certificate, Trust trust) {
        X500Name issuer = certificate.getIssuer();
        Optional<X500Name> above = issuersIssuer(certificate);
        String name = Stream.of(BCStyle.CN, BCStyle.OU, BCStyle.O)
                .flatMap(attribute -> CertificateReader.values(issuer, attribute).stream())
                .reduce("", (one, other) -> one + " " + other)
                .toLowerCase(Locale.ROOT);
        if (Paths.selfIssued(certificate) || above.filter(issuer::equals).isPresent()) {
            return false;
        } else if (above.isPresent() && !trust.named(above.get()).isEmpty()) {
            return true;
        } else if (ROOT.matcher(name).find()) {
            return false;
        }
        return INTERMEDIATE.matcher(name).find()
                || !issuerAt(certificate).isEmpty()
                || trust.sharesOrganisation(issuer);
    }

    /** Who issued the issuer's certificate, where the authority key identifier says so. */
    private static Optional<X500Name> issuersIssuer(X509CertificateHolder certificate) {
        AuthorityKeyIdentifier authority = Paths.authority(certificate);
        if (authority == null || authority.getAuthorityCertIssuer() == null) {
            return Optional.empty();
        }
        return Stream.of(authority.getAuthorityCertIssuer().getNames())
                .filter(name -> name.getTagNo() == GeneralName.directoryName)
                .map(name -> X500Name.getInstance(name.getName()))
                .findFirst();
    }

    /** Whether it may issue a certificate with so many intermediates below it. */
    private static boolean mayIssue(X509CertificateHolder certificate, int below) {
        try {
            BasicConstraints constraints = BasicConstraints.fromExtensions(extensions(certificate));
            KeyUsage usage = KeyUsage.fromExtensions(extensions(certificate));
            return constraints != null
                    && constraints.isCA()
                    && (constraints.getPathLenConstraint() == null
                            || constraints.getPathLenConstraint().intValue() >= below)
                    && (usage == null || usage.hasUsages(KeyUsage.keyCertSign));
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Its extensions; an empty set for certificates of version 1. */
    private static org.bouncycastle.asn1.x509.Extensions extensions(X509CertificateHolder certificate) {
        return certificate.hasExtensions()
                ? certificate.getExtensions()
                : new org.bouncycastle.asn1.x509.Extensions(new Extension[0]);
    }

    private static boolean forServers(X509CertificateHolder certificate) {
        try {
            ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(extensions(certificate));
            return usage == null
                    || usage.hasKeyPurposeId(KeyPurposeId.id_kp_serverAuth)
                    || usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean worse(X509CertificateHolder certificate) {
        return BROKEN_DIGESTS.contains(certificate.getSignatureAlgorithm().getAlgorithm())
                || CertificateReader.rsaBits(certificate.getSubjectPublicKeyInfo())
                        .filter(bits -> bits < SHORTEST_RSA)
                        .isPresent();
    }

    private static boolean weak(X509CertificateHolder certificate) {
        return SHA1.contains(certificate.getSignatureAlgorithm().getAlgorithm())
                || CertificateReader.rsaBits(certificate.getSubjectPublicKeyInfo())
                        .filter(bits -> bits >= SHORTEST_RSA && bits < WEAK_RSA)
                        .isPresent();
    }

    private static List<Remark> remarks(Path path, String host, Instant now, boolean stapled) {
        Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        X509CertificateHolder leaf = path.nodes().get(0).certificate();
        X509CertificateHolder top = path.top().certificate();
        boolean selfSigned = path.end() == End.OWN_KEY && top.equals(leaf);
        if (!selfSigned && Trust.originCa(top.getIssuer())) {
            remarks.add(Remark.ORIGIN_CA);
        }
        if (NameMatch.of(leaf, host) == NameMatch.Fit.BY_COMMON_NAME) {
            remarks.add(Remark.CN_ONLY);
        }
        List<Integer> places =
                path.nodes().stream().filter(Node::sent).map(Node::at).toList();
        if (!places.equals(places.stream().sorted().toList())) {
            remarks.add(Remark.OUT_OF_ORDER);
        }
        if (!stapled && mustStaple(leaf)) {
            remarks.add(Remark.NO_STAPLE);
        }
        Instant until = leaf.getNotAfter().toInstant();
        if (!now.isAfter(until) && now.plus(SOON).isAfter(until)) {
            remarks.add(Remark.EXPIRES_SOON);
        }
        if (path.nodes().stream()
                .filter(node -> node.sent() && !Paths.selfIssued(node.certificate()))
                .anyMatch(node -> weak(node.certificate()))) {
            remarks.add(Remark.WEAK_SIGNATURE);
        }
        return List.copyOf(remarks);
    }

    private static boolean mustStaple(X509CertificateHolder leaf) {
        Extension extension = leaf.getExtension(TLS_FEATURE);
        if (extension == null) {
            return false;
        }
        try {
            for (ASN1Encodable feature : ASN1Sequence.getInstance(extension.getParsedValue())) {
                int number = ASN1Integer.getInstance(feature).intValueExact();
                if (number == 5 || number == 17) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Every certificate below the root with its issuer; none where the path does not lead to a root by good signatures. */
    private static List<Judgement.Link> links(Path path) {
        if (path.end() != End.ROOT || path.misfit() != null) {
            return List.of();
        }
        List<Judgement.Link> links = new ArrayList<>();
        for (int i = 0; i < path.nodes().size(); i++) {
            Node node = path.nodes().get(i);
            X509CertificateHolder issuer =
                    i + 1 < path.nodes().size() ? path.nodes().get(i + 1).certificate() : path.root();
            if (issuer != null && node.sent() && !node.certificate().equals(issuer)) {
                links.add(new Judgement.Link(node.at(), node.certificate(), issuer));
            }
        }
        return List.copyOf(links);
    }

    private static List<String> issuerAt(Path path) {
        return path.end() != End.MISSING
                        || Trust.originCa(path.top().certificate().getIssuer())
                ? List.of()
                : issuerAt(path.top().certificate());
    }

    private static List<String> issuerAt(X509CertificateHolder certificate) {
        return accessUrls(certificate, AccessDescription.id_ad_caIssuers);
    }

    /** The URLs of an access method (OCSP, CA issuers) of a certificate; a stranger wrote them. */
    static List<String> accessUrls(X509CertificateHolder certificate, ASN1ObjectIdentifier method) {
        try {
            AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(extensions(certificate));
            return access == null
                    ? List.of()
                    : Stream.of(access.getAccessDescriptions())
                            .filter(description -> description.getAccessMethod().equals(method))
                            .map(description -> url(description.getAccessLocation()))
                            .flatMap(Stream::ofNullable)
                            .toList();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    static @Nullable String url(GeneralName name) {
        return name.getTagNo() == GeneralName.uniformResourceIdentifier && name.getName() instanceof ASN1String text
                ? text.getString()
                : null;
    }

    /** The place of a node of a path, or of the last one before it that was sent. */
    private static int place(Path path, int from) {
        for (int i = from; i > 0; i--) {
            if (path.nodes().get(i).sent()) {
                return path.nodes().get(i).at();
            }
        }
        return 0;
    }
}
