package dev.cf5xx.bot.understand;

import dev.cf5xx.bot.understand.Lexicon.Hit;
import dev.cf5xx.bot.understand.Lexicon.Sense;
import dev.cf5xx.knowledge.Signs;
import dev.cf5xx.knowledge.Signs.Sign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The codes that words mean without a number. */
final class Meanings {
    /** What has less of a score than this is not meant. */
    static final double LEAST = 1;

    /** A code stays beside the likeliest if it has this part of its score. */
    private static final double COMPARABLE = 0.6;

    /** As many codes can be told apart by one question. */
    private static final int MOST = 4;

    private static final double PRINTED = 4;
    private static final double PHRASE = 2;

    private final List<Sign> signs;

    Meanings(Signs signs) {
        this.signs = signs.signs();
    }

    /**
     * The codes that are meant, likeliest first, each with its reasons.
     *
     * @param hits the phrases of a text
     * @param cloudflare whether Cloudflare is in play
     * @param folded the text
     */
    Map<String, List<Because>> of(List<Hit> hits, boolean cloudflare, String folded) {
        boolean foreign = hits.stream().anyMatch(hit -> hit.sense() instanceof Sense.Foreign);
        Map<String, List<Because>> found = new LinkedHashMap<>();
        for (Hit hit : hits) {
            if (hit.sense() instanceof Sense.Code code
                    && (code.proof() || ((cloudflare || namesCloudflare(hit, hits)) && !foreign))) {
                double score = (code.printed() ? PRINTED : PHRASE) + Math.min(2, hit.length() / 20.0);
                String rule = code.printed() ? "page" : "phrase";
                best(found, new Because(code.code(), rule, List.of(words(hit, folded)), score));
            }
        }
        if (cloudflare && !foreign) {
            Map<String, NavigableMap<Integer, Hit>> concepts = concepts(hits);
            for (Sign sign : signs) {
                List<Hit> together = together(sign, concepts);
                if (together != null) {
                    List<String> words =
                            together.stream().map(hit -> words(hit, folded)).toList();
                    sign.codes()
                            .forEach(code -> add(found, new Because(code, "sign:" + sign.id(), words, sign.score())));
                }
            }
        }
        return likeliest(found);
    }

    private static Map<String, List<Because>> likeliest(Map<String, List<Because>> found) {
        double most = found.values().stream().mapToDouble(Meanings::score).max().orElse(0);
        Map<String, List<Because>> sorted = new LinkedHashMap<>();
        found.entrySet().stream()
                .filter(entry -> score(entry.getValue()) >= Math.max(LEAST, most * COMPARABLE))
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, List<Because>> entry) -> -score(entry.getValue())))
                .limit(MOST)
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** What the reasons for one code weigh together: the best, and a part of each other. */
    static double score(List<Because> reasons) {
        double best = reasons.stream().mapToDouble(Because::score).max().orElse(0);
        double sum = reasons.stream().mapToDouble(Because::score).sum();
        return best + (sum - best) / 3;
    }

    private static void add(Map<String, List<Because>> found, Because because) {
        found.computeIfAbsent(because.code(), any -> new ArrayList<>()).add(because);
    }

    /** Of all phrases for a code the one that weighs most. */
    private static void best(Map<String, List<Because>> found, Because because) {
        List<Because> reasons = found.computeIfAbsent(because.code(), any -> new ArrayList<>());
        if (reasons.isEmpty()) {
            reasons.add(because);
        } else if (reasons.get(0).score() < because.score()) {
            reasons.set(0, because);
        }
    }

    private static boolean namesCloudflare(Hit phrase, List<Hit> hits) {
        return hits.stream()
                .anyMatch(hit -> hit.sense() instanceof Sense.Cloudflare
                        && hit.start() >= phrase.start()
                        && hit.end() <= phrase.end());
    }

    private static Map<String, NavigableMap<Integer, Hit>> concepts(List<Hit> hits) {
        Map<String, NavigableMap<Integer, Hit>> concepts = new HashMap<>();
        for (Hit hit : hits) {
            if (hit.sense() instanceof Sense.Concept concept) {
                concepts.computeIfAbsent(concept.name(), any -> new TreeMap<>()).put(hit.start(), hit);
            }
        }
        return concepts;
    }

    /** A hit for each part of the sign, all near the first; null where a part is missing. */
    private static @Nullable List<Hit> together(Sign sign, Map<String, NavigableMap<Integer, Hit>> concepts) {
        for (String first : sign.all().get(0)) {
            for (Hit from : concepts.getOrDefault(first, new TreeMap<>()).values()) {
                List<Hit> together = new ArrayList<>(List.of(from));
                for (List<String> either : sign.all().subList(1, sign.all().size())) {
                    Hit near = near(from, either, sign.within(), concepts);
                    if (near == null) {
                        break;
                    }
                    together.add(near);
                }
                if (together.size() == sign.all().size()) {
                    return together;
                }
            }
        }
        return null;
    }

    private static @Nullable Hit near(
            Hit from, List<String> either, int within, Map<String, NavigableMap<Integer, Hit>> concepts) {
        for (String name : either) {
            NavigableMap<Integer, Hit> all = concepts.get(name);
            if (all != null) {
                Map.Entry<Integer, Hit> near = all.ceilingEntry(from.start() - within);
                if (near != null && near.getKey() <= from.end() + within) {
                    return near.getValue();
                }
            }
        }
        return null;
    }

    private static String words(Hit hit, String folded) {
        return folded.substring(hit.start(), Math.min(hit.end(), folded.length()));
    }
}
