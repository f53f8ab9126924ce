package dev.cf5xx.bot.diagnose;

import dev.cf5xx.bot.evidence.Exchange;
import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Page;
import dev.cf5xx.bot.evidence.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what the origins do beside what the edge shows: what explains it, what contradicts it, what is wrong besides. */
final class OriginsBeside {
    private final Sighting sighting;
    private final @Nullable Page page;
    private final @Nullable Http answer;
    private final List<Prospect> prospects;
    private final EdgeLines lines;
    private final List<Diagnosis> found;

    OriginsBeside(
            Sighting sighting, @Nullable Page page, List<Prospect> prospects, EdgeLines lines, List<Diagnosis> found) {
        this.sighting = sighting;
        this.page = page;
        this.prospects = prospects;
        this.lines = lines;
        this.found = found;
        answer = Prospect.answered(sighting.last().exchange());
    }

    /** The edge gets an answer: whatever an origin does to us, Cloudflare gets through to it. */
    void fine() {
        boolean passes = page != null && page.kind() == Page.Kind.FINE;
        for (Prospect prospect : known()) {
            Optional<Finding> closed = passes && answer != null ? prospect.closed(answer.status()) : Optional.empty();
            if (closed.isPresent()) {
                found.add(Cause.of(closed.get(), "address", prospect.name())
                        .sure(false, closed.get() == Finding.ORIGIN_OUT_OF_REACH ? 0.5 : 0.7)
                        .with(turnedAway(prospect))
                        .with(lines.status())
                        .diagnosis(prospect.name()));
            } else {
                of(prospect);
            }
        }
    }

    private List<Observed> turnedAway(Prospect prospect) {
        List<Cause> causes = prospect.strictest();
        Exchange contact = prospect.contact();
        if (!causes.isEmpty()) {
            return causes.get(0).evidence();
        }
        return contact == null
                ? List.of()
                : Lines.contact(contact).stream()
                        .map(line -> line.at(prospect.name()))
                        .toList();
    }

    /**
     * The edge shows an error of the origin's.
     *
     * @param own whether it is rather an error of Cloudflare's own
     */
    void error(String code, boolean own) {
        boolean sometimesFine = Tries.oneWasFine(sighting);
        for (Prospect prospect : known()) {
            Optional<Cause> explained = own ? Optional.empty() : Comparison.explaining(prospect, code);
            boolean dropped = code.equals("521") || code.equals("522");
            if (explained.isPresent()) {
                Cause cause = explained.get();
                found.add(
                        0,
                        cause.showing(code, Integer.valueOf(code))
                                .sure(cause.finding() != Finding.CLIENT_CERTIFICATE_DEMANDED, 0.95)
                                .after(headOf(lines.status(), cause.evidence()))
                                .with(lines.page())
                                .diagnosis(prospect.name()));
            } else if (dropped && prospect.talks() && !sometimesFine) {
                found.add(
                        0,
                        Cause.of(Finding.CLOUDFLARE_BLOCKED, "code", code, "address", prospect.name())
                                .showing(code, Integer.valueOf(code))
                                .sure(false, 0.8)
                                .with(lines.status())
                                .with(Comparison.answers(prospect))
                                .with(lines.page())
                                .diagnosis(prospect.name()));
                Comparison.explainingPlain(prospect, code)
                        .ifPresent(cause -> found.add(cause.diagnosis(prospect.name())));
                elsewhere(prospect, code, 0.3, false);
                of(prospect);
            } else if (prospect.fine() && !own && !sometimesFine) {
                elsewhere(prospect, code, 0.6, true);
            } else {
                of(prospect);
            }
        }
    }

    /** The edge passes on what the origin, or somebody behind it, said. */
    void passed(Http http) {
        boolean sometimesFine = Tries.oneWasFine(sighting);
        for (Prospect prospect : known()) {
            Exchange contact = prospect.contact();
            Http direct = Prospect.answered(contact);
            if (direct != null && direct.status() == http.status()) {
                boolean sameBody = direct.body().equals(http.body());
                found.add(
                        0,
                        Cause.of(Finding.SAME_ON_BOTH_SIDES, "status", Integer.toString(http.status()))
                                .showing(Diagnoser.fiveHundred(http), http.status())
                                .sure(true, sameBody ? 0.98 : 0.9)
                                .with(lines.status())
                                .with(Comparison.answers(prospect))
                                .with(lines.page())
                                .diagnosis(prospect.name()));
            } else if (prospect.fine() && !sometimesFine) {
                elsewhere(prospect, Integer.toString(http.status()), 0.6, true);
            } else {
                of(prospect);
            }
        }
    }

    private void elsewhere(Prospect prospect, String code, double confidence, boolean first) {
        Diagnosis diagnosis = Cause.of(Finding.ORIGIN_FINE_EDGE_NOT, "code", code, "address", prospect.name())
                .showing(code, Integer.valueOf(code))
                .sure(false, confidence)
                .with(lines.status())
                .with(Comparison.answers(prospect))
                .with(lines.page())
                .diagnosis(prospect.name());
        if (first) {
            found.add(0, diagnosis);
        } else {
            found.add(diagnosis);
        }
    }

    private static List<Observed> headOf(Optional<Observed> first, List<Observed> rest) {
        List<Observed> head = new ArrayList<>();
        if (!rest.isEmpty()) {
            head.add(rest.get(0));
        }
        first.ifPresent(head::add);
        return head;
    }

    /** What is wrong with one. */
    void of(Prospect prospect) {
        prospect.strictest().forEach(cause -> found.add(cause.diagnosis(prospect.name())));
    }

    /** Whatever is wrong with an origin, where nothing can be compared. */
    void all() {
        known().forEach(this::of);
    }

    /** Those that could be judged. */
    List<Prospect> known() {
        return prospects.stream().filter(Prospect::known).toList();
    }
}
