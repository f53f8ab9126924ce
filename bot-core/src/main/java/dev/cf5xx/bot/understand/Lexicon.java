package dev.cf5xx.bot.understand;

import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Signs;
import dev.cf5xx.knowledge.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ahocorasick.trie.PayloadEmit;
import org.ahocorasick.trie.PayloadTrie;

/** All words and phrases the bot knows, found in one pass over a text. */
final class Lexicon {
    private final PayloadTrie<Set<Sense>> trie;
    private final Simplified simplified;
    private final Typos typos;
    private final int longest;

    /** What a phrase says. */
    sealed interface Sense {
        /** Cloudflare is in play. */
        record Cloudflare() implements Sense {}

        /** Cloudflare is not in play. */
        record Apart() implements Sense {}

        /** Other software speaks. */
        record Foreign() implements Sense {}

        /** Something fails. */
        record Failure() implements Sense {}

        /** Something came up. */
        record Occurrence() implements Sense {}

        /** Something is counted, after its number. */
        record Quantity() implements Sense {}

        /** Something is counted or named by the number that follows. */
        record Counter() implements Sense {}

        /** A web site is looked after. */
        record Operations() implements Sense {}

        /** Something of Cloudflare's that other companies have under another name. */
        record Product() implements Sense {}

        /** Somebody asks how things differ. */
        record Comparison() implements Sense {}

        /** Somebody asks for all there are. */
        record Listing() implements Sense {}

        /** Numbers beside this are no HTTP status. */
        record Protocol() implements Sense {}

        /** A question asks for this. */
        record Topic(String tag) implements Sense {}

        /** One of the things that signs are made of. */
        record Concept(String name) implements Sense {}

        /**
         * An error is meant.
         *
         * @param printed whether Cloudflare's page prints it so
         * @param proof whether nobody else says so, which proves it without another sign
         */
        record Code(String code, boolean printed, boolean proof) implements Sense {}
    }

    /** A phrase in a text: where, and what it says. */
    record Hit(int start, int end, Sense sense) {
        int length() {
            return end - start;
        }
    }

    Lexicon(Knowledge knowledge) {
        Signs signs = knowledge.signs();
        simplified = new Simplified(signs.traditional());
        Map<String, Set<Sense>> phrases = new HashMap<>();
        Words words = knowledge.words();
        add(phrases, words.cloudflare(), new Sense.Cloudflare());
        add(phrases, words.failure(), new Sense.Failure());
        add(phrases, words.occurrence(), new Sense.Occurrence());
        add(phrases, words.quantity(), new Sense.Quantity());
        add(phrases, words.operations(), new Sense.Operations());
        add(phrases, words.protocols(), new Sense.Protocol());
        add(phrases, words.products(), new Sense.Product());
        add(phrases, words.comparing(), new Sense.Comparison());
        add(phrases, words.listing(), new Sense.Listing());
        add(phrases, signs.apart(), new Sense.Apart());
        add(phrases, signs.foreign(), new Sense.Foreign());
        add(phrases, signs.counters(), new Sense.Counter());
        words.topics().forEach((topic, list) -> add(phrases, list, new Sense.Topic(topic)));
        signs.concepts().forEach((concept, list) -> add(phrases, list, new Sense.Concept(concept)));
        Set<String> common = new HashSet<>();
        signs.common().forEach(phrase -> common.add(folded(phrase)));
        for (Entry entry : knowledge.index()) {
            String code = entry.code();
            if (Character.isDigit(code.charAt(0)) && !code.equals("1xxx")) {
                entry.page()
                        .forEach(phrase -> add(
                                phrases,
                                List.of(phrase),
                                new Sense.Code(code, true, !common.contains(folded(phrase)))));
                add(phrases, entry.phrases(), new Sense.Code(code, false, false));
            }
        }
        PayloadTrie.PayloadTrieBuilder<Set<Sense>> builder = PayloadTrie.builder();
        phrases.forEach(builder::addKeyword);
        trie = builder.build();
        longest = phrases.keySet().stream().mapToInt(String::length).max().orElse(0);
        typos = new Typos(phrases.keySet());
    }

    /** The length of the longest phrase. */
    int longest() {
        return longest;
    }

    private void add(Map<String, Set<Sense>> phrases, List<String> list, Sense sense) {
        list.forEach(phrase -> phrases.computeIfAbsent(folded(phrase), any -> new LinkedHashSet<>())
                .add(sense));
    }

    private String folded(String phrase) {
        return plain(Fold.of(phrase));
    }

    /** A hyphen joins what others write apart: time-out, self-signed. */
    private String plain(String folded) {
        return simplified.of(folded).replace('-', ' ');
    }

    /** The phrases in a folded text, in order; a Latin phrase only where it stands as whole words. */
    List<Hit> in(String folded) {
        String text = plain(folded);
        List<Hit> hits = new ArrayList<>();
        for (PayloadEmit<Set<Sense>> emit : trie.parseText(text)) {
            int start = emit.getStart();
            int end = emit.getEnd() + 1;
            if (isWhole(text, start, end)) {
                emit.getPayload().forEach(sense -> hits.add(new Hit(start, end, sense)));
            }
        }
        typos.in(text, (start, end, meant) -> {
            for (PayloadEmit<Set<Sense>> emit : trie.parseText(meant)) {
                if (emit.size() == meant.length()) {
                    emit.getPayload().forEach(sense -> hits.add(new Hit(start, end, sense)));
                }
            }
        });
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
