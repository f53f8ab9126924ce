package dev.cf5xx.bot.understand;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names of hosts that stand in a text by themselves. One pass. */
final class HostNames {
    private static final int LONGEST_LABEL = 63;

    /** Words that stand before a colon or an equals sign and a host, besides all Chinese ones. */
    private static final Set<String> SAID_BEFORE = Set.of(
            "host", "hosts", "hostname", "domain", "domains", "site", "server", "website", "name", "cname", "sni");

    /** A scheme that lost or changed a character. */
    private static final Pattern SCHEME =
            Pattern.compile("(?<![A-Za-z])https?(?:[;：；]|:(?!//))?[/／\\\\]{1,3}", Pattern.CASE_INSENSITIVE);

    /** {@code 522.then} is a code at the end of a sentence. */
    private static final Pattern CODE = Pattern.compile("[15]\\d{2,3}\\.[A-Za-z]+");

    private final String text;
    private final StringBuilder blanked;
    private final Set<String> hosts = new LinkedHashSet<>();

    private HostNames(String text, StringBuilder blanked) {
        this.text = text;
        this.blanked = blanked;
    }

    /** The hosts in a narrowed text, each once; the letters of names, mailboxes too, are blanked where they stand. */
    static List<String> in(String text, StringBuilder blanked) {
        HostNames it = new HostNames(text, blanked);
        for (int i = 0; i < text.length(); i++) {
            if (isOfName(text.charAt(i))) {
                i = it.word(i);
            }
        }
        return List.copyOf(it.hosts);
    }

    private static boolean isOfName(char c) {
        return Letters.isPlain(c) || c == '.' || c == '-' || c == '_' || Letters.isForeign(c);
    }

    /** Reads all that hangs together from {@code start} on. Answers where the reading stopped, its last character. */
    private int word(int start) {
        int end = start;
        boolean dotted = false;
        boolean other = false;
        while (end < text.length() && isOfName(text.charAt(end))) {
            dotted |= text.charAt(end) == '.';
            other |= Letters.isOther(text.charAt(end));
            end++;
        }
        char next = end < text.length() ? text.charAt(end) : ' ';
        if (next == '@' || next == '＠') {
            return mailbox(start, end);
        }
        if (!dotted) {
            return end - 1;
        }
        return Math.max(end, other ? mixed(start, end) : name(start, end)) - 1;
    }

    private int mailbox(int start, int at) {
        int from = at;
        while (from > start && !Letters.isOther(text.charAt(from - 1))) {
            from--;
        }
        int end = at + 1;
        while (end < text.length() && isOfName(text.charAt(end)) && !Letters.isOther(text.charAt(end))) {
            end++;
        }
        if (end > at + 1) {
            // What stands before the mailbox without a blank may name a host itself.
            if (from > start) {
                mixed(start, from);
            }
            Named.blank(from, end, blanked);
            return end - 1;
        }
        return at - 1;
    }

    /** Words of Chinese and Latin letters together. */
    private int mixed(int start, int end) {
        int last = chinese(start, end);
        for (int i = last; i < end; ) {
            int to = i;
            while (to < end && !Letters.isOther(text.charAt(to))) {
                to++;
            }
            int behind = joinedInChinese(i, to, end);
            if (to > i) {
                last = Math.max(last, behind > i ? behind : name(i, to));
            }
            i = Math.max(to == i ? i + 1 : to, last);
        }
        return last;
    }

    /** A name that begins in Chinese where nothing stands before it, such as {@code 例子.中国}. */
    private int chinese(int start, int end) {
        if (!Letters.isOther(text.charAt(start)) || end - start > LONGEST_LABEL || Complaints.startAt(text, start)) {
            return start;
        }
        int dot = firstDot(start, end);
        for (int i = start; i < dot; i++) {
            if (!Letters.isOther(text.charAt(i))) {
                return start;
            }
        }
        return joined(start, end);
    }

    /** A name of Latin letters first that goes on in Chinese, such as {@code www.例子.com}. */
    private int joinedInChinese(int from, int to, int end) {
        boolean joins = to < end && to > from && text.charAt(to - 1) == '.' && to - 1 > from;
        return joins && !NameEnds.isDomain(text.substring(lastDot(from, to - 1) + 1, to - 1))
                ? joined(from, Math.min(end, from + LONGEST_LABEL))
                : from;
    }

    private int lastDot(int from, int to) {
        int i = to - 1;
        while (i >= from && text.charAt(i) != '.') {
            i--;
        }
        return i;
    }

