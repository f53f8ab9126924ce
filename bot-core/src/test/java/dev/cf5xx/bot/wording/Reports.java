package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observation;
import dev.cf5xx.bot.diagnose.Observed;
import dev.cf5xx.bot.diagnose.Outlook;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.diagnose.SslMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as a check would write them, with made-up values. */
final class Reports {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String HOST = "shop.example.com";
    static final String ORIGIN = "203.0.113.7";
    static final Report.Phases PHASES = new Report.Phases(12.34, 20.1, 31.0, 120.0, 190.4);
    static final Report.Phases NO_PHASES = new Report.Phases(null, null, null, null, null);

    private Reports() {}

    /** A value for every name that findings and observations know. */
    static String value(String slot) {
        return switch (slot) {
            case "address" -> ORIGIN;
            case "other" -> "2001:db8:7::7";
            case "addresses" -> "104.16.0.1, 2606:4700::1";
            case "aliases" -> "shop.example.net";
            case "alert" -> "40";
            case "by" -> "staple";
            case "bytes", "limit" -> "143360";
            case "cipher" -> "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384";
            case "code" -> "522";
            case "codes" -> "502, 522, 200";
            case "coding" -> "gzip";
            case "colo" -> "FRA";
            case "count" -> "2";
            case "date" -> "2026-11-19T09:00:00Z";
            case "flaws" -> "expired, self-signed";
            case "from" -> "2026-08-21T09:00:00Z";
            case "header" -> "Set-Cookie";
            case "hop" -> "host";
            case "host", "name" -> HOST;
            case "issuer" -> "CN=R11, O=Let's Encrypt, C=US";
            case "line" -> "SSH-2.0-OpenSSH_9.6p1";
            case "ms" -> "120.4";
            case "names" -> "www.example.net, example.net";
            case "port" -> "443";
            case "ray" -> "0123456789abcdef";
            case "seconds" -> "19";
            case "server" -> "nginx";
            case "signature" -> "SHA1withRSA";
            case "status" -> "503";
            case "subcode" -> "1016";
            case "subject" -> "CN=shop.example.com";
            case "target" -> "https://shop.example.com/cart";
            case "title" -> "Bad gateway";
            case "tries" -> "3";
            case "version" -> "TLSv1.2";
            default -> throw new IllegalArgumentException("no example of " + slot);
        };
    }

    static Map<String, String> values(List<String> slots) {
        Map<String, String> values = new LinkedHashMap<>();
        slots.forEach(slot -> values.put(slot, value(slot)));
        return values;
    }

    static Observed observed(Observation what) {
        boolean ofTheOrigin =
                what.name().startsWith("CERTIFICATE_") || what.name().startsWith("TLS_");
        return new Observed(what, values(what.slots()), ofTheOrigin ? ORIGIN : null);
    }

