package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.Route;
import dev.cf5xx.bot.evidence.Artefact.Station;
import dev.cf5xx.bot.evidence.Artefact.Tool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads MTRs (report, screen, WinMTR, CSV) and traceroutes of Linux, macOS and Windows, Windows' also in Chinese; whole,
 * or cut so that only stations are left.
 */
final class Routes {
    private static final int MOST_STATIONS = 64;
    private static final int LONGEST_LINE = 300;

    /** So many stations in a row are a route also without the line above them. */
    private static final int FEWEST_ALONE = 2;

    private static final String IP = "[0-9A-Fa-f]{0,4}[:.][0-9A-Fa-f:.]{1,43}";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,43}");

    private static final Pattern MTR = Pattern.compile(
            "(\\d{1,2})\\. ?(?:\\|--|--)? {0,6}(?:AS[\\d?]{1,10} {1,20})?(\\S{1,253}?)(?: \\((" + IP
                    + ")\\))? {1,80}(\\d{1,3}(?:\\.\\d{1,2})?)%? {1,20}\\d{1,7} {1,20}\\d{1,6}(?:\\.\\d{1,3})? {1,20}(\\d{1,6}(?:\\.\\d{1,3})?)(?: .*)?");
    private static final Pattern SILENT =
            Pattern.compile("(\\d{1,2})\\. ?(?:\\|--|--)? {0,6}\\(?(?:\\?\\?\\?|waiting for reply)\\)?");
    private static final Pattern WINMTR = Pattern.compile(
            "\\| {0,60}(\\S{1,253}(?: \\S{1,60}){0,6}?) - {0,8}(\\d{1,3}) \\| {0,8}\\d{1,7} \\| {0,8}\\d{1,7} \\| {0,8}\\d{1,7} \\| {0,8}(\\d{1,7}) \\|.*");
    private static final Pattern CSV = Pattern.compile(
            "MTR\\.[^,]{1,20},(1\\d{9}),[A-Z]{2,10},([^,]{1,253}),(\\d{1,2}),([^,]{1,253}),(\\d{1,3}(?:\\.\\d{1,2})?)%?,(.{0,200})");
    private static final Pattern MTR_HEAD = Pattern.compile(
            "(?:HOST: ?\\S{1,253} +|Host +)?.{0,40}Loss ?% +(?:Drop +)?(?:Snt|Sent).{0,80}|My traceroute.{0,80}|.{0,40}Packets +Pings|Mtr_Version,.{0,200}|.{0,8}WinMTR statistics.{0,80}|.{0,30}Keys: +Help.{0,80}");
    private static final Pattern MTR_START = Pattern.compile("Start: ?(\\S{10,40})(?: .{0,40})?");
    private static final Pattern MTR_SCREEN =
            Pattern.compile("\\S{1,253} \\(" + IP + "\\) ?-> ?(\\S{1,253}) \\((" + IP + ")\\).{0,60}");
    private static final Pattern UNIX =
            Pattern.compile("traceroute6? to (\\S{1,253}) \\((" + IP + ")\\),? .{0,10}(?:\\d+ hops max|from).{0,60}");
    private static final Pattern WINDOWS = Pattern.compile(
            "(?:Tracing route to|(?:通过最多 ?\\d{1,3} ?个跃点)?跟踪 ?到?|到|追蹤到?|在上限 ?\\d{1,3} ?個躍點上追蹤) ?(\\S{1,253}?)(?: \\[("
                    + IP + ")])?(?: ?的路由:?| over a maximum of \\d+ hops:?)?");
    private static final Pattern WINDOWS_HALF =
            Pattern.compile("over a maximum of \\d{1,3} hops:?|通过最多 ?\\d{1,3} ?个跃点(?:跟踪)?|在上限 ?\\d{1,3} ?個躍點上");
    private static final Pattern DONE = Pattern.compile("Trace complete\\.?|跟踪完成。?|追蹤完成。?");
    private static final Pattern COMMAND =
            Pattern.compile("(?:\\S{0,80}[$#>] ?)?(?:sudo )?(mtr|traceroute6?|tracert)(?: .{0,100})? (\\S{1,253})");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,2}) {1,8}(\\S.*)");

    private Routes() {}

    private static final class Found {
        @Nullable
        Tool tool;

        @Nullable
        String target;

        @Nullable
        String address;

        @Nullable
        Instant at;

        boolean headed;
        final List<Station> stations = new ArrayList<>();
        int start = -1;
        int end = -1;
    }

    /** The routes in what is left of a message. */
    static void read(Pasted pasted, List<Artefact> into) {
        Found found = new Found();
        for (Pasted.Line line : pasted.lines()) {
            String text = pasted.text(line, LONGEST_LINE);
            if (text.isEmpty()) {
                continue;
            }
            boolean head = head(text, found);
            if (head && !found.stations.isEmpty()) {
                add(found, pasted, into);
                found = new Found();
                head(text, found);
            }
            Station station = head ? null : station(text, found);
            if (station != null
                    && !found.stations.isEmpty()
                    && station.number()
                            <= found.stations.get(found.stations.size() - 1).number()) {
                add(found, pasted, into);
                found = new Found();
                station = station(text, found);
            }
            boolean more = station == null
                    && !found.stations.isEmpty()
                    && (isMore(text) || DONE.matcher(text).matches());
            if (!head && station == null && !more) {
                add(found, pasted, into);
                found = new Found();
                continue;
            }
            found.start = found.start < 0 ? pasted.startOf(line) : found.start;
            found.end = pasted.endOf(line);
            if (station != null && found.stations.size() < MOST_STATIONS) {
                found.stations.add(station);
            }
        }
        add(found, pasted, into);
    }

    private static void add(Found found, Pasted pasted, List<Artefact> into) {
        boolean enough = found.headed
                ? !found.stations.isEmpty()
                : found.stations.size() >= FEWEST_ALONE
                        && found.stations.stream().anyMatch(it -> it.address() != null);
        if (enough && found.tool != null) {
            into.add(new Route(
                    found.start, found.end, found.tool, found.target, found.address, found.at, found.stations));
            pasted.take(found.start, found.end);
        }
    }

    /** Whether a line stands above the stations; says what it says to {@code found} unless that has stations already. */
    private static boolean head(String text, Found found) {
        Found to = found.stations.isEmpty() ? found : new Found();
        Matcher unix = UNIX.matcher(text);
        if (unix.matches()) {
            return headed(to, Tool.TRACEROUTE, unix.group(1), unix.group(2));
        }
        if (text.contains("Tracing route to") || text.endsWith("的路由:") || text.endsWith("的路由")) {
            Matcher windows = WINDOWS.matcher(text);
            if (windows.matches()) {
                return headed(to, Tool.TRACERT, windows.group(1), windows.group(2));
            }
        }
        if (WINDOWS_HALF.matcher(text).matches()) {
            return headed(to, Tool.TRACERT, to.target, to.address);
        }
        Matcher screen = MTR_SCREEN.matcher(text);
        if (screen.matches()) {
            return headed(to, Tool.MTR, screen.group(1), screen.group(2));
        }
        Matcher start = MTR_START.matcher(text);
        if (start.matches()) {
            String time = start.group(1);
            boolean bare = time.length() > 5
                    && (time.charAt(time.length() - 5) == '+' || time.charAt(time.length() - 5) == '-');
            to.at = Pasted.iso(
                    bare ? time.substring(0, time.length() - 2) + ":" + time.substring(time.length() - 2) : time);
            return headed(to, Tool.MTR, to.target, to.address);
        }
        if ((text.contains("oss")
                        || text.contains("Mtr")
                        || text.contains("MTR")
                        || text.contains("trace")
                        || text.contains("Pa")
                        || text.contains("Keys"))
                && MTR_HEAD.matcher(text).matches()) {
            return headed(to, Tool.MTR, to.target, to.address);
        }
        Matcher command = COMMAND.matcher(text);
        if (command.matches() && isTarget(command.group(2))) {
            // A command alone is no route: what it printed has to follow.
            to.target = command.group(2);
            return true;
        }
        return false;
    }

    private static boolean headed(Found found, Tool tool, @Nullable String target, @Nullable String address) {
        found.headed = true;
        found.tool = tool;
        found.target = target == null ? null : target.toLowerCase(Locale.ROOT);
        found.address = address != null
                ? address
                : target != null && ADDRESS.matcher(target).matches() ? target : null;
        return true;
    }

    private static boolean isTarget(String text) {
        return Pasted.name(text) != null || ADDRESS.matcher(text).matches();
    }

    private static @Nullable Station station(String text, Found found) {
        char first = text.charAt(0);
        if (first == '|') {
            return winmtr(text, found);
        } else if (first == 'M') {
            return csv(text, found);
        } else if (first < '0' || first > '9') {
            return null;
        }
        Matcher mtr = MTR.matcher(text);
        if (mtr.matches()) {
            found.tool = Tool.MTR;
            return named(
                    mtr.group(1),
                    mtr.group(2),
                    mtr.group(3),
                    Double.valueOf(mtr.group(4)),
                    Double.valueOf(mtr.group(5)));
        }
        Matcher silent = SILENT.matcher(text);
        if (silent.matches()) {
            found.tool = Tool.MTR;
            return new Station(Integer.parseInt(silent.group(1)), null, null, null, null);
        }
        Matcher numbered = NUMBERED.matcher(text);
        return numbered.matches() ? probes(Integer.parseInt(numbered.group(1)), numbered.group(2), found) : null;
    }

    private static Station named(
            String number, String name, @Nullable String address, @Nullable Double loss, @Nullable Double millis) {
        boolean bare = ADDRESS.matcher(name).matches();
        boolean unknown = name.startsWith("???") || name.startsWith("No response");
        return new Station(
                Integer.parseInt(number),
                bare || unknown ? null : name,
                bare ? name : address,
                loss,
                unknown || (loss != null && loss >= 100) ? null : millis);
    }

    private static @Nullable Station winmtr(String text, Found found) {
        Matcher row = WINMTR.matcher(text);
        if (!row.matches()) {
            return null;
        }
        found.tool = Tool.MTR;
        String number = Integer.toString(found.stations.size() + 1);
        return named(number, row.group(1), null, Double.valueOf(row.group(2)), Double.valueOf(row.group(3)));
    }

    private static @Nullable Station csv(String text, Found found) {
        Matcher row = CSV.matcher(text);
        if (!row.matches()) {
            return null;
        }
        found.tool = Tool.MTR;
        found.headed = true;
        found.target = row.group(2);
        found.at = Instant.ofEpochSecond(Long.parseLong(row.group(1)));
        String[] rest = row.group(6).split(",", -1);
        Double average = rest.length > 3 && rest[3].matches("\\d{1,6}(\\.\\d{1,3})?") ? Double.valueOf(rest[3]) : null;
        return named(row.group(3), row.group(4), null, Double.valueOf(row.group(5)), average);
    }

    /** A line of traceroute or tracert: probes in any order with who answered them. */
    private static @Nullable Station probes(int number, String rest, Found found) {
        double sum = 0;
        int answered = 0;
        int lost = 0;
        String name = null;
        String address = null;
        boolean trailing = false;
        String[] words = rest.split("\\s{1,20}", 40);
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            Double millis = i + 1 < words.length && isUnit(words[i + 1]) ? number(word) : null;
            if (word.equals("*")) {
                lost++;
            } else if (millis != null) {
                sum += millis;
                answered++;
                i++;
            } else if (isSilence(word)) {
                trailing = true;
                break;
            } else if (!word.startsWith("!") && !(word.startsWith("[AS") && word.endsWith("]"))) {
                String inner = unbracketed(word);
                if (ADDRESS.matcher(inner).matches()) {
                    address = address == null ? inner : address;
                } else if (name == null && inner.equals(word) && isLabel(word)) {
                    name = word;
                } else if (answered + lost == 0 || name != null) {
                    return null;
                }
                trailing |= answered + lost == 3;
            }
        }
        if (answered + lost == 0 || answered + lost > 10 || (address == null && lost < 2 && !found.headed)) {
            return null;
        }
        if (found.tool == null) {
            // Windows names the station behind its times.
            found.tool = trailing ? Tool.TRACERT : Tool.TRACEROUTE;
        }
        double loss = Math.round(1000.0 * lost / (answered + lost)) / 10.0;
        return new Station(
                number, name, address, loss, answered == 0 ? null : Math.round(1000 * sum / answered) / 1000.0);
    }

    private static boolean isLabel(String word) {
        return word.length() <= 253
                && word.chars()
                        .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == '_');
    }

    private static boolean isUnit(String word) {
        return word.equals("ms") || word.equals("毫秒");
    }

    private static boolean isSilence(String word) {
        return word.equals("Request")
                || word.startsWith("请求超时")
                || word.startsWith("要求等候")
                || word.equals("Destination");
    }

    private static String unbracketed(String word) {
        boolean bracketed = word.length() > 2
                && ((word.startsWith("(") && word.endsWith(")")) || (word.startsWith("[") && word.endsWith("]")));
        return bracketed ? word.substring(1, word.length() - 1) : word;
    }

    private static @Nullable Double number(String word) {
        String digits = word.startsWith("<") ? word.substring(1) : word;
        boolean number = !digits.isEmpty()
                && digits.length() <= 10
                && digits.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                && Character.isDigit(digits.charAt(0))
                && digits.indexOf('.') == digits.lastIndexOf('.');
        return number ? Double.valueOf(digits) : null;
    }

    /** Another answer to the station above, as macOS prints it in a line of its own. */
    private static boolean isMore(String text) {
        int blank = text.indexOf(' ');
        return blank > 0 && text.endsWith(" ms") && text.indexOf(" (") == blank;
    }
}
