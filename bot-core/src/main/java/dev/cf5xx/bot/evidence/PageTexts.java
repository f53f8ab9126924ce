package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.ErrorPage;
import dev.cf5xx.bot.evidence.Artefact.Form;
import dev.cf5xx.knowledge.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Cloudflare's error pages as they are copied from a browser's window, in all layouts since 2014, broken into lines
 * or not. Single sayings of a page prove little; several of them near each other are a page.
 */
final class PageTexts {
    /** What stands between two sayings of one page, in characters: the explanations below the pictures. */
    private static final int WIDEST_GAP = 1_200;

    /** How far from a page's sayings its heading stands. */
    private static final int NEAR = 120;

    private static final int MOST_MARKS = 2_000;

    private static final Pattern RAY = Pattern.compile(
            "(?:[Cc]loud[Ff]lare )?(?:[Rr][Aa][Yy][ -]?[Ii][Dd]|射线 ?ID)\\s{0,3}[:#=]?\\s{0,4}((?=\\d{0,15}[A-Fa-f])[0-9A-Fa-f]{16})(?:-([A-Z]{3}))?(?![0-9A-Za-z])");
    private static final Pattern CODE =
            Pattern.compile("(?:[Ee]rror code|错误代码|错误码)\\s{0,3}:?\\s{0,3}(5[0-3]\\d|1[0-2]\\d\\d)(?!\\d|\\.\\d)");
    private static final Pattern REFERENCE =
            Pattern.compile("[Ee]rror reference number\\s{0,3}:?\\s{0,3}(5[0-3]\\d|1[0-2]\\d\\d)(?!\\d|\\.\\d)");
    private static final Pattern ERROR =
            Pattern.compile("\\b(?:Error|错误)\\s{1,3}:?\\s{0,3}(5[0-3]\\d|1[0-2]\\d\\d)(?!\\d|\\.\\d)");
    private static final Pattern TITLE =
            Pattern.compile("\\| (5[0-3]\\d): ([A-Z][A-Za-z-]{0,30}(?: [A-Za-z-]{1,30}){0,8})");
    private static final Pattern ON_CLOUDFLARE = Pattern.compile(
            "\\| ([A-Za-z0-9.-]{1,253}) (?:\\| Cloud[Ff]lare\\b|used Cloud[Ff]lare to restrict access)");
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d) ?UTC\\b");
    private static final Pattern LOCATION = Pattern.compile(
            "Cloudflare Location ?: ?([A-Z][A-Za-z .'-]{1,38}?)(?=\\s{0,3}(?:$|[•|,，。;；]|\\p{IsHan}))",
            Pattern.MULTILINE);
    private static final Pattern HOP = Pattern.compile(
            "(?:\\b(Browser|Cloudflare|Host)|(浏览器)|(主机))\\s{1,8}(?:(Working|正常工作|工作正常|工作中|正在工作|正常)|(Error|错误)|Unknown)");
    private static final Pattern FOOT = Pattern.compile(
            "[Pp]erformance & security by\\s{1,3}Cloudflare|DDoS protection by\\s{1,3}Cloudflare|Visit cloudflare\\.com for more information|"
                    + "[Yy]ou've requested a page on a website \\(([^()\\s]{1,253})\\)|由\\s{0,2}Cloudflare\\s{0,2}提供的?性能和安全");
    private static final Pattern VISITOR = Pattern.compile("(?:Your IP|您的 ?IP)(?: address)?:");
    private static final Pattern PLAIN = Pattern.compile("error code: (5[0-3]\\d|1[0-2]\\d\\d)");

    /** Headings that name one code, in lower case, longest first. */
    private final Map<String, String> headings = new HashMap<>();

    private final List<String> byLength;
    private final Set<String> codes = new HashSet<>();

    PageTexts(List<Entry> index) {
        Set<String> ambiguous = new HashSet<>();
        for (Entry entry : index) {
            codes.add(entry.code());
            if (!Character.isDigit(entry.code().charAt(entry.code().length() - 1))) {
                continue;
            }
            for (String heading : entry.page()) {
                String lower = heading.toLowerCase(Locale.ROOT);
                String other = headings.put(lower, entry.code());
                if (other != null && !other.equals(entry.code())) {
                    ambiguous.add(lower);
                }
            }
        }
        ambiguous.forEach(headings::remove);
        byLength = headings.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private enum What {
        RAY,
        CODE,
        REFERENCE,
        ERROR,
        TITLE,
        HOST,
        TIME,
        LOCATION,
        HOP,
        FOOT,
        VISITOR
    }

    /**
     * One saying of a page.
     *
     * @param value what it says; of a hop, its name
     * @param more the host of a title, the colo of a Ray ID, the state of a hop, the time of a day
     */
    private record Mark(
            int start,
            int end,
            What what,
            @Nullable String value,
            @Nullable String more) {}

    /** What a page in plain text says. */
    private static final class Cluster {
        final List<Mark> marks = new ArrayList<>();

        @Nullable
        String code;

        @Nullable
        String ray;

        boolean strongCode;

        boolean takes(Mark mark) {
            if (marks.isEmpty()) {
                return true;
            } else if (mark.start - end() > WIDEST_GAP) {
                return false;
            }
            return switch (mark.what) {
                case RAY -> ray == null || ray.equals(mark.value);
                case CODE, REFERENCE, ERROR, TITLE -> code == null || code.equals(mark.value);
                case HOP ->
                    marks.stream()
                            .noneMatch(old -> old.what == What.HOP && java.util.Objects.equals(old.value, mark.value));
                default -> true;
            };
        }

        void add(Mark mark) {
            marks.add(mark);
            switch (mark.what) {
                case RAY -> ray = mark.value;
                case CODE, REFERENCE, ERROR, TITLE -> {
                    code = mark.value;
                    strongCode |= mark.what != What.ERROR;
                }
                default -> {
                    // Says nothing that another page could not say.
                }
            }
        }

        int start() {
            return marks.get(0).start;
        }

        /** Where the last ends; the end of time where there is none, so that nothing lies between it and a mark. */
        int end() {
            return marks.isEmpty() ? Integer.MAX_VALUE : marks.get(marks.size() - 1).end;
        }

        boolean has(What what) {
            return marks.stream().anyMatch(mark -> mark.what == what);
        }

        long count(What what) {
            return marks.stream().filter(mark -> mark.what == what).count();
        }
    }

    /** The pages in what is left of a message. */
    void read(Pasted pasted, List<Artefact> into) {
        String text = pasted.text();
        String lower = pasted.lower();
        Cluster cluster = new Cluster();
        int floor = 0;
        for (Mark mark : marks(text)) {
            if (!cluster.takes(mark) || pasted.isTaken(cluster.end(), mark.start)) {
                floor = page(text, lower, cluster, floor, into, pasted);
                cluster = new Cluster();
            }
            if (mark.start >= floor) {
                cluster.add(mark);
            }
        }
        page(text, lower, cluster, floor, into, pasted);
        plain(pasted, into);
    }

    private static List<Mark> marks(String text) {
        List<Mark> marks = new ArrayList<>();
        find(
                RAY,
                text,
                marks,
                (it, from) -> new Mark(from, it.end(), What.RAY, it.group(1).toLowerCase(Locale.ROOT), it.group(2)));
        find(CODE, text, marks, (it, from) -> new Mark(from, it.end(), What.CODE, it.group(1), null));
        find(REFERENCE, text, marks, (it, from) -> new Mark(from, it.end(), What.REFERENCE, it.group(1), null));
        find(
                ERROR,
                text,
                marks,
                (it, from) -> leads(text, it) ? new Mark(from, it.end(), What.ERROR, it.group(1), null) : null);
        find(TITLE, text, marks, (it, from) -> title(text, it));
        find(ON_CLOUDFLARE, text, marks, (it, from) -> {
            String host = Pasted.name(it.group(1));
            return host == null ? null : new Mark(from, it.end(), What.HOST, host, null);
        });
        find(TIME, text, marks, (it, from) -> new Mark(from, it.end(), What.TIME, it.group(1), it.group(2)));
        find(
                LOCATION,
                text,
                marks,
                (it, from) ->
                        new Mark(from, it.end(1), What.LOCATION, it.group(1).strip(), null));
        find(HOP, text, marks, (it, from) -> hop(it));
        find(
                FOOT,
                text,
                marks,
                (it, from) -> new Mark(
                        from, it.end(), What.FOOT, it.group(1) == null ? null : Pasted.name(it.group(1)), null));
        find(VISITOR, text, marks, (it, from) -> new Mark(from, it.end(), What.VISITOR, null, null));
        marks.sort(Comparator.comparingInt(Mark::start));
        return marks;
    }

    private interface Maker {
        @Nullable
        Mark of(Matcher found, int from);
    }

    private static void find(Pattern pattern, String text, List<Mark> into, Maker maker) {
        Matcher matcher = pattern.matcher(text);
        for (int i = 0; i < MOST_MARKS && matcher.find(); i++) {
            Mark mark = maker.of(matcher, matcher.start());
            if (mark != null) {
                into.add(mark);
            }
        }
    }

    /** {@code Error 522} begins a line of its own, or a Ray ID follows; elsewhere somebody speaks of an error. */
    private static boolean leads(String text, Matcher error) {
        int i = error.start() - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '#')) {
            i--;
        }
        String after = text.substring(error.end(), Math.min(text.length(), error.end() + 12));
        return i < 0
                || text.charAt(i) == '\n'
                || text.charAt(i) == '\r'
                || after.toLowerCase(Locale.ROOT).contains("ray id");
    }

    private static @Nullable Mark title(String text, Matcher title) {
        int end = title.start();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > 0 && end - start <= 253 && isOfName(text.charAt(start - 1))) {
            start--;
        }
        String host = Pasted.name(text.substring(start, end));
        return host == null ? null : new Mark(start, title.end(), What.TITLE, title.group(1), host);
    }

    private static boolean isOfName(char c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == ':';
    }

    private static Mark hop(Matcher hop) {
        String name = hop.group(1);
        if (name == null) {
            name = hop.group(2) != null ? "Browser" : "Host";
        }
        String state = hop.group(4) != null ? "Working" : hop.group(5) != null ? "Error" : "Unknown";
        return new Mark(hop.start(), hop.end(), What.HOP, name, state);
    }

    /** Adds the page that a cluster is, nothing of it before {@code floor}; returns where the next one may begin. */
    private int page(String text, String lower, Cluster cluster, int floor, List<Artefact> into, Pasted pasted) {
        if (cluster.marks.isEmpty()) {
            return floor;
        }
        int from = Math.max(floor, cluster.start() - NEAR);
        int to = Math.min(text.length(), cluster.end() + NEAR);
        Heading heading = heading(lower, from, to, cluster);
        if (!isPage(cluster, heading)) {
            return floor;
        }
        int start = heading == null ? cluster.start() : Math.min(cluster.start(), heading.start);
        int end = heading == null ? cluster.end() : Math.max(cluster.end(), heading.end);
        String code = cluster.code != null ? cluster.code : heading == null ? null : heading.code;
        into.add(new ErrorPage(
                start,
                end,
                Form.TEXT,
                code,
                cluster.ray,
                location(text, cluster),
                host(text, cluster),
                time(cluster),
                failed(cluster),
                true));
        pasted.take(start, end);
        return end;
    }

    private record Heading(int start, int end, String code, boolean adjacent) {}

    /** The heading near a page's sayings, where only one code's stands there. */
    private @Nullable Heading heading(String lower, int from, int to, Cluster cluster) {
        Heading found = null;
        // The explanations between the sayings are long; headings stand at their edges.
        int headEnd = Math.min(to, cluster.start() + 4 * NEAR);
        String head = lower.substring(from, headEnd);
        String foot = headEnd < to ? lower.substring(Math.max(headEnd, to - 4 * NEAR), to) : "";
        int footFrom = to - foot.length();
        for (String phrase : byLength) {
            int at = head.indexOf(phrase);
            int start = at >= 0 ? from + at : foot.indexOf(phrase) < 0 ? -1 : footFrom + foot.indexOf(phrase);
            if (start < 0) {
                continue;
            }
            String code = headings.getOrDefault(phrase, "");
            if (cluster.code != null && !cluster.code.equals(code)) {
                continue;
            } else if (found != null && !found.code.equals(code)) {
                return null;
            }
            int end = start + phrase.length();
            boolean adjacent = isBeside(cluster, start, end) || (found != null && found.adjacent);
            found = found == null || start < found.start
                    ? new Heading(start, end, code, adjacent)
                    : new Heading(found.start, found.end, code, adjacent);
        }
        return found;
    }

    /** Whether a heading and the code's label stand side by side, as in the first line of a page. */
    private static boolean isBeside(Cluster cluster, int start, int end) {
        return cluster.marks.stream()
                .filter(mark -> mark.what == What.CODE || mark.what == What.ERROR)
                .anyMatch(mark ->
                        (mark.start >= end && mark.start - end <= 6) || (start >= mark.end && start - mark.end <= 6));
    }

    private boolean isPage(Cluster cluster, @Nullable Heading heading) {
        boolean pictures = cluster.count(What.HOP) >= 2;
        boolean signed = cluster.has(What.FOOT) || cluster.has(What.HOST) || pictures;
        if (cluster.code != null) {
            boolean known = codes.contains(cluster.code) || cluster.code.length() == 4;
            return known
                    && (cluster.ray != null
                            || signed
                            || cluster.has(What.TITLE)
                            || (cluster.has(What.REFERENCE) && cluster.has(What.LOCATION))
                            || (heading != null && heading.adjacent && cluster.strongCode)
                            || (heading != null && heading.adjacent && cluster.code.length() == 4));
        } else if (cluster.ray != null) {
            return signed || heading != null || cluster.has(What.LOCATION);
        }
        return cluster.count(What.HOP) >= 3
                || (pictures && (heading != null || cluster.has(What.TIME) || cluster.has(What.FOOT)));
    }

    private static @Nullable Instant time(Cluster cluster) {
        for (Mark mark : cluster.marks) {
            if (mark.what == What.TIME && mark.value != null && mark.more != null) {
                return Pasted.utc(mark.value, mark.more);
            }
        }
        return null;
    }

    /** The hop that is marked; null where none is, or several. */
    private static Page.@Nullable Hop failed(Cluster cluster) {
        Page.Hop failed = null;
        for (Mark mark : cluster.marks) {
            if (mark.what == What.HOP && "Error".equals(mark.more) && mark.value != null) {
                if (failed != null) {
                    return null;
                }
                failed = Page.Hop.valueOf(mark.value.toUpperCase(Locale.ROOT));
            }
        }
        return failed;
    }

    private static @Nullable String location(String text, Cluster cluster) {
        for (Mark mark : cluster.marks) {
            if (mark.what == What.LOCATION) {
                return mark.value;
            }
        }
        String between = before("Cloudflare", text, cluster);
        boolean city = between != null
                && between.length() >= 2
                && between.length() <= 40
                && Character.isLetter(between.charAt(0))
                && between.chars().allMatch(c -> Character.isLetter(c) || " .,'’()-".indexOf(c) >= 0);
        if (city) {
            return between;
        }
        for (Mark mark : cluster.marks) {
            if (mark.what == What.RAY && mark.more != null) {
                return mark.more;
            }
        }
        return null;
    }

    private static @Nullable String host(String text, Cluster cluster) {
        for (Mark mark : cluster.marks) {
            String named = mark.what == What.TITLE
                    ? mark.more
                    : mark.what == What.HOST || mark.what == What.FOOT ? mark.value : null;
            if (named != null) {
                return named;
            }
        }
        String between = before("Host", text, cluster);
        return between == null ? null : Pasted.name(between);
    }

    /** What stands between one picture's caption and the next's name, on one line or several. */
    private static @Nullable String before(String hop, String text, Cluster cluster) {
        Mark last = null;
        for (Mark mark : cluster.marks) {
            if (mark.what != What.HOP) {
                continue;
            }
            if (hop.equals(mark.value)) {
                if (last == null || mark.start - last.end > 300) {
                    return null;
                }
                String between = text.substring(last.end, mark.start).strip();
                return between.isEmpty() ? null : between;
            }
            last = mark;
        }
        return null;
    }

    /** The short form stands alone in its line, or at the end of a line that quotes it. */
    private void plain(Pasted pasted, List<Artefact> into) {
        for (Pasted.Line line : pasted.lines()) {
            int end = pasted.endOf(line);
            while (end > line.start() && "\"'”。.!！".indexOf(pasted.at(end - 1)) >= 0) {
                end--;
            }
            String tail = pasted.text(Math.max(line.start(), end - 20), end);
            Matcher plain = PLAIN.matcher(tail);
            int at = Math.max(0, tail.length() - 16);
            if (!plain.find(Math.min(at, tail.length())) || plain.end() != tail.length()) {
                continue;
            }
            int start = end - tail.length() + plain.start();
            int before = start;
            while (before > line.start() && " \t\"'“".indexOf(pasted.at(before - 1)) >= 0) {
                before--;
            }
            boolean alone = before == line.start();
            String code = plain.group(1);
            if (codes.contains(code) && (alone || pasted.at(before - 1) == ':')) {
                boolean own = code.length() == 4 || code.startsWith("52") || code.equals("530");
                into.add(new ErrorPage(start, end, Form.PLAIN, code, null, null, null, null, null, own));
                pasted.take(start, end);
            }
        }
    }
}
