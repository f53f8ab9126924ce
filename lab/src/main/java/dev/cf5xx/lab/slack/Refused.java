package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.rules.Finding;
import java.util.List;

/** Slack says no to a call. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;
    private final transient ObjectNode more;

    private Refused(String error, ObjectNode more) {
        super(error);
        this.error = error;
        this.more = more;
    }

    Refused(String error) {
        this(error, JsonNodeFactory.instance.objectNode());
    }

    /** With what is wrong listed as Slack lists it: whole lines, and once more without their level. */
    static Refused because(String error, List<String> lines) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        ArrayNode errors = more.putArray("errors");
        ArrayNode messages = more.putObject("response_metadata").putArray("messages");
        for (String line : lines) {
            errors.add(line.replaceFirst("^\\[ERROR\\] ", ""));
            messages.add(line);
        }
        return new Refused(error, more);
    }

    static Refused blocks(String error, List<Finding> found) {
        return because(error, found.stream().map(Finding::line).toList());
    }

    /** An argument is missing. */
    static Refused missing(String argument) {
        return because("invalid_arguments", List.of("[ERROR] missing required field: " + argument));
    }

    /** The token lacks a scope. */
    static Refused scope(String needed, String provided) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        more.put("needed", needed).put("provided", provided);
        return new Refused("missing_scope", more);
    }

    String error() {
        return error;
    }

    /** The answer. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ok", false).put("error", error);
        json.setAll(more);
        return json;
    }
}
