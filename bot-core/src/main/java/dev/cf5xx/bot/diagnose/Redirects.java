package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Hop;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Redirects that lead nowhere: in a circle, too far, or to where the checker must not go. */
final class Redirects {
    private static final int LONGEST = 8192;

    private final Sighting sighting;
    private final EdgeLines lines;
    private final @Nullable Http answer;

    private Redirects(Sighting sighting, EdgeLines lines) {
        this.sighting = sighting;
        this.lines = lines;
        answer = Prospect.answered(sighting.last().exchange());
    }

    /** Puts what stopped the check on its way before what was found; nothing where it was not stopped. */
    static void tell(Sighting sighting, EdgeLines lines, List<Diagnosis> found) {
        Refusal stopped = sighting.stopped();
        if (stopped == null) {
            return;
        }
        Redirects redirects = new Redirects(sighting, lines);
        if (stopped.reason() == Refusal.Reason.REDIRECTS) {
            found.add(0, redirects.endless());
        } else if (redirects.answer != null && othersMayGo(stopped.reason())) {
            found.add(redirects.refused(stopped));
        } else {
            found.add(0, redirects.refused(stopped));
        }
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
        Finding finding = Finding.TOO_MANY_REDIRECTS;
        if (isLoop()) {
            boolean flexible = Boolean.TRUE.equals(Vicinity.behind(sighting)) && turnsOnScheme();
            finding = flexible ? Finding.REDIRECT_LOOP_FLEXIBLE : Finding.REDIRECT_LOOP;
        }
        Cause cause = Cause.of(
                finding,
                "target",
                target,
                "count",
                Integer.toString(sighting.hops().size()));
        // A loop over https through Cloudflare may also be the application's own.
        return (finding == Finding.REDIRECT_LOOP_FLEXIBLE ? cause.sure(false, 0.8) : cause)
                .with(lines.redirects(target))
                .with(lines.status())
                .with(lines.proxied())
                .diagnosis(null);
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

    /** Whether all addresses on the way are one but for the scheme, which was https somewhere. */
    private boolean turnsOnScheme() {
        List<Hop> hops = sighting.hops();
        long different = hops.stream()
                .map(hop -> hop.url().host() + hop.url().path())
                .distinct()
                .count();
        return different == 1 && hops.stream().anyMatch(hop -> hop.url().https());
    }

    /** Whether {@code answer}, given over plain HTTP, sends a visitor of {@code site} to where the visitor already is. */
    static boolean leadsBack(SiteUrl site, Http answer) {
        HttpUrl here = parsed(site);
        return here != null && here.equals(target(null, answer));
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
