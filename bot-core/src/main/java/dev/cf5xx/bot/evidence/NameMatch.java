package dev.cf5xx.bot.evidence;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** For which hosts a certificate is, and for which its issuers may issue. */
final class NameMatch {
    private NameMatch() {}

    /** How a host stands to a certificate's names. */
    enum Fit {
        NAMED,
        /** Only by the common name, because there are no alternative names. */
        BY_COMMON_NAME,
        NONE
    }

    /**
     * Whether a certificate is for a host. The common name counts only where no alternative name is a DNS name or an
     * address: Full (strict) accepts it then, browsers do not (Cloudflare's page on Full (strict): "Common Name or Subject
     * Alternative Name").
     */
    static Fit of(X509CertificateHolder certificate, String host) {
        Optional<byte[]> literal = literal(host);
        String name = canonical(host);
        boolean alternatives = false;
        for (GeneralName alternative : CertificateReader.alternatives(certificate)) {
            if (alternative.getTagNo() == GeneralName.dNSName && alternative.getName() instanceof ASN1String text) {
                alternatives = true;
                if (literal.isEmpty() && covers(canonical(text.getString()), name)) {
                    return Fit.NAMED;
                }
            } else if (alternative.getTagNo() == GeneralName.iPAddress) {
                alternatives = true;
                if (literal.isPresent() && Arrays.equals(octets(alternative), literal.get())) {
                    return Fit.NAMED;
                }
            }
        }
        boolean common = !alternatives
                && CertificateReader.values(certificate.getSubject(), BCStyle.CN).stream()
                        .map(NameMatch::canonical)
                        .anyMatch(pattern -> literal.isPresent() ? pattern.equals(name) : covers(pattern, name));
        return common ? Fit.BY_COMMON_NAME : Fit.NONE;
    }

    /** Whether an issuer's name constraints allow every name of a certificate. Without constraints: yes. */
    static boolean allows(X509CertificateHolder issuer, X509CertificateHolder certificate) {
        Extension extension = issuer.getExtension(Extension.nameConstraints);
        if (extension == null) {
            return true;
        }
        try {
            NameConstraints constraints = NameConstraints.getInstance(extension.getParsedValue());
            GeneralSubtree[] permitted = orNone(constraints.getPermittedSubtrees());
            GeneralSubtree[] excluded = orNone(constraints.getExcludedSubtrees());
            return names(certificate).stream()
                    .allMatch(name -> within(permitted, name, true) && !within(excluded, name, false));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static GeneralSubtree[] orNone(GeneralSubtree @Nullable [] subtrees) {
        return subtrees == null ? new GeneralSubtree[0] : subtrees;
    }

    /** The DNS names and addresses of a certificate; its common name, where it has none and that is like a DNS name. */
    private static List<GeneralName> names(X509CertificateHolder certificate) {
        List<GeneralName> names = CertificateReader.alternatives(certificate).stream()
                .filter(name -> name.getTagNo() == GeneralName.dNSName || name.getTagNo() == GeneralName.iPAddress)
                .toList();
        if (!names.isEmpty()) {
            return names;
        }
        return CertificateReader.values(certificate.getSubject(), BCStyle.CN).stream()
                .filter(name -> name.matches("[A-Za-z0-9*_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63})++"))
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toList();
    }

    /** Whether a subtree of the name's kind holds it; {@code otherwise} where no subtree is of that kind. */
    private static boolean within(GeneralSubtree[] subtrees, GeneralName name, boolean otherwise) {
        List<GeneralName> bases = Arrays.stream(subtrees)
                .map(GeneralSubtree::getBase)
                .filter(base -> base.getTagNo() == name.getTagNo())
                .toList();
        return bases.isEmpty() ? otherwise : bases.stream().anyMatch(base -> within(base, name));
    }

    private static boolean within(GeneralName base, GeneralName name) {
        if (name.getTagNo() == GeneralName.iPAddress) {
            return withinRange(octets(base), octets(name));
        }
        // A leading dot is outside RFC 5280 and common: "only names below it".
        String tree = canonical(((ASN1String) base.getName()).getString());
        String host = canonical(((ASN1String) name.getName()).getString());
        String below = tree.startsWith(".") ? tree : "." + tree;
        return tree.isEmpty() || host.equals(tree) || host.endsWith(below);
    }

    private static boolean withinRange(byte[] range, byte[] address) {
        if (range.length != 2 * address.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (((range[i] ^ address[i]) & range[address.length + i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A wildcard stands for exactly one label, the whole leftmost one. */
    private static boolean covers(String pattern, String host) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(host) && !host.isEmpty();
        }
        int dot = host.indexOf('.');
        return dot > 0 && host.substring(dot).equals(pattern.substring(1));
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static byte[] octets(GeneralName address) {
        return ASN1OctetString.getInstance(address.getName()).getOctets();
    }

    /** The address that a host is. Nothing is looked up: what looks like a name is none. */
    private static Optional<byte[]> literal(String host) {
        return Optional.ofNullable(new inet.ipaddr.IPAddressString(host).getAddress())
                .filter(address -> !host.isEmpty() && !address.isMultiple())
                .map(address -> address.toInetAddress())
                .map(InetAddress::getAddress);
    }
}
