package dev.cf5xx.bot.probe;

import static dev.cf5xx.bot.evidence.Mint.NOW;

import com.sun.net.httpserver.HttpServer;
import dev.cf5xx.bot.evidence.Mint.Minted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A web server of a certificate authority, and a fetcher that reaches nothing else. */
final class Responder implements AutoCloseable, Fetch {
    private static final DigestCalculatorProvider DIGESTS = new BcDigestCalculatorProvider();

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();

    Responder() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] file = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
            if (file != null) {
                exchange.getResponseBody().write(file);
            }
            exchange.close();
        });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void serve(String path, byte[] file) {
        files.put(path, file);
    }

    /** What was fetched, in order: method and path. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<byte[]> get(String url, int most, Deadline deadline) {
        return fetch("GET", url, null, most);
    }

    @Override
    public Optional<byte[]> post(String url, String type, byte[] body, int most, Deadline deadline) {
        try {
            new OCSPReq(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return fetch("POST", url, body, most);
    }

    private Optional<byte[]> fetch(String method, String url, byte @Nullable [] body, int most) {
        asked.add(method + " " + url.replace(url(""), ""));
        if (!url.startsWith(url("/"))) {
            return Optional.empty();
        }
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            if (body != null) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            byte[] answer = connection.getInputStream().readNBytes(most + 1);
            return answer.length > most ? Optional.empty() : Optional.of(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** An OCSP answer about a certificate; a null status means good. */
    static byte[] ocsp(
            Minted certificate,
            Minted issuer,
            Minted signer,
            @Nullable CertificateStatus status,
            Instant from,
            @Nullable Instant until) {
        try {
            DigestCalculator sha1 = DIGESTS.get(CertificateID.HASH_SHA1);
            BasicOCSPRespBuilder builder =
                    new BasicOCSPRespBuilder(new RespID(signer.holder().getSubject()));
            builder.addResponse(
                    new CertificateID(
                            sha1, issuer.holder(), certificate.holder().getSerialNumber()),
                    status,
                    Date.from(from),
                    until == null ? null : Date.from(until));
            X509CertificateHolder[] enclosed = signer.equals(issuer)
                    ? new X509CertificateHolder[0]
                    : new X509CertificateHolder[] {signer.holder()};
            OCSPResp response = new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, builder.build(signing(signer), enclosed, Date.from(from)));
            return response.getEncoded();
        } catch (IOException | OCSPException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] good(Minted certificate, Minted issuer) {
        return ocsp(certificate, issuer, issuer, null, NOW.minusSeconds(60), NOW.plus(Duration.ofDays(3)));
    }

    static byte[] revoked(Minted certificate, Minted issuer) {
        return ocsp(certificate, issuer, issuer, revoked(), NOW.minusSeconds(60), NOW.plus(Duration.ofDays(3)));
    }

    static CertificateStatus revoked() {
        return new RevokedStatus(Date.from(NOW.minusSeconds(999)), CRLReason.keyCompromise);
    }

    /** A list of revoked serials. */
    static byte[] crl(
            Minted issuer,
            Minted signer,
            Instant until,
            @Nullable IssuingDistributionPoint scope,
            BigInteger... serials) {
        try {
            X509v2CRLBuilder builder =
                    new X509v2CRLBuilder(issuer.holder().getSubject(), Date.from(NOW.minus(Duration.ofDays(9))));
            builder.setNextUpdate(Date.from(until));
            for (BigInteger serial : serials) {
                builder.addCRLEntry(serial, Date.from(NOW.minusSeconds(999)), CRLReason.keyCompromise);
            }
            if (scope != null) {
                builder.addExtension(Extension.issuingDistributionPoint, true, scope);
            }
            return builder.build(signing(signer)).getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] crl(Minted issuer, Minted... revoked) {
        return crl(
                issuer,
                issuer,
                NOW.plus(Duration.ofDays(9)),
                null,
                java.util.Arrays.stream(revoked)
                        .map(one -> one.holder().getSerialNumber())
                        .toArray(BigInteger[]::new));
    }

    private static ContentSigner signing(Minted signer) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA")
                .build(signer.keys().getPrivate());
    }
}
