package dev.cf5xx.app.settings;

import dev.cf5xx.knowledge.Text;

/**
 * Something that is wrong with the settings.
 *
 * @param kind what kind of thing
 * @param name the setting's name, or the file's
 * @param says what is wrong, and what to do; never a secret
 */
public record Problem(Kind kind, String name, Text says) {
    /** What can be wrong. */
    public enum Kind {
        /** No platform has a token. */
        NOTHING,
        /** Something is set that is worth nothing without something else. */
        HALF,
        /** Two things are set that exclude each other. */
        CONTRADICTION,
        /** There is no such setting. */
        UNKNOWN,
        /** The value cannot be one. */
        MALFORMED,
        /** A file cannot be read. */
        UNREADABLE
    }
}
