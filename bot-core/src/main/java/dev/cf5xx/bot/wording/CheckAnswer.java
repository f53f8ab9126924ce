package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Fault;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning.Remedy;
import java.util.ArrayList;
import java.util.List;

/** What a report answers to one question about it. */
final class CheckAnswer {
    private final CheckSheet sheet;
    private final CheckRemedies remedies;
    private final Report report;
    private final Lang lang;
    private final Diagnosis first;

    CheckAnswer(CheckSheet sheet) {
        this.sheet = sheet;
        remedies = new CheckRemedies(sheet);
        report = sheet.report;
        lang = sheet.lang;
        first = report.diagnoses().get(0);
    }

    /** Whose fault it is, and how sure that is. */
    Reply fault() {
        Saying whose = report.broken() ? fault(first.fault()) : Saying.FAULT_NOBODYS;
        sheet.paragraph(List.of(Span.strong(whose.in(lang))));
        says();
        if (report.broken() && !first.certain()) {
            sheet.paragraph(List.of(Span.words(Saying.FAULT_UNSURE.in(lang))));
        }
        return sheet.reply();
    }

    private static Saying fault(Fault fault) {
        return switch (fault) {
            case ORIGIN -> Saying.FAULT_OF_ORIGIN;
            case CLOUDFLARE -> Saying.FAULT_OF_CLOUDFLARE;
            case DNS -> Saying.FAULT_OF_DNS;
            case VISITOR -> Saying.FAULT_OF_VISITOR;
            case CONFIG -> Saying.FAULT_OF_CONFIG;
            case UNKNOWN -> Saying.FAULT_UNSURE;
        };
    }

    /** What is broken, with the evidence. */
    Reply cause() {
        says();
        evidence();
        return sheet.reply();
    }

    /** What to do, the site's owner first; what weakens protection last, with its risk. */
    Reply steps() {
        says();
        remedies.all(first);
        return sheet.reply();
    }

    /** What to hand over to whoever can mend it: the finding, the evidence, when, and what is asked of them. */
    Reply handover() {
        boolean cloudflares = first.fault() == Fault.CLOUDFLARE;
        Audience whose = cloudflares ? Audience.CLOUDFLARE_SUPPORT : Audience.HOST;
        Saying title = cloudflares ? Saying.HANDOVER_CLOUDFLARE : Saying.HANDOVER_HOST;
        sheet.paragraph(List.of(Span.strong(title.in(lang))));
        List<Span> what = new ArrayList<>();
        what.add(sheet.filling.quoted(report.url()));
        Filling.words(" ", false, what);
        CheckSheet.append(sheet.says(first, false), what);
        sheet.paragraph(what);
        evidence();
        sheet.bullets(remedies.of(first).stream()
                .filter(remedy -> remedy.audience() == whose)
                .map(this::item)
                .toList());
        List<Span> when = new ArrayList<>();
        sheet.around(Saying.HANDOVER_WHEN, when, inner -> inner.add(new Span.Moment(report.checkedAt())));
        sheet.paragraph(when);
        return sheet.reply();
    }

    private void says() {
        sheet.paragraph(sheet.says(first, false));
    }

    private void evidence() {
        sheet.bullets(first.evidence().stream().map(sheet::line).toList());
    }

    private Item item(Remedy remedy) {
        return new Item(remedies.text(remedy, first), remedies.commands(remedy, first));
    }
}
