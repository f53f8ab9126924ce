package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.certificate.Authority;
import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.KeyKind;
import dev.cf5xx.lab.certificate.Recipe;
import dev.cf5xx.lab.serve.BouncyTls;
import dev.cf5xx.lab.serve.BouncyTls.Offer;
import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Request;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** Origins whose certificate is at fault, or only looks so. */
final class CertificateFaults {
    private static final Duration LAST_YEAR = Duration.ofDays(-365);
    private static final Duration THREE_DAYS_AGO = Duration.ofDays(-3);
    private static final Duration NEXT_MONTH = Duration.ofDays(30);
    private static final Duration NEXT_YEAR = Duration.ofDays(365);

    private CertificateFaults() {}

    /** A certificate from the trusted chain, changed. */
    static Origin leaf(Ground ground, UnaryOperator<Recipe> change) throws IOException {
        return Origins.showing(ground, ground.intermediate().issue(change.apply(Recipe.host(ground.host()))));
    }

    /** A good certificate from a changed intermediate of the trusted root. */
    static Origin below(Ground ground, UnaryOperator<Recipe> change) throws IOException {
        Authority odd = ground.root().intermediate(change.apply(Recipe.issuer("cf5xx lab odd intermediate")));
        return Origins.showing(ground, odd.issue(Recipe.host(ground.host())));
    }

    static Recipe expired(Recipe recipe) {
        return recipe.validity(LAST_YEAR, THREE_DAYS_AGO);
    }

    static Recipe notYet(Recipe recipe) {
        return recipe.validity(NEXT_MONTH, NEXT_YEAR);
    }

    static Recipe expiringSoon(Recipe recipe) {
        return recipe.validity(LAST_YEAR, Duration.ofDays(4));
    }

    static Origin selfSigned(Ground ground, UnaryOperator<Recipe> change) throws IOException {
        return Origins.showing(ground, Authority.selfSigned(change.apply(Recipe.host(ground.host())), ground.clock()));
    }

    static Origin stranger(Ground ground) throws IOException {
        return Origins.showing(ground, ground.stranger().issue(Recipe.host(ground.host())));
    }

    static Origin incomplete(Ground ground) throws IOException {
        return Origins.showing(ground, ground.good().alone());
    }

    static Origin shuffled(Ground ground) throws IOException {
        return Origins.showing(ground, ground.good().shuffled(ground.root().certificate()));
    }

    static Origin originCa(Ground ground, boolean ecc, UnaryOperator<Recipe> change) throws IOException {
        // Cloudflare's are for the zone and everything one label below it, under this common name.
        Recipe recipe = Recipe.host(ground.host())
                .commonName("CloudFlare Origin Certificate")
                .dnsNames("*." + ground.host(), ground.host())
                .key(ecc ? KeyKind.EC_P256 : KeyKind.RSA_2048);
        return Origins.showing(ground, ground.originCa(ecc).issue(change.apply(recipe)));
    }

    /** Which links to its issuer's word a certificate has. */
    enum Links {
        OCSP,
        CRL,
        BOTH
    }

    /** A certificate with links to what its issuer says of it; taken back or not. */
    static Origin linked(Ground ground, Links links, boolean revoked) throws IOException {
        // An issuer of its own, so that it does not matter which other certificates are taken back.
        Authority issuer = ground.root().intermediate(Recipe.issuer("cf5xx lab revoking intermediate"));
        Listener word = Listener.plain(ground.address(), 0, connection -> tell(issuer, connection));
        String at = "http://" + word.address().getAddress().getHostAddress() + ":"
                + word.address().getPort();
        Identity identity = issuer.issue(Recipe.host(ground.host())
                .links(links == Links.CRL ? null : at + "/ocsp", links == Links.OCSP ? null : at + "/crl", at + "/ca"));
        if (revoked) {
            issuer.revoke(identity.leaf());
        }
        Origin origin = Origins.showing(ground, identity);
        return Origin.of(origin.address(), origin.plain(), origin, word);
    }

