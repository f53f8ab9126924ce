package dev.cf5xx.lab.certificate;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate is to look like. {@link #host} and {@link #issuer} give good ones; the withers spoil them.
 *
 * @param commonName the subject's common name; null for an empty subject
 * @param dnsNames the names it is for
 * @param addresses the IP addresses it is for, as text
 * @param from when it begins to hold, from the authority's now; negative is the past
 * @param until when it ends to hold, from the authority's now; negative is the past
 * @param ca what the basic constraints say; null leaves them out
 * @param permitted the only domain names it may issue for; null for all
 * @param serverAuth whether it is for servers; otherwise it is for clients only
 * @param sha1 whether it is signed with SHA-1
 * @param keyKind its key
 * @param mustStaple whether a revocation answer has to be stapled to it (RFC 7633)
 * @param ocspUrl where its revocation is asked for; null for nowhere
 * @param crlUrl where the list of the revoked is; null for nowhere
 * @param issuerUrl where its issuer's certificate is; null for nowhere
 * @param serial its serial number; null for a random one
 */
public record Recipe(
        @Nullable String commonName,
        List<String> dnsNames,
        List<String> addresses,
        Duration from,
        Duration until,
        @Nullable Boolean ca,
        @Nullable String permitted,
        boolean serverAuth,
        boolean sha1,
        KeyKind keyKind,
        boolean mustStaple,
        @Nullable String ocspUrl,
        @Nullable String crlUrl,
        @Nullable String issuerUrl,
        @Nullable BigInteger serial) {

    /** Copies the lists. */
    public Recipe {
        dnsNames = List.copyOf(dnsNames);
        addresses = List.copyOf(addresses);
    }

    /** A good certificate for a server: since yesterday, for three months. */
    public static Recipe host(String name) {
        return new Recipe(
                name,
                List.of(name),
                List.of(),
                Duration.ofDays(-1),
                Duration.ofDays(90),
                false,
                null,
                true,
                false,
                KeyKind.EC_P256,
                false,
                null,
                null,
                null,
                null);
    }

    /** A good certificate for an authority: since last year, for ten. */
    public static Recipe issuer(String name) {
        return new Recipe(
                name,
                List.of(),
                List.of(),
                Duration.ofDays(-365),
                Duration.ofDays(3650),
                true,
                null,
                true,
                false,
                KeyKind.EC_P256,
                false,
                null,
                null,
                null,
                null);
    }

    /** With another common name; null for an empty subject. */
    public Recipe commonName(@Nullable String name) {
        return copy(name, dnsNames, addresses, from, until, ca, permitted, serverAuth, sha1, keyKind, serial);
    }

    /** For other names. */
    public Recipe dnsNames(String... names) {
        return copy(
                commonName, List.of(names), addresses, from, until, ca, permitted, serverAuth, sha1, keyKind, serial);
    }

    /** For no name; what the common name says is another matter. */
    public Recipe withoutDnsNames() {
        return dnsNames(new String[0]);
    }

    /** For IP addresses too. */
    public Recipe addresses(String... others) {
        return copy(
                commonName, dnsNames, List.of(others), from, until, ca, permitted, serverAuth, sha1, keyKind, serial);
    }

    /** Holding in another time, from the authority's now. */
    public Recipe validity(Duration begin, Duration end) {
        return copy(commonName, dnsNames, addresses, begin, end, ca, permitted, serverAuth, sha1, keyKind, serial);
    }

    /** With other basic constraints; null for none. */
    public Recipe ca(@Nullable Boolean value) {
        return copy(commonName, dnsNames, addresses, from, until, value, permitted, serverAuth, sha1, keyKind, serial);
    }

    /** Allowed to issue for one domain only. */
    public Recipe permitted(String domain) {
        return copy(commonName, dnsNames, addresses, from, until, ca, domain, serverAuth, sha1, keyKind, serial);
    }

    /** For clients only. */
    public Recipe clientsOnly() {
        return copy(commonName, dnsNames, addresses, from, until, ca, permitted, false, sha1, keyKind, serial);
    }

    /** Signed with SHA-1. */
    public Recipe sha1Signed() {
        return copy(commonName, dnsNames, addresses, from, until, ca, permitted, serverAuth, true, keyKind, serial);
    }

    /** With another kind of key. */
    public Recipe key(KeyKind kind) {
        return copy(commonName, dnsNames, addresses, from, until, ca, permitted, serverAuth, sha1, kind, serial);
    }

    /** With this serial number. */
    public Recipe serial(BigInteger number) {
        return copy(commonName, dnsNames, addresses, from, until, ca, permitted, serverAuth, sha1, keyKind, number);
    }

    /** Demanding a stapled answer. */
    public Recipe stapleDemanded() {
        return links(true, ocspUrl, crlUrl, issuerUrl);
    }

    /** With links: where to ask about revocation, where the list is, where the issuer is. */
    public Recipe links(@Nullable String ocsp, @Nullable String crl, @Nullable String issuerCertificate) {
        return links(mustStaple, ocsp, crl, issuerCertificate);
    }

    private Recipe links(
            boolean staple, @Nullable String ocsp, @Nullable String crl, @Nullable String issuerCertificate) {
        return new Recipe(
                commonName,
                dnsNames,
                addresses,
                from,
                until,
                ca,
                permitted,
                serverAuth,
                sha1,
                keyKind,
                staple,
                ocsp,
                crl,
                issuerCertificate,
                serial);
    }

    private Recipe copy(
            @Nullable String name,
            List<String> dns,
            List<String> ips,
            Duration begin,
            Duration end,
            @Nullable Boolean basicConstraints,
            @Nullable String domain,
            boolean servers,
            boolean withSha1,
            KeyKind kind,
            @Nullable BigInteger number) {
        return new Recipe(
                name,
                dns,
                ips,
                begin,
                end,
                basicConstraints,
                domain,
                servers,
                withSha1,
                kind,
                mustStaple,
                ocspUrl,
                crlUrl,
                issuerUrl,
                number);
    }
}
