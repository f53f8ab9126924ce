package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the program finds around it.
 *
 * @param in the standard input
 * @param out the standard output, UTF-8
 * @param err the standard error, UTF-8
 * @param environment the environment variables
 * @param typed whether the standard input is a terminal
 * @param shown whether the standard output is one
 * @param watched whether the standard error is one
 */
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean typed,
        boolean shown,
        boolean watched) {

    /** Whether a person sits at both ends. */
    boolean terminal() {
        return typed && shown;
    }

    /** Whether what is written to the standard error can be taken back: on a terminal that knows how. */
    boolean rewritable() {
        return watched && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether to use colours: on a terminal that has them, unless {@code NO_COLOR} is set. */
    boolean colour() {
        return shown && environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /** The language of the locale: {@code CF5XX_LANG}, else what POSIX says of {@code LC_ALL} and its likes. */
    Lang lang() {
        for (String name : new String[] {"CF5XX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return Lang.of(value).orElse(Lang.EN);
            }
        }
        return Lang.EN;
    }

    /** The time: fixed by {@code CF5XX_NOW}, an ISO instant, where it is set. */
    Clock clock() {
        return now().map(it -> Clock.fixed(it, ZoneOffset.UTC)).orElseGet(Clock::systemUTC);
    }

    private Optional<Instant> now() {
        @Nullable String now = environment.get("CF5XX_NOW");
        if (now == null || now.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(now));
        } catch (DateTimeParseException e) {
            throw new BadInput(Message.BAD_VARIABLE.in(lang(), "CF5XX_NOW", now, "2026-11-21T22:04:00Z"));
        }
    }
}
