package dev.cf5xx.app.doctor;

import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Tcp;
import java.net.InetAddress;
import java.util.Optional;

/** Judges one look at Cloudflare, made the way checks look at sites: DNS and TCP, without a proxy. */
final class NetworkLook {
    private static final String DNS = "dns";
    private static final String CLOUDFLARE = "cloudflare";

    private NetworkLook() {}

    static Looked judge(Sighting sighting) {
        Hop first = sighting.hops().get(0);
        Lookup lookup = first.lookup();
        if (lookup.addresses().isEmpty()) {
            return Looked.of(
                    Finding.wrong(DNS, Remark.NO_DNS, lookup.name(), lookup.outcome()),
                    Finding.unset(CLOUDFLARE, Remark.NO_DNS_CLOUDFLARE));
        }
        Finding dns = Finding.fine(DNS, Remark.DNS, lookup.name());
        if (sighting.hops().size() == 1 && !sighting.proxied()) {
            dns = Finding.wrong(
                    DNS,
                    Remark.OTHER_DNS,
                    lookup.name(),
                    lookup.addresses().stream().map(InetAddress::getHostAddress).toList());
        }
        Optional<Tcp> connected =
                first.families().stream().filter(Tcp::connected).findFirst();
        if (connected.isPresent()) {
            Tcp tcp = connected.get();
            return Looked.of(
                    dns,
                    Finding.fine(CLOUDFLARE, Remark.CLOUDFLARE, tcp.address().getHostAddress(), tcp.port()));
        }
        Optional<Tcp> tried = first.families().stream().findFirst();
        return Looked.of(
                dns,
                tried.map(tcp -> Finding.wrong(
                                CLOUDFLARE,
                                Remark.NO_CLOUDFLARE,
                                tcp.address().getHostAddress(),
                                tcp.port(),
                                tcp.outcome()))
                        .orElseGet(() -> Finding.unset(CLOUDFLARE, Remark.NO_DNS_CLOUDFLARE)));
    }
}
