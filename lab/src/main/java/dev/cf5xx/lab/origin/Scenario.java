package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.certificate.KeyKind;
import dev.cf5xx.lab.certificate.Recipe;
import dev.cf5xx.lab.dns.NameAnswer;
import dev.cf5xx.lab.dns.NameServer;
import dev.cf5xx.lab.edge.EdgeError;
import dev.cf5xx.lab.edge.EdgePages;
import dev.cf5xx.lab.edge.Ray;
import dev.cf5xx.lab.origin.CertificateFaults.Links;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Handler;
import dev.cf5xx.lab.serve.Request;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;

/**
 * Everything that can be wrong with an origin, one server each, and what is right though it looks wrong. Where the family
 * of faults has a number for it ({@code TCP-02}), that is the id; else the id is a name.
 */
public enum Scenario {
    // Nothing wrong.
    HEALTHY("healthy", Layer.HTTP, "", Origins::healthy),

    // Connecting.
    REFUSED("tcp-refused", Layer.TCP, "521", TcpFaults::refused),
    SYN_UNANSWERED("TCP-02", Layer.TCP, "522", TcpFaults::unanswered),
    NO_ROUTE("TCP-03", Layer.TCP, "523", TcpFaults::noRoute),
    CLOSED_ON_ACCEPT("tcp-closed-on-accept", Layer.TCP, "520 525", ground -> TcpFaults.accepting(ground, it -> {})),
    RESET_ON_ACCEPT("TCP-05", Layer.TCP, "520", ground -> TcpFaults.accepting(ground, it -> it.reset())),
    REFUSES_CLOUDFLARE("TCP-06", Layer.TCP, "521 522", TcpFaults::refusingCloudflare),
    DROPS_CLOUDFLARE("tcp-drops-cloudflare", Layer.TCP, "522", TcpFaults::droppingCloudflare),
    ADMITS_ONLY_CLOUDFLARE("tcp-admits-only-cloudflare", Layer.TCP, "", TcpFaults::admittingOnlyCloudflare),
    PACKET_LOSS("TCP-08", Layer.TCP, "522", ground -> {
        throw Ground.cannot("packet loss can be made only below TCP: it needs root and a namespace (tc netem)", null);
    }),
    IPV6_REFUSED("TCP-10", Layer.TCP, "521 522", TcpFaults::brokenIpv6),
    HTTPS_REFUSED("tcp-https-refused", Layer.TCP, "521", TcpFaults::httpOnly),

