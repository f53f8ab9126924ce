package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Bullets;
import dev.cf5xx.bot.chat.Block.Button;
import dev.cf5xx.bot.chat.Block.Heading;
import dev.cf5xx.bot.chat.Block.Item;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Distinction;
import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the bot says when it is not explaining a guide. */
public final class Talk {
    /** How much of a stranger's word is repeated back, in characters. */
    private static final int ECHO = 20;

    private Talk() {}

    /**
     * What the bot is for and how to ask it.
     *
     * @param checks whether it looks at sites
     */
    public static Reply help(Knowledge knowledge, boolean checks, Lang lang) {
        List<Saying> ways = checks
                ? List.of(
                        Saying.HELP_CODE,
                        Saying.HELP_CHECK,
                        Saying.HELP_QUESTION,
                        Saying.HELP_FOLLOW_UP,
                        Saying.HELP_AFTER_CHECK)
                : List.of(Saying.HELP_CODE, Saying.HELP_QUESTION, Saying.HELP_FOLLOW_UP);
        String fives = codes(knowledge, 3);
        String thousands = String.join(Saying.LIST_SEPARATOR.in(lang), List.of("1016", "1020", "1033"));
        return Reply.of(
                new Heading(Saying.HELP_TITLE.in(lang)),
                new Bullets(
                        false,
                        ways.stream()
                                .map(way -> Item.of(Span.words(way.in(lang))))
                                .toList()),
                Paragraph.of(Span.words(Saying.HELP_CODES.in(lang, fives, thousands))));
    }

    private static String codes(Knowledge knowledge, int digits) {
        return knowledge.index().stream()
                .map(Entry::code)
                .filter(code -> code.matches("\\d{" + digits + "}"))
                .collect(Collectors.joining(" "));
    }

