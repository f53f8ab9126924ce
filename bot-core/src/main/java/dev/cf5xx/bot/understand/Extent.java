package dev.cf5xx.bot.understand;

import org.jspecify.annotations.Nullable;

/**
 * Where an address in running text begins and ends.
 *
 * @param start where its scheme begins
 * @param authority where its host, or the host's port, ends
 * @param end where it ends, with punctuation that may belong to the sentence
 */
record Extent(int start, int authority, int end) {
    /** What stands before an {@code @} has no more, in characters. */
    private static final int LONGEST_USER = 255;

    private static final int LONGEST_PORT = 10;

    private static final String[] ENTITIES = {"&quot;", "&#34;", "&#39;", "&#x27;", "&apos;", "&lt;", "&gt;", "&nbsp;"};

    /** How long {@code http://} or {@code https://} is that stands there; 0 if neither does. */
    static int schemeAt(String text, int at) {
        return text.regionMatches(true, at, "https://", 0, 8)
                ? 8
                : text.regionMatches(true, at, "http://", 0, 7) ? 7 : 0;
    }

    /** The address that begins at {@code start}, or null. */
    static @Nullable Extent at(String text, int start) {
        int scheme = schemeAt(text, start);
        return scheme == 0 ? null : measured(text, start, start + scheme);
    }

    /** The address whose {@code ://} stands at {@code colon} and that begins nowhere before {@code from}, or null. */
    static @Nullable Extent around(String text, int colon, int from) {
        for (int length = 5; length >= 4; length--) {
            int start = colon - length;
            if (start >= from && schemeAt(text, start) == length + 3 && (start == from || mayStart(text, start))) {
                return measured(text, start, colon + 3);
            }
        }
        return null;
    }

    /** Other schemes end in http too; log lines write a line break as a backslash and a letter. */
    private static boolean mayStart(String text, int start) {
        char before = text.charAt(start - 1);
        char first = start > 1 ? text.charAt(start - 2) : ' ';
        if (Letters.isAscii(before)) {
            return first == '\\' && "nrt".indexOf(before) >= 0;
        }
        return before != '+' || !Letters.isPlain(first);
    }

    private static @Nullable Extent measured(String text, int start, int from) {
        int host = afterUser(text, from);
        int end = host < text.length() && text.charAt(host) == '[' ? literal(text, host) : HostName.end(text, host);
        if (end < 0) {
            return null;
        }
        int authority = port(text, end);
        int last = authority < text.length() && "/?#".indexOf(text.charAt(authority)) >= 0
                ? new Tail(text, start, host, authority).end()
                : authority;
        return new Extent(start, authority, last);
    }

