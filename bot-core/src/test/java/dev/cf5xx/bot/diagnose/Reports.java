package dev.cf5xx.bot.diagnose;

import dev.cf5xx.knowledge.Fault;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports for tests that are not about them. */
public final class Reports {
    private Reports() {}

    /** A site without Cloudflare that works. */
    public static Report fine(String url, Instant at) {
        return of(url, at, false, null, 200, Finding.ORIGIN_FINE, Map.of("status", "200", "ms", "12"));
    }

    /** A site behind Cloudflare that shows 522. */
    public static Report broken(String url, Instant at) {
        return of(url, at, true, "522", 522, Finding.EDGE_REPORTS, Map.of("code", "522"));
    }

    private static Report of(
            String url,
            Instant at,
            boolean behind,
            String code,
            int status,
            Finding finding,
            Map<String, String> values) {
        String host = URI.create(url).getHost();
        return new Report(
                url,
                host,
                new Report.From(true, false, false, false),
                behind,
                List.of(),
                status,
                code,
                null,
                behind ? "cloudflare" : "origin",
                behind ? "0123456789abcdef" : null,
                behind ? "FRA" : null,
                new Report.Phases(1.0, 2.0, 3.0, 4.0, 10.0),
                new Report.Dns(host, "answered", List.of("198.51.100.1"), List.of()),
                null,
                Map.of(),
                List.of(url),
                List.of(status),
                List.of(),
                List.of(new Diagnosis(finding, code, Fault.ORIGIN, 0.9, true, null, values, List.of())),
                at,
                10.0);
    }
}
