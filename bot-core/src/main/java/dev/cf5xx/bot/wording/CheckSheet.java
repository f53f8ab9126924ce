package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Heading;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Observed;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Meaning;
import dev.cf5xx.knowledge.Text;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A reply about one report for one reader, while it is being written: what the words rest on, and the blocks so far. */
final class CheckSheet {
    private static final Pattern CONTACT = Pattern.compile("^(?:tcp|tls|certificate|http|h2|retry)-");

    /** Findings of which Cloudflare's code says more than the finding itself: the guide to the code has the words. */
    private static final Set<Finding> BY_CODE =
            EnumSet.of(Finding.EDGE_REPORTS, Finding.EDGE_CUSTOM_PAGE, Finding.EDGE_1XXX, Finding.INTERMITTENT);

    final Knowledge knowledge;
    final Report report;
    final Reader reader;
    final CheckReport.View view;
    final Lang lang;
    final Mask mask;
    final Filling filling;
    private final List<Block> blocks = new ArrayList<>();

    /** @param longest how much of a stranger's words is repeated, in characters */
    CheckSheet(Knowledge knowledge, Report report, Reader reader, CheckReport.View view, int longest) {
        this.knowledge = knowledge;
        this.report = report;
        this.reader = reader;
        this.view = view;
        lang = reader.lang();
        mask = new Mask(report, view.open());
        filling = new Filling(knowledge, lang, report.checkedAt(), report.host(), mask, longest);
    }

    /** What is written so far. */
    Reply reply() {
        return new Reply(blocks);
    }

    Meaning meaning(Diagnosis diagnosis) {
        return meaning(diagnosis.finding());
    }

    Meaning meaning(Finding finding) {
        return knowledge.meaning(finding.id()).orElseThrow();
    }

    /** The guide to the code, where it knows more than the finding. */
    Optional<Guide> guide(Diagnosis diagnosis) {
        if (!BY_CODE.contains(diagnosis.finding())) {
            return Optional.empty();
        }
        String code = diagnosis.finding() == Finding.EDGE_1XXX
                ? diagnosis.values().getOrDefault("subcode", Objects.requireNonNullElse(report.subcode(), ""))
                : Objects.requireNonNullElse(
                        diagnosis.code(), diagnosis.values().getOrDefault("code", ""));
        return knowledge.guide(code);
    }

    /** What is broken, in one sentence. */
    List<Span> says(Diagnosis diagnosis, boolean strong) {
        return filling.fill(meaning(diagnosis).says(), diagnosis.values(), strong);
    }

    /** One thing that was measured. */
    Item line(Observed observed) {
        Text text = knowledge.observation(observed.what().id()).orElseThrow();
        List<Span> spans = new ArrayList<>();
        side(observed, spans);
        append(filling.fill(text, observed.values(), false), spans);
        return item(spans);
    }

    /** Where a line was measured, where there is more than one place that it could be. */
    private void side(Observed observed, List<Span> spans) {
        boolean edge = Boolean.TRUE.equals(report.behindCloudflare());
        String origin = observed.origin();
        if (origin == null ? !edge || report.origins().isEmpty() || !isOfAContact(observed) : !edge && isOnly()) {
            return;
        } else if (origin == null) {
            Filling.words(Saying.AT_EDGE.in(lang), false, spans);
        } else if (isOnly()) {
            Filling.words(Saying.PATH_ORIGIN.in(lang), false, spans);
        } else {
            spans.add(filling.quoted(origin));
        }
        Filling.words(Saying.COLON.in(lang), false, spans);
    }

    private boolean isOnly() {
        return report.origins().size() <= 1;
    }

    /** Whether it tells of a connection, as there is one with the edge and one with each origin. */
    private static boolean isOfAContact(Observed observed) {
        return CONTACT.matcher(observed.what().id()).find();
    }

    /** Adds spans, words to the words before them where they are of the same kind. */
    static void append(List<Span> more, List<Span> spans) {
        for (Span span : more) {
            if (span instanceof Span.Words words) {
                Filling.words(words.text(), words.strong(), spans);
            } else {
                spans.add(span);
            }
        }
    }

    /** A saying with one value that is more than words. */
    void around(Saying saying, List<Span> spans, Consumer<List<Span>> value) {
        String[] around = saying.in(lang, "\0").split("\0", -1);
        Filling.words(around[0], false, spans);
        value.accept(spans);
        Filling.words(around[1], false, spans);
    }

    /** Between two sentences. */
    String gap() {
        return lang == Lang.EN ? " " : "";
    }

    static Item item(List<Span> spans) {
        return new Item(List.copyOf(spans), List.of());
    }

    void heading(Saying title) {
        blocks.add(new Heading(title.in(lang)));
    }

    void paragraph(List<Span> spans) {
        blocks.add(new Paragraph(List.copyOf(spans)));
    }

    void bullets(List<Item> items) {
        if (!items.isEmpty()) {
            blocks.add(new Bullets(false, items));
        }
    }

    /** A list under its title; nothing where there is nothing in it. */
    void list(Saying title, List<Item> items) {
        if (!items.isEmpty()) {
            paragraph(List.of(Span.strong(title.in(lang))));
            bullets(items);
        }
    }
}
