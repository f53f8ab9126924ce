package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Heading;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Answer;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.FactType;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Risk;
import dev.cf5xx.knowledge.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reply about one guide for one reader, while it is being written. */
final class Page {
    /** A screen has room for as many commands, none longer than the next. */
    private static final int COMMANDS_IN_BRIEF = 1;

    private static final int LONGEST_IN_BRIEF = 120;

    /** So many facts more than the first screen has lead an answer to a question. */
    private static final int MOST_LEADING = 2;

    /** As many steps can be tried before somebody asks again. */
    private static final int MOST_FURTHER = 4;

    private final Guide guide;
    private final Reader reader;
    final Lang lang;
    final List<Block> blocks = new ArrayList<>();

    Page(Guide guide, Reader reader) {
        this.guide = guide;
        this.reader = reader;
        this.lang = reader.lang();
        blocks.add(new Heading(Explainer.title(guide, lang)));
    }

    void means(Answer answer) {
        blocks.add(Paragraph.of(Span.words(sentences(answer.means()))));
    }

    void fault(Answer answer) {
        blocks.add(Paragraph.of(
                lead(Saying.WHOSE_FAULT), Span.words(answer.fault().text().in(lang))));
    }

    /** The kinds that people have to tell apart before anything else. */
    void kinds() {
        List<Item> kinds = new ArrayList<>();
        for (Variant variant : guide.variants()) {
            if (variant.brief() != null) {
                kinds.add(Item.of(
                        Span.strong(variant.name().in(lang) + Saying.COLON.in(lang)),
                        Span.words(variant.brief().in(lang))));
            }
        }
        list(Saying.WHICH_KIND, false, kinds);
    }

    void causes(Answer answer) {
        list(Saying.LIKELY_CAUSES, false, facts(answer.causes()));
    }

    void steps(Answer answer) {
        steps(answer.steps());
    }

    private void steps(List<Fact> facts) {
        List<Item> steps = new ArrayList<>();
        int room = COMMANDS_IN_BRIEF;
        for (Fact fact : facts) {
            Item step = step(fact, room > 0);
            room -= step.commands().size();
            steps.add(step);
        }
        list(Saying.WHAT_TO_DO, true, steps);
    }

    /**
     * Causes and steps, those first that were asked for.
     *
     * @param stepsFirst whether steps come before causes
     */
    boolean remedies(Answer answer, Predicate<Fact> asked, boolean stepsFirst) {
        Comparator<Fact> askedFirst = Comparator.comparing(fact -> !asked.test(fact));
        List<Fact> steps = answer.steps().stream().sorted(askedFirst).toList();
        List<Fact> causes = answer.causes().stream().sorted(askedFirst).toList();
        if (stepsFirst) {
            steps(steps);
        }
        list(Saying.LIKELY_CAUSES, false, facts(causes));
        if (!stepsFirst) {
            steps(steps);
        }
        return true;
    }

    /** The figures, then what to do about them. */
    boolean limits(Answer answer, Predicate<Fact> asked) {
        if (answer.numbers().isEmpty()) {
            return leading(answer, asked);
        }
        numbers(answer);
        return remedies(answer, asked, true);
    }

    /** For whom the first screen's steps did not help: the steps it does not have, then what to hand over. */
    void further(Answer answer) {
        List<Item> more = guide.current().stream()
                .filter(fact -> fact.type() == FactType.STEP && !answer.steps().contains(fact) && isForReader(fact))
                .limit(MOST_FURTHER)
                .map(fact -> step(fact, true))
                .toList();
        list(Saying.NEXT_STEPS, true, more);
        collect(answer);
    }

    /** What a host and Support want to know. */
    boolean toSend(Answer answer) {
        collect(answer);
        required();
        return true;
    }

    /** For somebody who only visits the site, then for its owner. */
    boolean visiting(Answer answer) {
        blocks.add(Paragraph.of(Span.words(Saying.ONLY_VISITING.in(lang))));
        return remedies(answer, fact -> false, false);
    }

    /**
     * What speaks of what was asked for, then the rest. False where nothing of the first screen does, or most of it: then the
     * question was another.
     */
    boolean leading(Answer answer, Predicate<Fact> asked) {
        List<Fact> main =
                Stream.concat(answer.causes().stream(), answer.steps().stream()).toList();
        long speaking = main.stream().filter(asked).count();
        if (speaking == 0 || speaking * 2 > main.size()) {
            return false;
        }
        List<Item> more = guide.current().stream()
                .filter(fact -> fact.type() == FactType.NOTE || fact.type() == FactType.NUMBER)
                .filter(fact -> !answer.inOrder().contains(fact) && isForReader(fact))
                .filter(asked)
                .limit(MOST_LEADING)
                .map(this::item)
                .toList();
        if (!more.isEmpty()) {
            blocks.add(new Bullets(false, more));
        }
        return remedies(answer, asked, answer.steps().stream().anyMatch(asked));
    }

