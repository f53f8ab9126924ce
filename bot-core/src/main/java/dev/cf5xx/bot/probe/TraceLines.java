package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what {@code /cdn-cgi/trace} answers. Source: facts/signatures.md §6. */
final class TraceLines {
    private static final int LINES_MOST = 64;
    private static final int LINE_MOST = 1024;
    private static final Pattern COLO = Pattern.compile("[A-Z]{3}");
    private static final Pattern FL = Pattern.compile("[0-9a-z]+");

    private TraceLines() {}

    /** The trace, where the answer is one of Cloudflare's. */
    static Optional<Trace> read(Http http) {
        if (!http.answered() || http.status() != 200) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        http.body()
                .utf8()
                .lines()
                .limit(LINES_MOST)
                .filter(line -> line.length() <= LINE_MOST && line.indexOf('=') > 0)
                .forEach(line -> {
                    int at = line.indexOf('=');
                    values.putIfAbsent(line.substring(0, at), line.substring(at + 1));
                });
        boolean valid = FL.matcher(values.getOrDefault("fl", "")).matches()
                && COLO.matcher(values.getOrDefault("colo", "")).matches();
        return valid ? Optional.of(new Trace(Collections.unmodifiableMap(values))) : Optional.empty();
    }
}
