package dev.cf5xx.bot.understand;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings the ways of writing one thing together. */
final class Fold {
    private static final Pattern PILE = Pattern.compile("(\\p{M}{4})\\p{M}+");

    private Fold() {}

    /**
     * Full-width forms become ASCII, capitals become small; invisible characters, direction marks and piled-up accents
     * vanish; every blank is a space and lines stay lines.
     */
    static String of(String text) {
        // Sorting thousands of accents on one letter would take the normalizer quadratic time.
        String calm = PILE.matcher(text).replaceAll("$1");
        String nfkc = Normalizer.isNormalized(calm, Normalizer.Form.NFKC)
                ? calm
                : Normalizer.normalize(calm, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(nfkc.length());
        nfkc.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.FORMAT, Character.SURROGATE, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {}
                case Character.CONTROL -> folded.append(c == '\n' ? '\n' : ' ');
                case Character.SPACE_SEPARATOR -> folded.append(' ');
                case Character.DASH_PUNCTUATION -> folded.append('-');
                default -> folded.appendCodePoint(c == '’' || c == '‘' ? '\'' : c);
            }
        });
        return folded.toString();
    }

    /** Whether a word of one alphabet goes on at {@code c}: Chinese needs no blanks between words. */
    static boolean continuesWord(int c) {
        return (Character.isLetterOrDigit(c) && !isHan(c)) || c == '_';
    }

    /** Whether {@code c} is Japanese, which has Chinese characters beside it. */
    static boolean isKana(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }

    static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
