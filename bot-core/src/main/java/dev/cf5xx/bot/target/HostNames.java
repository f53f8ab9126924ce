package dev.cf5xx.bot.target;

import java.util.List;
import java.util.Locale;
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

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String ACE = "xn--";

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
        List<String> labels = List.of(name.split("\\.", -1));
        for (String label : written.toLowerCase(Locale.ROOT).split("\\.", -1)) {
            // What was written as ACE stays as it is, or was none.
            if (label.startsWith(ACE) && !labels.contains(label)) {
                return Optional.empty();
            }
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches() || (label.startsWith(ACE) && !isTrueAce(label))) {
                return Optional.empty();
            }
        }
        return Optional.of(name);
    }

    /**
     * Whether {@code name} ends as no name does and addresses do: with a number, for which browsers read all of it as an IPv4
     * address, or with a label that begins with a digit of any script, which no top-level domain has (RFC 3696, section 2).
     */
    static boolean endsInNumber(String name) {
        int dot = name.lastIndexOf('.');
        String last = name.substring(dot + 1);
        if (NUMBER.matcher(last).matches()) {
            return true;
        }
        String decoded = last.startsWith(ACE) ? Punycode.decode(last.substring(ACE.length())) : last;
        return dot >= 0 && decoded != null && !decoded.isEmpty() && Character.isDigit(decoded.codePointAt(0));
    }

    /** Whether {@code name}, which {@link #endsInNumber}, is an old spelling of an IPv4 address, maybe with something after it. */
    static boolean isAddressLike(String name) {
        String[] labels = name.split("\\.", -1);
        for (int i = 0; i < labels.length - 1; i++) {
            if (!NUMBER.matcher(labels[i]).matches()) {
                return false;
            }
        }
        return labels.length <= 4;
    }

    private static @Nullable String mapped(String host) {
        // Nothing to map; and OkHttp does not read ACE labels with an underscore, though it writes them.
        if (PLAIN.matcher(host).matches()) {
            return host.toLowerCase(Locale.ROOT);
        }
        HttpUrl url = HttpUrl.parse("http://" + host + "/");
        return url == null ? null : url.host();
    }

    /** Whether an ACE label stands for exactly the label that is spelled like that, as UTS 46 demands. */
    private static boolean isTrueAce(String label) {
        String decoded = Punycode.decode(label.substring(ACE.length()));
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
