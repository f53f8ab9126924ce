package dev.cf5xx.bot.understand;

import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.PayloadEmit;
import org.ahocorasick.trie.PayloadTrie;

/** All words and phrases the bot knows, found in one pass over a text. */
final class Lexicon {
    private final PayloadTrie<List<Sense>> trie;
    private final int longest;

    /** What a phrase says. */
    sealed interface Sense {
        /** Cloudflare is in play. */
        record Cloudflare() implements Sense {}

        /** Something fails. */
        record Failure() implements Sense {}

        /** Something is counted. */
        record Quantity() implements Sense {}

        /** A question asks for this. */
        record Topic(String tag) implements Sense {}

        /**
         * An error is meant.
         *
         * @param printed whether Cloudflare's page prints it so, which proves it without another sign
         */
        record Code(String code, boolean printed) implements Sense {}
    }

    /** A phrase in a text: where, and what it says. */
    record Hit(int start, int end, Sense sense) {
        int length() {
            return end - start;
        }
    }

    Lexicon(Knowledge knowledge) {
        Map<String, List<Sense>> phrases = new HashMap<>();
        Words words = knowledge.words();
        words.cloudflare().forEach(phrase -> add(phrases, phrase, new Sense.Cloudflare()));
        words.failure().forEach(phrase -> add(phrases, phrase, new Sense.Failure()));
        words.quantity().forEach(phrase -> add(phrases, phrase, new Sense.Quantity()));
        words.topics().forEach((topic, list) -> list.forEach(phrase -> add(phrases, phrase, new Sense.Topic(topic))));
        for (Entry entry : knowledge.index()) {
            if (Character.isDigit(entry.code().charAt(0)) && !entry.code().equals("1xxx")) {
                entry.page().forEach(phrase -> add(phrases, phrase, new Sense.Code(entry.code(), true)));
                entry.phrases().forEach(phrase -> add(phrases, phrase, new Sense.Code(entry.code(), false)));
            }
        }
        PayloadTrie.PayloadTrieBuilder<List<Sense>> builder = PayloadTrie.builder();
        phrases.forEach(builder::addKeyword);
        trie = builder.build();
        longest = phrases.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** The length of the longest phrase. */
    int longest() {
        return longest;
    }

    private static void add(Map<String, List<Sense>> phrases, String phrase, Sense sense) {
        phrases.computeIfAbsent(Fold.of(phrase), any -> new ArrayList<>()).add(sense);
    }

    /** The phrases in a folded text, in order; a Latin phrase only where it stands as whole words. */
    List<Hit> in(String folded) {
        List<Hit> hits = new ArrayList<>();
        for (PayloadEmit<List<Sense>> emit : trie.parseText(folded)) {
            int start = emit.getStart();
            int end = emit.getEnd() + 1;
            if (isWhole(folded, start, end)) {
                emit.getPayload().forEach(sense -> hits.add(new Hit(start, end, sense)));
            }
        }
        return hits;
    }

    private static boolean isWhole(String text, int start, int end) {
        boolean left = start == 0
                || !Fold.continuesWord(text.codePointBefore(start))
                || !Fold.continuesWord(text.codePointAt(start));
        boolean right = end == text.length()
                || !Fold.continuesWord(text.codePointAt(end))
                || !Fold.continuesWord(text.codePointBefore(end));
        return left && right;
    }
}
