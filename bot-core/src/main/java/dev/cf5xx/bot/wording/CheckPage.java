package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Knowledge;
import java.util.ArrayList;
import java.util.List;

/** The replies about one report for one reader: the first screen, everything, or a diagnosis in plain words. */
final class CheckPage {
    /** How much of a stranger's words is repeated, in characters. */
    static final int BRIEF = 48;

    static final int FULL = 300;

    private final CheckSheet sheet;
    private final CheckVerdict verdict;
    private final CheckRemedies remedies;
    private final CheckModes modes;

    /**
     * How much there is room for.
     *
     * @param evidence measured lines
     * @param steps things to do
     * @param others further findings
     * @param commands commands of the things to do
     * @param why whether to say why
     */
    record Room(int evidence, int steps, int others, int commands, boolean why) {}

    CheckPage(Knowledge knowledge, Report report, Reader reader, CheckReport.View view, int longest) {
        sheet = new CheckSheet(knowledge, report, reader, view, longest);
        verdict = new CheckVerdict(sheet);
        remedies = new CheckRemedies(sheet);
        modes = new CheckModes(sheet);
    }

    /** What is broken, in one line. */
    List<Span> headline() {
        return verdict.says(sheet.report.diagnoses().get(0));
    }

    /** The first screen. */
    Reply brief(Room room) {
        Diagnosis first = sheet.report.diagnoses().get(0);
        verdict.headline(first);
        verdict.path(first);
        verdict.why(first, room.why());
        sheet.bullets(first.evidence().stream()
                .limit(room.evidence())
                .map(sheet::line)
                .toList());
        remedies.few(first, room.steps(), room.commands());
        verdict.others(room.others());
        modes.brief();
        vantage(sheet.report.host());
        return sheet.reply();
    }

    /** Everything. */
    Reply full() {
        Report report = sheet.report;
        Diagnosis first = report.diagnoses().get(0);
        verdict.headline(first);
        verdict.path(first);
        verdict.why(first, true);
        sheet.list(Saying.MEASURED, first.evidence().stream().map(sheet::line).toList());
        remedies.all(first);
        knownAbout(first);
        List<Diagnosis> others = verdict.others();
        if (!others.isEmpty()) {
            sheet.heading(Saying.ALSO_FOUND);
        }
        for (Diagnosis other : others) {
            verdict.headline(other);
            verdict.why(other, true);
            sheet.bullets(other.evidence().stream().map(sheet::line).toList());
            remedies.all(other);
        }
        new CheckDetails(sheet, modes).write();
        vantage(report.url());
        sheet.paragraph(List.of(Span.words(Saying.TOOK.in(sheet.lang, Figures.millis(report.tookMs(), sheet.lang)))));
        return sheet.reply();
    }

    private void knownAbout(Diagnosis diagnosis) {
        boolean general = sheet.guide(diagnosis).isPresent();
        sheet.list(
                Saying.RESTS_ON,
                sheet.meaning(diagnosis).facts().stream()
                        // What holds for all codes says of some what does not hold for this one.
                        .filter(id -> !general || !id.startsWith("overview."))
                        .flatMap(id -> sheet.knowledge.fact(id).stream())
                        .map(fact -> Item.of(Span.words(fact.text().in(sheet.lang))))
                        .toList());
    }

    /** From where it was seen, and when. */
    private void vantage(String about) {
        List<Span> spans = new ArrayList<>();
        spans.add(sheet.filling.quoted(about));
        Filling.words(" · ", false, spans);
        Report.From from = sheet.report.vantage();
        Saying families = from.ipv4()
                ? from.ipv6() ? Saying.BOTH_FAMILIES : Saying.IPV4_ONLY
                : from.ipv6() ? Saying.IPV6_ONLY : Saying.NO_FAMILY;
        List<String> remarks = new ArrayList<>(List.of(families.in(sheet.lang)));
        if (from.fakeDns()) {
            remarks.add(Saying.FAKE_DNS_HERE.in(sheet.lang));
        }
        if (from.proxied()) {
            remarks.add(Saying.PROXY_UNUSED.in(sheet.lang));
        }
        Filling.words(
                Saying.VANTAGE.in(sheet.lang, String.join(Saying.CLAUSE_SEPARATOR.in(sheet.lang), remarks)) + " · ",
                false,
                spans);
        spans.add(new Span.Moment(sheet.report.checkedAt()));
        sheet.paragraph(spans);
    }

    /** A diagnosis without any form. */
    CheckReport.Told tell(Diagnosis diagnosis) {
        List<CheckReport.Told.Step> next = remedies.of(diagnosis).stream()
                .map(remedy -> new CheckReport.Told.Step(
                        remedy.audience(),
                        PlainText.of(remedies.text(remedy, diagnosis)),
                        remedies.commands(remedy, diagnosis)))
                .toList();
        return new CheckReport.Told(
                PlainText.of(sheet.says(diagnosis, false)),
                diagnosis.evidence().stream()
                        .map(observed -> PlainText.of(sheet.line(observed).spans()))
                        .toList(),
                next,
                sheet.meaning(diagnosis).facts());
    }
}
