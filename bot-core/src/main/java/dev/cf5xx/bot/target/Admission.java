package dev.cf5xx.bot.target;

import java.util.List;

/** The policy's answer to whether something may be connected to. */
public sealed interface Admission {

    /**
     * It may.
     *
     * @param permits one for each address, in the order they were given; empty where there was no address
     */
    record Granted(List<Permit> permits) implements Admission {
        /** Keeps a copy. */
        public Granted {
            permits = List.copyOf(permits);
        }
    }

    /** It may not: not even those of its addresses that would be fine alone. */
    record Denied(Refusal refusal) implements Admission {}
}
