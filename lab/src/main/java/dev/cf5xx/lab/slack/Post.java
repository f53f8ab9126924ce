package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.slack.rules.Mentions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stood when it was looked at.
 *
 * @param ts its name within the channel
 * @param thread the {@code ts} of the thread it is in or began; empty for none
 * @param user who said it
 * @param onlyFor the one user who sees it; empty for everybody
 * @param text what notifications show, and without blocks all there is
 * @param blocks missing where there are none
 * @param json as the API gives it, metadata included
 * @param mentions whom it calls and where it leads
 * @param unfurlLinks as asked for with it; null if nothing was said
 * @param unfurlMedia as asked for with it; null if nothing was said
 * @param earlier what it was before each of its edits
 */
public record Post(
        String channel,
        String ts,
        String thread,
        String user,
        String onlyFor,
        String text,
        JsonNode blocks,
        JsonNode json,
        Mentions mentions,
        @Nullable Boolean unfurlLinks,
        @Nullable Boolean unfurlMedia,
        List<JsonNode> earlier,
        boolean deleted) {
    /** Everything there is to read in it, a line for each piece of text; of a message without blocks its text. */
    public String words() {
        List<String> lines = new ArrayList<>();
        collect(blocks, lines);
        collect(json.path("attachments"), lines);
        return lines.isEmpty() ? text : String.join("\n", lines);
    }

    private static void collect(JsonNode node, List<String> lines) {
        JsonNode words = node.path("text");
        if (words.isTextual()) {
            lines.add(words.textValue());
        }
        node.forEach(child -> collect(child, lines));
    }

    /** Whether only one user sees it. */
    public boolean ephemeral() {
        return !onlyFor.isEmpty();
    }

    /** Whether it answers within a thread. */
    public boolean reply() {
        return !thread.isEmpty() && !thread.equals(ts);
    }

    /** The files that hang on it. */
    public List<JsonNode> files() {
        List<JsonNode> files = new ArrayList<>();
        json.path("files").forEach(files::add);
        return files;
    }

    /** What can be pressed, chosen or filled in: everything with an {@code action_id}, in its order. */
    public List<JsonNode> elements() {
        List<JsonNode> elements = new ArrayList<>();
        elements(blocks, elements);
        return elements;
    }

    private static void elements(JsonNode node, List<JsonNode> elements) {
        if (node.has("action_id")) {
            elements.add(node);
        }
        node.forEach(child -> elements(child, elements));
    }

    /** What can be pressed and is called so, by its label or its {@code action_id}; null if there is none. */
    public @Nullable JsonNode button(String called) {
        return elements().stream()
                .filter(element -> element.path("action_id").asText().equals(called)
                        || element.path("text").path("text").asText().equals(called))
                .findFirst()
                .orElse(null);
    }
}
