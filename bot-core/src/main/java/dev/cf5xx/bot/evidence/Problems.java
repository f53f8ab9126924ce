package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.Har;
import dev.cf5xx.bot.evidence.Artefact.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads Cloudflare's errors for machines, and recognises HARs. What is pasted of JSON is seldom whole, and often a string
 * in other JSON: members are found one by one, and those that stand near each other belong together.
 */
final class Problems {
    private static final int WIDEST_GAP = 60;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_MEMBERS = 20_000;

    private static final Pattern HAR = Pattern.compile("\\{\\s{0,20}\"log\"\\s{0,20}:\\s{0,20}\\{");
    private static final Pattern TYPE = Pattern.compile("cloudflare-[15]xxx?-errors/error-(\\d{3,4})(?!\\d)");
    private static final Pattern TITLE = Pattern.compile("Error (5\\d\\d|1\\d{3}): ");
    private static final Pattern RAY = Pattern.compile("([0-9a-f]{16})(?:-[A-Z]{3})?");
    private static final Pattern FRONT = Pattern.compile("([a-z_]{2,30}): (.{0,300})");

    private Problems() {}

    /** The HARs in what is left of a message; from where one begins, all is taken. */
    static void hars(Pasted pasted, List<Artefact> into) {
        String text = pasted.text();
        Matcher har = HAR.matcher(text);
        int start = -1;
        while (start < 0 && har.find()) {
            String after = text.substring(har.end(), Math.min(text.length(), har.end() + 400));
            if (after.contains("\"version\"") || after.contains("\"creator\"") || after.contains("\"entries\"")) {
                start = har.start();
            }
        }
        if (start < 0) {
            // A part of one: an entry says when it began and what was asked.
            int entry = text.indexOf("\"startedDateTime\"");
            if (entry < 0 || text.indexOf("\"request\"") < 0) {
                return;
            }
            start = entry;
            while (start > 0 && " \t\r\n{[".indexOf(text.charAt(start - 1)) >= 0) {
                start--;
            }
            while (text.charAt(start) <= ' ') {
                start++;
            }
        }
        int end = close(text, start);
        into.add(new Har(start, end));
        pasted.take(start, end);
    }

    /** Where the JSON that begins at {@code from} ends: its last bracket, else the last one there is. */
    private static int close(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        int last = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                    last = i;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
                last = i;
            } else if (c == '}' || c == ']') {
                depth--;
                last = i;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return depth > 0 && quoted ? text.stripTrailing().length() : Math.min(text.length(), last + 1);
    }

    /** Members that stand together. */
    private static final class Group {
        final Map<String, String> members = new LinkedHashMap<>();
        int start = -1;
        int end = -1;
    }

    /** The problems in what is left of a message. */
    static void read(Pasted pasted, List<Artefact> into) {
        String text = pasted.text().replace("\\\"", " \"");
        Group group = new Group();
        int at = text.indexOf('"');
        for (int i = 0; at >= 0 && i < MOST_MEMBERS; i++) {
            int close = text.indexOf('"', at + 1);
            if (close < 0) {
                break;
            } else if (close - at > 40) {
                at = close;
                continue;
            }
            int colon = skip(text, close + 1);
            if (colon >= text.length() || text.charAt(colon) != ':') {
                at = close;
                continue;
            }
            int from = skip(text, colon + 1);
            int to = valueEnd(text, from);
            String key = text.substring(at + 1, close).strip();
            boolean apart = group.start >= 0 && at - group.end > WIDEST_GAP;
            if (apart || group.members.containsKey(key)) {
                add(group, into, pasted);
                group = new Group();
            }
            group.start = group.start < 0 ? at : group.start;
            group.end = to;
            group.members.put(key, value(text, from, to));
            at = text.indexOf('"', to);
        }
        add(group, into, pasted);
        frontMatter(pasted, into);
    }

