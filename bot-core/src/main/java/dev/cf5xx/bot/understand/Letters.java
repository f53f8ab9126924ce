package dev.cf5xx.bot.understand;

/** What a character is to an address or a name. Looks at one {@code char}, half a surrogate pair too, and never fails. */
final class Letters {
    private Letters() {}

    static boolean isAscii(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** An ASCII letter or digit. */
    static boolean isPlain(char c) {
        return isAscii(c) || isDigit(c);
    }

    /** A letter, mark or number beyond ASCII, of any script. */
    static boolean isForeign(char c) {
        return c > 0x7f
                && (Character.isLetterOrDigit(c) || isMark(c) || Character.getType(c) == Character.LETTER_NUMBER);
    }

    /** A letter of a script that needs no blank beside a Latin word, or cannot be mistaken for one: Chinese, Cyrillic. */
    static boolean isOther(char c) {
        return c >= 0x370 && isForeign(c) && !isMark(c) && !isWide(c) && !(c >= 0x1d00 && c <= 0x1eff);
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** A full-width letter or digit. */
    private static boolean isWide(char c) {
        return c >= '\uff10' && c <= '\uff5a';
    }

    /** Text in which full-width letters, digits, stops and hyphens are ASCII, each in its place. */
    static String narrow(String text) {
        int i = 0;
        while (i < text.length() && narrow(text.charAt(i)) == text.charAt(i)) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        char[] all = text.toCharArray();
        for (; i < all.length; i++) {
            all[i] = narrow(all[i]);
        }
        return new String(all);
    }

    private static char narrow(char c) {
        if (c < '\uff0d' || c > '\uff5a') {
            return c;
        }
        char ascii = (char) (c - '\uff00' + ' ');
        return isPlain(ascii) || ascii == '.' || ascii == '-' ? ascii : c;
    }
}
