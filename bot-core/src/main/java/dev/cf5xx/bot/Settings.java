package dev.cf5xx.bot;

import dev.cf5xx.knowledge.Lang;
import java.time.Duration;

/**
 * What an operator decides.
 *
 * @param lang the language of people of whom nothing else tells
 * @param retention how long events and conversations are kept
 */
public record Settings(Lang lang, Duration retention) {
    /** The settings of somebody who set nothing but a language. */
    public static Settings of(Lang lang) {
        return new Settings(lang, Duration.ofDays(30));
    }
}
