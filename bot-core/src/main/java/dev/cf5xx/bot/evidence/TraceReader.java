package dev.cf5xx.bot.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads answers of {@code /cdn-cgi/trace}, which only Cloudflare's edge gives, whether or not the origin is alive. */
public final class TraceReader {
    private static final Pattern FL = Pattern.compile("[0-9a-z]{1,32}");
    private static final Pattern COLO = Pattern.compile("[A-Z]{3}");
    private static final int MOST_LINES = 100;
    private static final int LONGEST_VALUE = 500;

    private TraceReader() {}

    /** The trace in {@code response}; empty where it is none: a page of the site's own, an error, another server's answer. */
    public static Optional<Trace> read(Http response) {
        if (!response.answered() || response.status() != 200) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        response.body().utf8().lines().limit(MOST_LINES).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && equals <= 32 && line.indexOf('<') < 0) {
                String value = line.substring(equals + 1).strip();
                values.putIfAbsent(
                        line.substring(0, equals).strip(), value.substring(0, Math.min(LONGEST_VALUE, value.length())));
            }
        });
        boolean genuine = FL.matcher(values.getOrDefault("fl", "")).matches()
                && COLO.matcher(values.getOrDefault("colo", "")).matches();
        return genuine ? Optional.of(new Trace(values)) : Optional.empty();
    }
}
