package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;

/** What is said about what the bot listens to. */
final class Tuned {
    private Tuned() {}

    /** The answer to a wish. */
    static Reply reply(Tuning wish, Listening before, Lang lang) {
        if (wish instanceof Tuning.NoSite site) {
            return Talk.noSite(site.written(), lang);
        } else if (wish instanceof Tuning.NoBot bot) {
            return Talk.noBot(bot.written(), lang);
        }
        Listening listening = wish instanceof Tuning.Change change ? change.listening() : before;
        List<Block> blocks = new ArrayList<>(how(listening, lang));
        blocks.add(Paragraph.of(Span.words(Saying.LISTEN_CHANGE.in(lang))));
        List<Item> ways = new ArrayList<>();
        for (Saying way : List.of(
                Saying.LISTEN_WAY_ERRORS,
                Saying.LISTEN_WAY_LINKS,
                Saying.LISTEN_WAY_MENTIONS,
                Saying.LISTEN_WAY_OFF,
                Saying.LISTEN_WAY_SITES,
                Saying.LISTEN_WAY_BOTS)) {
            ways.add(Item.of(new Span.Code(way.in(lang))));
        }
        blocks.add(new Bullets(false, ways));
        return new Reply(blocks);
    }

    /** For everybody in the channel: who has changed it, and how it is now. */
    static Reply changedBy(String asker, Listening listening, Lang lang) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(Talk.spans(Saying.LISTEN_CHANGED_BY, lang, new Span.Someone(asker))));
        blocks.addAll(how(listening, lang));
        return new Reply(blocks);
    }

    /** Where only one person speaks. */
    static Reply direct(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.LISTEN_DIRECT.in(lang))));
    }

    /** Why the bot speaks although nobody asked it. */
    static Paragraph why(Lang lang) {
        return new Paragraph(Talk.spans(Saying.OVERHEARD, lang, new Span.Code(Saying.LISTEN_WORD.in(lang))));
    }

    private static List<Block> how(Listening listening, Lang lang) {
        List<Block> blocks = new ArrayList<>();
        Saying mode =
                switch (listening.mode()) {
                    case ERRORS -> Saying.LISTEN_ERRORS;
                    case LINKS -> Saying.LISTEN_LINKS;
                    case MENTIONS -> Saying.LISTEN_MENTIONS;
                    case OFF -> Saying.LISTEN_OFF;
                };
        blocks.add(Paragraph.of(Span.words(mode.in(lang))));
        if (!listening.sites().isEmpty()) {
            blocks.add(list(
                    Saying.LISTEN_SITES,
                    listening.sites().stream()
                            .map(site -> (Span) new Span.Quoted(site))
                            .toList(),
                    lang));
        }
        if (listening.bots().contains(Listening.EVERY_BOT)) {
            blocks.add(Paragraph.of(Span.words(Saying.LISTEN_EVERY_BOT.in(lang))));
        } else if (!listening.bots().isEmpty()) {
            blocks.add(list(
                    Saying.LISTEN_BOTS,
                    listening.bots().stream()
                            .map(bot -> (Span) new Span.Someone(bot))
                            .toList(),
                    lang));
        }
        return blocks;
    }

    private static Paragraph list(Saying before, List<Span> values, Lang lang) {
        List<Span> spans = new ArrayList<>(List.of(Span.words(before.in(lang))));
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                spans.add(Span.words(Saying.LIST_SEPARATOR.in(lang)));
            }
            spans.add(values.get(i));
        }
        return new Paragraph(spans);
    }
}
