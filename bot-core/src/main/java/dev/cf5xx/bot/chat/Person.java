package dev.cf5xx.bot.chat;

import dev.cf5xx.knowledge.Lang;
import org.jspecify.annotations.Nullable;

/**
 * Who said something.
 *
 * @param id the platform's id of the person
 * @param lang the language the platform knows of the person, or null
 * @param bot whether it is no person but another bot
 */
public record Person(String id, @Nullable Lang lang, boolean bot) {
    /** A human being. */
    public Person(String id, @Nullable Lang lang) {
        this(id, lang, false);
    }
}
