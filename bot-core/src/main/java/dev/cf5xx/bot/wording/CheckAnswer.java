package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.wording.CheckReport.Told;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Fault;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a report answers to a question about it. Told values are strangers' in part, so whole lines travel as quoted. */
final class CheckAnswer {
    private final Report report;
    private final Lang lang;
    private final Diagnosis first;
    private final Told told;

    CheckAnswer(Report report, Lang lang, Function<Diagnosis, Told> telling) {
        this.report = report;
        this.lang = lang;
        first = report.diagnoses().get(0);
        told = telling.apply(first);
    }

    /** Whose fault it is, and how sure that is. */
    Reply fault() {
        List<Block> blocks = new ArrayList<>();
        if (!report.broken()) {
            blocks.add(Paragraph.of(Span.strong(Saying.FAULT_NOBODYS.in(lang))));
        } else {
            blocks.add(Paragraph.of(Span.strong(fault(first.fault()).in(lang))));
        }
        blocks.add(Paragraph.of(new Span.Quoted(told.says())));
        if (report.broken() && !first.certain()) {
            blocks.add(Paragraph.of(Span.words(Saying.FAULT_UNSURE.in(lang))));
        }
        return new Reply(blocks);
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
        List<Block> blocks = new ArrayList<>(List.of(Paragraph.of(new Span.Quoted(told.says()))));
        evidence(blocks);
        return new Reply(blocks);
    }

    /** What to do, the site's owner first. */
    Reply steps() {
        List<Block> blocks = new ArrayList<>(List.of(Paragraph.of(new Span.Quoted(told.says()))));
        List<Item> items = told.next().stream()
                .map(step -> new Item(
                        List.of(
                                Span.strong(Page.who(step.audience()).in(lang) + Saying.COLON.in(lang)),
                                new Span.Quoted(step.text())),
                        step.commands()))
                .toList();
        list(items, blocks);
        return new Reply(blocks);
    }

    /** What to hand over to whoever can mend it: the finding, the evidence, when, and what is asked of them. */
    Reply handover() {
        boolean cloudflares = first.fault() == Fault.CLOUDFLARE;
        Audience whose = cloudflares ? Audience.CLOUDFLARE_SUPPORT : Audience.HOST;
        List<Block> blocks = new ArrayList<>();
        Saying title = cloudflares ? Saying.HANDOVER_CLOUDFLARE : Saying.HANDOVER_HOST;
        blocks.add(Paragraph.of(Span.strong(title.in(lang))));
        blocks.add(Paragraph.of(new Span.Quoted(report.url()), Span.words(" "), new Span.Quoted(told.says())));
        evidence(blocks);
        list(
                told.next().stream()
                        .filter(step -> step.audience() == whose)
                        .map(step -> new Item(List.of(new Span.Quoted(step.text())), step.commands()))
                        .toList(),
                blocks);
        String[] when = Saying.HANDOVER_WHEN.in(lang, "\0").split("\0", -1);
        blocks.add(Paragraph.of(Span.words(when[0]), new Span.Moment(report.checkedAt()), Span.words(when[1])));
        return new Reply(blocks);
    }

    private void evidence(List<Block> blocks) {
        list(
                told.evidence().stream()
                        .map(line -> new Item(List.of(new Span.Quoted(line)), List.of()))
                        .toList(),
                blocks);
    }

    private static void list(List<Item> items, List<Block> blocks) {
        if (!items.isEmpty()) {
            blocks.add(new Bullets(false, items));
        }
    }
}
