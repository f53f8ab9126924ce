package dev.cf5xx.lab.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1 request.
 *
 * @param method e.g. {@code GET}
 * @param target what is asked for, as it was said
 * @param headers by name in lower case; the last one counts
 */
public record Request(String method, String target, Map<String, String> headers) {
    private static final int MOST_BYTES = 65_536;

    /** Copies the headers. */
    public Request {
        headers = Map.copyOf(headers);
    }

    /** The next request; null where the client leaves instead, or says something that is none. */
    public static @Nullable Request read(InputStream in) throws IOException {
        byte[] head = head(in);
        if (head == null) {
            return null;
        }
        List<String> lines =
                new String(head, StandardCharsets.ISO_8859_1).lines().toList();
        String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" ", 3);
        if (words.length < 3 || !words[2].startsWith("HTTP/1.")) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return new Request(words[0], words[1], headers);
    }

    private static byte @Nullable [] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2 && head.size() < MOST_BYTES) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            head.write(b);
            if (b == '\n') {
                ends++;
            } else if (b != '\r') {
                ends = 0;
            }
        }
        return head.toByteArray();
    }

    /** A header's value; empty where it is missing. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The host that is asked for, lower case, without a port; empty where the request names none. */
    public String host() {
        String host = header("host").toLowerCase(Locale.ROOT);
        int colon = host.startsWith("[") ? host.indexOf(':', host.indexOf(']') + 1) : host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    /** The path that is asked for, without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
