package dev.cf5xx.lab.origin;

import dev.cf5xx.lab.certificate.Identity;
import dev.cf5xx.lab.certificate.KeyKind;
import dev.cf5xx.lab.serve.BouncyTls;
import dev.cf5xx.lab.serve.BouncyTls.Offer;
import dev.cf5xx.lab.serve.Connection;
import dev.cf5xx.lab.serve.Handler;
import dev.cf5xx.lab.serve.JsseTls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;

/** Origins whose TLS is at fault, or only looks so. */
final class TlsFaults {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private TlsFaults() {}

    /** Reads the ClientHello's record, then does {@code then}. */
    static Origin afterClientHello(Ground ground, Handler then) throws IOException {
        return Origins.raw(ground, connection -> {
            clientHello(connection);
            then.serve(connection);
        });
    }

    private static void clientHello(Connection connection) throws IOException {
        DataInputStream in = new DataInputStream(connection.in());
        in.readUnsignedByte();
        in.readUnsignedShort();
        in.readFully(new byte[in.readUnsignedShort()]);
    }

    /** A fatal alert with this number. */
    static Handler alert(int number) {
        return connection -> {
            connection.send(new byte[] {ALERT, 3, 3, 0, 2, 2, (byte) number});
            connection.finish();
        };
    }

    /** The beginning of a ServerHello that announces more than comes. */
    static void halfServerHello(Connection connection) throws IOException {
        ByteArrayOutputStream half = new ByteArrayOutputStream();
        half.writeBytes(new byte[] {HANDSHAKE, 3, 3, 0, 90, 2, 0, 0, 86, 3, 3});
        half.writeBytes("half of a server's random".getBytes(StandardCharsets.US_ASCII));
        connection.send(half.toByteArray());
        connection.finish();
    }

    /** Bytes that are no record of TLS. */
    static void garbage(Connection connection) throws IOException {
        byte[] bytes = new byte[64];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xb0 ^ i * 37);
        }
        connection.send(bytes);
        connection.finish();
    }

    /** A web server without TLS: fine for who speaks HTTP to it; a ClientHello is a bad request. */
    static Origin plainHttp(Ground ground) throws IOException {
        Handler healthy = HttpFaults.healthy(ground);
        return Origins.raw(ground, connection -> {
            connection.in().mark(1);
            int first = connection.in().read();
            connection.in().reset();
            if (first == HANDSHAKE) {
                Looks.nginx(400, "Bad Request").to(connection);
                connection.finish();
            } else {
                healthy.serve(connection);
            }
        });
    }

    private static Origin offering(Ground ground, Offer offer) throws IOException {
        return Origins.handshaking(ground, BouncyTls.of(offer));
    }

    static Origin only(Ground ground, ProtocolVersion version) throws IOException {
        return offering(ground, Offer.of(ground.goodRsa()).versions(version));
    }

    static Origin onlyTls12(Ground ground, Integer... suites) throws IOException {
        return offering(
                ground,
                Offer.of(ground.goodRsa()).versions(ProtocolVersion.TLSv12).suites(suites));
    }

    static Origin anonymous(Ground ground) throws IOException {
        return offering(
                ground,
                Offer.of(null)
                        .versions(ProtocolVersion.TLSv12)
                        .suites(
                                CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256,
                                CipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA));
    }

    static Origin sniRequired(Ground ground, String name) throws IOException {
        return offering(ground, Offer.of(ground.good()).onlyFor(name));
    }

    /** With the right server name the right certificate, without it that of another site. */
    static Origin defaultCertificateOfAnother(Ground ground) throws IOException {
        Identity other = ground.good("other." + ground.host(), KeyKind.EC_P256);
        Identity own = ground.good();
        return Origins.handshaking(ground, JsseTls.byName(name -> name.equalsIgnoreCase(ground.host()) ? own : other));
    }

    static Origin clientCertificate(Ground ground, ProtocolVersion version) throws IOException {
        return offering(ground, Offer.of(ground.good()).versions(version).demandingClientCertificate());
    }

    /** A web server's answer to a client without a certificate that it lets through the handshake. */
    static Origin clientCertificateAskedByHttp(Ground ground) throws IOException {
        return Origins.of(
                ground,
                JsseTls.of(ground.good()),
                HttpFaults.answer(Looks.nginx(400, "No required SSL certificate was sent")),
                HttpFaults.healthy(ground));
    }

    /** Agrees to h2 with who offers it, and then does {@code spoken}; HTTP/1.1 with all others. */
    static Origin http2(Ground ground, Handler spoken) throws IOException {
        Handler healthy = HttpFaults.healthy(ground);
        return Origins.of(
                ground,
                BouncyTls.of(Offer.of(ground.good()).protocols("h2", "http/1.1")),
                connection -> (connection.protocol().equals("h2") ? spoken : healthy).serve(connection),
                healthy);
    }
}