    /**
     * What somebody hears who addressed the bot about something else.
     *
     * @param checks whether the bot looks at sites
     */
    public static Reply notOurs(boolean checks, Lang lang) {
        Paragraph codes = Paragraph.of(Span.words(Saying.NOT_OURS.in(lang)));
        return checks ? Reply.of(codes, Paragraph.of(Span.words(Saying.CAN_CHECK.in(lang)))) : Reply.of(codes);
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

    /** Words that fit several errors: asks which, with what each means and its commonest cause. */
    public static Reply which(List<Guide> guides, List<Distinction> distinctions, Reader reader) {
        return Explainer.beside(guides, distinctions, Saying.SEVERAL.in(reader.lang()), reader);
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

    /** Somebody has had enough checks for now. */
    public static Reply limited(Limit limit, Duration wait, Lang lang) {
        Saying saying =
                switch (limit) {
                    case PERSON -> Saying.LIMIT_PERSON;
                    case VENUE -> Saying.LIMIT_VENUE;
                    case TARGET -> Saying.LIMIT_TARGET;
                };
        return Reply.of(Paragraph.of(Span.words(saying.in(lang, Figures.wait(wait, lang)))));
    }

    /** A line for a report that was made for somebody else a moment ago: how old it is, and how to get a new one. */
    public static Paragraph fromMemory(Duration age, Lang lang) {
        String[] around = Saying.FROM_MEMORY
                .in(lang, Saying.AGO.in(lang, Figures.span(age, lang)), "\0")
                .split("\0", -1);
        return Paragraph.of(
                Span.words(around[0]), new Span.Code(Saying.CHECK_AGAIN_WORD.in(lang)), Span.words(around[1]));
    }

    /** The button that looks anew. */
    public static Button checkAgain(String id, Lang lang) {
        return new Button(id, Saying.CHECK_AGAIN_BUTTON.in(lang), Saying.CHECK_AGAIN_WORD.in(lang));
    }

    /** The button that unfolds a report. */
    public static Button moreOfReport(String id, Lang lang) {
        return new Button(id, Saying.REPORT_MORE_BUTTON.in(lang), Saying.MORE_WORD.in(lang));
    }

    /** The button that folds a report. */
    public static Button lessOfReport(String id, Lang lang) {
        return new Button(id, Saying.LESS_BUTTON.in(lang), Saying.LESS_WORD.in(lang));
    }

    /** The button that asks for an origin's address. */
    public static Button askForOrigin(String id, Lang lang) {
        return new Button(id, Saying.ORIGIN_BUTTON.in(lang), Saying.ORIGIN_WORD.in(lang));
    }

    /** The name of the one field of {@link #originForm}. */
    public static final String ADDRESS = "address";

    /** The form that asks for an origin's address. */
    public static Form originForm(String id, Lang lang) {
        return new Form(
                id,
                Saying.ORIGIN_FORM_TITLE.in(lang),
                List.of(new Form.Field(ADDRESS, Saying.ORIGIN_FORM_LABEL.in(lang), Saying.ORIGIN_FORM_HINT.in(lang))),
                Saying.ORIGIN_FORM_SUBMIT.in(lang));
    }

    /** A form in words, where there are no forms: what comes next fills it in. */
    public static Reply form(Form form) {
        List<Block> blocks = new ArrayList<>(List.of(new Heading(form.title())));
        form.fields()
                .forEach(field -> blocks.add(Paragraph.of(Span.words(field.label() + ": "), Span.words(field.hint()))));
        return new Reply(blocks);
    }

    /** A check begins. */
    public static Reply looking(String host, Lang lang) {
        if (host.isEmpty()) {
            return CheckProgress.of(List.of(), lang);
        }
        String[] around = Saying.LOOKING_AT.in(lang, "\0").split("\0", -1);
        return Reply.of(Paragraph.of(Span.words(around[0]), new Span.Quoted(host), Span.words(around[1])));
    }

    /** What was asked for has to wait for the end of a check. */
    public static Reply stillLooking(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.STILL_LOOKING.in(lang))));
    }

    /** An address was not kept, and so cannot be looked at again. */
    public static Reply sendItAgain(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.SEND_IT_AGAIN.in(lang))));
    }

    /** A check ended without a report. */
    public static Reply nothingSeen(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.NOTHING_SEEN.in(lang))));
    }

    /** Somebody has thought better of it. */
    public static Reply neverMind(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.NEVER_MIND.in(lang))));
    }

    /** Asks whether to look at a host that was only named. */
    public static Reply offerCheck(String host, Lang lang) {
        String[] around = Saying.OFFER_CHECK.in(lang, "\0").split("\0", -1);
        return Reply.of(
                Paragraph.of(Span.words(around[0]), new Span.Quoted("https://" + host + "/"), Span.words(around[1])));
    }

    /**
     * The first message of a thread that was begun to look at sites.
     *
     * @param asker the platform's id of whoever asked
     * @param hosts the sites' hosts; one that cannot be told is empty
     */
    public static Reply askedToLook(String asker, List<String> hosts, Lang lang) {
        List<Span> known = new ArrayList<>();
        for (String host : hosts) {
            if (!host.isEmpty()) {
                if (!known.isEmpty()) {
                    known.add(Span.words(Saying.LIST_SEPARATOR.in(lang)));
                }
                known.add(new Span.Quoted(host));
            }
        }
        List<Span> title = known.isEmpty()
                ? List.of(Span.words(Saying.ASKED_TO_LOOK_THERE.in(lang)))
                : spans(Saying.ASKED_TO_LOOK, lang, known.toArray(Span[]::new));
        return Reply.of(new Paragraph(title), askedBy(asker, lang));
    }

    /** Who asked, and where the report is. */
    static Paragraph askedBy(String asker, Lang lang) {
        return new Paragraph(spans(Saying.ASKED_BY, lang, new Span.Someone(asker)));
    }

    /** A message that somebody pointed at has nothing in it. */
    public static Reply nothingToLookAt(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.NOTHING_TO_LOOK_AT.in(lang))));
    }

    /** What was named as a site is none. */
    public static Reply noSite(String written, Lang lang) {
        return Reply.of(new Paragraph(spans(Saying.NO_SITE, lang, new Span.Quoted(echo(written)))));
    }

    /** What was named as a bot is none. */
    public static Reply noBot(String written, Lang lang) {
        return Reply.of(new Paragraph(spans(Saying.NO_BOT, lang, new Span.Quoted(echo(written)))));
    }

    /** A saying with spans where its value is. */
    public static List<Span> spans(Saying saying, Lang lang, Span... values) {
        String[] around = saying.in(lang, "\0").split("\0", -1);
        List<Span> spans = new ArrayList<>();
        if (!around[0].isEmpty()) {
            spans.add(Span.words(around[0]));
        }
        spans.addAll(List.of(values));
        if (!around[1].isEmpty()) {
            spans.add(Span.words(around[1]));
        }
        return spans;
    }

    /** The button that shows everybody what only one sees. */
    public static Button share(String id, Lang lang) {
        return new Button(id, Saying.SHARE_BUTTON.in(lang), Saying.SHARE_WORD.in(lang));
    }

    /**
     * What the platform does not let the bot do, and who can change that.
     *
     * @param what the permission's name as the platform writes it
     */
    public static Reply hindered(Hindrance hindrance, String what, Lang lang) {
        String[] around =
                switch (hindrance) {
                    case PERMISSION -> Saying.HINDERED_PERMISSION.in(lang, "\0").split("\0", -1);
                    case NOT_IN_CHANNEL -> new String[] {Saying.HINDERED_NOT_IN_CHANNEL.in(lang)};
                    case CLOSED -> new String[] {Saying.HINDERED_CLOSED.in(lang)};
                    case GONE, REFUSED -> new String[] {Saying.HINDERED_REFUSED.in(lang)};
                };
        return around.length == 1
                ? Reply.of(Paragraph.of(Span.words(around[0])))
                : Reply.of(Paragraph.of(Span.words(around[0]), new Span.Code(what), Span.words(around[1])));
    }

    /** The button that looks at a host that was named. */
    public static Button check(String id, Lang lang) {
        return new Button(id, Saying.OFFER_BUTTON.in(lang), Saying.OFFER_WORD.in(lang));
    }

    /** The check itself went wrong. */
    public static Reply checkFailed(Lang lang) {
        return Reply.of(Paragraph.of(Span.words(Saying.CHECK_FAILED.in(lang))));
    }

    /**
     * What was given as an origin's address is none.
     *
     * @param written what somebody wrote
     */
    public static Reply originNotUnderstood(String written, Lang lang) {
        return Reply.of(CheckReport.about(Saying.ORIGIN_NOT_UNDERSTOOD, written, Reader.of(lang)));
    }

    /** Whose checks are counted together. */
    public enum Limit {
        /** One person's. */
        PERSON,
        /** One channel's. */
        VENUE,
        /** Those of one site or origin. */
        TARGET
    }

    private static String echo(String word) {
        return echo(word, ECHO);
    }

    /** The beginning of what somebody wrote. */
    static String echo(String word, int most) {
        String stripped = word.strip();
        return stripped.codePointCount(0, stripped.length()) <= most
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, most)) + "…";
    }
}
