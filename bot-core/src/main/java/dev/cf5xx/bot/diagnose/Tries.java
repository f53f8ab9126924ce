package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Sighting;
import java.util.ArrayList;
import java.util.List;

/** What trying again showed: an error that stays, one that comes and goes, or different ones. */
final class Tries {
    private static final int MOST_LINES = 5;

    private Tries() {}

    /** The status of each try, the first included; 0 for none. */
    static List<Integer> of(Sighting sighting) {
        List<Integer> tries = new ArrayList<>();
        Exchange first = sighting.last().exchange();
        tries.add(first == null ? 0 : first.status());
        sighting.again().forEach(again -> tries.add(again.status()));
        return List.copyOf(tries);
    }

    /** Whether one of the further tries was answered below 500. */
    static boolean oneWasFine(Sighting sighting) {
        return sighting.again().stream().anyMatch(again -> again.status() > 0 && again.status() < 500);
    }

    /** Puts what the tries show before what was found, or into it. */
    static void tell(Sighting sighting, List<Diagnosis> found) {
        if (sighting.again().isEmpty() || found.isEmpty()) {
            return;
        }
        List<Integer> all = of(sighting);
        List<Integer> failures =
                all.stream().filter(status -> status == 0 || status >= 500).toList();
        List<String> codes = failures.stream()
                .filter(status -> status > 0)
                .distinct()
                .map(String::valueOf)
                .toList();
        String count = Integer.toString(failures.size());
        String tries = Integer.toString(all.size());
        String statuses = String.join(
                ", ",
                all.stream()
                        .map(status -> status == 0 ? "-" : status.toString())
                        .toList());
        Observed line = Lines.line(Observation.TRIES, "count", count, "tries", tries, "codes", statuses);
        Diagnosis first = found.get(0);
        if (codes.size() > 1) {
            Cause unlike = Cause.of(Finding.UNLIKE_ORIGINS, "codes", String.join(", ", codes), "tries", tries)
                    .sure(false, 0.7);
            found.add(0, before(first, unlike, line));
        } else if (failures.size() < all.size() && !codes.isEmpty()) {
            Cause comesAndGoes = Cause.of(Finding.INTERMITTENT, "code", codes.get(0), "count", count, "tries", tries);
            found.add(0, before(first, comesAndGoes, line));
        } else {
            found.set(0, stays(first, line));
        }
    }

    private static Diagnosis before(Diagnosis first, Cause cause, Observed line) {
        return cause.showing(first.code(), null)
                .with(line)
                .with(first.evidence())
                .diagnosis(first.origin());
    }

    private static Diagnosis stays(Diagnosis first, Observed line) {
        List<Observed> lines = new ArrayList<>(first.evidence());
        lines.add(Math.min(1, lines.size()), line);
        return new Diagnosis(
                first.finding(),
                first.code(),
                first.fault(),
                first.confidence(),
                first.certain(),
                first.origin(),
                first.values(),
                List.copyOf(lines.subList(0, Math.min(MOST_LINES, lines.size()))));
    }
}