    private static int skip(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ' && i - from < 20) {
            i++;
        }
        return i;
    }

    private static int valueEnd(String text, int from) {
        if (from >= text.length()) {
            return text.length();
        }
        int i = from + 1;
        if (text.charAt(from) == '"') {
            int most = Math.min(text.length(), from + LONGEST_VALUE);
            while (i < most && text.charAt(i) != '"') {
                if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                    // No value goes on in the next line: this one is cut.
                    return i;
                }
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(text.length(), i + 1);
        } else if (text.charAt(from) == '{' || text.charAt(from) == '[') {
            return from + 1;
        }
        i = from;
        while (i < text.length() && i - from < 40 && ",}] \t\r\n\"".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static String value(String text, int from, int to) {
        String raw = text.substring(Math.min(from, to), to);
        return raw.startsWith("\"")
                ? raw.substring(1, raw.length() > 1 && raw.endsWith("\"") ? raw.length() - 1 : raw.length())
                        .strip()
                : raw;
    }

    private static void add(Group group, List<Artefact> into, Pasted pasted) {
        Problem problem = problem(group.members, group.start, group.end);
        if (problem == null) {
            return;
        }
        int start = group.start;
        while (start > 0 && "{ \\\"".indexOf(pasted.at(start - 1)) >= 0) {
            start--;
        }
        while (pasted.at(start) == ' ') {
            start++;
        }
        int end = group.end;
        while (end < pasted.length() && "}\\\"".indexOf(pasted.at(end)) >= 0) {
            end++;
        }
        while (end > start + 1 && pasted.at(end - 1) <= ' ') {
            end--;
        }
        into.add(new Problem(
                start,
                end,
                problem.code(),
                problem.status(),
                problem.title(),
                problem.ray(),
                problem.host(),
                problem.at(),
                problem.cloudflare()));
        pasted.take(start, end);
    }

    private static @Nullable Problem problem(Map<String, String> members, int start, int end) {
        if (members.isEmpty()) {
            return null;
        }
        boolean signed = members.getOrDefault("cloudflare_error", "").equals("true");
        String type = first(TYPE, members.getOrDefault("type", ""));
        String title = members.getOrDefault("title", "");
        String titled = first(TITLE, title);
        Matcher ray = RAY.matcher(members.getOrDefault("ray_id", members.getOrDefault("instance", "")));
        boolean traced = ray.matches();
        String number = members.getOrDefault("error_code", "");
        boolean coded = isCode(number);
        boolean named = members.containsKey("error_name") && members.containsKey("error_category");
        boolean told = members.getOrDefault("detail", "").contains("Cloudflare");
        boolean proven = signed
                || type != null
                || (titled != null && (members.containsKey("status") || told) && (told || traced || coded || named))
                || (coded && (traced || named));
        if (!proven) {
            return null;
        }
        String code = coded ? number : type != null ? type : titled;
        String status = members.getOrDefault("status", "");
        Instant at = Pasted.iso(members.getOrDefault("timestamp", ""));
        return new Problem(
                start,
                end,
                code,
                status.matches("[1-5]\\d\\d") ? Integer.valueOf(status) : null,
                title.isEmpty() ? null : Pasted.brief(title, LONGEST_TITLE),
                traced ? ray.group(1) : null,
                Pasted.name(members.getOrDefault("zone", "")),
                at,
                true);
    }

    private static boolean isCode(String number) {
        return number.length() >= 3
                && number.length() <= 5
                && number.chars().allMatch(c -> c >= '0' && c <= '9')
                && (number.charAt(0) == '5' || number.charAt(0) == '1');
    }

    private static @Nullable String first(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** The Markdown form has its members in lines of their own. */
    private static void frontMatter(Pasted pasted, List<Artefact> into) {
        Group group = new Group();
        for (Pasted.Line line : pasted.lines()) {
            Matcher member = FRONT.matcher(pasted.text(line, 400));
            if (member.matches()) {
                int start = pasted.startOf(line);
                if (group.start >= 0 && start - group.end > WIDEST_GAP) {
                    front(group, into, pasted);
                    group = new Group();
                }
                group.start = group.start < 0 ? start : group.start;
                group.end = pasted.endOf(line);
                String value = member.group(2).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                group.members.putIfAbsent(member.group(1), quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        front(group, into, pasted);
    }

    private static void front(Group group, List<Artefact> into, Pasted pasted) {
        if (group.members.getOrDefault("cloudflare_error", "").equals("true")) {
            add(group, into, pasted);
        }
    }
}
