package dev.cf5xx.bot.understand;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings the ways of writing one thing together. */
final class Fold {
    private static final Pattern PILE = Pattern.compile("(\\p{M}{4})\\p{M}+");

    private static final char FIRST_HAN = '\u4e00';
    private static final char LAST_HAN = '\u9fff';

    private Fold() {}

    /**
     * Full-width forms become ASCII, capitals become small; invisible characters, direction marks and piled-up accents
     * vanish; every blank is a space and lines stay lines.
     */
    static String of(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                folded.append(ascii(c));
            } else if (c >= FIRST_HAN && c <= LAST_HAN) {
                folded.append(c);
            } else if (c > '\uff00' && c < '\uff5f') {
                folded.append(ascii((char) (c - '\uff00' + ' ')));
            } else {
                switch (c) {
                    case '\u3000' -> folded.append(' ');
                    case '、', '。', '《', '》', '「', '」', '【', '】', '“', '”' -> folded.append(c);
                    case '‘', '’' -> folded.append('\'');
                    case '–', '—' -> folded.append('-');
                    case '…' -> folded.append("...");
                    default -> {
                        return thoroughly(text);
                    }
                }
            }
        }
        return folded.toString();
    }

    private static char ascii(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c | 0x20);
        }
        return (c < ' ' && c != '\n') || c == 0x7f ? ' ' : c;
    }

    /** The same for any text at all. Most messages are of characters that need none of it. */
    static String thoroughly(String text) {
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
        if (c < 0x80) {
            return Letters.isPlain((char) c) || c == '_';
        }
        return Character.isLetterOrDigit(c) && !isHan(c);
    }

    /** Whether {@code c} is Japanese, which has Chinese characters beside it. */
    static boolean isKana(int c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }

    static boolean isHan(int c) {
        return (c >= FIRST_HAN && c <= LAST_HAN)
                || (c >= 0x2e80 && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
