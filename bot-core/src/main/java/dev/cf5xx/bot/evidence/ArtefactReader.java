package dev.cf5xx.bot.evidence;

import dev.cf5xx.knowledge.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds what people paste: error pages, headers, curl, traces, MTRs, log lines, Ray IDs, wherever they stand in a message,
 * among prose in any language, quoted, fenced or cut. Safe for use by many threads; takes time in proportion to the text
 * and never throws.
 */
public final class ArtefactReader {
    /** Longer messages are read up to here, in characters. */
    public static final int LONGEST = 100_000;

    /** More pastes than these nobody answers. */
    public static final int MOST = 20;

    /** What every paste of a kind holds, in lower case. */
    private static final List<String> HAR = List.of("\"log\"", "\"starteddatetime\"");

    private static final List<String> PROBLEM =
            List.of("cloudflare_error", "error_code", "ray_id", "\"error 5", "\"error 1", "xxx-errors/", "xx-errors/");
    private static final List<String> SOURCE = List.of(
            "cf-error",
            "cf-wrapper",
            "-status",
            "code-label",
            "cf-",
            "data-translate",
            "5xx-error-",
            "cloudflare",
            "title");
    private static final List<String> TRACE = List.of("colo=", "visit_scheme=");
    private static final List<String> ROUTE =
            List.of("loss", "hops max", "route", "tracert", "mtr", " ms", "的路由", "跃点", "躍點", "% ", "%  ", "毫秒");
    private static final List<String> EXCHANGE = List.of(
            "http/",
            "curl",
            "cf-",
            "server:",
            "status code",
            "server：",
            "状态代码",
            "* trying",
            "*   trying",
            "connected to ",
            "ssl_connect",
            "* closing",
            "* ssl");
    private static final List<String> PAGE = List.of("error", "ray", "| 5", "｜ 5", "cloudflare", "错误", "射线");
    private static final List<String> LOG = List.of(
            "[error]",
            "[crit]",
            "[warn]",
            "[alert]",
            "[emerg]",
            ":error]",
            ":warn]",
            "http/",
            " err ",
            " wrn ",
            " ftl ",
            "] warning:",
            "] error:",
            "] alert:",
            "php fatal",
            "php warning",
            " get /",
            " post /",
            " head /",
            " put /");
    private static final List<String> HANDSHAKE = List.of(
            "verify return code",
            "verify error",
            "connected(0",
            "subject",
            "issuer",
            "notafter",
            "error:",
            "no peer certificate",
            "not after");
    private static final List<String> REQUEST = List.of(
            "get http",
            "post http",
            "put http",
            "patch http",
            "delete http",
            "head http",
            "options http",
            "load resource",
            "status code",
            "unexpected ",
            "net::err_",
            "server error:",
            "http error",
            "response code",
            "awaiting response");
    private static final List<String> RAY = List.of("ray", "射线");

    private final PageTexts pageTexts;
    private final PageSources pageSources;
    private final LogLines logLines;

    /** A reader that knows the pages and log lines of {@code knowledge}. */
    public ArtefactReader(Knowledge knowledge) {
        pageTexts = new PageTexts(knowledge.index());
        pageSources = new PageSources(pageTexts);
        logLines = new LogLines(knowledge);
    }

    /**
     * The pastes in a message, in the order in which they stand there, {@value #MOST} at most; none covers another.
     *
     * @param text any text at all, as a platform gives it
     */
    public List<Artefact> in(String text) {
        if (!mayHold(text)) {
            return List.of();
        }
        String message = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        if (RayIds.isAlone(message)) {
            return List.of(RayIds.alone(message));
        }
        String lower = message.toLowerCase(Locale.ROOT);
        boolean placed = lower.indexOf('-') >= 0;
        boolean source = lower.indexOf('<') >= 0 || lower.contains("&lt;");
        boolean known = logLines.mayHold(message);
        boolean any = known
                || placed
                || has(lower, HAR)
                || has(lower, PROBLEM)
                || has(lower, TRACE)
                || has(lower, ROUTE)
                || has(lower, EXCHANGE)
                || has(lower, PAGE)
                || has(lower, LOG)
                || has(lower, HANDSHAKE)
                || has(lower, REQUEST)
                || has(lower, RAY);
        if (!any) {
            return List.of();
        }
        Pasted pasted = Pasted.of(message);
        List<Artefact> found = new ArrayList<>();
        // What is taken by one is not seen by the next: what holds others comes first.
        if (has(lower, HAR)) {
            Problems.hars(pasted, found);
        }
        if (has(lower, PROBLEM)) {
            Problems.read(pasted, found);
        }
        if (source && has(lower, SOURCE)) {
            pageSources.read(pasted, found);
        }
        if (has(lower, TRACE)) {
            Traces.read(pasted, found);
        }
        if (has(lower, ROUTE)) {
            Routes.read(pasted, found);
        }
        if (has(lower, EXCHANGE)) {
            Exchanges.read(pasted, found);
        }
        if (has(lower, PAGE)) {
            pageTexts.read(pasted, found);
        }
        if (known || has(lower, LOG)) {
            logLines.read(pasted, found);
        }
        if (has(lower, HANDSHAKE)) {
            Handshakes.read(pasted, found);
        }
        if (has(lower, REQUEST)) {
            Requests.read(pasted, found);
        }
        if (placed || has(lower, RAY)) {
            RayIds.read(pasted, found);
        }
        return inOrder(found);
    }

    /** In the order of the message. What reaches into something that was found before it is dropped. */
    private static List<Artefact> inOrder(List<Artefact> found) {
        NavigableMap<Integer, Artefact> kept = new TreeMap<>();
        for (Artefact artefact : found) {
            Map.Entry<Integer, Artefact> before = kept.lowerEntry(artefact.end());
            if (before == null || before.getValue().end() <= artefact.start()) {
                kept.put(artefact.start(), artefact);
            }
        }
        return kept.values().stream().limit(MOST).toList();
    }

    /** Whether a message can hold a paste at all: nearly all have a figure, and talk has none. */
    private boolean mayHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9')
                    || c == '<'
                    || (c == '&' && text.startsWith("&lt;", i))
                    || (c == ':' && text.startsWith("::ERR_", i))) {
                return true;
            }
        }
        return text.contains("Working") || logLines.mayHold(text);
    }

    private static boolean has(String lower, List<String> words) {
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