    private int firstDot(int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) != '.') {
            i++;
        }
        return i;
    }

    /** Answers where the name ends that begins at {@code from} and has a Chinese label; {@code from} if there is none. */
    private int joined(int from, int end) {
        int best = from;
        for (int dot = firstDot(from, end); dot < end; dot = firstDot(dot + 1, end)) {
            int to = dot + 1;
            while (to < end && Letters.isPlain(text.charAt(to))) {
                to++;
            }
            boolean latin = to > dot + 2 && isHost(text.substring(dot + 1, to));
            int known = to == dot + 1 ? NameEnds.domainAtStart(text.substring(to, Math.min(end, to + 8))) : 0;
            if (latin || known > 0) {
                best = latin ? to : dot + 1 + known;
            }
            if (latin && to < end && text.charAt(to) != '.') {
                break;
            }
        }
        if (best > from && mayPrecede(from)) {
            take(from, best);
        }
        return best;
    }

    private static boolean isHost(String last) {
        return NameEnds.isDomain(last) && !NameEnds.isFile(last);
    }

    /** A name of Latin letters. Answers where what belongs to it ends. */
    private int name(int start, int stop) {
        int from = start;
        int end = stop;
        while (from < end && !Letters.isPlain(text.charAt(from)) && text.charAt(from) != '_') {
            from++;
        }
        while (end > from && "._-".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int dot = lastDot(from, end);
        if (dot < from
                || end - from > HostName.LONGEST
                || !mayPrecede(from > start && text.charAt(from - 1) == '-' ? start : from)
                || isCall(end)) {
            return stop;
        }
        String last = text.substring(dot + 1, end);
        String whole = text.substring(from, end);
        boolean sound =
                areLabels(whole) && hasOneCase(last) && !CODE.matcher(whole).matches();
        if (!sound || last.length() < 2 || !Letters.isAscii(last.charAt(0))) {
            return stop;
        }
        if (isHost(last)) {
            return take(from, end);
        }
        if (NameEnds.isFile(last) || hasDigit(whole)) {
            return blankWithPath(from, end);
        }
        return stop;
    }

    private int take(int from, int end) {
        hosts.add(text.substring(from, end));
        return blankWithPath(from, end);
    }

    private int blankWithPath(int from, int end) {
        int to = end;
        if (to < text.length() && text.charAt(to) == ':') {
            int port = to + 1;
            while (port < text.length() && port - to <= 5 && Letters.isDigit(text.charAt(port))) {
                port++;
            }
            to = port > to + 1 ? port : to;
        }
        if (to < text.length() && text.charAt(to) == '/') {
            while (to < text.length() && isOfPath(text.charAt(to))) {
                to++;
            }
        }
        Named.blank(from, to, blanked);
        return to;
    }

    private static boolean isOfPath(char c) {
        return c > ' ' && c < 0x7f && "<>\"'`|\\".indexOf(c) < 0;
    }

    /** Whether a name may stand behind what stands before {@code from}. */
    private boolean mayPrecede(int from) {
        if (from == 0) {
            return true;
        }
        char before = text.charAt(from - 1);
        return switch (before) {
            case '@', '%', '$', '&', '+', '~', '.', '_', '-', '＠' -> false;
            case ':', '=' -> isSaidBefore(from - 1);
            case '/', '\\', '／' -> isBrokenScheme(from);
            default -> true;
        };
    }

    private boolean isSaidBefore(int at) {
        int from = at;
        while (from > 0 && at - from < 12 && Letters.isAscii(text.charAt(from - 1))) {
            from--;
        }
        return at > 0
                && (Letters.isOther(text.charAt(at - 1))
                        || "\"' ".indexOf(text.charAt(at - 1)) >= 0
                        || SAID_BEFORE.contains(text.substring(from, at).toLowerCase(Locale.ROOT)));
    }

    private boolean isBrokenScheme(int from) {
        int start = Math.max(0, from - 10);
        Matcher scheme = SCHEME.matcher(text).region(start, from).useTransparentBounds(true);
        while (scheme.find()) {
            if (scheme.end() == from) {
                return true;
            }
        }
        return false;
    }

    /** {@code foo.bar(x)} is code; {@code foo.bar（x）} and {@code foo.example (x)} are not. */
    private boolean isCall(int end) {
        if (end + 1 >= text.length()) {
            return false;
        }
        char next = text.charAt(end + 1);
        return (text.charAt(end) == '(' && (Letters.isPlain(next) || next == ')'))
                || (text.charAt(end) == '[' && next == '.');
    }

    private static boolean areLabels(String name) {
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '.') {
                if (length == 0) {
                    return false;
                }
                length = 0;
            } else if (++length > LONGEST_LABEL) {
                return false;
            }
        }
        return length > 0;
    }

    /** {@code down.Please} is two sentences and {@code x.lastIndexOf} is code; {@code SHOP.EXAMPLE.COM} is a name. */
    private static boolean hasOneCase(String label) {
        boolean small = false;
        boolean large = false;
        for (int i = 0; i < label.length(); i++) {
            small |= Character.isLowerCase(label.charAt(i));
            large |= Character.isUpperCase(label.charAt(i));
        }
        return !(small && large);
    }

    private static boolean hasDigit(String name) {
        return name.chars().anyMatch(Character::isDigit);
    }
}
