package dev.cf5xx.lab.slack.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a piece of JSON has to be. */
@FunctionalInterface
interface Rule {
    /** Adds what is wrong with {@code node}, which stands at {@code at}. */
    void check(JsonNode node, String at, List<Finding> found);

    /** A string of so many characters. */
    static Rule string(int least, int most) {
        return (node, at, found) -> {
            if (!node.isTextual()) {
                found.add(new Finding("must provide a string", at));
            } else if (node.textValue().length() > most) {
                found.add(new Finding("must be less than " + (most + 1) + " characters", at));
            } else if (node.textValue().length() < least) {
                found.add(new Finding("must be more than " + (least - 1) + " characters", at));
            }
        };
    }

    /** A string of one character at least. */
    static Rule string(int most) {
        return string(1, most);
    }

    /** An absolute URL. */
    static Rule url() {
        return (node, at, found) -> {
            int before = found.size();
            string(Limits.URL).check(node, at, found);
            if (found.size() == before && !absolute(node.textValue())) {
                found.add(new Finding("must be a valid URL", at));
            }
        };
    }

    private static boolean absolute(String url) {
        try {
            URI uri = new URI(url);
            return uri.isAbsolute() && (uri.getHost() != null || uri.isOpaque());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** One of these words. */
    static Rule oneOf(String... words) {
        List<String> known = List.of(words);
        return (node, at, found) -> {
            if (!node.isTextual() || !known.contains(node.textValue())) {
                found.add(new Finding("must be one of: " + String.join(", ", known), at));
            }
        };
    }

    /** True or false. */
    static Rule bool() {
        return (node, at, found) -> {
            if (!node.isBoolean()) {
                found.add(new Finding("must provide a boolean", at));
            }
        };
    }

    /** A whole number. */
    static Rule number(long least, long most) {
        return (node, at, found) -> {
            if (!node.isIntegralNumber() || node.longValue() < least || node.longValue() > most) {
                found.add(new Finding("must be a number from " + least + " to " + most, at));
            }
        };
    }

    /** An array of so many. */
    static Rule list(int least, int most, Rule each) {
        return (node, at, found) -> {
            if (!node.isArray()) {
                found.add(new Finding("must provide an array", at));
                return;
            }
            if (node.size() > most) {
                found.add(new Finding("no more than " + most + " items allowed", at));
            } else if (node.size() < least) {
                found.add(new Finding("no fewer than " + least + " items allowed", at));
            }
            for (int i = 0; i < node.size(); i++) {
                each.check(node.get(i), at + "/" + i, found);
            }
        };
    }

    /** Anything. */
    static Rule any() {
        return (node, at, found) -> {};
    }

    /** An object whose {@code type} is one of these, as its rule says. */
    static Rule typed(Map<String, Rule> byType) {
        return (node, at, found) -> {
            Rule rule = byType.get(node.path("type").asText());
            if (!node.isObject()) {
                found.add(new Finding("must provide an object", at));
            } else if (!node.has("type")) {
                found.add(new Finding("missing required field: type", at));
            } else if (rule == null) {
                found.add(new Finding("unsupported type: " + node.path("type").asText(), at + "/type"));
            } else {
                rule.check(node, at, found);
            }
        };
    }

    /** An object of which nothing is known yet. */
    static Shape shape() {
        return new Shape();
    }

    /** What fields an object has; a {@code type} may always be there, others may not. */
    final class Shape implements Rule {
        private final Map<String, Rule> fields = new LinkedHashMap<>();
        private final Set<String> required = new HashSet<>();

        Shape need(String field, Rule rule) {
            required.add(field);
            return may(field, rule);
        }

        Shape may(String field, Rule rule) {
            fields.put(field, rule);
            return this;
        }

        @Override
        public void check(JsonNode node, String at, List<Finding> found) {
            if (!node.isObject()) {
                found.add(new Finding("must provide an object", at));
                return;
            }
            fields.forEach((field, rule) -> {
                JsonNode value = node.path(field);
                if (!value.isMissingNode()) {
                    rule.check(value, at + "/" + field, found);
                } else if (required.contains(field)) {
                    found.add(new Finding("missing required field: " + field, at));
                }
            });
            node.fieldNames().forEachRemaining(field -> {
                if (!fields.containsKey(field) && !field.equals("type")) {
                    found.add(new Finding("invalid additional property: " + field, at));
                }
            });
        }
    }
}
