package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Mint;
import dev.cf5xx.bot.evidence.Mint.Minted;
import dev.cf5xx.bot.evidence.Trust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** What servers of tests show of themselves, and the root by which they are trusted. */
final class Keys {
    static final Minted ROOT = Mint.root("CN=Root of a test");
    static final Trust TRUST = Trust.of(List.of(ROOT.der()));

    private static final char[] SECRET = "secret".toCharArray();

    private Keys() {}

    /** A server that shows a right certificate for these names. */
    static SSLContext of(String... names) {
        return of(Mint.of("CN=" + names[0]).by(ROOT).dns(names).mint());
    }

    /** A server that shows these certificates, the first of which is its own. */
    static SSLContext of(Minted... chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    chain[0].keys().getPrivate(),
                    SECRET,
                    Stream.of(chain).map(Minted::java).toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, SECRET);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), new TrustManager[] {new Gullible()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The environment of a machine with nothing special. */
    static final Map<String, String> NO_ENVIRONMENT = Map.of();

    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {ROOT.java()};
        }
    }
}
