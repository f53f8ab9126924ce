package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.RayId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Ray IDs that stand in no page and no header: those that are called so, that carry a data centre, or that are all
 * there is. Any other 16 hexadecimal digits may be whatever.
 */
final class RayIds {
    private static final int MOST = 200;

    private static final Pattern LABELLED = Pattern.compile(
            "(?<![A-Za-z0-9])((?:[Cc][Ff][-_ ]?)?[Rr][Aa][Yy](?:[-_ ]?[Ii][Dd]s?)?|射线 ?ID)\\s{0,3}(?:[:=#\"']{1,3}|is|是|为)?\\s{0,3}[\"'(\\[]?((?=\\d{0,15}[A-Fa-f])[0-9A-Fa-f]{16})(?:-([A-Z]{3}))?(?![0-9A-Za-z])");
    private static final Pattern PLACED =
            Pattern.compile("(?<![\\w-])((?=\\d{0,15}[a-f])[0-9a-f]{16})-([A-Z]{3})(?![\\w-])");
    private static final Pattern ALONE = Pattern.compile("(?=\\d{0,15}[a-f])[0-9a-f]{16}");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d) ?(?:UTC\\b|Z\\b)");

    /** What builds and releases end in, and no data centre. */
    private static final Set<String> NO_PLACES =
            Set.of("DEV", "PRE", "PRD", "STG", "TST", "UAT", "LTS", "WIP", "EOL", "SNP", "TMP", "OLD", "NEW", "BAK");

    private RayIds() {}

    /** The Ray IDs in what is left of a message. */
    static void read(Pasted pasted, List<Artefact> into) {
        String text = pasted.text();
        int found = 0;
        for (Matcher ray = LABELLED.matcher(text); found < MOST && ray.find(); found++) {
            boolean header = ray.group(1).toLowerCase(Locale.ROOT).startsWith("cf");
            add(ray, ray.group(2), ray.group(3), header, text, pasted, into);
        }
        text = found > 0 ? pasted.text() : text;
        for (Matcher ray = PLACED.matcher(text); found < MOST && ray.find(); found++) {
            if (isMixed(ray.group(1)) && !NO_PLACES.contains(ray.group(2))) {
                add(ray, ray.group(1), ray.group(2), true, text, pasted, into);
            }
        }
    }

    /** Whether a message is nothing but a Ray ID. */
    static boolean isAlone(String message) {
        if (message.length() > 40) {
            return false;
        }
        String bare = message.replace('`', ' ').strip();
        return ALONE.matcher(bare).matches() && isMixed(bare);
    }

    /** The Ray ID that is all of a message. */
    static RayId alone(String message) {
        String bare = message.replace('`', ' ').strip();
        int start = message.indexOf(bare);
        return new RayId(start, start + bare.length(), bare, null, null, false);
    }

    private static void add(
            Matcher found,
            String ray,
            @Nullable String colo,
            boolean header,
            String text,
            Pasted pasted,
            List<Artefact> into) {
        into.add(new RayId(
                found.start(), found.end(), ray.toLowerCase(Locale.ROOT), colo, time(text, found.end()), header));
        pasted.take(found.start(), found.end());
    }

    /** The moment that follows in the same line. */
    private static @Nullable Instant time(String text, int from) {
        int end = text.indexOf('\n', from);
        Matcher time = TIME.matcher(
                text.substring(from, Math.min(end < 0 ? text.length() : end, Math.min(text.length(), from + 80))));
        return time.find() ? Pasted.utc(time.group(1), time.group(2)) : null;
    }

    /** Sixteen digits are the number of a card or an order, sixteen letters a word of a test. */
    private static boolean isMixed(String hex) {
        boolean digit = hex.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean letter = hex.chars().anyMatch(c -> c >= 'a' && c <= 'f');
        return digit && letter;
    }
}
