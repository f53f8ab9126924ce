package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Step.Mark;
import dev.cf5xx.bot.evidence.Step.Phase;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells whoever waits how far a check is, one step after the other, whichever thread made it. */
final class Narrator {
    private final Consumer<Step> listener;
    private final long began = System.nanoTime();

    Narrator(Consumer<Step> listener) {
        this.listener = listener;
    }

    /** Tells a step. What the listener throws is its own business. */
    synchronized void tell(Phase phase, Mark mark) {
        try {
            listener.accept(new Step(phase, mark, elapsed()));
        } catch (RuntimeException e) {
            // A check does not end because nobody can be told how far it is.
        }
    }

    /** Since the check began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
