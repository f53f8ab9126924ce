package dev.cf5xx.bot.wording;

import dev.cf5xx.knowledge.Lang;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a text is for.
 *
 * @param lang the language
 * @param host the host name of the site it is about, put into commands; null where it is not known
 * @param named the topics the reader brought up, among them what only some have ({@code railgun})
 */
public record Reader(Lang lang, @Nullable String host, Set<String> named) {
    /** A reader of whom nothing is known but the language. */
    public static Reader of(Lang lang) {
        return new Reader(lang, null, Set.of());
    }

    /**
     * Whether the reader named this kind, or what it is a kind of: {@code railgun} names {@code railgun-partner}, and
     * {@code pages-cname} names {@code pages}.
     */
    public boolean hasNamed(String variant) {
        return named.stream().anyMatch(topic -> variant.startsWith(topic) || topic.startsWith(variant));
    }
}
