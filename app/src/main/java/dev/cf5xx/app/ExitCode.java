package dev.cf5xx.app;

/** The exit codes that scripts rely on. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;

    /** A check found the site broken. */
    static final int BROKEN = 1;

    /** Usage, or input that cannot be used. */
    static final int USAGE = 2;

    /** An error of the program's own. */
    static final int INTERNAL = 3;

    private ExitCode() {}
}
