package dev.cf5xx.lab.discord.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is wrong with a form, nested as in the {@code errors} of Discord's answer (reference: error messages). */
final class Problems {
    private final ObjectNode errors = JsonNodeFactory.instance.objectNode();

    /** Notes one; the path's steps are separated by dots, indices are steps too, the empty path is the form itself. */
    void add(String path, String code, String message) {
        ObjectNode at = errors;
        for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            at = at.withObjectProperty(step);
        }
        at.withArrayProperty("_errors").addObject().put("code", code).put("message", message);
    }

    void tooLong(String path, int most) {
        add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
    }

    void badLength(String path, int least, int most) {
        add(path, "BASE_TYPE_BAD_LENGTH", "Must be between " + least + " and " + most + " in length.");
    }

    void missing(String path) {
        add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    void oneOf(String path, String choices) {
        add(path, "BASE_TYPE_CHOICES", "Value must be one of {" + choices + "}.");
    }

    /** A text that may be left out, of at most so many units. */
    void text(JsonNode form, String path, String field, int most) {
        JsonNode value = form.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        if (!value.isTextual()) {
            add(join(path, field), "STRING_TYPE_CONVERT", "Could not interpret \"" + value + "\" as string.");
        } else if (value.asText().length() > most) {
            tooLong(join(path, field), most);
        }
    }

    /** A text that must be there. */
    void required(JsonNode form, String path, String field, int least, int most) {
        JsonNode value = form.path(field);
        if (value.isMissingNode() || value.isNull()) {
            missing(join(path, field));
        } else if (!value.isTextual()) {
            text(form, path, field, most);
        } else if (value.asText().length() < least || value.asText().length() > most) {
            badLength(join(path, field), least, most);
        }
    }

    static String join(String path, Object step) {
        return path.isEmpty() ? step.toString() : path + "." + step;
    }

    ObjectNode errors() {
        return errors;
    }

    /** Refuses the form where anything was noted. */
    void orAccept() {
        if (!errors.isEmpty()) {
            throw Refusal.invalidForm(errors);
        }
    }
}
