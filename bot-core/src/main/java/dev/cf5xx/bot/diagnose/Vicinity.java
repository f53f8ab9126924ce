package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.PageReader;
import dev.cf5xx.bot.evidence.Sighting;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Whether Cloudflare is in front of a site. */
final class Vicinity {
    private Vicinity() {}

    /** Whether Cloudflare is in front; null where the check did not get far enough to tell. */
    static @Nullable Boolean behind(Sighting sighting) {
        Exchange exchange = sighting.last().exchange();
        Http answer = Prospect.answered(exchange);
        if (sighting.proxied() || sighting.trace() != null || (answer != null && PageReader.passedCloudflare(answer))) {
            return true;
        } else if (exchange == null || (answer == null && isFake(exchange.tcp().address()))) {
            return null;
        }
        return false;
    }

    /** Whether an address is one that proxy software on the checker's own network answers with (198.18.0.0/15). */
    static boolean isFake(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18;
    }
}
