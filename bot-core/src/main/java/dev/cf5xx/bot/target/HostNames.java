package dev.cf5xx.bot.target;

import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Host names in their one spelling: lower-case ASCII by UTS 46, non-transitional, as browsers and Cloudflare have it. OkHttp
 * maps; what it lets pass and no host name has, and ACE labels that say nothing or something else than they should, are
 * refused here.
 */
final class HostNames {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    /** Longest text that can still be a name of {@value #LONGEST} characters: each from three percent-encoded bytes. */
    private static final int LONGEST_WRITTEN = 9 * LONGEST;

    /** What ends a host, or an address, for one parser or another. */
    private static final Pattern NO_HOST = Pattern.compile("[\\p{Cntrl} /\\\\?#@:\\[\\]]");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1," + LONGEST_LABEL + "}");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

    private HostNames() {}

    /**
     * The canonical name, without a final dot; empty where {@code written} is no host name. A number or an IPv4 address may
     * come out of it: see {@link #endsInNumber}.
     */
    static Optional<String> canonical(String written) {
        if (written.length() > LONGEST_WRITTEN || NO_HOST.matcher(written).find()) {
            return Optional.empty();
        }
        String mapped = mapped(written);
        if (mapped == null) {
            return Optional.empty();
        }
        String name = mapped.endsWith(".") ? mapped.substring(0, mapped.length() - 1) : mapped;
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.empty();
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches() || (label.startsWith("xn--") && !isTrueAce(label))) {
                return Optional.empty();
            }
        }
        return Optional.of(name);
    }

    /** Whether a browser takes {@code name} for an IPv4 address, good or bad: its last label is a number. */
    static boolean endsInNumber(String name) {
        return isNumber(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Whether {@code name} is made of one to four numbers, as the old spellings of IPv4 addresses are. */
    static boolean isAllNumbers(String name) {
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!isNumber(label)) {
                return false;
            }
        }
        return labels.length <= 4;
    }

    private static boolean isNumber(String label) {
        return NUMBER.matcher(label).matches();
    }

    private static @Nullable String mapped(String host) {
        HttpUrl url = HttpUrl.parse("http://" + host + "/");
        return url == null ? null : url.host();
    }

    /** Whether an ACE label stands for exactly the label that is spelled like that, as UTS 46 demands. */
    private static boolean isTrueAce(String label) {
        String decoded = Punycode.decode(label.substring("xn--".length()));
        if (decoded == null || decoded.chars().allMatch(c -> c < 0x80)) {
            return false;
        }
        int type = Character.getType(decoded.codePointAt(0));
        boolean marked = type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
        return !marked && joinersFit(decoded) && (label + ".a").equals(mapped(decoded + ".a"));
    }

    /**
     * Whether the invisible joiners stand only where a script needs them: after a virama, or, for the one that separates,
     * between two Arabic letters. Source: RFC 5892 appendix A, its joining types simplified to the script.
     */
    private static boolean joinersFit(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c != '\u200c' && c != '\u200d') {
                continue;
            }
            boolean fits = i > 0 && isVirama(label.codePointBefore(i));
            if (c == '\u200c' && !fits) {
                fits = i > 0
                        && i + 1 < label.length()
                        && isArabic(label.codePointBefore(i))
                        && isArabic(label.codePointAt(i + 1));
            }
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVirama(int codePoint) {
        int type = Character.getType(codePoint);
        if (type != Character.NON_SPACING_MARK && type != Character.COMBINING_SPACING_MARK) {
            return false;
        }
        String name = String.valueOf(Character.getName(codePoint));
        return name.contains("VIRAMA") || name.contains("AL-LAKUNA") || name.contains("HALANTA");
    }

    private static boolean isArabic(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.ARABIC;
    }
}