    /** The issuer's certificate, the list of the revoked, and OCSP by GET and by POST (RFC 6960, appendix A). */
    private static void tell(Authority issuer, Connection connection) throws IOException {
        Request request = Request.read(connection.in());
        if (request == null) {
            return;
        }
        if (request.path().equals("/crl")) {
            der(connection, "application/pkix-crl", issuer.crl());
        } else if (request.path().equals("/ca")) {
            try {
                der(connection, "application/pkix-cert", issuer.certificate().getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IOException(e);
            }
        } else if (request.method().equals("POST")) {
            int length = Integer.parseInt(request.header("content-length"));
            byte[] asked = connection.in().readNBytes(Math.min(length, 65_536));
            der(connection, "application/ocsp-response", issuer.ocsp(asked));
        } else {
            String text = request.path().substring(request.path().indexOf("/ocsp") + "/ocsp".length());
            String base64 =
                    URLDecoder.decode(text.replaceFirst("^/", "").replace("+", "%2B"), StandardCharsets.US_ASCII);
            der(
                    connection,
                    "application/ocsp-response",
                    issuer.ocsp(Base64.getDecoder().decode(base64)));
        }
        connection.finish();
    }

    private static void der(Connection connection, String type, byte[] bytes) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                + "\r\nConnection: close\r\n\r\n");
        connection.send(bytes);
    }

    /** With a stapled answer that takes the certificate back, or does not. */
    static Origin stapled(Ground ground, boolean revoked) throws IOException {
        Authority issuer = ground.root().intermediate(Recipe.issuer("cf5xx lab stapling intermediate"));
        Identity identity = issuer.issue(Recipe.host(ground.host()));
        if (revoked) {
            issuer.revoke(identity.leaf());
        }
        return Origins.handshaking(ground, BouncyTls.of(Offer.of(identity).stapled(issuer.staple(identity.leaf()))));
    }

    /** A link to revocation that leads to where nobody must go. */
    static Origin linkingInside(Ground ground) throws IOException {
        return leaf(
                ground,
                it -> it.links(
                        "http://169.254.169.254/latest/meta-data", "http://10.0.0.5/crl", "http://localhost/ca"));
    }

    /** A revocation responder that never answers. */
    static Origin silentResponder(Ground ground) throws IOException {
        Listener word = Listener.plain(ground.address(), 0, Connection::hold);
        String at = "http://" + word.address().getAddress().getHostAddress() + ":"
                + word.address().getPort();
        Origin origin = leaf(ground, it -> it.links(at + "/ocsp", at + "/crl", null));
        return Origin.of(origin.address(), origin.plain(), origin, word);
    }

    /** A chain of {@code more} intermediates. */
    static Origin deep(Ground ground, int more) throws IOException {
        Authority issuer = ground.intermediate();
        for (int i = 0; i < more; i++) {
            issuer = issuer.intermediate(Recipe.issuer("cf5xx lab intermediate " + (i + 2)));
        }
        return Origins.showing(ground, issuer.issue(Recipe.host(ground.host())));
    }

    /** For a great many names, the right one last. */
    static Origin manyNames(Ground ground, int count) throws IOException {
        String[] names = new String[count];
        for (int i = 0; i < count - 1; i++) {
            names[i] = "n" + i + ".many.test";
        }
        names[count - 1] = ground.host();
        return leaf(ground, it -> it.dnsNames(names));
    }

    /** A good chain, but a bit of the signature on the server's certificate is wrong. */
    static Origin badSignature(Ground ground) throws IOException {
        Identity good = ground.good();
        List<X509Certificate> chain = new ArrayList<>(good.chain());
        chain.set(0, Authority.spoiled(good.leaf()));
        return Origins.showing(ground, new Identity(good.key(), chain));
    }
}
