package dev.cf5xx.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement, with its source.
 *
 * @param id stable and unique, e.g. {@code 524.number.timeout}
 * @param type what kind of statement it is
 * @param audience who acts on it or receives it
 * @param variant the {@link Variant#id} it is confined to, or null
 * @param text the statement
 * @param value literals that belong to it: log lines, parameters, figures with their unit
 * @param patterns regular expressions that recognise the values of a log pattern
 * @param label a few words naming a required detail in a list; null for other types
 * @param url an absolute address for a link; null for other types
 * @param commands ready to paste
 * @param risk what it costs, for a step that weakens protection; else null
 * @param supersedes ids of older facts that this one replaces
 * @param source where it comes from
 */
public record Fact(
        String id,
        FactType type,
        Audience audience,
        @Nullable String variant,
        Text text,
        List<String> value,
        List<String> patterns,
        @Nullable Text label,
        @Nullable String url,
        List<Command> commands,
        @Nullable Risk risk,
        List<String> supersedes,
        Source source) {}
