package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Lookup;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every answer of a name server. */
class NamesPropertyTest {
    private static final List<String> HOSTS = List.of("a.test", "b.test", "c.test", "d.test", "e.test");

    /** That the name's alias is the target, or, where this is null, that its address ends with the number. */
    private record Line(String name, @Nullable String target, int number) {
        String text() {
            return target == null ? name + ". 60 IN A 192.0.2." + number : name + ". 60 IN CNAME " + target + ".";
        }
    }

    @Provide
    Arbitrary<List<Line>> answers() {
        Arbitrary<String> host = Arbitraries.of(HOSTS);
        return Combinators.combine(
                        host, host.injectNull(0.5), Arbitraries.integers().between(1, 9))
                .as(Line::new)
                .list()
                .ofMaxSize(12);
    }

    /** What an answer says of a name: the addresses of the name that its aliases end at, where they end; null in a circle. */
    private static @Nullable Set<String> meant(List<Line> answer, String host) {
        Map<String, String> alias = new HashMap<>();
        answer.forEach(line -> {
            if (line.target() != null) {
                alias.putIfAbsent(line.name(), line.target());
            }
        });
        Set<String> passed = new HashSet<>();
        String at = host;
        while (alias.containsKey(at)) {
            if (!passed.add(at)) {
                return null;
            }
            at = alias.get(at);
        }
        Set<String> addresses = new HashSet<>();
        for (Line line : answer) {
            if (line.target() == null && line.name().equals(at)) {
                addresses.add("192.0.2." + line.number());
            }
        }
        return addresses;
    }

    @Property(tries = 300, seed = "5025")
    void look_anyAnswer_givesTheAddressesOfTheNameAskedForAndOfNoOther(@ForAll("answers") List<Line> answer)
            throws IOException {
        String[] lines = answer.stream().map(Line::text).distinct().toArray(String[]::new);
        Lookup lookup;
        try (NameServer server = NameServer.on(
                (question, message, tcp) -> !question.endsWith(" A") || NameServer.answer(message, lines))) {
            lookup = new Names(List.of(server.at()), url -> List.of())
                    .look(new SiteUrl(true, "a.test", null, 443, "/"), Deadline.in(Duration.ofSeconds(50)));
        }

        List<String> found = new ArrayList<>();
        for (InetAddress address : lookup.addresses()) {
            found.add(address.getHostAddress());
        }
        // Aliases in a circle lead nowhere.
        Set<String> meant = meant(answer, "a.test");
        if (meant != null) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(meant);
        } else {
            assertThat(lookup.outcome()).isNotEqualTo(Lookup.Outcome.NXDOMAIN);
            assertThat(found).isSubsetOf(all(answer));
        }
        assertThat(lookup.outcome() == Lookup.Outcome.ANSWERED).isEqualTo(!found.isEmpty());
    }

    private static List<String> all(List<Line> answer) {
        return answer.stream()
                .filter(line -> line.target() == null)
                .map(line -> "192.0.2." + line.number())
                .toList();
    }
}
