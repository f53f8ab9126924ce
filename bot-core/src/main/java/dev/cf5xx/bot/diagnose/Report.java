package dev.cf5xx.bot.diagnose;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one check found: everything that is told, stored and handed on. Made of plain values, so that it can be written as
 * JSON and read back; bodies, cookies and the checker's own address are not in it.
 *
 * @param url the canonical address, query values masked
 * @param host its host name
 * @param vantage from where was looked
 * @param behindCloudflare whether Cloudflare is in front; null where the check did not get far enough to tell
 * @param because why that is said
 * @param status the status of the last answer; null where none came
 * @param code the 5XX code shown or meant; null for none
 * @param subcode the 1XXX code; null for none
 * @param source who wrote the last answer, a {@link dev.cf5xx.bot.evidence.Page.Author#tag}
 * @param ray the Ray ID, or null
 * @param colo the data centre, or null
 * @param phases how long each phase of the last hop took
 * @param dns what DNS said of the last hop's name
 * @param tls the handshake with the last hop; null over plain HTTP
 * @param trace what the trace said, the checker's own address and agent masked; empty where there was none
 * @param hops the way, one line each, masked
 * @param tries the status of each try, 0 where none came; the first included
 * @param origins what each origin did, and would do to Cloudflare
 * @param diagnoses what was found, the weightiest first; at least one
 * @param checkedAt when
 * @param tookMs the whole check in milliseconds
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Report(
        String url,
        String host,
        From vantage,
        @Nullable Boolean behindCloudflare,
        List<Observed> because,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String subcode,
        String source,
        @Nullable String ray,
        @Nullable String colo,
        Phases phases,
        Dns dns,
        @Nullable Handshake tls,
        Map<String, String> trace,
        List<String> hops,
        List<Integer> tries,
        List<Origin> origins,
        List<Diagnosis> diagnoses,

        @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(converter = FromText.class)
        Instant checkedAt,

        double tookMs) {

    /** From where was looked; see {@link dev.cf5xx.bot.evidence.Vantage}. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record From(boolean ipv4, boolean ipv6, boolean fakeDns, boolean proxied) {}

    /** Milliseconds; null for a phase that did not happen. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Phases(
            @Nullable Double dnsMs,
            @Nullable Double tcpMs,
            @Nullable Double tlsMs,
            @Nullable Double ttfbMs,
            @Nullable Double totalMs) {}

    /**
     * What DNS said.
     *
     * @param outcome e.g. {@code answered}, {@code nxdomain}
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Dns(String name, String outcome, List<String> addresses, List<String> aliases) {}

    /**
     * A handshake.
     *
     * @param outcome e.g. {@code established}, {@code alert}
     * @param chain the certificates, the server's own first
     * @param problems why Full (strict) refuses them, e.g. {@code expired}
     * @param remarks what else is worth knowing, e.g. {@code origin-ca}
     * @param revocation {@code good}, {@code revoked} or {@code unchecked}
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Handshake(
            String outcome,
            @Nullable String version,
            @Nullable String cipher,
            @Nullable String alpn,
            @Nullable Integer alert,
            List<Issued> chain,
            List<String> problems,
            List<String> remarks,
            String revocation) {}

    /** A certificate. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Issued(
            String subject,
            String issuer,
            List<String> names,

            @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(converter = FromText.class)
            Instant notBefore,

            @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(converter = FromText.class)
            Instant notAfter,

            String serial,
            String key,
            String signature) {}

    /**
     * An origin.
     *
     * @param address {@code IP[:HTTPS-PORT[:HTTP-PORT]]}; masked before it is shown in a channel
     * @param https over TLS; null where not tried
     * @param http over plain HTTP; null where not tried
     * @param bySslMode what Cloudflare would answer under each mode; empty where the origin was not looked at
     * @param refused why it was not looked at, a {@link dev.cf5xx.bot.target.Refusal.Reason#tag}; or null
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Origin(
            String address,
            @Nullable Contact https,
            @Nullable Contact http,
            Map<SslMode, Outlook> bySslMode,
            @Nullable String refused) {}

    /**
     * One contact with an origin.
     *
     * @param tcp e.g. {@code connected}, {@code refused}
     * @param tls the handshake, or null
     * @param outcome of the request, e.g. {@code answered}, {@code empty}; null where nothing was asked
     * @param status the status; null where none came
     * @param headBytes size of the header; null where none came
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Contact(
            String tcp,
            @Nullable Handshake tls,
            @Nullable String outcome,
            @Nullable Integer status,
            @Nullable String server,
            @Nullable Long headBytes,
            Phases phases) {}

    /**
     * Whether anything is broken: the site, or, behind a site that answers, an origin that Cloudflare gets an error from under
     * every mode for certain. Cloudflare may ask another one, or its cache, now; it will not always.
     */
    public boolean broken() {
        return !diagnoses.isEmpty()
                && (!diagnoses.get(0).finding().harmless() || origins.stream().anyMatch(Report::failing));
    }

    private static boolean failing(Origin origin) {
        return !origin.bySslMode().isEmpty()
                && origin.bySslMode().values().stream()
                        .allMatch(outlook -> outlook.result() != Outlook.Result.OK && outlook.certain());
    }
}
