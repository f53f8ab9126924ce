package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Certificate;
import dev.cf5xx.bot.evidence.Chain;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.evidence.OriginSeen;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what was seen beside what was found: plain values, nothing secret, nothing of the checker's own. */
final class ReportWriter {
    private final Sighting sighting;
    private final @Nullable Page page;
    private final @Nullable Boolean behind;
    private final List<Prospect> prospects;

    ReportWriter(Sighting sighting, @Nullable Page page, @Nullable Boolean behind, List<Prospect> prospects) {
        this.sighting = sighting;
        this.page = page;
        this.behind = behind;
        this.prospects = prospects;
    }

    Report report(List<Diagnosis> diagnoses) {
        Hop last = sighting.last();
        Exchange exchange = last.exchange();
        Http answer = Prospect.answered(exchange);
        EdgeLines lines = new EdgeLines(sighting, page, null);
        return new Report(
                sighting.url().shown(),
                sighting.url().host(),
                new Report.From(
                        sighting.vantage().ipv4(),
                        sighting.vantage().ipv6(),
                        sighting.vantage().fakeDns(),
                        sighting.vantage().proxied()),
                behind,
                lines.because(),
                answer == null ? null : Integer.valueOf(answer.status()),
                diagnoses.isEmpty() ? null : diagnoses.get(0).code(),
                page == null ? null : page.subcode(),
                page == null ? Page.Author.UNKNOWN.tag() : page.author().tag(),
                page == null ? null : page.ray(),
                colo(),
                phases(last.lookup(), exchange),
                dns(last.lookup()),
                exchange == null ? null : handshake(exchange.tls()),
                sighting.trace() == null ? Map.of() : sighting.trace().masked().values(),
                sighting.hops().stream().map(ReportWriter::hop).toList(),
                exchange == null ? List.of() : Tries.of(sighting),
                prospects.stream().map(ReportWriter::origin).toList(),
                diagnoses,
                sighting.at(),
                millis(sighting.took()));
    }

    private @Nullable String colo() {
        if (page != null && page.colo() != null) {
            return page.colo();
        }
        return sighting.trace() == null ? null : sighting.trace().colo().orElse(null);
    }

    private static String hop(Hop hop) {
        Exchange exchange = hop.exchange();
        return hop.url().shown() + (exchange == null || exchange.status() == 0 ? "" : " " + exchange.status());
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }

    private static Report.Phases phases(@Nullable Lookup lookup, @Nullable Exchange exchange) {
        boolean asked = lookup != null && lookup.outcome() != Lookup.Outcome.GIVEN;
        Double dns = asked && lookup != null ? millis(lookup.took()) : null;
        if (exchange == null) {
            return new Report.Phases(dns, null, null, null, dns);
        }
        Duration total = dns == null || lookup == null
                ? exchange.total()
                : exchange.total().plus(lookup.took());
        return new Report.Phases(
                dns,
                millis(exchange.tcp().took()),
                exchange.tls() == null
                        ? null
                        : Double.valueOf(millis(exchange.tls().took())),
                exchange.http() == null
                        ? null
                        : Double.valueOf(millis(exchange.http().firstByte())),
                millis(total));
    }

    private static Report.Dns dns(Lookup lookup) {
        return new Report.Dns(
                lookup.name(),
                Shown.tag(lookup.outcome()),
                lookup.addresses().stream().map(Shown::address).toList(),
                List.copyOf(lookup.aliases()));
    }

    private static Report.@Nullable Handshake handshake(@Nullable Tls tls) {
        if (tls == null) {
            return null;
        }
        Chain chain = tls.chain();
        return new Report.Handshake(
                Shown.tag(tls.outcome()),
                tls.version(),
                tls.cipher(),
                tls.alpn(),
                tls.alert(),
                chain == null
                        ? List.of()
                        : chain.certificates().stream()
                                .map(ReportWriter::issued)
                                .toList(),
                chain == null ? List.of() : CertificateJudge.tags(chain),
                chain == null
                        ? List.of()
                        : chain.remarks().stream().map(Shown::tag).distinct().toList(),
                Shown.tag(
                        chain == null
                                ? Chain.Revocation.Status.UNCHECKED
                                : chain.revocation().status()));
    }

    private static Report.Issued issued(Certificate certificate) {
        return new Report.Issued(
                certificate.subject().isEmpty() ? "" : Shown.line(certificate.subject()),
                certificate.issuer().isEmpty() ? "" : Shown.line(certificate.issuer()),
                certificate.names().stream().map(Shown::line).toList(),
                certificate.from(),
                certificate.until(),
                certificate.serial(),
                certificate.key(),
                certificate.signature());
    }

    private static Report.Origin origin(Prospect prospect) {
        OriginSeen seen = prospect.seen();
        return new Report.Origin(
                prospect.name(),
                contact(seen.https()),
                contact(seen.http()),
                prospect.outlooks(),
                seen.refused() == null ? null : seen.refused().reason().tag());
    }

    private static Report.@Nullable Contact contact(@Nullable Exchange exchange) {
        if (exchange == null) {
            return null;
        }
        Http http = exchange.http();
        return new Report.Contact(
                Shown.tag(exchange.tcp().outcome()),
                handshake(exchange.tls()),
                http == null ? null : Shown.tag(http.outcome()),
                http == null ? null : http.statusOrNull(),
                http == null ? null : http.header("server").map(Shown::line).orElse(null),
                http == null || http.headBytes() == 0 ? null : Long.valueOf(http.headBytes()),
                phases(null, exchange));
    }
}
