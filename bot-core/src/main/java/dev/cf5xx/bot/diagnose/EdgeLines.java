package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.EdgeStatus;
import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.PageReader;
import dev.cf5xx.bot.evidence.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The measured lines about the site itself, as seen through the edge. */
final class EdgeLines {
    private final Sighting sighting;
    private final @Nullable Page page;
    private final @Nullable EdgeStatus status;
    private final @Nullable Http answer;

    EdgeLines(Sighting sighting, @Nullable Page page, @Nullable EdgeStatus status) {
        this.sighting = sighting;
        this.page = page;
        this.status = status;
        answer = Prospect.answered(sighting.last().exchange());
    }

    /** What the page shows, the most telling first. */
    List<Observed> page() {
        List<Observed> lines = new ArrayList<>();
        if (page == null || answer == null) {
            return lines;
        }
        boolean cloudflares = page.author() == Page.Author.CLOUDFLARE;
        if (page.subcode() != null) {
            lines.add(Lines.line(Observation.EDGE_SUBCODE, "subcode", page.subcode()));
        }
        if (cloudflares && page.code() != null && page.failed() != null && PageReader.marksHop(answer)) {
            lines.add(Lines.line(Observation.EDGE_HOP, "code", page.code(), "hop", Shown.tag(page.failed())));
        } else if (cloudflares && page.code() != null && page.subcode() == null) {
            lines.add(Lines.line(
                    Observation.EDGE_PAGE,
                    "code",
                    page.code(),
                    "server",
                    answer.header("server").map(Shown::line).orElse(Shown.UNKNOWN)));
        }
        if (!cloudflares) {
            Lines.server(answer).ifPresent(lines::add);
            Lines.title(page).ifPresent(lines::add);
        }
        Lines.ray(page).ifPresent(lines::add);
        statusPage().ifPresent(lines::add);
        if (cloudflares) {
            Lines.retryAfter(answer).ifPresent(lines::add);
            Lines.title(page).ifPresent(lines::add);
        }
        return lines;
    }

    /** The status that came. */
    Optional<Observed> status() {
        return Optional.ofNullable(answer).map(Lines::http);
    }

    /** What the status page says of the data centre that answered. */
    Optional<Observed> statusPage() {
        String colo = colo();
        return status == null
                        || status.state() == null
                        || colo == null
                        || !status.colo().equals(colo)
                ? Optional.empty()
                : Optional.of(Lines.line(
                        Observation.STATUS_PAGE, "colo", status.colo(), "status", Shown.line(status.state())));
    }

    private @Nullable String colo() {
        if (page != null && page.colo() != null) {
            return page.colo();
        }
        return sighting.trace() == null ? null : sighting.trace().colo().orElse(null);
    }

    /** What the trace says. */
    Optional<Observed> trace() {
        return Optional.ofNullable(sighting.trace())
                .flatMap(trace -> trace.colo())
                .map(colo -> Lines.line(Observation.PROXIED_BY_TRACE, "colo", Shown.line(colo)));
    }

    /** Why Cloudflare is said to be in front, or not; the best reason first. */
    List<Observed> because() {
        List<Observed> lines = new ArrayList<>();
        Exchange exchange = sighting.last().exchange();
        boolean headers = answer != null && PageReader.passedCloudflare(answer);
        if (sighting.proxied()) {
            String address = exchange != null
                    ? Shown.address(exchange.tcp().address())
                    : sighting.last().lookup().addresses().stream()
                            .findFirst()
                            .map(Shown::address)
                            .orElse(Shown.UNKNOWN);
            lines.add(Lines.line(Observation.PROXIED_BY_ADDRESS, "address", address));
        }
        if (headers && answer != null) {
            lines.add(Lines.line(
                    Observation.PROXIED_BY_HEADERS,
                    "ray",
                    answer.header("cf-ray").map(Shown::line).orElse(Shown.UNKNOWN)));
        }
        trace().ifPresent(lines::add);
        if (lines.isEmpty() && Boolean.FALSE.equals(Vicinity.behind(sighting)) && exchange != null) {
            lines.add(Lines.line(
                    Observation.NOT_PROXIED,
                    "address",
                    Shown.address(exchange.tcp().address())));
        }
        return lines;
    }

    /** The best reason for saying that Cloudflare is in front. */
    Optional<Observed> proxied() {
        return Boolean.TRUE.equals(Vicinity.behind(sighting))
                ? because().stream().findFirst()
                : Optional.empty();
    }

    /** The redirects on the way to {@code target}. */
    Observed redirects(String target) {
        return Lines.line(
                Observation.REDIRECTS, "count", Integer.toString(sighting.hops().size()), "target", target);
    }

    /** The redirects that led here; empty where none did. */
    Optional<Observed> way() {
        int count = sighting.hops().size() - 1;
        return count == 0
                ? Optional.empty()
                : Optional.of(Lines.line(
                        Observation.REDIRECTS,
                        "count",
                        Integer.toString(count),
                        "target",
                        sighting.last().url().shown()));
    }
}
