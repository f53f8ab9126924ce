package dev.cf5xx.bot.probe;

import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Http.Header;
import dev.cf5xx.bot.evidence.Http.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads status line and header of an HTTP/1.0 or 1.1 response as strictly as a proxy does, and says what is wrong with them.
 * Tolerated, because servers do it and proxies take it: bare line feeds, folded lines, blanks before a colon, empty lines
 * before the status line. Source: RFC 9112.
 */
final class HeadReader {
    /** All heads of one response together, interim ones too. */
    static final int MOST = 256 * 1024;

    /** Servers send one or two (100, 103). */
    static final int INTERIM_MOST = 32;

    /** More fields are counted and judged, but not kept. */
    static final int KEPT_MOST = 1000;

    private static final int FIRST_LINE_MOST = 200;
    private static final String VERSION = "HTTP/1.";
    private static final int EMPTY_LINES_MOST = 4;

    private final Feed feed;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long all;
    private long bytes;
    private String firstLine = "";
    private int status;
    private List<Header> headers = new ArrayList<>();
    private long length = -1;

    HeadReader(Feed feed) {
        this.feed = feed;
    }

    /** The first line of the last head, shortened. */
    String firstLine() {
        return firstLine;
    }

    /** The status, 0 for none. */
    int status() {
        return status;
    }

    /** The fields that came. */
    List<Header> headers() {
        return headers;
    }

    /** The size of the last head. */
    long bytes() {
        return bytes;
    }

    /** The announced length of the body, -1 for none. */
    long length() {
        return length;
    }

    /** Reads up to the end of the final head. */
    Outcome read() {
        for (int interim = 0; interim <= INTERIM_MOST; interim++) {
            status = 0;
            headers = new ArrayList<>();
            length = -1;
            Outcome outcome = readOne();
            // 101 is final: nothing was asked to switch to.
            if (outcome != Outcome.ANSWERED || status >= 200 || status == 101) {
                return outcome;
            }
        }
        return Outcome.HEADER_ENDLESS;
    }

