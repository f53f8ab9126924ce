package dev.cf5xx.bot.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The roots that are trusted. Cloudflare's own list is not the JVM's, but whatever both lack or have is nearly the same:
 * public roots.
 *
 * <p>Cloudflare Origin CA is known by name: an issuer of the organisation {@code CloudFlare, Inc.} whose unit or common name
 * says {@code CloudFlare Origin} (the roots are {@code OU=CloudFlare Origin SSL Certificate Authority} and {@code
 * OU=CloudFlare Origin SSL ECC Certificate Authority}). An origin has no reason to send these roots, so that there is mostly
 * nothing else to know it by; who forges the name deceives only himself.
 */
public final class Trust {
    private final Map<X500Name, List<X509CertificateHolder>> roots = new HashMap<>();
    private final Set<String> organisations = new HashSet<>();

    private Trust() {}

    /** These roots, as DER; what is no certificate is left out. */
    public static Trust of(Collection<Bytes> roots) {
        Trust trust = new Trust();
        for (Bytes der : roots) {
            CertificateReader.holder(der).ifPresent(trust::add);
        }
        return trust;
    }

    private void add(X509CertificateHolder root) {
        roots.computeIfAbsent(root.getSubject(), name -> new ArrayList<>()).add(root);
        organisations.addAll(organisations(root.getSubject()));
    }

    /** How many roots there are. */
    public int size() {
        return roots.values().stream().mapToInt(List::size).sum();
    }

    /** The roots of that name. */
    List<X509CertificateHolder> named(X500Name subject) {
        return roots.getOrDefault(subject, List.of());
    }

    /** Whether it is a root, or another certificate for a root's name and key. */
    boolean holds(X509CertificateHolder certificate) {
        return named(certificate.getSubject()).stream()
                .anyMatch(root -> root.getSubjectPublicKeyInfo().equals(certificate.getSubjectPublicKeyInfo()));
    }

    /** Whether a root belongs to an organisation that is named here. */
    boolean sharesOrganisation(X500Name name) {
        return organisations(name).stream().anyMatch(organisations::contains);
    }

    /** Whether it is the name of a Cloudflare Origin CA. */
    static boolean originCa(X500Name name) {
        return CertificateReader.values(name, BCStyle.O).stream()
                        .anyMatch(organisation -> lower(organisation).startsWith("cloudflare"))
                && Stream.of(BCStyle.OU, BCStyle.CN)
                        .flatMap(attribute -> CertificateReader.values(name, attribute).stream())
                        .anyMatch(unit -> lower(unit).contains("cloudflare origin"));
    }

    private static List<String> organisations(X500Name name) {
        return CertificateReader.values(name, BCStyle.O).stream()
                .map(Trust::lower)
                .filter(organisation -> !organisation.isBlank())
                .toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).strip();
    }
}
