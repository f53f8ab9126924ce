package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Heading;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.stream.Collectors;

/** What the bot says when it is not explaining a guide. */
public final class Talk {
    /** How much of a stranger's word is repeated back, in characters. */
    private static final int ECHO = 20;

    private Talk() {}

    /** What the bot is for and how to ask it. */
    public static Reply help(Knowledge knowledge, Lang lang) {
        String fives = codes(knowledge, 3);
        String thousands = String.join(Saying.LIST_SEPARATOR.in(lang), List.of("1016", "1020", "1033"));
        return Reply.of(
                new Heading(Saying.HELP_TITLE.in(lang)),
                new Bullets(
                        false,
                        List.of(
                                Item.of(Span.words(Saying.HELP_CODE.in(lang))),
                                Item.of(Span.words(Saying.HELP_QUESTION.in(lang))),
                                Item.of(Span.words(Saying.HELP_FOLLOW_UP.in(lang))))),
                Paragraph.of(Span.words(Saying.HELP_CODES.in(lang, fives, thousands))));
    }

    private static String codes(Knowledge knowledge, int digits) {
        return knowledge.index().stream()
                .map(Entry::code)
                .filter(code -> code.matches("\\d{" + digits + "}"))
                .collect(Collectors.joining(" "));
    }

    /** One line for somebody who addressed the bot about something else. */
    public static Reply notOurs(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.NOT_OURS.in(lang))));
    }

    /** The answer to a code that there is no guide to, or to none at all. */
    public static Reply unknownCode(Knowledge knowledge, String code, Lang lang) {
        String nearest = knowledge.nearest(code, 3).stream()
                .map(entry -> Saying.CODE_AND_TITLE.in(
                        lang, entry.code(), entry.title().in(lang)))
                .collect(Collectors.joining(Saying.LIST_SEPARATOR.in(lang)));
        if (code.isBlank()) {
            return Reply.of(Paragraph.of(Span.words(Saying.EMPTY_CODE.in(lang, nearest))));
        }
        String[] around = Saying.UNKNOWN_CODE.in(lang, "\0", nearest).split("\0", -1);
        return Reply.of(Paragraph.of(Span.words(around[0]), new Span.Quoted(echo(code)), Span.words(around[1])));
    }

    /** A URL and nothing else: asks what it shows. */
    public static Reply whatDoesItShow(String host, Lang lang) {
        String[] around = Saying.URL_ONLY.in(lang, "\0").split("\0", -1);
        return Reply.of(
                Paragraph.of(Span.words(around[0]), new Span.Quoted(host), Span.words(around[1])),
                Paragraph.of(
                        Span.words(Saying.URL_CODE_COMMAND.in(lang) + " "),
                        new Span.Code("curl -sS -o /dev/null -w '%{http_code}\\n' https://" + host + "/")));
    }

    /** Words that fit several errors: asks which, with what each means. */
    public static Reply which(List<Guide> guides, Lang lang) {
        return Reply.of(
                Paragraph.of(Span.words(Saying.SEVERAL.in(lang))),
                new Bullets(
                        false,
                        guides.stream()
                                .map(guide -> Item.of(
                                        Span.strong(guide.code() + Saying.COLON.in(lang)),
                                        Span.words(guide.answer()
                                                .means()
                                                .get(0)
                                                .text()
                                                .in(lang))))
                                .toList()));
    }

    /** One line for somebody whose question about a code was not understood, or to which there is no answer. */
    public static Reply aboutCode(Saying line, String code, Lang lang) {
        return Reply.of(Paragraph.of(Span.words(line.in(lang, code))));
    }

    /** Cloudflare is named, but no error: asks for it. */
    public static Reply whichCode(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.WHICH_CODE.in(lang))));
    }

    /** The answer to thanks. */
    public static Reply thanks(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.THANKS.in(lang))));
    }

    /** A button whose message is gone. */
    public static Reply buttonGone(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.BUTTON_GONE.in(lang))));
    }

    private static String echo(String word) {
        String stripped = word.strip();
        return stripped.codePointCount(0, stripped.length()) <= ECHO
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, ECHO)) + "…";
    }
}
