package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.EdgeTrace;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads pasted answers of {@code /cdn-cgi/trace}: one key a line, or all in one, the first or the last ones missing. */
final class Traces {
    private static final int FEWEST = 3;
    private static final int WIDEST_GAP = 16;
    private static final int MOST = 2_000;

    private static final Set<String> KEYS = Set.of(
            "fl",
            "h",
            "ip",
            "ts",
            "visit_scheme",
            "uag",
            "colo",
            "sliver",
            "http",
            "loc",
            "tls",
            "sni",
            "warp",
            "gateway",
            "rbi",
            "kex",
            "spdy");
    private static final Pattern PAIR = Pattern.compile(
            "(?<![\\w.?&/-])(fl|h|ip|ts|visit_scheme|uag|colo|sliver|http|loc|tls|sni|warp|gateway|rbi|kex|spdy)=");
    private static final Pattern COLO = Pattern.compile("[A-Z]{3}");
    private static final Pattern TIME = Pattern.compile("1\\d{9}(?:\\.\\d{1,9})?");

    private Traces() {}

    private static final class Group {
        final Map<String, String> values = new LinkedHashMap<>();
        int start = -1;
        int end = -1;
    }

    /** The traces in what is left of a message. */
    static void read(Pasted pasted, List<Artefact> into) {
        String text = pasted.text();
        Matcher pair = PAIR.matcher(text);
        Group group = new Group();
        for (int i = 0; i < MOST && pair.find(); i++) {
            String key = pair.group(1);
            boolean agent = key.equals("uag");
            int end = agent ? lineEnd(text, pair.end()) : wordEnd(text, pair.end());
            if (agent) {
                // In one line, the agent ends where the next key begins.
                int colo = text.indexOf(" colo=", pair.end());
                end = colo >= 0 && colo < end ? colo : end;
            }
            boolean apart = group.start >= 0 && pair.start() - group.end > WIDEST_GAP;
            if (apart || group.values.containsKey(key)) {
                add(group, into, pasted);
                group = new Group();
            }
            group.start = group.start < 0 ? pair.start() : group.start;
            group.end = end;
            group.values.put(key, text.substring(pair.end(), end).strip());
        }
        add(group, into, pasted);
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < 300 && text.charAt(i) > ' ' && text.charAt(i) < 0x2e80) {
            i++;
        }
        return i;
    }

    private static int lineEnd(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < 500 && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private static void add(Group group, List<Artefact> into, Pasted pasted) {
        Map<String, String> values = group.values;
        boolean edge = values.containsKey("visit_scheme")
                || COLO.matcher(values.getOrDefault("colo", "")).matches();
        if (values.size() < FEWEST || !edge || !KEYS.containsAll(values.keySet())) {
            return;
        }
        into.add(new EdgeTrace(group.start, group.end, new Trace(values).masked(), time(values.get("ts"))));
        pasted.take(group.start, group.end);
    }

    private static @Nullable Instant time(@Nullable String seconds) {
        if (seconds == null || !TIME.matcher(seconds).matches()) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(
                    new BigDecimal(seconds).movePointRight(3).longValue());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
