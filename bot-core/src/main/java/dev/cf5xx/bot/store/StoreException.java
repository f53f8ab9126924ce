package dev.cf5xx.bot.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be used. Nothing in it was changed. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What is wrong. */
    public enum Problem {
        /** The files are no database, or a damaged one. */
        CORRUPT,
        /** Another process uses it. */
        LOCKED,
        /** It cannot be written to. */
        READ_ONLY,
        /** A newer version of the program wrote it. */
        NEWER,
        /** There is no room left. */
        FULL,
        /** The database's own library cannot be loaded. */
        NO_LIBRARY,
        /** Anything else. */
        UNUSABLE
    }

    StoreException(Problem problem, @Nullable Throwable cause) {
        super("store: " + problem, cause);
        this.problem = problem;
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }
}
