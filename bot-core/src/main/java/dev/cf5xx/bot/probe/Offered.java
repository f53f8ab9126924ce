package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Tls;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;

/**
 * What a ClientHello offers.
 *
 * @param versions newest first
 * @param suites IANA numbers, the preferred first
 * @param groups for key agreement; IANA numbers
 * @param keyShares the groups a TLS 1.3 key share is sent for at once; the server may ask for another
 * @param signatures what the server may sign the handshake with
 */
record Offered(
        List<ProtocolVersion> versions,
        List<Integer> suites,
        List<Integer> groups,
        List<Integer> keyShares,
        List<SignatureAndHashAlgorithm> signatures) {

    private static final Map<Integer, String> NAMES = names();

    /**
     * What Cloudflare offers an origin. Source of versions and suites: cloudflare-docs, "Cipher suites" towards origins
     * (cipher-suites.mdx@08c8851): TLS 1.0 to 1.3; no DHE, and ChaCha20 with TLS 1.3 only; 3DES still there. Groups and
     * signature algorithms are not documented: these are what BoringSSL, which Cloudflare uses, offers by itself, and
     * SHA-1 and P-521 besides, so that a doubt speaks for the origin. Ed25519 is not among them.
     */
    private static final Offered CLOUDFLARE = new Offered(
            List.of(ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv10)),
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
                    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
                    CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
                    CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
                    CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
                    CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                    CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
                    CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA),
            List.of(NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1, NamedGroup.secp521r1),
            List.of(NamedGroup.x25519),
            signatures(
                    SignatureScheme.ecdsa_secp256r1_sha256,
                    SignatureScheme.rsa_pss_rsae_sha256,
                    SignatureScheme.rsa_pkcs1_sha256,
                    SignatureScheme.ecdsa_secp384r1_sha384,
                    SignatureScheme.rsa_pss_rsae_sha384,
                    SignatureScheme.rsa_pkcs1_sha384,
                    SignatureScheme.ecdsa_secp521r1_sha512,
                    SignatureScheme.rsa_pss_rsae_sha512,
                    SignatureScheme.rsa_pkcs1_sha512,
                    SignatureScheme.rsa_pkcs1_sha1,
                    SignatureScheme.ecdsa_sha1));

    /** All that the library knows by name, though it cannot complete all of it: the server's choice is seen anyway. */
    private static final Offered EVERYTHING = new Offered(
            List.of(ProtocolVersion.TLSv13.downTo(ProtocolVersion.SSLv3)),
            NAMES.entrySet().stream()
                    .filter(suite -> offerable(suite.getValue()))
                    .sorted(Comparator.comparingInt(
                                    (Map.Entry<Integer, String> suite) -> rank(suite.getKey(), suite.getValue()))
                            .thenComparing(Map.Entry::getKey))
                    .map(Map.Entry::getKey)
                    .toList(),
            List.of(
                    NamedGroup.x25519,
                    NamedGroup.secp256r1,
                    NamedGroup.secp384r1,
                    NamedGroup.secp521r1,
                    NamedGroup.x448,
                    NamedGroup.secp256k1,
                    NamedGroup.brainpoolP256r1,
                    NamedGroup.brainpoolP384r1,
                    NamedGroup.brainpoolP512r1,
                    NamedGroup.secp224r1,
                    NamedGroup.secp192r1,
                    NamedGroup.ffdhe2048,
                    NamedGroup.ffdhe3072,
                    NamedGroup.ffdhe4096),
            List.of(NamedGroup.x25519),
            signatures(
                    SignatureScheme.ecdsa_secp256r1_sha256,
                    SignatureScheme.rsa_pss_rsae_sha256,
                    SignatureScheme.rsa_pkcs1_sha256,
                    SignatureScheme.ecdsa_secp384r1_sha384,
                    SignatureScheme.rsa_pss_rsae_sha384,
                    SignatureScheme.rsa_pkcs1_sha384,
                    SignatureScheme.ecdsa_secp521r1_sha512,
                    SignatureScheme.rsa_pss_rsae_sha512,
                    SignatureScheme.rsa_pkcs1_sha512,
                    SignatureScheme.ed25519,
                    SignatureScheme.ed448,
                    SignatureScheme.rsa_pss_pss_sha256,
                    SignatureScheme.rsa_pss_pss_sha384,
                    SignatureScheme.rsa_pss_pss_sha512,
                    code(HashAlgorithm.sha224, SignatureAlgorithm.rsa),
                    code(HashAlgorithm.sha224, SignatureAlgorithm.ecdsa),
                    SignatureScheme.rsa_pkcs1_sha1,
                    SignatureScheme.ecdsa_sha1,
                    code(HashAlgorithm.sha256, SignatureAlgorithm.dsa),
                    code(HashAlgorithm.sha1, SignatureAlgorithm.dsa),
                    code(HashAlgorithm.md5, SignatureAlgorithm.rsa)));

    /** What that offer is made of. */
    static Offered of(Tls.Offer offer) {
        return switch (offer) {
            case CLOUDFLARE -> CLOUDFLARE;
            case EVERYTHING -> EVERYTHING;
        };
    }

    /** The IANA name of a suite, or its number in hexadecimal. */
    static String name(int suite) {
        return NAMES.getOrDefault(suite, String.format("0x%04X", suite));
    }

    /** No suite without a certificate but the anonymous ones, no signals, no national ones that change the handshake. */
    private static boolean offerable(String name) {
        return !name.contains("PSK")
                && !name.contains("SRP")
                && !name.contains("SCSV")
                && !name.contains("GOST")
                && !name.startsWith("TLS_SM4")
                && !name.startsWith("TLS_SHA")
                && !name.equals("TLS_NULL_WITH_NULL_NULL");
    }

    /** Cloudflare's own first, then what keeps secrets, then what does not encrypt or knows no server. */
    private static int rank(int suite, String name) {
        if (CLOUDFLARE.suites.contains(suite)) {
            return 0;
        } else if (name.contains("NULL") || name.contains("EXPORT") || name.contains("anon")) {
            return 4;
        } else if (name.contains("RC4") || name.contains("DES") || name.contains("IDEA") || name.contains("RC2")) {
            return 3;
        }
        return name.contains("GCM") || name.contains("POLY1305") ? 1 : 2;
    }

    private static int code(short hash, short signature) {
        return hash << 8 | signature;
    }

    private static List<SignatureAndHashAlgorithm> signatures(int... schemes) {
        return Arrays.stream(schemes)
                .mapToObj(SignatureScheme::getSignatureAndHashAlgorithm)
                .toList();
    }

    /** The library has the names as those of its constants only. */
    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        for (Field field : CipherSuite.class.getFields()) {
            if (field.getType() == int.class && field.getName().startsWith("TLS_")) {
                try {
                    names.put(field.getInt(null), field.getName());
                } catch (IllegalAccessException e) {
                    throw new LinkageError("the constants of CipherSuite are public", e);
                }
            }
        }
        return Map.copyOf(names);
    }
}
