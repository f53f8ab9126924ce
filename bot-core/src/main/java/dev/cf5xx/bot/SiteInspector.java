package dev.cf5xx.bot;

import dev.cf5xx.bot.diagnose.Diagnoser;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.EdgeStatus;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.probe.Probe;
import dev.cf5xx.bot.probe.Question;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.OriginAddress;
import dev.cf5xx.bot.target.OriginReading;
import dev.cf5xx.bot.target.Reading;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at sites for real: the policy, then the probe, then the diagnosis. */
public final class SiteInspector implements Inspector {
    private static final int MOST_ORIGINS = 6;

    private final AddressPolicy policy;
    private final Probe probe;
    private final Function<Sighting, Optional<EdgeStatus>> status;

    /**
     * Puts it together.
     *
     * @param status what Cloudflare says of itself, asked for only after an error of the edge
     */
    public SiteInspector(AddressPolicy policy, Probe probe, Function<Sighting, Optional<EdgeStatus>> status) {
        this.policy = policy;
        this.probe = probe;
        this.status = status;
    }

    @Override
    public Plan plan(String url, List<String> origins) {
        Reading reading = SiteUrl.read(url);
        if (!(reading instanceof SiteUrl site)) {
            return new Plan.Refused((Refusal) reading, url);
        }
        Optional<Refusal> refusal = policy.judge(site);
        if (refusal.isPresent()) {
            return new Plan.Refused(refusal.get(), url);
        }
        List<String> canonical = new ArrayList<>();
        List<String> targets = new ArrayList<>(List.of(site.host()));
        List<String> each = origins.stream().distinct().toList();
        // Nobody's cannon, and nobody's scanner: a site has a few origins.
        if (each.size() > MOST_ORIGINS) {
            return new Plan.Refused(new Refusal(Refusal.Reason.ORIGINS, Integer.toString(MOST_ORIGINS)), url);
        }
        for (String written : each) {
            OriginReading origin = OriginAddress.read(written, site);
            Optional<Refusal> why =
                    origin instanceof OriginAddress address ? policy.judge(address) : Optional.of((Refusal) origin);
            if (why.isPresent()) {
                return new Plan.Refused(why.get(), written);
            }
            canonical.add(((OriginAddress) origin).text());
            targets.add(((OriginAddress) origin).address().getHostAddress());
        }
        return new Plan.Ready(site.text(), canonical, targets);
    }

    @Override
    public Outcome look(Plan.Ready plan, Consumer<Step> progress) {
        SiteUrl site = (SiteUrl) SiteUrl.read(plan.url());
        List<OriginAddress> origins = plan.origins().stream()
                .map(origin -> (OriginAddress) OriginAddress.read(origin, site))
                .toList();
        Sighting sighting = probe.look(new Question(site, origins), progress);
        EdgeStatus edge =
                sighting.last().exchange() != null && sighting.last().exchange().status() >= 500 && sighting.proxied()
                        ? status.apply(sighting).orElse(null)
                        : null;
        return new Outcome.Found(Diagnoser.diagnose(sighting, edge), Duration.ZERO);
    }
}
