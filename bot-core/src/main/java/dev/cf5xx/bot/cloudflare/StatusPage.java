package dev.cf5xx.bot.cloudflare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.cf5xx.bot.evidence.EdgeStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Cloudflare's public status page, an Atlassian Statuspage: its {@code api/v2/summary.json}, asked for at most once a minute.
 * An answer that does not come, or is no such summary, is no answer.
 */
public final class StatusPage {
    /** In bytes; with some 350 data centres the real one has about 300 KB. */
    private static final long LARGEST = 4_000_000;

    /** What the page calls a component's state, the worst last. */
    private static final List<String> STATES =
            List.of("operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage");

    /** The components that stand between a visitor and an origin; the page's others are products beside. */
    private static final Set<String> ON_THE_WAY = Set.of(
            "CDN/Cache",
            "CDN Cache Purge",
            "DNS",
            "Authoritative DNS",
            "Network",
            "SSL Certificate Provisioning",
            "SSL for SaaS Provisioning",
            "Argo Smart Routing",
            "Load Balancing and Monitoring",
            "Firewall",
            "Cloudflare Tunnel");

    private static final Pattern CENTRE = Pattern.compile("\\(([A-Z]{3})\\)\\s*$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpUrl summary;
    private final Published published = new Published();
    private final LoadingCache<String, Optional<JsonNode>> lately = Caffeine.newBuilder()
            .maximumSize(1)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build(any -> read());

    /** Reads the status page whose summary is below {@code base}. */
    public StatusPage(HttpUrl base) {
        summary = base.newBuilder().addPathSegments("api/v2/summary.json").build();
    }

    /** What the page says of a data centre; empty where it does not answer. Takes three seconds at most. */
    public Optional<EdgeStatus> about(String colo) {
        return lately.get("summary").map(page -> about(colo, page));
    }

    private Optional<JsonNode> read() {
        return published.read(summary, LARGEST).flatMap(text -> {
            try {
                JsonNode page = JSON.readTree(text);
                return page.path("components").isArray() && page.path("page").has("updated_at")
                        ? Optional.of(page)
                        : Optional.empty();
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        });
    }

    private static EdgeStatus about(String colo, JsonNode page) {
        String state = null;
        JsonNode worst = null;
        for (JsonNode component : page.path("components")) {
            String name = component.path("name").asText();
            var code = CENTRE.matcher(name);
            if (code.find()) {
                state = code.group(1).equals(colo) ? word(component) : state;
            } else if (ON_THE_WAY.contains(name) && weight(component) > (worst == null ? 0 : weight(worst))) {
                worst = component;
            }
        }
        return new EdgeStatus(
                colo,
                state,
                worst == null ? null : worst.path("name").asText(),
                worst == null ? null : word(worst),
                instant(page.path("page").path("updated_at").asText()));
    }

    /** How bad a component's state is; 0 for one in order, and for a word that is none of the page's. */
    private static int weight(JsonNode component) {
        return STATES.indexOf(component.path("status").asText());
    }

    /** The state; a word that is none of the page's counts as in order. */
    private static String word(JsonNode component) {
        return STATES.get(Math.max(0, weight(component)));
    }

    private static Instant instant(String written) {
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
