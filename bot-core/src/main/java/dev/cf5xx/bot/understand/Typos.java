package dev.cf5xx.bot.understand;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Long Latin words of the vocabulary, written with one letter too few, too many, wrong or swapped with the next. Two words are
 * as near as that where taking one letter, or none, out of each leaves the same.
 */
final class Typos {
    /** Shorter words are too near to other words. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 20;

    /** So many words of one message are looked at: nobody's question starts later. */
    private static final int MOST = 400;

    private final Map<String, String> shortened = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /** Hears of a word that was meant. */
    interface Meant {
        void is(int start, int end, String word);
    }

    Typos(Collection<String> phrases) {
        for (String phrase : phrases) {
            known.add(phrase);
            if (phrase.length() >= SHORTEST
                    && phrase.length() <= LONGEST
                    && phrase.chars().allMatch(Typos::isLatin)) {
                shortened.put(phrase, phrase);
                for (int i = 1; i < phrase.length(); i++) {
                    shortened.putIfAbsent(without(phrase, i), phrase);
                }
            }
        }
    }

    void in(String text, Meant meant) {
        int words = 0;
        for (int i = 0; i < text.length() && words < MOST; i++) {
            if (!isLatin(text.charAt(i))) {
                continue;
            }
            int start = i;
            while (i < text.length() && isLatin(text.charAt(i))) {
                i++;
            }
            words++;
            if (i - start >= SHORTEST - 1 && i - start <= LONGEST) {
                String word = text.substring(start, i);
                String right = known.contains(word) ? null : right(word);
                if (right != null) {
                    meant.is(start, i, right);
                }
            }
        }
    }

    private @Nullable String right(String word) {
        String found = shortened.get(word);
        for (int i = 1; found == null && i < word.length(); i++) {
            found = shortened.get(without(word, i));
        }
        return found != null && Math.abs(found.length() - word.length()) <= 1 ? found : null;
    }

    private static String without(String word, int i) {
        return word.substring(0, i) + word.substring(i + 1);
    }

    private static boolean isLatin(int c) {
        return c >= 'a' && c <= 'z';
    }
}
