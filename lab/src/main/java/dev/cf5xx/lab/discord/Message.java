package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.discord.rules.Flags;
import dev.cf5xx.lab.discord.rules.Mentions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A message as it stood when it was looked at.
 *
 * @param author the id of who wrote it
 * @param edits how often it was edited
 * @param ephemeral whether only one person sees it
 * @param pings who was pinged when it was posted
 * @param reactions what it was reacted with, by anybody
 * @param json as the API shows it
 */
public record Message(
        String id,
        String channel,
        String author,
        int edits,
        boolean ephemeral,
        Mentions.Pings pings,
        Set<String> reactions,
        JsonNode json) {
    /** Copies. */
    public Message {
        reactions = Set.copyOf(reactions);
        json = json.deepCopy();
    }

    /** The text field alone. */
    public String content() {
        return json.path("content").asText();
    }

    /** All that can be read: the text, embeds and text displays, from the top, a line each. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(content());
        json.path("embeds").forEach(embed -> {
            lines.add(embed.path("author").path("name").asText());
            lines.add(embed.path("title").asText());
            lines.add(embed.path("description").asText());
            embed.path("fields").forEach(field -> {
                lines.add(field.path("name").asText());
                lines.add(field.path("value").asText());
            });
            lines.add(embed.path("footer").path("text").asText());
        });
        json.path("components").forEach(component -> texts(component, lines));
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    private static void texts(JsonNode component, List<String> lines) {
        if (component.path("type").asInt() == 10) {
            lines.add(component.path("content").asText());
        }
        component.path("components").forEach(inside -> texts(inside, lines));
    }

    /** The {@code flags}. */
    public int flags() {
        return json.path("flags").asInt();
    }

    /** Whether it says that the application is thinking. */
    public boolean loading() {
        return (flags() & Flags.LOADING) != 0;
    }

    /** Every component, whatever it stands in. */
    public List<JsonNode> components() {
        return flat(json.path("components")).toList();
    }

    private static Stream<JsonNode> flat(JsonNode components) {
        return StreamSupport.stream(components.spliterator(), false)
                .flatMap(it -> Stream.of(
                                Stream.of(it),
                                flat(it.path("components")),
                                it.has("accessory") ? Stream.of(it.path("accessory")) : Stream.<JsonNode>empty())
                        .flatMap(each -> each));
    }

    /** The buttons' labels, in order. */
    public List<String> buttons() {
        return components().stream()
                .filter(it -> it.path("type").asInt() == 2)
                .map(it -> it.path("label").asText())
                .toList();
    }

    /** The names of its files. */
    public List<String> files() {
        List<String> names = new ArrayList<>();
        json.path("attachments").forEach(it -> names.add(it.path("filename").asText()));
        return names;
    }

    /** Addresses that a reader could click on, in its text, embeds and link buttons. */
    public List<String> links() {
        List<String> links = new ArrayList<>(Mentions.links(text()));
        json.path("embeds").forEach(it -> {
            if (it.has("url")) {
                links.add(it.path("url").asText());
            }
        });
        components().forEach(it -> {
            if (it.path("type").asInt() == 2 && it.has("url")) {
                links.add(it.path("url").asText());
            }
        });
        return links;
    }

    /** Addresses that Discord fetches to show a preview: of the text alone, unless embeds are suppressed. */
    public List<String> previews() {
        boolean none = (flags() & (Flags.SUPPRESS_EMBEDS | Flags.COMPONENTS_V2)) != 0;
        return none ? List.of() : Mentions.previewed(content());
    }
}