    /** The code in a few lines. */
    List<Block> sketch() {
        means(guide.answer());
        fault(guide.answer());
        List<Item> first = new ArrayList<>();
        guide.answer().causes().stream()
                .limit(1)
                .forEach(cause -> first.add(
                        Item.of(lead(Saying.OFTEN), Span.words(cause.text().in(lang)))));
        guide.answer().steps().stream().limit(1).forEach(step -> first.add(step(step, false)));
        blocks.add(new Bullets(false, first));
        return List.copyOf(blocks);
    }

    Item step(Fact fact, boolean withCommand) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.strong(who(fact.audience()).in(lang) + Saying.COLON.in(lang)));
        spans.add(Span.words(fact.text().in(lang)));
        if (fact.risk() != null) {
            risk(fact.risk(), spans);
        }
        List<String> commands = fact.commands().stream()
                .map(command -> forHost(command.run().strip()))
                .filter(command -> command.length() <= LONGEST_IN_BRIEF && !command.contains("\n"))
                .limit(withCommand ? 1 : 0)
                .toList();
        return new Item(spans, commands);
    }

    void numbers(Answer answer) {
        limits(answer.numbers());
    }

    /** All figures of the first screen, those that say what the code means among them. */
    void figures(Answer answer) {
        limits(answer.inOrder().stream()
                .filter(fact -> fact.type() == FactType.NUMBER)
                .toList());
    }

    private void limits(List<Fact> numbers) {
        if (!numbers.isEmpty()) {
            blocks.add(Paragraph.of(lead(Saying.LIMITS), Span.words(sentences(numbers))));
        }
    }

    String sentences(List<Fact> facts) {
        return facts.stream().map(fact -> fact.text().in(lang)).collect(Collectors.joining(lang == Lang.EN ? " " : ""));
    }

    void collect(Answer answer) {
        List<String> parts = new ArrayList<>();
        labels(answer.collect(), Audience.HOST, Saying.FOR_HOST, parts);
        labels(answer.collect(), Audience.CLOUDFLARE_SUPPORT, Saying.FOR_SUPPORT, parts);
        if (!parts.isEmpty()) {
            blocks.add(Paragraph.of(
                    lead(Saying.COLLECT),
                    Span.words(String.join(Saying.CLAUSE_SEPARATOR.in(lang), parts) + Saying.STOP.in(lang))));
        }
    }

    void labels(List<Fact> details, Audience audience, Saying frame, List<String> parts) {
        String labels = details.stream()
                .filter(fact -> fact.audience() == audience && fact.label() != null)
                .map(fact -> fact.label() == null ? "" : fact.label().in(lang))
                .distinct()
                .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)));
        if (!labels.isEmpty()) {
            parts.add(frame.in(lang, labels));
        }
    }

    void links(Answer answer) {
        List<Span> spans = new ArrayList<>();
        spans.add(lead(Saying.READ_MORE));
        for (Fact link : answer.links()) {
            if (spans.size() > 1) {
                spans.add(Span.words(" · "));
            }
            spans.add(link(link));
        }
        if (spans.size() > 1) {
            blocks.add(new Paragraph(spans));
        }
    }

    Span link(Fact fact) {
        String label = fact.text().in(lang).replaceFirst("[.。]$", "");
        return fact.url() == null ? Span.words(label) : new Span.Link(fact.url(), label);
    }

    void everything(@Nullable String variant) {
        section(Saying.MEANING, variant, fact -> fact.type() == FactType.DEFINITION);
        section(Saying.LIKELY_CAUSES, variant, fact -> fact.type() == FactType.CAUSE);
        for (Audience audience : Audience.values()) {
            List<Item> steps = of(variant, fact -> fact.type() == FactType.STEP && fact.audience() == audience)
                    .map(this::item)
                    .toList();
            if (!steps.isEmpty()) {
                blocks.add(Paragraph.of(Span.strong(
                        Saying.WHAT_TO_DO.in(lang) + " · " + who(audience).in(lang))));
                blocks.add(new Bullets(false, steps));
            }
        }
        section(Saying.LIMITS, variant, fact -> fact.type() == FactType.NUMBER);
        section(Saying.SIGNS, variant, fact -> fact.type() == FactType.LOG_PATTERN);
        details(Audience.HOST, Saying.FOR_HOST, variant);
        details(Audience.CLOUDFLARE_SUPPORT, Saying.FOR_SUPPORT, variant);
        section(Saying.NOTES, variant, fact -> fact.type() == FactType.NOTE);
        List<Item> links = of(variant, fact -> fact.type() == FactType.LINK)
                .filter(distinctBy(Fact::url))
                .map(fact -> Item.of(link(fact)))
                .toList();
        list(Saying.LINKS, false, links);
    }

    static <T> Predicate<T> distinctBy(Function<T, @Nullable String> key) {
        Set<String> seen = new HashSet<>();
        return it -> seen.add(String.valueOf(key.apply(it)));
    }

    void details(Audience audience, Saying frame, @Nullable String variant) {
        List<Item> details = of(variant, fact -> fact.type() == FactType.REQUIRED_DETAIL && fact.audience() == audience)
                .map(this::item)
                .toList();
        if (!details.isEmpty()) {
            String whom = frame.in(lang, "").replaceFirst("[:：]\\s*$", "");
            blocks.add(Paragraph.of(Span.strong(Saying.COLLECT.in(lang) + " · " + whom)));
            blocks.add(new Bullets(false, details));
        }
    }

    void section(Saying title, @Nullable String variant, Predicate<Fact> wanted) {
        list(title, false, of(variant, wanted).map(this::item).toList());
    }

    Stream<Fact> of(@Nullable String variant, Predicate<Fact> wanted) {
        return guide.current().stream()
                .filter(fact -> Objects.equals(fact.variant(), variant))
                .filter(wanted);
    }

    /** A fact with all that hangs on it. */
    Item item(Fact fact) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.words(fact.text().in(lang)));
        if (fact.risk() != null) {
            risk(fact.risk(), spans);
        }
        if (fact.source().asOf() != null && fact.type() == FactType.NUMBER) {
            String asOf = Saying.AS_OF.in(lang, fact.source().asOf());
            spans.add(Span.words(lang == Lang.EN ? " (" + asOf + ")" : "（" + asOf + "）"));
        }
        List<String> commands = new ArrayList<>();
        if (fact.type() == FactType.LOG_PATTERN) {
            fact.value().forEach(value -> value.lines().forEach(commands::add));
        }
        fact.commands().forEach(command -> forHost(command.run()).lines().forEach(commands::add));
        return new Item(spans, List.copyOf(commands));
    }

    void risk(Risk risk, List<Span> spans) {
        String gap = lang == Lang.EN ? " " : "";
        spans.add(Span.words(gap
                + Saying.RISK.in(lang, risk.risk().in(lang))
                + gap
                + Saying.WAY_BACK.in(lang, risk.back().in(lang))
                + gap
                + Saying.SAFER.in(lang, risk.safer().in(lang))));
    }

    /** With the reader's host name, or the one that stands for it, in its place. */
    String forHost(String text) {
        return text.replace("{host}", reader.host() == null ? "www.example.com" : reader.host())
                .replace("{origin}", "ORIGIN_IP")
                .replace("{time}", "TIME");
    }

    /** The current facts that speak of the topic, but for the figures already shown: what it is, then why, then what to do. */
    void about(Predicate<Fact> about, int most) {
        boolean figuresShown = blocks.size() > 1;
        List<Fact> found = guide.current().stream()
                .filter(fact -> fact.type() != FactType.LINK && fact.type() != FactType.REQUIRED_DETAIL)
                .filter(this::isForReader)
                .filter(fact -> !(figuresShown && guide.answer().inOrder().contains(fact)))
                .filter(about)
                .limit(most)
                .toList();
        List<Item> plain = new ArrayList<>();
        List<Item> causes = new ArrayList<>();
        List<Item> steps = new ArrayList<>();
        for (Fact fact : found) {
            switch (fact.type()) {
                case CAUSE -> causes.add(item(fact));
                case STEP -> steps.add(step(fact, true));
                default -> plain.add(item(fact));
            }
        }
        if (!plain.isEmpty()) {
            blocks.add(new Bullets(false, plain));
        }
        list(Saying.LIKELY_CAUSES, false, causes);
        list(Saying.WHAT_TO_DO, false, steps);
    }

    /** Whether the fact holds for everybody, or for the kind the reader named. */
    boolean isForReader(Fact fact) {
        return guide.variant(fact.variant())
                .map(variant -> !variant.whenNamed() || reader.hasNamed(variant.id()))
                .orElse(true);
    }

    void required() {
        List<Item> details = guide.current().stream()
                .filter(fact -> fact.type() == FactType.REQUIRED_DETAIL)
                .filter(this::isForReader)
                .map(this::item)
                .toList();
        if (!details.isEmpty()) {
            blocks.add(new Bullets(false, details));
        }
    }

    List<Item> facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> Item.of(Span.words(fact.text().in(lang))))
                .toList();
    }

    void list(Saying title, boolean ordered, List<Item> items) {
        if (!items.isEmpty()) {
            blocks.add(Paragraph.of(Span.strong(title.in(lang))));
            blocks.add(new Bullets(ordered, items));
        }
    }

    Span lead(Saying title) {
        return Span.strong(title.in(lang) + Saying.COLON.in(lang));
    }

    static Saying who(Audience audience) {
        return switch (audience) {
            case SITE_OWNER -> Saying.YOU;
            case HOST -> Saying.HOST;
            case CLOUDFLARE_SUPPORT -> Saying.SUPPORT;
        };
    }
}