    static Observed observed(Observation what, String... values) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(what.slots().get(i), values[i]);
        }
        return new Observed(what, map);
    }

    static Diagnosis diagnosis(Finding finding, boolean certain, Observation... evidence) {
        String code = finding.code() == null && finding.slots().contains("code") ? "522" : finding.code();
        return new Diagnosis(
                finding,
                code,
                finding.fault(),
                0.9,
                certain,
                finding.slots().contains("address") ? ORIGIN : null,
                values(finding.slots()),
                java.util.Arrays.stream(evidence).map(Reports::observed).toList());
    }

    static Diagnosis with(Diagnosis diagnosis, String slot, String value) {
        Map<String, String> values = new LinkedHashMap<>(diagnosis.values());
        values.put(slot, value);
        return new Diagnosis(
                diagnosis.finding(),
                diagnosis.code(),
                diagnosis.fault(),
                diagnosis.confidence(),
                diagnosis.certain(),
                diagnosis.origin(),
                values,
                diagnosis.evidence());
    }

    static Builder of(Diagnosis... diagnoses) {
        return new Builder(List.of(diagnoses));
    }

    static Report.Handshake handshake(String problem) {
        return new Report.Handshake(
                "established",
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                "h2",
                null,
                List.of(new Report.Issued(
                        "CN=" + HOST,
                        "CN=R11, O=Let's Encrypt, C=US",
                        List.of(HOST, "www." + HOST),
                        Instant.parse("2026-08-21T09:00:00Z"),
                        Instant.parse("2026-11-19T09:00:00Z"),
                        "04ab12",
                        "EC 256",
                        "SHA256withRSA")),
                problem.isEmpty() ? List.of() : List.of(problem),
                List.of("out-of-order"),
                "good");
    }

    static Report.Origin origin(String address, Map<SslMode, Outlook> modes) {
        return new Report.Origin(
                address,
                new Report.Contact("connected", handshake("expired"), "answered", 200, "nginx", 512L, PHASES),
                new Report.Contact("connected", null, "answered", 301, "nginx", 300L, PHASES),
                modes,
                null);
    }

    /** Fine under every mode but Full (strict). */
    static Map<SslMode, Outlook> strictFails(Finding reason) {
        Map<SslMode, Outlook> modes =
                modes(new Outlook(Outlook.Result.OK, null, 200, List.of(Finding.ORIGIN_FINE), true));
        modes.put(SslMode.STRICT, new Outlook(Outlook.Result.ERROR, reason.code(), 526, List.of(reason), true));
        return modes;
    }

    static Map<SslMode, Outlook> modes(Outlook outlook) {
        Map<SslMode, Outlook> modes = new EnumMap<>(SslMode.class);
        for (SslMode mode : SslMode.values()) {
            modes.put(mode, outlook);
        }
        return modes;
    }

    /** A report behind Cloudflare, changed piece by piece. */
    static final class Builder {
        private final List<Diagnosis> diagnoses;
        private @Nullable Boolean behind = true;
        private @Nullable String shown;
        private String url = "https://" + HOST + "/cart?id=***";
        private final List<Report.Origin> origins = new ArrayList<>();
        private Map<String, String> trace = Map.of();
        private Report.From vantage = new Report.From(true, true, false, false);
        private String source = "cloudflare";
        private Report.Dns dns =
                new Report.Dns(HOST, "answered", List.of("104.16.0.1", "2606:4700::1"), List.of("shop.example.net"));

        private Builder(List<Diagnosis> diagnoses) {
            this.diagnoses = diagnoses;
        }

        Builder behind(@Nullable Boolean is) {
            behind = is;
            return this;
        }

        /** The status of the last answer. */
        Builder showing(String status) {
            shown = status;
            return this;
        }

        Builder at(String address) {
            url = address;
            return this;
        }

        Builder origin(Report.Origin origin) {
            origins.add(origin);
            return this;
        }

        Builder traced(Map<String, String> values) {
            trace = values;
            return this;
        }

        Builder from(Report.From from) {
            vantage = from;
            return this;
        }

        Builder resolvingTo(String address) {
            dns = new Report.Dns(HOST, "answered", List.of(address), List.of());
            return this;
        }

        Builder given(String address) {
            dns = new Report.Dns(HOST, "given", List.of(address), List.of());
            return this;
        }

        Builder writtenBy(String author) {
            source = author;
            return this;
        }

        Report build() {
            boolean cloudflare = Boolean.TRUE.equals(behind);
            return new Report(
                    url,
                    HOST,
                    vantage,
                    behind,
                    List.of(observed(cloudflare ? Observation.PROXIED_BY_ADDRESS : Observation.NOT_PROXIED)),
                    shown == null ? 200 : Integer.valueOf(shown),
                    diagnoses.get(0).code(),
                    null,
                    source,
                    cloudflare ? "0123456789abcdef" : null,
                    cloudflare ? "FRA" : null,
                    PHASES,
                    dns,
                    handshake(""),
                    trace,
                    List.of("https://" + HOST + "/ → 301 https://" + HOST + "/cart?id=***"),
                    List.of(522, 0, 200),
                    List.copyOf(origins),
                    diagnoses,
                    NOW,
                    1234.5);
        }
    }
}