    private static int afterUser(String text, int from) {
        int host = from;
        for (int i = from; i < text.length() && i - from <= LONGEST_USER; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || "/?#<>\"'`|\\()[]{}".indexOf(c) >= 0) {
                break;
            }
            if (c == '@' && i > from) {
                host = i + 1;
            }
        }
        return host;
    }

    /** Where an IPv6 address in brackets ends; -1 if it is none. */
    private static int literal(String text, int open) {
        int colons = 0;
        for (int i = open + 1; i < text.length() && i - open < 60; i++) {
            char c = text.charAt(i);
            if (c == ']') {
                return colons >= 2 ? i + 1 : -1;
            }
            colons += c == ':' ? 1 : 0;
            if (!Letters.isPlain(c) && ":.%".indexOf(c) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static int port(String text, int colon) {
        if (colon >= text.length() || text.charAt(colon) != ':') {
            return colon;
        }
        int end = colon + 1;
        while (end < text.length() && end - colon <= LONGEST_PORT && Letters.isDigit(text.charAt(end))) {
            end++;
        }
        char next = end < text.length() ? text.charAt(end) : ' ';
        boolean port = end > colon + 1 ? !Letters.isAscii(next) : next == '/';
        return port ? end : colon;
    }

    /** Where the path, query and fragment of an address end. */
    private static final class Tail {
        private final String text;
        private final int from;
        private final boolean quoted;
        private final boolean foreignHost;

        /** Where the part begins that a slash, question mark or the like set off last, and whether it has foreign letters. */
        private int part;

        private boolean foreign;
        private boolean query;
        private int round;
        private int square;
        private int curly;

        /** Until where text without an equals sign is known to go on: looked ahead for once. */
        private int known = -1;

        Tail(String text, int start, int host, int from) {
            this.text = text;
            this.from = from;
            quoted = start > 0 && text.charAt(start - 1) == '\'';
            foreignHost = foreign(text, host, from);
            part = from;
        }

        private static boolean foreign(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (Letters.isOther(text.charAt(i))) {
                    return true;
                }
            }
            return false;
        }

        int end() {
            int i = from;
            while (i < text.length() && goesOn(i)) {
                i++;
            }
            return placeInFile(i);
        }

        private boolean goesOn(int i) {
            char c = text.charAt(i);
            if (c > 0x7e) {
                return Letters.isForeign(c) && (!Letters.isOther(c) || isOfAddress(i));
            }
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            switch (c) {
                case '<', '>', '"', '`', '|', '\\' -> {
                    return false;
                }
                case '/', '?', '&', '=', '#' -> {
                    if (c == '&' && entity(i)) {
                        return false;
                    }
                    part = i + 1;
                    foreign = false;
                    query |= c == '?';
                    return c != '?' || !Letters.isOther(next) || equalsFollows(i + 1);
                }
                case '\'' -> {
                    return !quoted
                            && !(next == 's' && (i + 2 == text.length() || !Letters.isPlain(text.charAt(i + 2))));
                }
                case '*', '~' -> {
                    return next != c;
                }
                case '(' -> {
                    round++;
                    return !(Letters.isOther(next) && Letters.isPlain(text.charAt(i - 1)));
                }
                case ')' -> {
                    return round-- > 0;
                }
                case '[' -> square++;
                case ']' -> {
                    return square-- > 0;
                }
                case '{' -> curly++;
                case '}' -> {
                    return curly-- > 0;
                }
                case ',', ';' -> {
                    return !Letters.isOther(next)
                            && (query || (schemeAt(text, i + 1) == 0 && !(c == ',' && isField(i + 1))));
                }
                case '.', '!' -> {
                    return !Letters.isOther(next);
                }
                default -> {
                    return c > ' ';
                }
            }
            return true;
        }

        private boolean entity(int at) {
            for (String entity : ENTITIES) {
                if (text.startsWith(entity, at)) {
                    return true;
                }
            }
            return false;
        }

        /** {@code name=}: the next field of a log line. */
        private boolean isField(int at) {
            int i = at;
            while (i < text.length() && i - at < 20 && (Letters.isPlain(text.charAt(i)) || text.charAt(i) == '_')) {
                i++;
            }
            return i > at && i < text.length() && text.charAt(i) == '=';
        }

        private boolean equalsFollows(int at) {
            int i = Math.max(at, known);
            while (i < text.length() && Letters.isForeign(text.charAt(i))) {
                i++;
            }
            known = i;
            return i < text.length() && text.charAt(i) == '=';
        }

        /** Whether Chinese belongs to the path or the query, and is not what follows them without a blank. */
        private boolean isOfAddress(int i) {
            if (foreign) {
                return !afterFile(i);
            }
            char before = text.charAt(i - 1);
            if (before != '=' && before != '#' && Complaints.startAt(text, i)) {
                return false;
            }
            boolean own = part == i
                    ? before != '/' || !isRoot(i - 1) || foreignHost || structured(i)
                    : (before == '_' || before == '-' || before == '~' || before == '%' || before == '+')
                            || (before == ':' && Character.isUpperCase(text.charAt(part)))
                            || (before == '(');
            foreign = own;
            return own;
        }

        /** Whether {@code slash} is the first after a host: this address's, or one's inside it. */
        private boolean isRoot(int slash) {
            if (slash == from) {
                return true;
            }
            int i = slash - 1;
            while (i > from && slash - i < HostName.LONGEST && text.charAt(i) != '/') {
                i--;
            }
            return i - 2 > from && text.startsWith("://", i - 2);
        }

        /** Whether the Chinese at {@code at} goes on as only an address does: with a slash, a query, the end of a file's name. */
        private boolean structured(int at) {
            int i = at;
            while (i < text.length()
                    && i - at < HostName.LONGEST
                    && (Letters.isPlain(text.charAt(i))
                            || Letters.isForeign(text.charAt(i))
                            || "_-%+()".indexOf(text.charAt(i)) >= 0)) {
                i++;
            }
            if (i == text.length()) {
                return false;
            }
            int end = i + 1;
            while (end < text.length() && end - i <= 6 && Letters.isPlain(text.charAt(end))) {
                end++;
            }
            char next = text.charAt(i);
            return "/?#=&".indexOf(next) >= 0 || (next == '.' && NameEnds.isFile(text.substring(i + 1, end)));
        }

        /** Whether the end of a file's name stands before {@code at}. */
        private boolean afterFile(int at) {
            int dot = at - 1;
            while (dot > part && at - dot <= 6 && Letters.isPlain(text.charAt(dot))) {
                dot--;
            }
            return text.charAt(dot) == '.' && NameEnds.isFile(text.substring(dot + 1, at));
        }

        /** {@code app.js:12:34} in a stack trace names a line of the file. */
        private int placeInFile(int end) {
            int i = end;
            while (i > from && end - i < 16 && (Letters.isDigit(text.charAt(i - 1)) || text.charAt(i - 1) == ':')) {
                i--;
            }
            return i < end && text.charAt(i) == ':' && text.startsWith("js", i - 2) && i - from > 3 ? i : end;
        }
    }
}
