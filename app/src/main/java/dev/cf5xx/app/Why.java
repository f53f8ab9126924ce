package dev.cf5xx.app;

import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.understand.Because;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says why a message is understood as it is: for whoever adds to the vocabulary. */
final class Why {
    private Why() {}

    static Reply of(Reading reading, Lang lang) {
        Paragraph summary = Paragraph.of(Span.strong(Message.WHY.in(
                lang,
                reading.kind().tag(),
                list(reading.codes()),
                list(reading.topics()),
                String.format(Locale.ROOT, "%.2f", reading.confidence()))));
        List<Item> reasons = new ArrayList<>();
        for (Because because : reading.because()) {
            List<Span> spans = new ArrayList<>();
            spans.add(Span.words(
                    String.format(Locale.ROOT, "%s  %.1f  %s ", because.code(), because.score(), because.rule())));
            because.words().forEach(words -> spans.add(new Span.Quoted(" “" + words + "”")));
            reasons.add(new Item(spans, List.of()));
        }
        return reasons.isEmpty() ? Reply.of(summary) : Reply.of(summary, new Bullets(false, reasons));
    }

    private static String list(List<String> all) {
        return all.isEmpty() ? "–" : String.join(", ", all);
    }
}
