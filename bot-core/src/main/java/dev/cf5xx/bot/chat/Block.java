package dev.cf5xx.bot.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A part of a {@link Reply} that stands on lines of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Block.Heading.class, name = "heading"),
    @JsonSubTypes.Type(value = Block.Paragraph.class, name = "paragraph"),
    @JsonSubTypes.Type(value = Block.Bullets.class, name = "bullets"),
    @JsonSubTypes.Type(value = Block.Listing.class, name = "listing"),
    @JsonSubTypes.Type(value = Block.Actions.class, name = "actions")
})
public sealed interface Block {

    /** A headline of the bot's own words. */
    record Heading(String text) implements Block {}

    /** Running text. */
    record Paragraph(List<Span> spans) implements Block {
        /** A paragraph of these spans. */
        public static Paragraph of(Span... spans) {
            return new Paragraph(List.of(spans));
        }
    }

    /**
     * A list.
     *
     * @param ordered whether the order matters, and so is numbered
     */
    record Bullets(boolean ordered, List<Item> items) implements Block {}

    /**
     * One item of a list.
     *
     * @param commands literal lines that belong to it, each to be pasted as it is; they may hold a stranger's host name
     */
    record Item(List<Span> spans, List<String> commands) {
        /** An item of these spans. */
        public static Item of(Span... spans) {
            return new Item(List.of(spans), List.of());
        }
    }

    /** Literal lines in a fixed-width font: a sketch of a page, a piece of configuration. */
    record Listing(String text) implements Block {}

    /** Things to press. */
    record Actions(List<Button> buttons) implements Block {}

    /**
     * A thing to press.
     *
     * @param id what comes back as {@link Act.Pressed}; at most 100 characters of ASCII
     * @param label at most 40 characters
     * @param word what may be written instead of pressing it, where there is nothing to press
     */
    record Button(String id, String label, String word) {}
}
