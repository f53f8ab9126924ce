package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning;
import dev.cf5xx.knowledge.Meaning.Place;
import dev.cf5xx.knowledge.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is said of a finding: what is broken, where on the way, why, and what was found besides. */
final class CheckVerdict {
    private static final Pattern COLO = Pattern.compile("[A-Z]{3}");

    /** What the edge says of an error that another finding explains: nothing new beside that. */
    private static final Set<Finding> EXPLAINED =
            EnumSet.of(Finding.EDGE_REPORTS, Finding.EDGE_STILL_WAITING, Finding.ORIGIN_PASSED_THROUGH);

    private final CheckSheet sheet;
    private final Report report;
    private final Lang lang;
    private final Filling filling;
    private final CheckCertainty certainty;

    CheckVerdict(CheckSheet sheet) {
        this.sheet = sheet;
        report = sheet.report;
        lang = sheet.lang;
        filling = sheet.filling;
        certainty = new CheckCertainty(report);
    }

    /** What is broken, after its code where Cloudflare shows one. */
    void headline(Diagnosis diagnosis) {
        sheet.paragraph(says(diagnosis));
    }

    /** The same, as part of a line. */
    List<Span> says(Diagnosis diagnosis) {
        List<Span> spans = new ArrayList<>();
        List<Span> says = sheet.says(diagnosis, true);
        String code = diagnosis.code();
        if (code != null && certainty.isShown(code) && !names(code, says)) {
            Filling.words(code + " · ", true, spans);
        }
        CheckSheet.append(says, spans);
        return spans;
    }

    /** {@code You ✓ → Cloudflare FRA ✓ → origin ✗ certificate expired 3 days ago} */
    void path(Diagnosis diagnosis) {
        Finding finding = diagnosis.finding();
        Meaning meaning = sheet.meaning(diagnosis);
        List<Span> spans = new ArrayList<>();
        Filling.words(Saying.YOU.in(lang), false, spans);
        if (meaning.at() != Place.YOU) {
            Filling.words(CheckCertainty.FINE, false, spans);
            if (meaning.at() == Place.DNS) {
                Filling.words(" → DNS", false, spans);
            } else {
                if (Boolean.TRUE.equals(report.behindCloudflare()) || meaning.at() == Place.EDGE) {
                    Filling.words(" → ", false, spans);
                    edge(spans);
                    if (meaning.at() == Place.ORIGIN) {
                        Filling.words(CheckCertainty.FINE, false, spans);
                    }
                }
                if (meaning.at() == Place.ORIGIN) {
                    Filling.words(" → " + Saying.PATH_ORIGIN.in(lang), false, spans);
                }
            }
        }
        Filling.words(certainty.sign(diagnosis, meaning.at()), false, spans);
        if (finding != Finding.EDGE_FINE && finding != Finding.ORIGIN_FINE) {
            Filling.words(" ", false, spans);
            label(diagnosis, spans);
        }
        sheet.paragraph(spans);
    }

    private void edge(List<Span> spans) {
        boolean behind = Boolean.TRUE.equals(report.behindCloudflare());
        Filling.words(behind ? "Cloudflare" : Saying.PATH_SITE.in(lang), false, spans);
        String colo = report.colo();
        if (behind && colo != null && COLO.matcher(colo).matches()) {
            Filling.words(" " + colo, false, spans);
        }
    }

    private void label(Diagnosis diagnosis, List<Span> spans) {
        Meaning meaning = sheet.meaning(diagnosis);
        Text path = meaning.path();
        CheckSheet.append(filling.fill(path == null ? meaning.label() : path, diagnosis.values(), false), spans);
    }

    /** @param room whether there is room for more than what Cloudflare makes of it */
    void why(Diagnosis diagnosis, boolean room) {
        List<Span> spans = new ArrayList<>();
        Text why = sheet.meaning(diagnosis).why();
        if (room && why != null) {
            spans.addAll(filling.fill(why, diagnosis.values(), false));
        } else if (room) {
            sheet.guide(diagnosis)
                    .ifPresent(guide ->
                            Filling.words(guide.answer().means().get(0).text().in(lang), false, spans));
        }
        String clause = clause(diagnosis, spans);
        if (!clause.isEmpty()) {
            Filling.words((spans.isEmpty() ? "" : sheet.gap()) + clause, false, spans);
        }
        if (!spans.isEmpty()) {
            sheet.paragraph(spans);
        }
    }

    /**
     * What the finding's code has to do with this site: shown, sure to come, or only if Cloudflare sees the same.
     *
     * @param said what is said before it; where that names the code there is nothing to add but a doubt
     */
    private String clause(Diagnosis diagnosis, List<Span> said) {
        String code = CheckCertainty.guessed(diagnosis);
        if (code.isEmpty() || certainty.isShown(code)) {
            return "";
        } else if (CheckCertainty.isGuess(diagnosis)) {
            return Saying.IF_SAME_CODE.in(lang, code);
        }
        return names(code, said) ? "" : Saying.WOULD_SHOW.in(lang, code);
    }

    private static boolean names(String code, List<Span> said) {
        return said.stream()
                .anyMatch(
                        span -> span instanceof Span.Words words && words.text().contains(code));
    }

    /** What was found besides, in short. */
    void others(int most) {
        List<Diagnosis> others = others();
        if (others.isEmpty()) {
            return;
        }
        List<Item> items =
                others.stream().limit(most).map(this::inShort).collect(Collectors.toCollection(ArrayList::new));
        if (others.size() > most) {
            items.add(Item.of(Span.words(Saying.AND_MORE.in(lang, others.size() - most))));
        }
        sheet.list(Saying.ALSO_FOUND, items);
    }

    /** What was found besides; without what only says again that there is the error which the first explains. */
    List<Diagnosis> others() {
        Diagnosis first = report.diagnoses().get(0);
        return report.diagnoses().stream()
                .skip(1)
                .filter(other -> !EXPLAINED.contains(other.finding())
                        || first.code() == null
                        || !first.code().equals(other.code()))
                .toList();
    }

    private Item inShort(Diagnosis diagnosis) {
        List<Span> spans = new ArrayList<>();
        about(diagnosis, spans);
        CheckSheet.append(sheet.says(diagnosis, false), spans);
        String code = CheckCertainty.guessed(diagnosis);
        if (CheckCertainty.isGuess(diagnosis) && !code.isEmpty() && !certainty.isShown(code)) {
            Filling.words(Saying.OTHER_IF_SAME.in(lang, code), false, spans);
        }
        return CheckSheet.item(spans);
    }

    /** At which of several origins, where the words that follow do not say it. */
    private void about(Diagnosis diagnosis, List<Span> spans) {
        String origin = diagnosis.origin();
        if (origin != null && report.origins().size() > 1 && !diagnosis.values().containsKey("address")) {
            spans.add(filling.quoted(origin));
            Filling.words(Saying.COLON.in(lang), false, spans);
        }
    }
}
