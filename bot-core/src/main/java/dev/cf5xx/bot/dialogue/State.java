package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a thread. No message text.
 *
 * @param lang the language it is held in, or null before anybody wrote a word of one
 * @param codes what it is about, the latest first
 * @param host the host name of the site it is about, or null
 * @param named what somebody named that only some have (see {@link dev.cf5xx.bot.wording.Reader#named})
 * @param posted how many messages the bot has posted
 * @param shown what the latest messages show, by name, so that their buttons can be answered
 * @param asker for whom the thread was begun: its first message tells what was found; null where it tells nothing
 * @param topic what was asked for last, a tag of the vocabulary; null where nothing in particular was
 */
public record State(
        @Nullable Lang lang,
        List<String> codes,
        @Nullable String host,
        Set<String> named,
        int posted,
        Map<String, Shown> shown,
        @Nullable String asker,
        @Nullable String topic) {
    /** A thread of which the first message tells nothing. */
    public State(
            @Nullable Lang lang,
            List<String> codes,
            @Nullable String host,
            Set<String> named,
            int posted,
            Map<String, Shown> shown) {
        this(lang, codes, host, named, posted, shown, null, null);
    }

    /** Buttons older than this many messages are no longer answered. */
    private static final int REMEMBERED = 50;

    /** A thread nothing was said in. */
    public static final State NEW = new State(null, List.of(), null, Set.of(), 0, Map.of());

    /** As many reports are kept. */
    private static final int REPORTS = 5;

    /**
     * What a message shows: the guide to a code, or a look at a site.
     *
     * @param code the code; null for a look
     * @param lang in which language
     * @param looked the look; null for a guide
     */
    public record Shown(
            @Nullable String code, Lang lang, @Nullable Looked looked) {
        /** The guide to a code. */
        public Shown(String code, Lang lang) {
            this(code, lang, null);
        }

        /** Whether it only offers a look. */
        boolean offers() {
            return looked != null && looked.offered();
        }

        /** Whether it shows a look that came to nothing, or never began. */
        boolean fruitless() {
            return looked != null && looked.fruitless();
        }
    }

    /**
     * A look at a site.
     *
     * @param url the address, to look again; without the values of its query where these may be secrets
     * @param again whether one can look again by it
     * @param origins where its origins are said to be
     * @param running whether it has not ended
     * @param offered whether it was only offered, and nobody has taken it up in this message
     * @param report what was found; null before the end, and of older looks
     */
    public record Looked(
            String url,
            boolean again,
            List<String> origins,
            boolean running,
            boolean offered,
            @Nullable Report report) {
        /** A look that somebody wanted. */
        public Looked(String url, boolean again, List<String> origins, boolean running, @Nullable Report report) {
            this(url, again, origins, running, false, report);
        }

        /** A look that is only offered. */
        static Looked offer(String url, List<String> origins) {
            return new Looked(url, true, origins, false, true, null);
        }

        /** Whether it ended without a report, or never began. */
        boolean fruitless() {
            return !running && report == null;
        }
    }

    /** The newest look at a site, and the name of the message that shows it; an offer only where there is nothing else. */
    Optional<Map.Entry<String, Shown>> newestLook() {
        List<Map.Entry<String, Shown>> looks = newestFirst().stream()
                .filter(entry -> entry.getValue().looked() != null)
                .toList();
        return looks.stream()
                .filter(entry -> !entry.getValue().offers())
                .findFirst()
                .or(() -> looks.stream().findFirst());
    }

    /** The name of the newest message that shows something; one that came to nothing only where there is nothing else. */
    Optional<String> newest() {
        return newestFirst().stream()
                .filter(entry -> !entry.getValue().fruitless())
                .findFirst()
                .map(Map.Entry::getKey)
                .or(() -> newestFirst().stream().findFirst().map(Map.Entry::getKey));
    }

    /** The name of the latest message, where it offers to look at a site. */
    Optional<String> offer() {
        return newestFirst().stream()
                .findFirst()
                .filter(entry -> entry.getValue().offers())
                .map(Map.Entry::getKey);
    }

    /** What the messages show, the newest first. */
    List<Map.Entry<String, Shown>> newestFirst() {
        List<Map.Entry<String, Shown>> entries = new ArrayList<>(shown.entrySet());
        Collections.reverse(entries);
        return entries;
    }

    /** Whether the bot is at work here. */
    public boolean atWork() {
        return posted > 0;
    }

    /** This state after one more message. */
    State posting(@Nullable Shown what) {
        int now = posted + 1;
        Map<String, Shown> more = new LinkedHashMap<>(shown);
        if (what != null) {
            more.put(name(now), what);
        }
        while (more.size() > REMEMBERED) {
            more.remove(more.keySet().iterator().next());
        }
        return new State(lang, codes, host, named, now, more, asker, topic);
    }

    /** This state after something came of a look that {@code message} shows. */
    State seen(String message, Looked looked) {
        Map<String, Shown> more = new LinkedHashMap<>(shown);
        more.computeIfPresent(message, (name, before) -> new Shown(null, before.lang(), looked));
        List<String> reports = more.entrySet().stream()
                .filter(entry -> entry.getValue().looked() != null
                        && entry.getValue().looked().report() != null)
                .map(Map.Entry::getKey)
                .toList();
        for (String old : reports.subList(0, Math.max(0, reports.size() - REPORTS))) {
            more.remove(old);
        }
        return new State(lang, codes, host, named, posted, more, asker, topic);
    }

    /** The name of the n-th message. */
    static String name(int n) {
        return "m" + n;
    }

    State about(List<String> latest) {
        return new State(lang, List.copyOf(latest), host, named, posted, shown, asker, topic);
    }

    State in(@Nullable Lang other) {
        return new State(other, codes, host, named, posted, shown, asker, topic);
    }

    /** This state, about a site of that host. */
    public State at(String site) {
        return new State(lang, codes, site, named, posted, shown, asker, topic);
    }

    State askedBy(@Nullable String person) {
        return new State(lang, codes, host, named, posted, shown, person, topic);
    }

    State asking(@Nullable String what) {
        return new State(lang, codes, host, named, posted, shown, asker, what);
    }

    State naming(Set<String> more) {
        return new State(lang, codes, host, more, posted, shown, asker, topic);
    }
}
