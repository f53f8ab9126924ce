package dev.cf5xx.bot.understand;

import java.util.Map;

/** Reads the traditional characters of the vocabulary as simplified ones, one for one, so that places stay. */
final class Simplified {
    private static final char FIRST = '\u4e00';
    private static final char LAST = '\u9fff';

    private final char[] read = new char[LAST - FIRST + 1];

    Simplified(Map<Integer, Integer> traditional) {
        for (char c = FIRST; c <= LAST; c++) {
            read[c - FIRST] = c;
        }
        traditional.forEach((from, to) -> {
            if (from >= FIRST && from <= LAST && Character.isBmpCodePoint(to)) {
                read[from - FIRST] = (char) to.intValue();
            }
        });
    }

    String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST && c <= LAST && read[c - FIRST] != c) {
                return from(text, i);
            }
        }
        return text;
    }

    private String from(String text, int first) {
        char[] all = text.toCharArray();
        for (int i = first; i < all.length; i++) {
            if (all[i] >= FIRST && all[i] <= LAST) {
                all[i] = read[all[i] - FIRST];
            }
        }
        return new String(all);
    }
}
