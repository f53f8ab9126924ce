package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Block.Paragraph;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells how a check goes, in one line that is written again and again. */
public final class CheckProgress {
    private CheckProgress() {}

    /**
     * How it stands, e.g. {@code DNS ✓ · TCP ✓ · TLS ✓ · HTTP …}
     *
     * @param steps all steps so far, in the order in which they were told
     */
    public static Reply of(List<Step> steps, Lang lang) {
        SortedMap<Phase, Step> now = new TreeMap<>();
        for (Step step : steps) {
            if (step.phase() == Phase.DNS && now.containsKey(Phase.TCP)) {
                // A redirect: the way begins anew at another name.
                now.clear();
            }
            now.put(step.phase(), step);
        }
        if (now.isEmpty()) {
            return Reply.of(Paragraph.of(Span.words(Saying.LOOKING.in(lang))));
        }
        List<String> parts = new ArrayList<>();
        now.values().forEach(step -> parts.add(name(step.phase(), lang) + " " + sign(step.mark())));
        List<Step> told = List.copyOf(now.values());
        Step last = told.get(told.size() - 1);
        if (last.mark() == Mark.WAITING) {
            Saying waiting = last.phase() == Phase.ORIGIN ? Saying.ORIGIN_STILL_WAITING : Saying.STILL_WAITING;
            parts.add(waiting.in(lang, last.elapsed().toSeconds()));
        }
        return Reply.of(Paragraph.of(Span.words(String.join(" · ", parts))));
    }

    private static String name(Phase phase, Lang lang) {
        return switch (phase) {
            case DNS, TCP, TLS, HTTP -> phase.name();
            case TRACE -> "trace";
            case AGAIN -> Saying.AGAIN.in(lang);
            case ORIGIN -> Saying.PATH_ORIGIN.in(lang);
        };
    }

    private static String sign(Mark mark) {
        return switch (mark) {
            case RUNNING, WAITING -> "…";
            case FINE -> "✓";
            case FAILED -> "✗";
        };
    }
}
