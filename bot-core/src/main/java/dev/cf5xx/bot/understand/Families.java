package dev.cf5xx.bot.understand;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what stands for many codes at once: 5xx, 52x. */
final class Families {
    private static final Pattern FAMILY = Pattern.compile("(?<![a-z0-9_.-])5(?:[0-3]x|xx)(?:'?s)?(?![a-z0-9_-])");

    /**
     * A family of codes.
     *
     * @param written as it stands in the message
     */
    record Family(String written) {
        /** Whether a code belongs to it. */
        boolean has(String code) {
            return code.length() == 3
                    && code.charAt(0) == '5'
                    && Character.isDigit(code.charAt(1))
                    && (written.charAt(1) == 'x' || written.charAt(1) == code.charAt(1));
        }

        /** Whether only Cloudflare has codes of this family. */
        boolean isCloudflares() {
            return written.charAt(1) == '2' || written.charAt(1) == '3';
        }
    }

    /** Every 5XX there is a guide to. */
    static final Family ALL = new Family("5xx");

    private Families() {}

    /** The families in a folded text. */
    static List<Family> in(String folded) {
        List<Family> found = new ArrayList<>();
        if (folded.indexOf('x') < 0) {
            return found;
        }
        Matcher match = FAMILY.matcher(folded);
        while (match.find()) {
            found.add(new Family(match.group()));
        }
        return found;
    }
}
