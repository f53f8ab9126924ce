package dev.cf5xx.bot.understand;

/** Where the host's name in an address ends. */
final class HostName {
    /** A name has no more, in characters. */
    static final int LONGEST = 255;

    private HostName() {}

    /** Where the name that begins at {@code from} ends; -1 where there is none, or only a pattern for names. */
    static int end(String text, int from) {
        if (from >= text.length() || !(isLetter(text.charAt(from)) || underlined(text, from))) {
            return -1;
        }
        int end = from;
        boolean dotted = false;
        while (end < text.length()
                && end - from <= LONGEST
                && (isOfName(text.charAt(end)) || isTypedStop(text, from, end, dotted))) {
            dotted |= text.charAt(end) == '.' || !isOfName(text.charAt(end));
            end++;
        }
        if (end - from > LONGEST) {
            return -1;
        }
        int cut = sentence(text, from, foreign(text, from, nested(text, from, end)));
        if (cut == end && isPattern(text, end, dotted)) {
            return -1;
        }
        while (cut > from && "._-".indexOf(text.charAt(cut - 1)) >= 0 && !isRootDot(text, cut)) {
            cut--;
        }
        return cut > from ? cut : -1;
    }

    private static boolean isLetter(char c) {
        return Letters.isPlain(c) || Letters.isForeign(c);
    }

    private static boolean underlined(String text, int at) {
        return text.charAt(at) == '_' && at + 1 < text.length() && Letters.isPlain(text.charAt(at + 1));
    }

    private static boolean isOfName(char c) {
        return Letters.isPlain(c) || c == '.' || c == '-' || c == '_' || Letters.isForeign(c);
    }

    /** {@code example。com}: typed with the Chinese keyboard. A sentence's stop follows a whole name. */
    private static boolean isTypedStop(String text, int from, int at, boolean dotted) {
        char c = text.charAt(at);
        return !dotted
                && (c == '。' || c == '．' || c == '｡')
                && at > from
                && at + 1 < text.length()
                && Letters.isPlain(text.charAt(at + 1))
                && Letters.isPlain(text.charAt(at - 1));
    }

    /** {@code a.example.comhttps://…}: the next address begins there. */
    private static int nested(String text, int from, int end) {
        if (!text.startsWith("://", end)) {
            return end;
        }
        for (int length = 5; length >= 4; length--) {
            if (end - length >= from && Extent.schemeAt(text, end - length) == length + 3) {
                return end - length;
            }
        }
        return end;
    }

    /** Chinese that follows a name belongs to it only where the name is a Chinese one. */
    private static int foreign(String text, int from, int end) {
        int label = from;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                label = i + 1;
            } else if (Letters.isOther(c)) {
                int cut = i == label ? ownLabel(text, from, label, end) : runOn(text, from, label, i, end);
                if (cut >= 0) {
                    return cut;
                }
                while (i + 1 < end && text.charAt(i + 1) != '.' && Letters.isOther(text.charAt(i + 1))) {
                    i++;
                }
            }
        }
        return end;
    }

    /** A label that begins in Chinese. Answers where the name ends in it or before it; -1 where it goes on. */
    private static int ownLabel(String text, int from, int label, int end) {
        int stop = label;
        while (stop < end && text.charAt(stop) != '.') {
            stop++;
        }
        if (label == from || stop < end) {
            return -1;
        }
        int known = NameEnds.domainAtStart(text.substring(label, Math.min(stop, label + 8)));
        if (known > 0) {
            return label + known;
        }
        int before = dotBefore(text, from, label - 1) + 1;
        boolean whole = before > 0 && NameEnds.isDomain(text.substring(before, label - 1));
        return whole ? label - 1 : -1;
    }

    /** Chinese after Latin letters. Answers where the name ends; -1 where the label is both. */
    private static int runOn(String text, int from, int label, int at, int end) {
        int after = at;
        while (after < end && Letters.isOther(text.charAt(after))) {
            after++;
        }
        boolean first = label == from;
        boolean goesOn = after + 1 < end && text.charAt(after) == '.' && isKnownEnd(text, after + 1, end);
        if (goesOn && (first || !isCommon(text.substring(label, at)))) {
            return -1;
        }
        return at;
    }

    private static boolean isKnownEnd(String text, int from, int end) {
        int stop = from;
        while (stop < end && Letters.isPlain(text.charAt(stop))) {
            stop++;
        }
        return stop > from && NameEnds.isDomain(text.substring(from, stop));
    }

    private static boolean isCommon(String label) {
        return switch (label) {
            case "com", "cn", "net", "org", "io", "dev" -> true;
            default -> false;
        };
    }

    /** {@code example.org.Then}: a sentence begins where a capital follows a name in small letters. */
    private static int sentence(String text, int from, int end) {
        int dot = dotBefore(text, from, end);
        if (dot < 0 || dot + 2 >= end || !Character.isUpperCase(text.charAt(dot + 1))) {
            return end;
        }
        int before = dotBefore(text, from, dot);
        return before >= 0
                        && Character.isLowerCase(text.charAt(dot + 2))
                        && Character.isLowerCase(text.charAt(dot - 1))
                        && NameEnds.isDomain(text.substring(before + 1, dot))
                ? dot
                : end;
    }

    /** Where the last dot before {@code end} stands; -1 if none does. */
    private static int dotBefore(String text, int from, int end) {
        for (int i = end - 1; i > from; i--) {
            if (text.charAt(i) == '.') {
                return i;
            }
        }
        return -1;
    }

    /** {@code api.{region}.example.org}, {@code example[.]com}: not a name that could be looked up. */
    private static boolean isPattern(String text, int end, boolean dotted) {
        if (end == text.length()) {
            return false;
        }
        char next = text.charAt(end);
        char last = text.charAt(end - 1);
        boolean open = last == '.' || last == '-';
        boolean hidden = next == '[' && end + 1 < text.length() && ".d:".indexOf(text.charAt(end + 1)) >= 0;
        return hidden
                || ("{$%[*<".indexOf(next) >= 0 && open)
                || ("{$%[".indexOf(next) >= 0 && !dotted)
                || (Character.getType(next) == Character.FORMAT && !dotted);
    }

    private static boolean isRootDot(String text, int cut) {
        return text.charAt(cut - 1) == '.'
                && cut < text.length()
                && (text.charAt(cut) == '/' || text.charAt(cut) == ':')
                && cut > 1
                && text.charAt(cut - 2) != '.';
    }
}