    private Outcome readOne() {
        bytes = 0;
        Outcome first = readFirstLine();
        if (first != Outcome.ANSWERED) {
            return first;
        }
        @Nullable StringBuilder folding = null;
        while (true) {
            Outcome read = readLine();
            if (read != Outcome.ANSWERED) {
                return read;
            }
            String text = text();
            if (text.isEmpty()) {
                return folding == null || keep(folding.toString()) ? Outcome.ANSWERED : Outcome.BAD_HEADER;
            } else if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
                if (folding == null) {
                    return Outcome.BAD_HEADER;
                }
                folding.append(' ').append(text.strip());
            } else if (folding != null && !keep(folding.toString())) {
                return Outcome.BAD_HEADER;
            } else {
                folding = new StringBuilder(text);
            }
        }
    }

    private Outcome readFirstLine() {
        for (int empty = 0; empty <= EMPTY_LINES_MOST; empty++) {
            Outcome read = readStatusLine();
            if (read != Outcome.ANSWERED || line.size() > 0) {
                return read;
            }
        }
        return Outcome.NOT_HTTP;
    }

    private Outcome readStatusLine() {
        line.reset();
        while (true) {
            int next = take();
            if (next < 0) {
                if (line.size() == 0 && bytes == 0) {
                    return silence();
                }
                remember();
                return cut();
            } else if (next == '\n') {
                break;
            } else if (all > MOST) {
                remember();
                return Outcome.HEADER_ENDLESS;
            }
            line.write(next);
            int at = line.size() - 1;
            boolean carriageReturn = at == 0 && next == '\r';
            if (!carriageReturn && at < VERSION.length() && next != VERSION.charAt(at)) {
                restOfLine();
                remember();
                return Outcome.NOT_HTTP;
            }
        }
        String text = text();
        if (text.isEmpty()) {
            line.reset();
            return Outcome.ANSWERED;
        }
        remember();
        status = status(text);
        return status == 0 ? Outcome.NOT_HTTP : Outcome.ANSWERED;
    }

    /** Not a byte of a head: what that means depends on how it ended. */
    private Outcome silence() {
        return switch (feed.gone()) {
            case OUT_OF_TIME -> Outcome.SILENT;
            case RESET -> Outcome.RESET;
            case CLOSED, NOT -> Outcome.EMPTY;
        };
    }

    private Outcome cut() {
        return feed.gone() == Wire.Gone.OUT_OF_TIME ? Outcome.HEADER_STALLED : Outcome.HEADER_CUT;
    }

    /** What is there already of a line that is no HTTP, to show it. */
    private void restOfLine() {
        while (line.size() < FIRST_LINE_MOST && feed.available() > 0) {
            int next = take();
            if (next == '\n') {
                return;
            }
            line.write(next);
        }
    }

    private void remember() {
        String text = text();
        firstLine = text.length() > FIRST_LINE_MOST ? text.substring(0, FIRST_LINE_MOST) : text;
    }

    private Outcome readLine() {
        line.reset();
        while (true) {
            int next = take();
            if (next < 0) {
                return cut();
            } else if (all > MOST) {
                return Outcome.HEADER_ENDLESS;
            } else if (next == '\n') {
                return Outcome.ANSWERED;
            }
            line.write(next);
        }
    }

    private int take() {
        int next = feed.read();
        if (next >= 0) {
            all++;
            bytes++;
        }
        return next;
    }

    private String text() {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** {@code HTTP/1.1 200 Fine} → 200; 0 for what has no three-digit status from 100 on. */
    private static int status(String line) {
        int at = VERSION.length();
        if (!line.startsWith(VERSION) || line.length() < at + 1 || (line.charAt(at) != '0' && line.charAt(at) != '1')) {
            return 0;
        }
        int from = at + 1;
        while (from < line.length() && line.charAt(from) == ' ') {
            from++;
        }
        int to = from;
        int value = 0;
        while (to < line.length() && to - from < 3 && line.charAt(to) >= '0' && line.charAt(to) <= '9') {
            value = value * 10 + line.charAt(to++) - '0';
        }
        boolean ends = to == line.length() || line.charAt(to) == ' ';
        return from > at + 1 && to - from == 3 && ends && value >= 100 ? value : 0;
    }

    /** Whether it is a field; the length of the body is taken from it. */
    private boolean keep(String field) {
        int colon = field.indexOf(':');
        if (colon < 1) {
            return false;
        }
        String name = field.substring(0, colon).stripTrailing();
        String value = field.substring(colon + 1).strip();
        if (!isToken(name) || !isText(value) || (name.equalsIgnoreCase("content-length") && !isLength(value))) {
            return false;
        }
        if (headers.size() < KEPT_MOST) {
            headers.add(new Header(name, value));
        }
        return true;
    }

    /** A length, or the same length several times; a different one than before is none. */
    private boolean isLength(String value) {
        for (String part : value.split(",", -1)) {
            String digits = part.strip();
            if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            long read = Long.parseLong(digits);
            if (length >= 0 && length != read) {
                return false;
            }
            length = read;
        }
        return true;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /** No control characters but the tab; bytes beyond ASCII are somebody's encoding. */
    private static boolean isText(String value) {
        return value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
    }

    /** Whether the body comes in chunks. */
    boolean chunked() {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("transfer-encoding"))
                .anyMatch(header -> header.value().toLowerCase(Locale.ROOT).contains("chunked"));
    }

    /** The codings of the body in the order they were applied, {@code identity} left out. */
    List<String> codings() {
        List<String> codings = new ArrayList<>();
        for (Http.Header header : headers) {
            if (header.name().equalsIgnoreCase("content-encoding")) {
                for (String coding : header.value().toLowerCase(Locale.ROOT).split(",", -1)) {
                    if (!coding.isBlank() && !coding.strip().equals("identity")) {
                        codings.add(coding.strip());
                    }
                }
            }
        }
        return codings;
    }
}
