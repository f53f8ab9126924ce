package dev.cf5xx.bot;

import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.target.Refusal;
import java.util.List;
import java.util.function.Consumer;

/** Looks at one site: policy, probe, diagnosis. Has neither memory nor measure; {@link Checks} has both. */
public interface Inspector {

    /** What is going to be looked at, or why it is not. */
    sealed interface Plan {
        /**
         * It may be looked at, as far as can be told before a name is looked up.
         *
         * @param url the canonical address
         * @param origins the origins' canonical addresses
         * @param targets the host, and every origin's address
         */
        record Ready(String url, List<String> origins, List<String> targets) implements Plan {}

        /**
         * It is not looked at.
         *
         * @param input which of the inputs, as written
         */
        record Refused(Refusal refusal, String input) implements Plan {}
    }

    /**
     * Reads what somebody wants looked at.
     *
     * @param url the site's address, as written
     * @param origins where its origins are said to be, as written
     */
    Plan plan(String url, List<String> origins);

    /** Looks. Blocks for as long as it takes, until the thread is interrupted. */
    Outcome look(Plan.Ready plan, Consumer<Step> progress);
}
