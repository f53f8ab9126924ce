package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Guesses what somebody is about to ask from its beginning. Safe for use by many threads. */
public final class Suggester {
    /** Discord shows no more. */
    private static final int MOST = 25;

    /** The longest label Discord shows, in characters. */
    private static final int LONGEST = 100;

    /** What is read of what somebody types, in characters. */
    private static final int READ = 200;

    private final List<Entry> codes;
    private final MessageReader reader;

    /** A suggester of the codes in {@code knowledge}. */
    public Suggester(Knowledge knowledge, MessageReader reader) {
        this.codes = knowledge.index().stream()
                .filter(entry -> entry.code().chars().allMatch(Character::isDigit))
                .toList();
        this.reader = reader;
    }

    /**
     * The codes that begin as typed, then those whose title has it, then those whose words it is.
     *
     * @param typed any text; blank for every code
     * @return best first, at most 25
     */
    public List<Suggestion> suggest(String typed, Lang lang) {
        String start = typed.strip().toLowerCase(Locale.ROOT);
        String beginning = start.substring(0, Math.min(start.length(), READ));
        Map<String, Entry> found = new LinkedHashMap<>();
        Stream.of(
                        codes.stream().filter(entry -> entry.code().startsWith(beginning)),
                        codes.stream().filter(entry -> titled(entry, beginning)),
                        read(beginning))
                .flatMap(entries -> entries)
                .forEach(entry -> found.putIfAbsent(entry.code(), entry));
        return found.values().stream()
                .limit(MOST)
                .map(entry -> new Suggestion(entry.code(), label(entry, lang)))
                .toList();
    }

    private static boolean titled(Entry entry, String part) {
        return Stream.of(Lang.values())
                .anyMatch(
                        lang -> entry.title().in(lang).toLowerCase(Locale.ROOT).contains(part));
    }

    private Stream<Entry> read(String text) {
        List<String> about = reader.read(text, Dialect.PLAIN).codes();
        return about.stream()
                .flatMap(code -> codes.stream().filter(entry -> entry.code().equals(code)));
    }

    private static String label(Entry entry, Lang lang) {
        String label = entry.code() + " · " + entry.title().in(lang);
        return label.length() <= LONGEST ? label : label.substring(0, LONGEST - 1) + "…";
    }
}