    // The handshake.
    PLAIN_HTTP_ON_TLS_PORT("tls-plain-http", Layer.TLS, "525", TlsFaults::plainHttp),
    SSH_ON_TLS_PORT(
            "tls-ssh",
            Layer.TLS,
            "525",
            ground -> Origins.raw(ground, it -> {
                it.send("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n");
                it.hold();
            })),
    GARBAGE_ON_TLS_PORT(
            "tls-garbage", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults::garbage)),
    RESET_AFTER_CLIENT_HELLO(
            "TLS-02", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, it -> it.reset())),
    CLOSED_AFTER_CLIENT_HELLO(
            "tls-closed", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, it -> it.finish())),
    STALLED_AFTER_CLIENT_HELLO(
            "TLS-04", Layer.TLS, "525 522", ground -> TlsFaults.afterClientHello(ground, it -> it.hold())),
    ALERT_HANDSHAKE_FAILURE(
            "TLS-05", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults.alert(40))),
    ALERT_PROTOCOL_VERSION(
            "tls-alert-70", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults.alert(70))),
    ALERT_INTERNAL_ERROR(
            "tls-alert-80", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults.alert(80))),
    ALERT_ACCESS_DENIED(
            "tls-alert-49", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults.alert(49))),
    ALERT_UNRECOGNIZED_NAME(
            "tls-alert-112", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults.alert(112))),
    ALERT_UNKNOWN("tls-alert-99", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults.alert(99))),
    HALF_SERVER_HELLO(
            "TLS-06", Layer.TLS, "525", ground -> TlsFaults.afterClientHello(ground, TlsFaults::halfServerHello)),
    TLS_1_0_ONLY("tls-1.0-only", Layer.TLS, "", ground -> TlsFaults.only(ground, ProtocolVersion.TLSv10)),
    TLS_1_1_ONLY("tls-1.1-only", Layer.TLS, "", ground -> TlsFaults.only(ground, ProtocolVersion.TLSv11)),
    TLS_1_2_ONLY("tls-1.2-only", Layer.TLS, "", ground -> TlsFaults.only(ground, ProtocolVersion.TLSv12)),
    TLS_1_3_ONLY("tls-1.3-only", Layer.TLS, "", ground -> TlsFaults.only(ground, ProtocolVersion.TLSv13)),
    DHE_ONLY(
            "TLS-08",
            Layer.TLS,
            "525",
            ground -> TlsFaults.onlyTls12(ground, CipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384)),
    CHACHA_ONLY(
            "tls-chacha-only",
            Layer.TLS,
            "525",
            ground -> TlsFaults.onlyTls12(ground, CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256)),
    CAMELLIA_ONLY(
            "TLS-10",
            Layer.TLS,
            "525",
            ground -> TlsFaults.onlyTls12(ground, CipherSuite.TLS_RSA_WITH_CAMELLIA_256_CBC_SHA)),
    STATIC_RSA_ONLY(
            "tls-static-rsa",
            Layer.TLS,
            "",
            ground -> TlsFaults.onlyTls12(ground, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA)),
    CBC_ONLY(
            "tls-cbc",
            Layer.TLS,
            "",
            ground -> TlsFaults.onlyTls12(ground, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA)),
    ANONYMOUS("TLS-11", Layer.TLS, "525", TlsFaults::anonymous),
    SNI_UNKNOWN("TLS-12", Layer.TLS, "525", ground -> TlsFaults.sniRequired(ground, "another." + ground.host())),
    SNI_REQUIRED("tls-sni-required", Layer.TLS, "", ground -> TlsFaults.sniRequired(ground, ground.host())),
    OTHER_DEFAULT_CERTIFICATE("TLS-13", Layer.TLS, "", TlsFaults::defaultCertificateOfAnother),
    CLIENT_CERTIFICATE_TLS_1_2(
            "TLS-14", Layer.TLS, "520 525", ground -> TlsFaults.clientCertificate(ground, ProtocolVersion.TLSv12)),
    CLIENT_CERTIFICATE_TLS_1_3(
            "TLS-15", Layer.TLS, "520 525", ground -> TlsFaults.clientCertificate(ground, ProtocolVersion.TLSv13)),
    CLIENT_CERTIFICATE_BY_HTTP("tls-client-cert-400", Layer.TLS, "", TlsFaults::clientCertificateAskedByHttp),
    H2_HEALTHY("tls-h2", Layer.TLS, "", ground -> TlsFaults.http2(ground, Http2::healthy)),
    H2_BUT_HTTP1("TLS-17", Layer.TLS, "520", ground -> TlsFaults.http2(ground, Http2::http1)),
    H2_GOAWAY("TLS-18", Layer.TLS, "520", ground -> TlsFaults.http2(ground, Http2::goAway)),
    H2_SILENT("tls-h2-silent", Layer.TLS, "520", ground -> TlsFaults.http2(ground, it -> it.hold())),
    H2_CLOSED("tls-h2-closed", Layer.TLS, "520", ground -> TlsFaults.http2(ground, it -> it.finish())),

    // The certificate.
    EXPIRED(
            "crt-expired",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.leaf(ground, CertificateFaults::expired)),
    NOT_YET_VALID(
            "CRT-02", Layer.CERTIFICATE, "526", ground -> CertificateFaults.leaf(ground, CertificateFaults::notYet)),
    SELF_SIGNED("CRT-03", Layer.CERTIFICATE, "526", ground -> CertificateFaults.selfSigned(ground, it -> it)),
    SELF_SIGNED_AND_EXPIRED(
            "CRT-04",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.selfSigned(ground, CertificateFaults::expired)),
    EXPIRED_AND_WRONG_HOST(
            "crt-expired-wrong-host",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.leaf(
                    ground,
                    it -> CertificateFaults.expired(it)
                            .dnsNames("elsewhere.test")
                            .commonName("elsewhere.test"))),
    UNKNOWN_ISSUER("CRT-05", Layer.CERTIFICATE, "526", CertificateFaults::stranger),
    WRONG_HOST(
            "crt-wrong-host",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.leaf(
                    ground, it -> it.dnsNames("elsewhere.test").commonName("elsewhere.test"))),
    WILDCARD_TOO_DEEP("CRT-07", Layer.CERTIFICATE, "526", ground -> {
        String wildcard = "*.deep." + ground.host();
        return CertificateFaults.leaf(ground, it -> it.dnsNames(wildcard).commonName(wildcard));
    }),
    WILDCARD("crt-wildcard", Layer.CERTIFICATE, "", ground -> {
        String wildcard = "*" + ground.host().substring(ground.host().indexOf('.'));
        return CertificateFaults.leaf(ground, it -> it.dnsNames(wildcard).commonName(wildcard));
    }),
    IP_NAME_ONLY(
            "CRT-08",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.leaf(
                    ground,
                    it -> it.withoutDnsNames()
                            .addresses(ground.address().getHostAddress())
                            .commonName("origin server"))),
    CHAIN_INCOMPLETE("CRT-09", Layer.CERTIFICATE, "526", CertificateFaults::incomplete),
    CHAIN_SHUFFLED("crt-chain-shuffled", Layer.CERTIFICATE, "", CertificateFaults::shuffled),
    CHAIN_DEEP("crt-chain-deep", Layer.CERTIFICATE, "", ground -> CertificateFaults.deep(ground, 4)),
    COMMON_NAME_ONLY(
            "CRT-11", Layer.CERTIFICATE, "", ground -> CertificateFaults.leaf(ground, Recipe::withoutDnsNames)),
    ORIGIN_CA_ECC(
            "crt-origin-ca-ecc", Layer.CERTIFICATE, "", ground -> CertificateFaults.originCa(ground, true, it -> it)),
    ORIGIN_CA_RSA(
            "crt-origin-ca-rsa", Layer.CERTIFICATE, "", ground -> CertificateFaults.originCa(ground, false, it -> it)),
    ORIGIN_CA_EXPIRED(
            "crt-origin-ca-expired",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.originCa(ground, true, CertificateFaults::expired)),
    REVOKED("CRT-13", Layer.CERTIFICATE, "526", ground -> CertificateFaults.linked(ground, Links.BOTH, true)),
    REVOKED_BY_OCSP_ONLY(
            "crt-revoked-ocsp", Layer.CERTIFICATE, "526", ground -> CertificateFaults.linked(ground, Links.OCSP, true)),
    REVOKED_BY_CRL_ONLY(
            "crt-revoked-crl", Layer.CERTIFICATE, "526", ground -> CertificateFaults.linked(ground, Links.CRL, true)),
    NOT_REVOKED(
            "crt-not-revoked", Layer.CERTIFICATE, "", ground -> CertificateFaults.linked(ground, Links.BOTH, false)),
    REVOKED_STAPLED("CRT-14", Layer.CERTIFICATE, "526", ground -> CertificateFaults.stapled(ground, true)),
    GOOD_STAPLED("crt-good-stapled", Layer.CERTIFICATE, "", ground -> CertificateFaults.stapled(ground, false)),
    REVOCATION_INSIDE("crt-links-inside", Layer.CERTIFICATE, "", CertificateFaults::linkingInside),
    REVOCATION_SILENT("crt-responder-silent", Layer.CERTIFICATE, "", CertificateFaults::silentResponder),
    INTERMEDIATE_EXPIRED(
            "CRT-15", Layer.CERTIFICATE, "526", ground -> CertificateFaults.below(ground, CertificateFaults::expired)),
    ISSUER_NOT_CA("CRT-16", Layer.CERTIFICATE, "526", ground -> CertificateFaults.below(ground, it -> it.ca(false))),
    NAME_CONSTRAINT(
            "CRT-17",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.below(ground, it -> it.permitted("allowed.test"))),
    CLIENTS_ONLY("CRT-18", Layer.CERTIFICATE, "526", ground -> CertificateFaults.leaf(ground, Recipe::clientsOnly)),
    SHA1("CRT-19", Layer.CERTIFICATE, "526", ground -> CertificateFaults.leaf(ground, Recipe::sha1Signed)),
    RSA_1024(
            "crt-rsa-1024",
            Layer.CERTIFICATE,
            "526",
            ground -> CertificateFaults.leaf(ground, it -> it.key(KeyKind.RSA_1024))),
    NO_SUBJECT("CRT-21", Layer.CERTIFICATE, "", ground -> CertificateFaults.leaf(ground, it -> it.commonName(null))),
    MUST_STAPLE("CRT-22", Layer.CERTIFICATE, "", ground -> CertificateFaults.leaf(ground, Recipe::stapleDemanded)),
    EXPIRING_SOON(
            "crt-expiring-soon",
            Layer.CERTIFICATE,
            "",
            ground -> CertificateFaults.leaf(ground, CertificateFaults::expiringSoon)),
    MANY_NAMES("crt-many-names", Layer.CERTIFICATE, "", ground -> CertificateFaults.manyNames(ground, 1000)),
    SERIAL_ZERO(
            "crt-serial-zero",
            Layer.CERTIFICATE,
            "",
            ground -> CertificateFaults.leaf(ground, it -> it.serial(BigInteger.ZERO))),
    BAD_SIGNATURE("crt-bad-signature", Layer.CERTIFICATE, "526", CertificateFaults::badSignature),

    // What is answered, and whether.
    EMPTY_REPLY("HTTP-01", "520", HttpFaults.saying("")),
    RESET_AFTER_REQUEST("HTTP-02", "520", HttpFaults.resetting()),
    RESET_IN_HEADERS("http-reset-in-headers", "520", HttpFaults.resettingInHeaders()),
    HEADERS_CUT("HTTP-04", "520", HttpFaults.saying("HTTP/1.1 200 OK\r\nServer: nginx\r\nX-Cut: he")),
    STATUS_LINE_CUT("http-status-line-cut", "520", HttpFaults.saying("HTTP/1.1 20")),
    STATUS_MISSING("HTTP-06", "520", HttpFaults.saying("HTTP/1.1 \r\nServer: nginx\r\n\r\n")),
    SSH_BANNER("http-ssh-banner", "520", HttpFaults.saying("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n")),
    HTTP_0_9("http-0.9", "520", HttpFaults.saying("<html><body>No head at all</body></html>\n")),
    HTTP_VERSION_9_9("http-9.9", "520", HttpFaults.saying("HTTP/9.9 200 OK\r\nServer: nginx\r\n\r\n")),
    BINARY_REPLY("http-binary", "520", HttpFaults.saying("\u0000\u0001\u00ff\u00fe\u0010\u0003\u0000\u0000")),
    HEADER_WITHOUT_COLON(
            "http-no-colon",
            "520",
            HttpFaults.saying("HTTP/1.1 200 OK\r\nthis is no header\r\nContent-Length: 3\r\n\r\nok\n")),
    HEADER_WITH_NUL(
            "http-nul-in-header",
            "520",
            HttpFaults.saying("HTTP/1.1 200 OK\r\nX-Odd: a\u0000b\r\nContent-Length: 3\r\n\r\nok\n")),
    HEADERS_20_KB("HTTP-08", "", HttpFaults.headers("Set-Cookie", 20, 1024)),
    HEADERS_140_KB("HTTP-09", "520", HttpFaults.headers("Set-Cookie", 140, 1024)),
    HEADER_OF_140_KB("HTTP-10", "520", HttpFaults.headers("Set-Cookie", 1, 140 * 1024)),
    ENDLESS_HEADERS("http-endless-headers", "520", HttpFaults.endlessHeaders()),
    ENDLESS_HEADER("http-endless-header", "520", HttpFaults.endlessHeader()),
    ENDLESS_INTERIM("http-endless-1xx", "520", HttpFaults.endlessInterim()),
    HEADERS_THEN_SILENCE("http-headers-stall", "520 524", HttpFaults.headersThenSilence()),
    STATUS_999("HTTP-11", "520", HttpFaults.answer(Answer.html(999, "Odd", "?\n"))),
    STATUS_99999("http-status-99999", "520", HttpFaults.saying("HTTP/1.1 99999 Odd\r\nContent-Length: 0\r\n\r\n")),
    TWO_LENGTHS(
            "http-two-lengths",
            "520",
            HttpFaults.saying("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nok\n..")),
    NEGATIVE_LENGTH(
            "http-negative-length", "520", HttpFaults.saying("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok\n")),
    BODY_SHORT(
            "HTTP-13", "", HttpFaults.saying("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 1000\r\n\r\nshort")),
    BAD_CHUNK(
            "http-bad-chunk",
            "",
            HttpFaults.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n")),
    BROKEN_GZIP("HTTP-14", "502", HttpFaults.brokenGzip()),
    CUT_GZIP("http-gzip-cut", "", HttpFaults.cutGzip()),
    GOOD_GZIP("http-gzip", "", HttpFaults.goodGzip()),
    GZIP_BOMB("http-gzip-bomb", "", HttpFaults.gzipBomb()),
    HUGE_BODY("http-10-gb", "", HttpFaults.hugeBody()),
    ENDLESS_BODY("http-endless-body", "", HttpFaults.endlessBody()),
    BODY_STALLED("http-body-stall", "", HttpFaults.bodyThenSilence()),
    SILENT("HTTP-15", "524", HttpFaults.silent()),
    LATE("http-late", Layer.HTTP, "", ground -> Origins.answering(ground, HttpFaults.late(ground))),
    DRIPPING_HEADERS(
            "http-drip-headers",
            Layer.HTTP,
            "",
            ground -> Origins.answering(
                    ground,
                    HttpFaults.dripping(
                            ground,
                            "HTTP/1.1 200 OK\r\nServer: nginx\r\nX-Slow: " + "s".repeat(1000)
                                    + "\r\nContent-Length: 3\r\n\r\nok\n"))),
    DRIPPING_BODY(
            "http-drip-body",
            Layer.HTTP,
            "",
            ground -> Origins.answering(ground, connection -> {
                Request request = Request.read(connection.in());
                if (request != null) {
                    connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 1000\r\n\r\n");
                    HttpFaults.drip(ground, connection, "d".repeat(1000));
                }
            })),
    REDIRECT_TO_ITSELF("HTTP-18", "", HttpFaults.redirecting(301, "")),
    REDIRECT_TO_HTTPS("http-redirect-https", "", HttpFaults.redirecting(301, "https://{host}{port}/")),
    REDIRECT_TO_HTTP("http-redirect-http", "", HttpFaults.redirecting(301, "http://{host}{port}/")),
    REDIRECT_ON_AND_ON("http-redirect-on", "", HttpFaults.redirectingOn()),
    REDIRECT_INTO_LOOPBACK("http-redirect-loopback", "", HttpFaults.redirecting(302, "http://127.0.0.1:22/")),
    REDIRECT_INTO_METADATA(
            "http-redirect-metadata", "", HttpFaults.redirecting(302, "http://169.254.169.254/latest/meta-data/")),
    REDIRECT_TO_FILE("http-redirect-file", "", HttpFaults.redirecting(302, "file:///etc/passwd")),
    REDIRECT_NOWHERE(
            "http-redirect-nowhere",
            "",
            HttpFaults.saying("HTTP/1.1 302 Found\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n")),
    ORIGIN_500("http-500-nginx", "500", HttpFaults.answer(Looks.nginx(500, "Internal Server Error"))),
    ORIGIN_500_APACHE("http-500-apache", "500", HttpFaults.answer(Looks.apache(500, "Internal Server Error"))),
    ORIGIN_500_WORDPRESS("http-500-wordpress", "500", HttpFaults.answer(Looks.wordpressDatabase())),
    ORIGIN_502("HTTP-21", "502", HttpFaults.answer(Looks.nginx(502, "Bad Gateway"))),
    ORIGIN_502_APACHE("http-502-apache", "502", HttpFaults.answer(Looks.apache(502, "Proxy Error"))),
    ORIGIN_503(
            "HTTP-22",
            "503",
            HttpFaults.answer(
                    Looks.nginx(503, "Service Temporarily Unavailable").with("Retry-After: 30"))),
    ORIGIN_503_IIS("http-503-iis", "503", HttpFaults.answer(Looks.iis(503, "Service Unavailable"))),
    ORIGIN_503_VARNISH("http-503-varnish", "503", HttpFaults.answer(Looks.varnish())),
    ORIGIN_503_HAPROXY("http-503-haproxy", "503", HttpFaults.answer(Looks.haproxy(503, "Service Unavailable"))),
    ORIGIN_503_AMAZON(
            "http-503-awselb", "503", HttpFaults.answer(Looks.amazonBalancer(503, "Service Temporarily Unavailable"))),
    ORIGIN_503_MAINTENANCE("http-503-maintenance", "503", HttpFaults.answer(Looks.maintenance())),
    ORIGIN_504("HTTP-23", "504", HttpFaults.answer(Looks.nginx(504, "Gateway Time-out"))),
    ORIGIN_504_HAPROXY("http-504-haproxy", "504", HttpFaults.answer(Looks.haproxy(504, "Gateway Time-out"))),
    ORIGIN_521("http-own-521", "521", HttpFaults.answer(Looks.ownNumber())),
    ORIGIN_403("http-403", "", HttpFaults.answer(Looks.nginx(403, "Forbidden"))),
    ORIGIN_404("http-404", "", HttpFaults.answer(Looks.nginx(404, "Not Found"))),
    NO_CONTENT("http-204", "", HttpFaults.saying("HTTP/1.1 204 No Content\r\nServer: nginx\r\n\r\n")),
    NO_REASON("http-no-reason", "", HttpFaults.saying("HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nok\n")),
    HTTP_1_0("http-1.0", "", HttpFaults.saying("HTTP/1.0 200 OK\r\nServer: old\r\n\r\nok\n")),
    EARLY_HINTS("http-early-hints", "", HttpFaults.hintingFirst()),
    IMITATION("http-imitation", "500", HttpFaults.answer(Looks.imitation())),
    ARTICLE("http-article", "", HttpFaults.answer(Looks.article())),
    FASTLY("http-fastly", "503", HttpFaults.answer(Looks.fastly())),
    CLOUDFRONT("http-cloudfront", "504", HttpFaults.answer(Looks.cloudfront(504, "Gateway Timeout"))),

    // An edge's answers, from a server that is none: for checks of a target without --cloudflare-network.
    EDGE_500("http-edge-500", Layer.HTTP, "500", edge(EdgeError.E500)),
    EDGE_502("http-edge-502", Layer.HTTP, "502", edge(EdgeError.E502)),
    EDGE_502_UNBRANDED(
            "http-edge-502-unbranded",
            Layer.HTTP,
            "502",
            ground -> edge(ground, (request, ray, now) -> EdgePages.unbranded(502, "Bad Gateway", ray, now))),
    EDGE_504("http-edge-504", Layer.HTTP, "504", edge(EdgeError.E504)),
    EDGE_520("HTTP-25", Layer.HTTP, "520", edge(EdgeError.E520)),
    EDGE_521("http-edge-521", Layer.HTTP, "521", edge(EdgeError.E521)),
    EDGE_522("HTTP-27", Layer.HTTP, "522", edge(EdgeError.E522)),
    EDGE_523("http-edge-523", Layer.HTTP, "523", edge(EdgeError.E523)),
    EDGE_524("http-edge-524", Layer.HTTP, "524", edge(EdgeError.E524)),
    EDGE_525("http-edge-525", Layer.HTTP, "525", edge(EdgeError.E525)),
    EDGE_526("HTTP-31", Layer.HTTP, "526", edge(EdgeError.E526)),
    EDGE_530_1016("HTTP-32", Layer.HTTP, "530", edge(EdgeError.E1016)),
    EDGE_530_1033("http-edge-1033", Layer.HTTP, "530", edge(EdgeError.E1033)),
    EDGE_1000("http-edge-1000", Layer.HTTP, "403", edge(EdgeError.E1000)),
    EDGE_1020("http-edge-1020", Layer.HTTP, "403", edge(EdgeError.E1020)),
    EDGE_CHALLENGE("HTTP-33", Layer.HTTP, "403", ground -> edge(ground, EdgePages::challenge)),
    EDGE_BLOCK("http-edge-block", Layer.HTTP, "403", ground -> edge(ground, EdgePages::block)),
    EDGE_CUSTOM_PAGE(
            "HTTP-36",
            Layer.HTTP,
            "522",
            ground -> edge(ground, (request, ray, now) -> EdgePages.custom(EdgeError.E522, request, ray, now))),

    // The name. The server behind it is healthy, as far as there is one.
    NX_DOMAIN("dns-nxdomain", Layer.DNS, "", new NameAnswer.NoSuchName()),
    SERV_FAIL("dns-servfail", Layer.DNS, "", new NameAnswer.ServerFailure()),
    NO_ADDRESS("DNS-03", Layer.DNS, "", new NameAnswer.NoRecord()),
    DNS_SILENT("dns-silent", Layer.DNS, "", new NameAnswer.Silence()),
    DNS_REFUSED("dns-refused", Layer.DNS, "", new NameAnswer.Refusal()),
    PROXIED(
            "DNS-04",
            Layer.DNS,
            "",
            ground -> edge(
                    ground,
                    (request, ray, now) -> Answer.html(
                                    200, "OK", "<!doctype html><title>proxied</title><p>It works.</p>\n")
                            .with("Server: cloudflare", "CF-RAY: " + ray, "CF-Cache-Status: DYNAMIC"))),
    NOT_PROXIED("DNS-05", Layer.DNS, "", Origins::healthy),
    PRIVATE_ADDRESS("DNS-06", Layer.DNS, "", NameAnswer.at(ip(10, 0, 0, 5))),
    PRIVATE_AMONG_PUBLIC("dns-private-among-public", Layer.DNS, "", NameAnswer.at(ip(203, 0, 113, 9), ip(10, 0, 0, 5))),
    METADATA_ADDRESS("dns-metadata", Layer.DNS, "", NameAnswer.at(ip(169, 254, 169, 254))),
    FAKE_ADDRESS("dns-fake-ip", Layer.DNS, "", NameAnswer.at(ip(198, 18, 0, 7))),
    ALIAS_TO_NOWHERE("DNS-07", Layer.DNS, "530", edge(EdgeError.E1016)),
    DANGLING_ALIAS("dns-dangling-alias", Layer.DNS, "", new NameAnswer.Alias("gone.invalid-target.test")),
    STALE_ADDRESS("DNS-09", Layer.DNS, "522 523", TcpFaults::unanswered);

    private final String id;
    private final Layer layer;
    private final String shows;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Starter starter;

    @SuppressWarnings("ImmutableEnumChecker") // Records.
    private final List<NameAnswer> said;

    Scenario(String id, Layer layer, String shows, Starter starter) {
        this(id, layer, shows, starter, List.of());
    }

    /** The same answer with and without TLS. */
    Scenario(String id, String shows, Handler handler) {
        this(id, Layer.HTTP, shows, ground -> Origins.answering(ground, handler), List.of());
    }

    Scenario(String id, Layer layer, String shows, NameAnswer said) {
        this(id, layer, shows, Origins::healthy, List.of(said));
    }

    Scenario(String id, Layer layer, String shows, Starter starter, List<NameAnswer> said) {
        this.id = id;
        this.layer = layer;
        this.shows = shows;
        this.starter = starter;
        this.said = said;
    }

    @FunctionalInterface
    private interface Starter {
        Origin start(Ground ground) throws IOException;
    }

    @FunctionalInterface
    private interface EdgeSays {
        Answer answer(Request request, Ray ray, Instant now);
    }

    private static Starter edge(EdgeError error) {
        return ground -> edge(ground, (request, ray, now) -> EdgePages.error(error, request, ray, now));
    }

    private static Origin edge(Ground ground, EdgeSays says) throws IOException {
        Ray ray = new Ray("9b1f00aa5c3d7e42", "FRA");
        return Origins.answering(
                ground,
                Answer.each(request -> says.answer(request, ray, ground.clock().instant())));
    }

    private static InetAddress ip(int... parts) {
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = (byte) parts[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("four bytes are an address", e);
        }
    }

    /** Its number in the family of faults, or its name. */
    public String id() {
        return id;
    }

    /** Where it fails. */
    public Layer layer() {
        return layer;
    }

    /**
     * The status that Cloudflare shows for it under Full (strict); several where the documentation leaves it open; none
     * where Cloudflare shows no error of its own making nor passes one on.
     */
    public List<String> shows() {
        return shows.isEmpty() ? List.of() : List.of(shows.split(" ", -1));
    }

    /**
     * Starts a server that plays it.
     *
     * @throws UnsupportedOperationException where this machine cannot make it; the message says why
     */
    public Origin start(Ground ground) throws IOException {
        return starter.start(ground);
    }

    /** Makes {@code names} say of {@code host} what belongs to this scenario: mostly where {@code origin} is. */
    public void publish(NameServer names, String host, Origin origin) {
        if (said.isEmpty()) {
            List<InetAddress> addresses = new ArrayList<>();
            addresses.add(origin.address().getAddress());
            if (origin.second() != null) {
                addresses.add(origin.second());
            }
            names.say(host, NameAnswer.at(addresses.toArray(new InetAddress[0])));
        } else {
            names.say(host, said.toArray(new NameAnswer[0]));
        }
    }

    /** The one with this id. */
    public static Scenario of(String id) {
        for (Scenario scenario : values()) {
            if (scenario.id.equals(id)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("no scenario is called " + id);
    }
}
