package dev.cf5xx.lab.slack.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values as {@code application/x-www-form-urlencoded}. */
public final class Form {
    private Form() {}

    /** Reads a body; pairs that cannot be decoded are left out. */
    public static Map<String, String> read(String body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    values.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    // Half a percent sign.
                }
            }
        }
        return values;
    }

    /** Reads what stands behind the question mark. */
    static Map<String, String> query(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? Map.of() : read(target.substring(mark + 1));
    }

    /** Writes a body. */
    public static String write(Map<String, String> values) {
        StringBuilder body = new StringBuilder();
        values.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return body.toString();
    }
}
