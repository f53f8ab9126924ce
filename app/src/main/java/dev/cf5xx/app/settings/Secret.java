package dev.cf5xx.app.settings;

/**
 * What nobody may read who reads a log.
 *
 * @param value the secret itself, for whoever it is meant for
 */
public record Secret(String value) {
    /** Says nothing of the secret, not even its length. */
    @Override
    public String toString() {
        return "•••";
    }
}
