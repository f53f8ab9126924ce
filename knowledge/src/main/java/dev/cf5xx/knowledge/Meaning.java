package dev.cf5xx.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one finding of a check means. In its texts {@code {name}} stands for a measured value; {@code {name.ago}} for how
 * long ago an instant is, or how long from now.
 *
 * @param id the finding's id, e.g. {@code certificate-expired}
 * @param at where on the way from the visitor to the origin it stands
 * @param label a few words without values, e.g. {@code certificate expired}
 * @param path the same with values, for the line that shows the way; null where the label will do
 * @param says what is broken, one sentence
 * @param why why Cloudflare answers this with the code it does, and which SSL mode would not; null where nothing is to be
 *     said
 * @param next what to do, in this order for each audience
 * @param facts the ids of the facts it rests on
 */
public record Meaning(
        String id,
        Place at,
        Text label,
        @Nullable Text path,
        Text says,
        @Nullable Text why,
        List<Remedy> next,
        List<String> facts) {

    /** The stations on the way. */
    public enum Place {
        /** Whoever asks: the checker's own machine and network. */
        YOU,
        /** The name's DNS. */
        DNS,
        /** Cloudflare's edge. */
        EDGE,
        /** The origin, or the way from the edge to it. */
        ORIGIN
    }

    /**
     * One thing to do.
     *
     * @param audience who acts
     * @param text what to do, one sentence
     * @param commands literal lines, where {@code {host}} stands for the site's name, {@code {address}} and {@code {port}}
     *     for the origin's, {@code {subcode}} for the 1XXX
     * @param risk what it costs, for a step that weakens protection; else null
     */
    public record Remedy(
            Audience audience,
            Text text,
            List<String> commands,
            @Nullable Risk risk) {}
}
