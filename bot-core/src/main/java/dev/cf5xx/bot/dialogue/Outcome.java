package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.wording.Talk.Limit;
import java.time.Duration;

/** What came of wanting to look at a site. */
public sealed interface Outcome {
    /**
     * It was looked at.
     *
     * @param age how old the report is; zero for one made for this
     */
    record Found(Report report, Duration age) implements Outcome {}

    /**
     * It is not looked at.
     *
     * @param input what is refused, as written: the address or an origin's
     */
    record Refused(Refusal refusal, String input) implements Outcome {}

    /**
     * Not now: there were too many.
     *
     * @param limit whose limit it is
     * @param pause until when to try again
     */
    record Limited(Limit limit, Duration pause) implements Outcome {}

    /** Something went wrong inside. */
    record Broken() implements Outcome {}
}
