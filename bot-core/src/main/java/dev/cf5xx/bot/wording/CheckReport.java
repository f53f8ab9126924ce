package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.diagnose.Diagnosis;
import dev.cf5xx.bot.diagnose.Finding;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.knowledge.Audience;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the report of a check into words. */
public final class CheckReport {
    /** Rows that a screen has left for a report, when the buttons and the age of the report have theirs. */
    private static final int ROWS = Screen.ROWS - 2;

    /** How much of a refused input is repeated, in characters. */
    private static final int ECHO = 60;

    /** From all that one would like to say to the least, the first that fits a screen. */
    private static final List<CheckPage.Room> ROOMS = List.of(
            new CheckPage.Room(4, 4, 3, 1, true),
            new CheckPage.Room(3, 3, 3, 1, true),
            new CheckPage.Room(3, 3, 2, 0, true),
            new CheckPage.Room(2, 2, 2, 0, true),
            new CheckPage.Room(2, 2, 1, 0, false),
            new CheckPage.Room(1, 1, 0, 0, false));

    private final Knowledge knowledge;

    /**
     * Who reads a report, and where.
     *
     * @param audience whose business the reader minds: his steps come first
     * @param open whether the origins' addresses may stand there whole: a terminal, or a message only one person sees
     * @param talks whether the reader can answer: what a command line of the bot's own would do, a message does then
     */
    public record View(Audience audience, boolean open, boolean talks) {
        /** Where nobody can answer. */
        public View(Audience audience, boolean open) {
            this(audience, open, false);
        }

        /** A channel of the site's own people. */
        public static final View CHANNEL = new View(Audience.SITE_OWNER, false);
    }

    /** Words from {@code knowledge}. */
    public CheckReport(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** The first screen, as in {@link View#CHANNEL}. */
    public Reply brief(Report report, Reader reader) {
        return brief(report, reader, View.CHANNEL);
    }

    /** The first screen: what is broken, where on the way, the evidence, what to do, what else was found. */
    public Reply brief(Report report, Reader reader, View view) {
        Reply reply = Reply.of();
        for (CheckPage.Room room : ROOMS) {
            reply = new CheckPage(knowledge, report, reader, view, CheckPage.BRIEF).brief(room);
            if (Screen.rows(reply) <= ROWS) {
                return reply;
            }
        }
        return reply;
    }

    /** Everything, as in {@link View#CHANNEL}. */
    public Reply full(Report report, Reader reader) {
        return full(report, reader, View.CHANNEL);
    }

    /** Everything: every finding with its evidence, every hop, DNS, TLS, the trace and each origin's contacts. */
    public Reply full(Report report, Reader reader, View view) {
        return new CheckPage(knowledge, report, reader, view, CheckPage.FULL).full();
    }

    /**
     * One diagnosis in words without any form, for programs that put them elsewhere.
     *
     * @param says what is broken, one sentence
     * @param evidence the measured lines it rests on
     * @param next what to do
     * @param facts the ids of the facts it rests on
     */
    public record Told(String says, List<String> evidence, List<Step> next, List<String> facts) {
        /** One thing to do; {@code audience} acts. */
        public record Step(Audience audience, String text, List<String> commands) {}
    }

    /** A diagnosis of a report, in plain words. */
    public Told tell(Report report, Diagnosis diagnosis, Reader reader, View view) {
        return new CheckPage(knowledge, report, reader, view, CheckPage.FULL).tell(diagnosis);
    }

    /**
     * The part of a report that answers one question.
     *
     * @param topic a tag of the vocabulary's topics
     * @return empty where the report has nothing on it
     */
    public Optional<Reply> answer(String topic, Report report, Reader reader, View view) {
        CheckAnswer answer = new CheckAnswer(new CheckSheet(knowledge, report, reader, view, CheckPage.FULL));
        return switch (topic) {
            case "who-is-at-fault" -> Optional.of(answer.fault());
            case "cause", "definition", "origin-down" -> Optional.of(answer.cause());
            case "fix" -> Optional.of(answer.steps());
            case "what-to-send-support" -> Optional.of(answer.handover());
            default -> Optional.empty();
        };
    }

    /**
     * What was found, a line for each site, for the message that the thread of the reports hangs from.
     *
     * @param asker the platform's id of whoever asked
     */
    public Reply lines(List<Report> reports, String asker, Reader reader) {
        List<Block> lines = new ArrayList<>();
        for (Report report : reports) {
            List<Span> spans = new ArrayList<>();
            spans.add(new Span.Quoted(report.host()));
            Filling.words(Saying.COLON.in(reader.lang()), false, spans);
            CheckSheet.append(
                    new CheckPage(knowledge, report, reader, View.CHANNEL, CheckPage.BRIEF).headline(), spans);
            lines.add(new Paragraph(spans));
        }
        lines.add(Talk.askedBy(asker, reader.lang()));
        return new Reply(lines);
    }

    /** A finding in a few words, e.g. {@code certificate expired}. */
    public String label(Finding finding, Lang lang) {
        return knowledge.meaning(finding.id()).orElseThrow().label().in(lang);
    }

    /** Why something is not looked at, and what to send instead. */
    public static Reply refused(Refusal refusal, Reader reader) {
        Saying saying =
                switch (refusal.reason()) {
                    case NOT_A_URL -> Saying.REFUSED_NOT_A_URL;
                    case BAD_HOST -> Saying.REFUSED_BAD_HOST;
                    case TOO_LONG -> Saying.REFUSED_TOO_LONG;
                    case SCHEME -> Saying.REFUSED_SCHEME;
                    case USERINFO -> Saying.REFUSED_USERINFO;
                    case PORT -> Saying.REFUSED_PORT;
                    case SPELLING -> Saying.REFUSED_SPELLING;
                    case INTERNAL_NAME -> Saying.REFUSED_INTERNAL_NAME;
                    case SPECIAL_ADDRESS -> Saying.REFUSED_SPECIAL_ADDRESS;
                    case OWN_ADDRESS -> Saying.REFUSED_OWN_ADDRESS;
                    case REDIRECTS -> Saying.REFUSED_REDIRECTS;
                    case ORIGINS -> Saying.REFUSED_ORIGINS;
                };
        return Reply.of(about(saying, refusal.detail(), reader));
    }

    /** One sentence about what somebody wrote. */
    static Paragraph about(Saying saying, String detail, Reader reader) {
        String[] around = saying.in(reader.lang(), "\0").split("\0", -1);
        List<Span> spans = new ArrayList<>();
        Filling.words(around[0], false, spans);
        if (around.length > 1) {
            String echo = Talk.echo(detail, ECHO);
            if (echo.isEmpty()) {
                Filling.words(Saying.THAT.in(reader.lang()), false, spans);
            } else {
                spans.add(new Span.Quoted(echo));
            }
            Filling.words(around[1], false, spans);
        }
        return new Paragraph(List.copyOf(spans));
    }
}
