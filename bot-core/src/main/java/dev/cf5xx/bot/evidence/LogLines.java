package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.LogLine;
import dev.cf5xx.bot.evidence.Artefact.Writer;
import dev.cf5xx.knowledge.Entry;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Knowledge;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of servers' logs: those that the knowledge base has patterns for, and those that are known by their format.
 * A line that only reports success is none.
 */
final class LogLines {
    private static final int SHORTEST = 6;
    private static final int LONGEST = 1_500;

    /** The patterns of the knowledge base are looked for in so much of a line. */
    private static final int LONGEST_SIGNED = 500;

    private static final int MOST_LINES = 2_000;
    private static final int MOST_SIGNED = 300;

    private static final Pattern NGINX = Pattern.compile(
            "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(?:warn|error|crit|alert|emerg)] \\d{1,10}#\\d{1,10}: ");
    private static final Pattern NGINX_HOST = Pattern.compile(", host: \"([^\"]{1,253})\"");
    private static final Pattern NGINX_SERVER = Pattern.compile(", server: ([^,\\s]{1,253})");
    private static final Pattern APACHE = Pattern.compile(
            "\\[[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})? \\d{4}] \\[(?:[a-z_0-9]{1,30}:)?(?:warn|error|crit|alert|emerg)] ");
    private static final Pattern PHP = Pattern.compile(
            "\\[(\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d)(?:\\.\\d{1,6})?( UTC)?] (?:WARNING: |ERROR: |ALERT: |PHP Fatal error: |PHP Warning: )");
    private static final Pattern CLOUDFLARED =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ) (?:ERR|WRN|FTL) (.{1,600})");
    private static final Pattern ACCESS = Pattern.compile(
            "(?:\\[(\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})] )?\"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|PROPFIND) [^\"\\n]{1,1200} HTTP/[\\d.]{1,3}\" (\\d{3})(?!\\d)");
    private static final Pattern IIS = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) (?:\\S{1,100} ){1,4}(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /\\S{0,900} .{1,900} (\\d{3}) \\d{1,4} \\d{1,10}(?: \\d{1,10}){0,4}");

    private static final DateTimeFormatter COMMON = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
    private static final DateTimeFormatter PHP_TIME =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss", Locale.ROOT).withZone(java.time.ZoneOffset.UTC);

    private final Knowledge knowledge;
    private final List<Signature> signatures;

    /** A pattern of the knowledge base, and a text without which it cannot fit. */
    private record Signature(Pattern pattern, String needs, String code) {}

    LogLines(Knowledge knowledge) {
        this.knowledge = knowledge;
        List<Signature> all = new ArrayList<>();
        for (Entry entry : knowledge.index()) {
            for (String regex : entry.signatures()) {
                all.add(new Signature(Pattern.compile(regex), needed(regex), entry.code()));
            }
        }
        signatures = List.copyOf(all);
    }

    /** The longest text that stands in everything {@code regex} fits; empty where that cannot be told. */
    static String needed(String regex) {
        String longest = "";
        StringBuilder run = new StringBuilder();
        int i = 0;
        while (i < regex.length()) {
            char c = regex.charAt(i);
            boolean literal = false;
            if (c == '\\' && i + 1 < regex.length()) {
                char next = regex.charAt(i + 1);
                if (!Character.isLetterOrDigit(next)) {
                    run.append(next);
                    literal = true;
                }
                i += 2;
            } else if (c == '|') {
                return "";
            } else if (c == '(' || c == '[') {
                i = skipped(regex, i);
            } else if (".^$".indexOf(c) >= 0) {
                i++;
            } else {
                run.append(c);
                literal = true;
                i++;
            }
            char after = i < regex.length() ? regex.charAt(i) : ' ';
            if ("?*+{".indexOf(after) >= 0) {
                if (literal && after != '+') {
                    run.setLength(run.length() - 1);
                }
                literal = false;
                i = after == '{' ? Math.max(i + 1, regex.indexOf('}', i) + 1) : i + 1;
                while (i < regex.length() && "?+".indexOf(regex.charAt(i)) >= 0) {
                    i++;
                }
            }
            if (!literal || i >= regex.length()) {
                longest = run.length() > longest.length() ? run.toString() : longest;
                run.setLength(0);
            }
        }
        return longest;
    }

    /** Past the group or the class that opens at {@code from}. */
    private static int skipped(String regex, int from) {
        boolean group = regex.charAt(from) == '(';
        int depth = 0;
        boolean inClass = false;
        for (int i = from; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
                if (!inClass && !group) {
                    return i + 1;
                }
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return regex.length();
    }

    /** Whether a text may hold a line that the knowledge base has a pattern for. */
    boolean mayHold(String text) {
        for (Signature signature : signatures) {
            if (!signature.needs.isEmpty() && text.contains(signature.needs)) {
                return true;
            }
        }
        return false;
    }

    /** What one line says. */
    private record Said(
            Writer writer,
            List<String> factIds,
            @Nullable String code,
            @Nullable Integer status,
            @Nullable String host,
            @Nullable Instant at,
            int start,
            int end) {

        boolean same(Said that) {
            return writer == that.writer
                    && factIds.equals(that.factIds)
                    && java.util.Objects.equals(code, that.code)
                    && java.util.Objects.equals(host, that.host);
        }
    }

    /** The log lines in what is left of a message. */
    void read(Pasted pasted, List<Artefact> into) {
        List<Pasted.Line> lines = pasted.lines();
        boolean signed = mayHold(pasted.text());
        Said open = null;
        int count = 0;
        int looked = 0;
        int signs = 0;
        for (int i = 0; i < lines.size() && looked < MOST_LINES; i++) {
            Pasted.Line line = lines.get(i);
            String text = pasted.text(line, LONGEST);
            if (text.length() < SHORTEST) {
                continue;
            }
            looked++;
            String next = i + 1 < lines.size() ? pasted.text(lines.get(i + 1), LONGEST_SIGNED) : "";
            boolean sign = signed && signs < MOST_SIGNED && mayHold(text);
            signs += sign ? 1 : 0;
            Said said = said(text, next, sign, pasted.startOf(line), pasted.endOf(line));
            if (open != null && said != null && open.same(said)) {
                count++;
                open = new Said(
                        open.writer, open.factIds, open.code, open.status, open.host, open.at, open.start, said.end);
                continue;
            }
            close(open, count, pasted, into);
            open = said;
            count = 1;
        }
        close(open, count, pasted, into);
    }

    private static void close(@Nullable Said said, int count, Pasted pasted, List<Artefact> into) {
        if (said != null) {
            into.add(new LogLine(
                    said.start,
                    said.end,
                    said.writer,
                    said.factIds,
                    said.code,
                    said.status,
                    said.host,
                    said.at,
                    count));
            pasted.take(said.start, said.end);
        }
    }

    private @Nullable Said said(String text, String next, boolean signed, int start, int end) {
        Said shaped = shaped(text, start, end);
        Said known = signed ? known(text, next, start, end) : null;
        if (known == null) {
            return shaped;
        } else if (shaped == null) {
            return known;
        }
        return new Said(shaped.writer, known.factIds, known.code, shaped.status, shaped.host, shaped.at, start, end);
    }

    /** What the knowledge base says of a line, or of it and the next. */
    private @Nullable Said known(String text, String next, int start, int end) {
        String line = text.length() > LONGEST_SIGNED ? text.substring(0, LONGEST_SIGNED) : text;
        String both = next.isEmpty() ? line : line + "\n" + next;
        List<String> codes = new ArrayList<>();
        boolean across = false;
        for (Signature signature : signatures) {
            if (signature.needs.isEmpty() || !line.contains(signature.needs)) {
                continue;
            }
            boolean within = signature.pattern.matcher(line).find();
            if (within || signature.pattern.matcher(both).find()) {
                across |= !within;
                if (!codes.contains(signature.code)) {
                    codes.add(signature.code);
                }
            }
        }
        if (codes.isEmpty()) {
            return null;
        }
        List<Fact> facts = knowledge.bySignature(across ? both : line);
        String code =
                codes.size() == 1 && codes.get(0).chars().allMatch(c -> c >= '0' && c <= '9') ? codes.get(0) : null;
        Writer writer = codes.contains("527")
                ? Writer.RAILGUN
                : line.contains("origin service")
                        ? Writer.CLOUDFLARED
                        : line.contains("upstream") ? Writer.NGINX : Writer.UNKNOWN;
        List<String> ids = facts.stream().map(Fact::id).toList();
        return new Said(writer, ids, code, null, null, null, start, end);
    }

    /** A line known by its format. */
    private static @Nullable Said shaped(String text, int start, int end) {
        Matcher access = text.contains("HTTP/") ? ACCESS.matcher(text) : null;
        if (access != null && access.find()) {
            return answered(Writer.ACCESS_LOG, access.group(2), common(access.group(1)), start, end);
        }
        Matcher nginx = NGINX.matcher(text);
        if (nginx.find()) {
            return new Said(Writer.NGINX, List.of(), null, null, host(text), null, start, end);
        }
        if (APACHE.matcher(text).find()) {
            return new Said(Writer.APACHE, List.of(), null, null, null, null, start, end);
        }
        Matcher php = PHP.matcher(text);
        if (php.find()) {
            Instant at = php.group(2) == null ? null : php(php.group(1));
            return new Said(Writer.PHP_FPM, List.of(), null, null, null, at, start, end);
        }
        Matcher tunnel = CLOUDFLARED.matcher(text);
        if (tunnel.find() && speaksOfTunnels(tunnel.group(2))) {
            return new Said(Writer.CLOUDFLARED, List.of(), null, null, null, Pasted.iso(tunnel.group(1)), start, end);
        }
        Matcher iis = text.length() > 40 && Character.isDigit(text.charAt(0)) ? IIS.matcher(text) : null;
        if (iis != null && iis.matches()) {
            return answered(Writer.IIS, iis.group(3), Pasted.utc(iis.group(1), iis.group(2)), start, end);
        }
        return null;
    }

    private static @Nullable Said answered(Writer writer, String status, @Nullable Instant at, int start, int end) {
        return status.startsWith("5")
                ? new Said(writer, List.of(), status, Integer.valueOf(status), null, at, start, end)
                : null;
    }

    /** Other programs write their logs in the same shape. */
    private static boolean speaksOfTunnels(String rest) {
        String lower = rest.toLowerCase(Locale.ROOT);
        return lower.contains("connindex")
                || lower.contains("originservice")
                || lower.contains("tunnel")
                || lower.contains("cloudflare")
                || lower.contains("origin service")
                || lower.contains("edge");
    }

    private static @Nullable String host(String text) {
        Matcher host = NGINX_HOST.matcher(text);
        if (host.find()) {
            return Pasted.name(host.group(1));
        }
        Matcher server = NGINX_SERVER.matcher(text);
        return server.find() ? Pasted.name(server.group(1)) : null;
    }

    private static @Nullable Instant common(@Nullable String time) {
        try {
            return time == null ? null : COMMON.parse(time, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant php(String time) {
        try {
            return PHP_TIME.parse(time, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
