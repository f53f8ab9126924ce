package dev.cf5xx.bot.wording;

import dev.cf5xx.knowledge.Lang;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a text is for.
 *
 * @param lang the language
 * @param host the host name of the site it is about, put into commands; null where it is not known
 * @param named what the reader named that only some have ({@code railgun}), so that it is worth mentioning
 */
public record Reader(Lang lang, @Nullable String host, Set<String> named) {
    /** A reader of whom nothing is known but the language. */
    public static Reader of(Lang lang) {
        return new Reader(lang, null, Set.of());
    }

    /** Whether the reader named this kind, or what it is a kind of: {@code railgun} names {@code railgun-partner}. */
    public boolean hasNamed(String variant) {
        return named.stream().anyMatch(variant::startsWith);
    }

    /** The same reader in another language. */
    public Reader in(Lang other) {
        return new Reader(other, host, named);
    }
}
