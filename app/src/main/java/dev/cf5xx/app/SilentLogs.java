package dev.cf5xx.app;

/**
 * The configuration of the JDK's logging by which nothing is logged, found by its name where logging begins: none at all. Without
 * it the JDK would read a file, and warnings of libraries would stand between the answers.
 */
public final class SilentLogs {
    /** The property that names the class. */
    private static final String PROPERTY = "java.util.logging.config.class";

    /** What the JDK calls; there is nothing to configure. */
    public SilentLogs() {}

    /** Has nothing logged, unless somebody has said what to log. */
    static void keep() {
        if (System.getProperty(PROPERTY) == null && System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(PROPERTY, SilentLogs.class.getName());
        }
    }
}
