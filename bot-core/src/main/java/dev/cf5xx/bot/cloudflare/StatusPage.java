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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Cloudflare's public status page, an Atlassian Statuspage: its {@code api/v2/summary.json}, asked for at most once a minute.
 * An answer that does not come, or is no such summary, is no answer.
 */
public final class StatusPage {
    /** In bytes; with some 350 data centres the real one has about 300 KB. */
    private static final long LARGEST = 4_000_000;

    private static final int MOST_NAMES = 5;
    private static final int LONGEST_NAME = 200;

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
    public Optional<EdgeStatus> about(@Nullable String colo) {
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

    private static EdgeStatus about(@Nullable String colo, JsonNode page) {
        String centre = null;
        List<String> troubled = new ArrayList<>();
        for (JsonNode component : page.path("components")) {
            String name = component.path("name").asText();
            String status = component.path("status").asText();
            var code = CENTRE.matcher(name);
            if (colo != null && code.find() && code.group(1).equals(colo)) {
                centre = status;
            } else if (ON_THE_WAY.contains(name) && !status.equals("operational")) {
                troubled.add(cut(name));
            }
        }
        List<String> incidents = new ArrayList<>();
        for (JsonNode incident : page.path("incidents")) {
            for (JsonNode component : incident.path("components")) {
                String name = component.path("name").asText();
                if (troubled.contains(name) || (colo != null && name.endsWith("(" + colo + ")"))) {
                    incidents.add(cut(incident.path("name").asText()));
                    break;
                }
            }
        }
        return new EdgeStatus(
                colo,
                centre,
                troubled.stream().limit(MOST_NAMES).toList(),
                incidents.stream().limit(MOST_NAMES).toList(),
                instant(page.path("page").path("updated_at").asText()));
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static Instant instant(String written) {
        try {
            return OffsetDateTime.parse(written).toInstant();
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
