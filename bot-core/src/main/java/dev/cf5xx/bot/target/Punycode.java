package dev.cf5xx.bot.target;

import org.jspecify.annotations.Nullable;

/** Reads the ASCII form of international labels. Source: RFC 3492, whose names are used here. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    private Punycode() {}

    /** The label that {@code ace}, in lower case and without {@code xn--}, stands for; null where it stands for none. */
    static @Nullable String decode(String ace) {
        int hyphen = ace.lastIndexOf('-');
        StringBuilder label = new StringBuilder(hyphen > 0 ? ace.substring(0, hyphen) : "");
        long n = INITIAL_N;
        long i = 0;
        int bias = INITIAL_BIAS;
        int count = label.length();
        int at = hyphen > 0 ? hyphen + 1 : 0;
        while (at < ace.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < ace.length() ? digit(ace.charAt(at++)) : -1;
                i += digit * weight;
                if (digit < 0 || i > Integer.MAX_VALUE) {
                    return null;
                }
                int threshold = Math.max(T_MIN, Math.min(T_MAX, k - bias));
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) {
                    return null;
                }
            }
            count++;
            bias = adapt(i - before, count, before == 0);
            n += i / count;
            i %= count;
            if (n > Character.MAX_CODE_POINT || (n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE)) {
                return null;
            }
            label.insert(label.offsetByCodePoints(0, (int) i), Character.toString((int) n));
            i++;
        }
        return label.toString();
    }

    private static int adapt(long delta, int count, boolean first) {
        long left = first ? delta / DAMP : delta / 2;
        left += left / count;
        int k = 0;
        while (left > (BASE - T_MIN) * T_MAX / 2) {
            left /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * left / (left + SKEW));
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
