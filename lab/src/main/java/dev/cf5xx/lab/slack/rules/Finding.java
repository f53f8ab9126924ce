package dev.cf5xx.lab.slack.rules;

/**
 * What is wrong with a block or view.
 *
 * @param message in Slack's words where they are known
 * @param pointer where, as a JSON pointer
 */
public record Finding(String message, String pointer) {
    /** As Slack lists it under {@code response_metadata.messages}. */
    public String line() {
        return "[ERROR] " + message + " [json-pointer:" + pointer + "]";
    }
}
