package dev.cf5xx.bot.dialogue;

import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A button that says all there is to know, for a message that nobody remembers.
 *
 * @param verb what it does
 * @param code the code whose guide it is about
 * @param lang the language to answer in
 * @param host the host name of the site it is about; null where none was named, or where it has no room
 * @param named what somebody named that only some have
 */
record Lone(String verb, String code, Lang lang, @Nullable String host, Set<String> named) {
    private static final String MARK = "~";

    /** As much as a button's id holds, in characters. */
    private static final int MOST = 100;

    /** What the button's id is. */
    String id() {
        String start = String.join("/", MARK, verb, code, lang.tag());
        String topics = String.join("+", new TreeSet<>(named));
        String whole = String.join("/", start, host == null ? "" : host, topics);
        return whole.length() <= MOST ? whole : start + "//";
    }

    /** The same about something else to do. */
    Lone doing(String other) {
        return new Lone(other, code, lang, host, named);
    }

    /** The same in another language. */
    Lone in(Lang other) {
        return new Lone(verb, code, other, host, named);
    }

    /** Reads a button's id; empty where it is another button's. */
    static Optional<Lone> read(String id) {
        List<String> parts = List.of(id.split("/", -1));
        if (parts.size() != 6 || !parts.get(0).equals(MARK)) {
            return Optional.empty();
        }
        Set<String> named =
                parts.get(5).isEmpty() ? Set.of() : Set.of(parts.get(5).split("\\+", -1));
        return Lang.of(parts.get(3))
                .map(lang -> new Lone(
                        parts.get(1), parts.get(2), lang, parts.get(4).isEmpty() ? null : parts.get(4), named));
    }
}
