package dev.cf5xx.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place where the bot can be talked to, and what passes between it and the core. */
abstract class Mouth implements AutoCloseable {
    /** The blocks of each thread so far, the latest last, for their buttons. */
    private final Map<String, List<JsonNode>> shown = new HashMap<>();

    /**
     * What the bot answered.
     *
     * @param op as of {@link Recorder.Spoken}
     * @param blocks what it said; missing for a form
     * @param form the form; missing for a message
     */
    record Answer(String op, JsonNode blocks, JsonNode form) {}

    /**
     * What people see of an answer.
     *
     * @param expected the console's plain rendering, line by line, without the buttons
     * @param lines what stands there, line by line
     * @param expectedButtons the labels
     * @param buttons the labels that stand there
     */
    record Seen(List<String> expected, List<String> lines, List<String> expectedButtons, List<String> buttons) {}

    /**
     * What came of a step.
     *
     * @param asked what the core was asked
     * @param answered what it answered
     * @param seen what people see of that
     */
    record Turned(List<JsonNode> asked, List<Answer> answered, List<Seen> seen) {}

    /** Does what somebody does there, and waits until all that follows has happened. */
    final Turned take(Step step) throws Exception {
        Turned turned = act(step);
        turned.answered.stream()
                .filter(answer -> answer.blocks.isArray())
                .forEach(answer -> shown.computeIfAbsent(step.thread(), any -> new ArrayList<>())
                        .add(answer.blocks));
        return turned;
    }

    /** Does it. */
    abstract Turned act(Step step) throws Exception;

    /** The id of the latest button that does so in a thread. */
    final String button(Step.Presses step) {
        List<JsonNode> all = shown.getOrDefault(step.thread(), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            String id = button(all.get(i), step.verb());
            if (id != null) {
                return id;
            }
        }
        throw new AssertionError("no button " + step.verb() + " in " + step.thread() + ": " + all);
    }

    private static @Nullable String button(JsonNode blocks, String verb) {
        for (JsonNode block : blocks) {
            for (JsonNode button : block.path("buttons")) {
                String id = button.path("id").asText();
                boolean turned =
                        verb.equals("in") && button.path("label").asText().matches("中文|English");
                boolean other =
                        !button.path("label").asText().matches("中文|English") && id.split("/", -1)[1].equals(verb);
                if (turned || other) {
                    return id;
                }
            }
        }
        return null;
    }

    /** The name that the test's messages have. */
    @Override
    public abstract String toString();
}
