package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Redirects that lead nowhere: in a circle, too far, or to where the checker must not go. */
final class Redirects {
    private static final int LONGEST = 8192;

    /** How the names of the cookies begin that Cloudflare itself sets. */
    private static final List<String> CLOUDFLARES = List.of("__cf", "_cf", "cf_");

    /** What is said of an answer where nothing is wrong with it; a redirect that leads nowhere is none. */
    private static final Set<Finding> ANSWERS = EnumSet.of(
            Finding.EDGE_FINE,
            Finding.ORIGIN_FINE,
            Finding.LATE,
            Finding.REDIRECT_LOOP,
            Finding.REDIRECT_LOOP_FLEXIBLE);

    private final Sighting sighting;
    private final EdgeLines lines;
    private final List<Prospect> prospects;
    private final @Nullable Http answer;

    private Redirects(Sighting sighting, EdgeLines lines, List<Prospect> prospects) {
        this.sighting = sighting;
        this.lines = lines;
        this.prospects = prospects;
        answer = Prospect.answered(sighting.last().exchange());
    }

    /** Puts what stopped the check on its way before what was found; nothing where it was not stopped. */
    static void tell(Sighting sighting, EdgeLines lines, List<Prospect> prospects, List<Diagnosis> found) {
        Refusal stopped = sighting.stopped();
        if (stopped == null) {
            return;
        }
        Redirects redirects = new Redirects(sighting, lines, prospects);
        if (stopped.reason() != Refusal.Reason.REDIRECTS && redirects.answer != null && othersMayGo(stopped.reason())) {
            found.add(redirects.refused(stopped));
            return;
        }
        found.removeIf(diagnosis -> ANSWERS.contains(diagnosis.finding()));
        found.add(0, stopped.reason() == Refusal.Reason.REDIRECTS ? redirects.endless() : redirects.refused(stopped));
    }

    /** Whether a redirect is refused for a reason that is the checker's alone: a browser would follow it. */
    private static boolean othersMayGo(Refusal.Reason reason) {
        return switch (reason) {
            case PORT, USERINFO, TOO_LONG, SCHEME, SPELLING, OWN_ADDRESS -> true;
            case NOT_A_URL, BAD_HOST, INTERNAL_NAME, SPECIAL_ADDRESS, REDIRECTS, ORIGINS -> false;
        };
    }

    private Diagnosis refused(Refusal stopped) {
        String target = stopped.detail().isEmpty() ? sighting.last().url().shown() : Shown.line(stopped.detail());
        return Cause.of(Finding.REDIRECT_REFUSED, "target", target)
                .sure(false, 0.8)
                .with(lines.redirects(target))
                .with(lines.status())
                .with(lines.proxied())
                .diagnosis(null);
    }

    private Diagnosis endless() {
        String target = sighting.last().url().shown();
        if (!isLoop()) {
            return told(Cause.of(
                    Finding.TOO_MANY_REDIRECTS,
                    "count",
                    Integer.toString(sighting.hops().size())));
        }
        Optional<Cause> flexible = flexible();
        if (flexible.isPresent()) {
            return told(Cause.of(Finding.REDIRECT_LOOP_FLEXIBLE, "target", target)
                    .sure(true, 0.9)
                    .with(flexible.get().evidence()));
        }
        return told(
                setsCookie()
                        ? Cause.of(Finding.REDIRECT_WITH_COOKIE, "target", target)
                                .sure(false, 0.5)
                        : Cause.of(Finding.REDIRECT_LOOP, "target", target));
    }

    private Diagnosis told(Cause cause) {
        return cause.with(lines.redirects(sighting.last().url().shown()))
                .with(lines.status())
                .with(lines.proxied())
                .diagnosis(null);
    }

    /** What an origin does that makes a circle under Flexible and none over TLS; no redirect tells that by itself. */
    private Optional<Cause> flexible() {
        return prospects.stream()
                .filter(prospect -> Boolean.TRUE.equals(Vicinity.behind(sighting)))
                .filter(prospect -> prospect.causes().getOrDefault(SslMode.FULL, List.of()).stream()
                        .noneMatch(cause -> cause.finding() == Finding.REDIRECT_LOOP))
                .flatMap(prospect -> prospect.causes().getOrDefault(SslMode.FLEXIBLE, List.of()).stream())
                .filter(cause -> cause.finding() == Finding.REDIRECT_LOOP_FLEXIBLE)
                .findFirst();
    }

    private boolean setsCookie() {
        return sighting.hops().stream()
                .map(hop -> Prospect.answered(hop.exchange()))
                .anyMatch(http -> http != null && setsCookie(http));
    }

    /** Whether the site sets a cookie; Cloudflare's own are none of its. */
    static boolean setsCookie(Http http) {
        return http.headers().stream()
                .filter(field -> field.name().equalsIgnoreCase("set-cookie"))
                .map(field -> field.value().strip())
                .anyMatch(cookie -> CLOUDFLARES.stream().noneMatch(cookie::startsWith));
    }

    /** Whether an address came up twice, the one that the last redirect leads to included. */
    private boolean isLoop() {
        Set<HttpUrl> seen = new LinkedHashSet<>();
        for (Hop hop : sighting.hops()) {
            HttpUrl url = parsed(hop.url());
            if (url != null && !seen.add(url)) {
                return true;
            }
        }
        HttpUrl from = parsed(sighting.last().url());
        return answer != null && from != null && seen.contains(target(from, answer));
    }

    /** Whether {@code answer} sends a visitor of {@code site} to where the visitor already is. */
    static boolean leadsBack(SiteUrl site, Http answer, boolean overTls) {
        HttpUrl here = parsed(site);
        return here != null && here.equals(target(overTls ? here : null, answer));
    }

    /** Where a redirect leads, without fragment; null where it leads nowhere that can be read. */
    private static @Nullable HttpUrl target(@Nullable HttpUrl from, Http answer) {
        String location = answer.header("location").orElse("").strip();
        if (answer.status() / 100 != 3 || location.isEmpty() || location.length() > LONGEST) {
            return null;
        }
        HttpUrl target = from == null ? HttpUrl.parse(location) : from.resolve(location);
        return target == null ? null : target.newBuilder().fragment(null).build();
    }

    private static @Nullable HttpUrl parsed(SiteUrl url) {
        String host = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        HttpUrl parsed = HttpUrl.parse((url.https() ? "https://" : "http://") + host + ":" + url.port() + url.path());
        return parsed == null
                ? null
                : Objects.requireNonNull(parsed).newBuilder().fragment(null).build();
    }
}
