package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Heading;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Listing;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Answer;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Distinction;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts guides into words. */
public final class Explainer {
    /** As many facts answer one question. */
    private static final int MOST_ABOUT = 6;

    /** More than so many sentences about differences nobody takes in. */
    private static final int MOST_DISTINCTIONS = 2;

    private Explainer() {}

    /** {@code 524 · A timeout occurred}. */
    public static String title(Guide guide, Lang lang) {
        String title = guide.title().in(lang);
        return guide.isCode() ? guide.code() + " · " + title : title;
    }

    /** The first screen: what it means, whose fault, causes, steps, figures, what to collect, links. */
    public static Reply brief(Guide guide, Reader reader) {
        Page page = new Page(guide, reader);
        Answer answer = guide.answer();
        page.means(answer);
        page.fault(answer);
        page.kinds();
        page.causes(answer);
        page.steps(answer);
        page.numbers(answer);
        page.collect(answer);
        page.links(answer);
        return new Reply(page.blocks);
    }

    /** Everything that is current, kind by kind. */
    public static Reply full(Guide guide, Reader reader) {
        Page page = new Page(guide, reader);
        page.everything(null);
        for (Variant variant : guide.variants()) {
            if (!variant.whenNamed() || reader.hasNamed(variant.id())) {
                page.blocks.add(
                        new Heading(Saying.KIND_OF.in(page.lang, variant.name().in(page.lang))));
                page.blocks.add(
                        Paragraph.of(Span.words(page.forHost(variant.tell().in(page.lang)))));
                if (variant.sketch() != null) {
                    page.blocks.add(new Listing(variant.sketch().stripTrailing()));
                }
                page.everything(variant.id());
            }
        }
        return new Reply(page.blocks);
    }

    /**
     * The first answer to a question about a code: what it means and whose fault it is, what was asked for, and the nearest of
     * the rest.
     *
     * @param topics what was asked for, most first; tags of the vocabulary
     * @param about which facts speak of a topic
     */
    public static Reply asked(Guide guide, List<String> topics, BiPredicate<String, Fact> about, Reader reader) {
        Answer answer = guide.answer();
        for (String topic : topics) {
            Page page = new Page(guide, reader);
            page.means(answer);
            page.fault(answer);
            Predicate<Fact> speaks = fact -> about.test(topic, fact);
            boolean led =
                    switch (topic) {
                        case "definition", "cause", "who-is-at-fault", "origin-down", "still" -> false;
                        case "fix" -> page.remedies(answer, fact -> false, true);
                        case "timeout-number" -> page.limits(answer, speaks);
                        case "what-to-send-support" -> page.toSend(answer);
                        case "visitor" -> page.visiting(answer);
                        default -> page.leading(answer, speaks);
                    };
            if (led) {
                page.links(answer);
                return new Reply(page.blocks);
            }
        }
        return brief(guide, reader);
    }

    /**
     * Several codes side by side: what tells them apart, then of each what it means, whose fault it is, its commonest cause and
     * what to do first.
     *
     * @param lead what comes before it all; null for nothing
     */
    public static Reply beside(
            List<Guide> guides, List<Distinction> distinctions, @Nullable String lead, Reader reader) {
        List<Block> blocks = new ArrayList<>();
        if (lead != null) {
            blocks.add(Paragraph.of(Span.strong(lead)));
        }
        List<String> codes = guides.stream().map(Guide::code).toList();
        distinctions.stream()
                .filter(distinction -> codes.containsAll(distinction.codes()))
                .limit(MOST_DISTINCTIONS)
                .forEach(distinction ->
                        blocks.add(Paragraph.of(Span.words(distinction.text().in(reader.lang())))));
        guides.forEach(guide -> blocks.addAll(new Page(guide, reader).sketch()));
        return new Reply(blocks);
    }

    /** A line per code. */
    public static Reply list(List<Guide> guides, Reader reader) {
        return Reply.of(
                Paragraph.of(Span.strong(Saying.LIST_OF_CODES.in(reader.lang()))),
                new Bullets(
                        false,
                        guides.stream()
                                .map(guide -> Item.of(
                                        Span.strong(title(guide, reader.lang()) + Saying.COLON.in(reader.lang())),
                                        Span.words(guide.answer()
                                                .means()
                                                .get(0)
                                                .text()
                                                .in(reader.lang()))))
                                .toList()));
    }

    /** What holds for a 5XX of any server: for when nothing says that Cloudflare is in front. */
    public static Reply generic(Guide guide, Reader reader) {
        Page page = new Page(guide, reader);
        page.blocks.add(Paragraph.of(Span.words(Saying.GENERIC.in(page.lang, guide.code()))));
        page.blocks.add(Paragraph.of(Span.strong(Saying.GENERIC_ASK.in(page.lang))));
        page.causes(guide.answer());
        page.list(
                Saying.WHAT_TO_DO,
                false,
                guide.answer().steps().stream()
                        .filter(fact -> fact.audience() == Audience.HOST)
                        .map(fact -> page.step(fact, true))
                        .toList());
        page.blocks.add(
                Paragraph.of(page.lead(Saying.GENERIC_CHECK), new Span.Code(page.forHost("curl -sI https://{host}/"))));
        return new Reply(page.blocks);
    }

    /**
     * The part of a guide that answers one question.
     *
     * @param topic a tag of the vocabulary's topics
     * @param about which facts speak of the topic
     * @return null where the guide has nothing on it
     */
    public static @Nullable Reply part(Guide guide, String topic, Predicate<Fact> about, Reader reader) {
        Page page = new Page(guide, reader);
        Answer answer = guide.answer();
        switch (topic) {
            case "definition" -> {
                page.means(answer);
                page.fault(answer);
                page.kinds();
            }
            case "who-is-at-fault" -> {
                page.fault(answer);
                page.kinds();
            }
            case "cause", "origin-down" -> page.causes(answer);
            case "fix" -> page.steps(answer);
            case "still" -> page.further(answer);
            case "timeout-number" -> {
                page.figures(answer);
                page.about(about, MOST_ABOUT);
            }
            case "what-to-send-support" -> {
                page.collect(answer);
                page.required();
            }
            default -> page.about(about, MOST_ABOUT);
        }
        return page.blocks.size() > 1 ? new Reply(page.blocks) : null;
    }
}
