package dev.cf5xx.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.Inspector.Plan;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.probe.Probe;
import dev.cf5xx.bot.probe.ProbeSettings;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Networks;
import dev.cf5xx.bot.target.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SiteInspectorTest {
    private static final String SITE = "https://shop.example.com/";

    private final AddressPolicy policy = new AddressPolicy(Networks.of(List.of()), List.of(), List::of);
    private final Inspector inspector = new SiteInspector(
            policy,
            new Probe(
                    ProbeSettings.DEFAULTS,
                    new Probe.Surroundings(
                            policy,
                            List.of(),
                            address -> false,
                            () -> Trust.of(List.of()),
                            Clock.systemUTC(),
                            Runnable::run,
                            Map.of())),
            sighting -> Optional.empty());

    private static List<String> origins(int count) {
        return IntStream.range(1, count + 1).mapToObj(i -> "93.184.216." + i).toList();
    }

    @Test
    void plan_severalOrigins_areAllTargets() {
        assertThat(inspector.plan(SITE, origins(6)))
                .isInstanceOfSatisfying(
                        Plan.Ready.class,
                        ready -> assertThat(ready.targets()).hasSize(7).contains("shop.example.com", "93.184.216.6"));
    }

    @Test
    void plan_sameOriginTwice_isOne() {
        List<String> twice = List.of("93.184.216.1", "93.184.216.1");

        assertThat(inspector.plan(SITE, twice))
                .isInstanceOfSatisfying(
                        Plan.Ready.class, ready -> assertThat(ready.origins()).hasSize(1));
    }

    @Test
    void plan_moreOriginsThanASiteHas_isRefusedAndNoneDropped() {
        assertThat(inspector.plan(SITE, origins(7)))
                .isEqualTo(new Plan.Refused(new Refusal(Refusal.Reason.ORIGINS, "6"), SITE));
    }

    @Test
    void plan_originInside_isRefusedByItsName() {
        assertThat(inspector.plan(SITE, List.of("10.0.0.1"))).isInstanceOfSatisfying(Plan.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.SPECIAL_ADDRESS);
            assertThat(refused.input()).isEqualTo("10.0.0.1");
        });
    }
}
