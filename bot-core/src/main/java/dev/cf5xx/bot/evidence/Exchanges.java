package dev.cf5xx.bot.evidence;

import dev.cf5xx.bot.evidence.Artefact.Answer;
import dev.cf5xx.bot.evidence.Artefact.Curl;
import dev.cf5xx.bot.evidence.Artefact.Headers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what curl prints and headers that stand without it: of {@code curl -v} and {@code -I}, of developer tools, of a
 * proxy's log. Nothing of a header is kept but what tells who answered.
 */
final class Exchanges {
    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_SERVER = 60;
    private static final int LONGEST_MESSAGE = 200;

    private static final Pattern STATUS = Pattern.compile(
            "(?:< ?)?HTTP/(?:1\\.[01]|2(?:\\.0)?|3(?:\\.0)?) {1,3}([1-5]\\d\\d)(?![\\d.])(?: .{0,100})?");
    private static final Pattern STATUS_INSIDE =
            Pattern.compile("(?<![\\w/])HTTP/(?:1\\.[01]|2(?:\\.0)?|3(?:\\.0)?) {1,3}(5\\d\\d)(?![\\d.])");
    private static final Pattern REQUEST =
            Pattern.compile("(?:> ?)?(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\\S{1,1900}) HTTP/[\\d.]{1,3}");
    private static final Pattern FIELD = Pattern.compile(
            "([<>] ?)?([A-Za-z][A-Za-z0-9-]{1,40}|Status Code|Request URL|Request Method|Remote Address|Referrer Policy|请求网址|请求 ?URL|请求方法|状态代码|远程地址|引荐来源网址政策|引用站点策略): ?(.{0,1900})");
    private static final Pattern COMMAND =
            Pattern.compile("(?:\\S{0,80}[$#>%] ?|\\[[^\\]]{1,80}][$#] ?)?(?:sudo |time )?curl(?:\\.exe)? (.{1,1900})");
    private static final Pattern INFO = Pattern.compile(
            "\\* {0,4}(?:Trying |Connected to |Host |Could not resolve|Couldn't |ALPN|TLSv1|SSL |CAfile|CApath|Server certificate|subject|start date|expire date|issuer|common name|"
                    + "SSL certificate|[Uu]sing HTTP|Using Stream|h2 |\\[HTTP/|Request completely|Connection |Closing connection|Recv failure|connect to |Failed to connect|"
                    + "Operation timed out|Mark bundle|IPv[46]: |After |TCP_NODELAY|successfully set|Empty reply|OpenSSL|LibreSSL|schannel|GnuTLS|Send failure|Rebuilt URL|"
                    + "old SSL|NSS |HTTP 1\\.0|\\(?3\\d?\\)|\\d+ bytes stray|Established connection|Immediate connect|Server auth|transfer closed|Resolving timed out|Unknown SSL).{0,1900}");
    private static final Pattern NOISE = Pattern.compile(
            "[{}] \\[\\d{1,9} bytes data]|% Total .{0,80}|Dload  ?Upload .{0,80}|\\d{1,3} +[\\d.]+[kMG]? +\\d{1,3} .{0,80}|[<>]|\\* ?");
    private static final Pattern ERROR = Pattern.compile("curl: \\((\\d{1,3})\\) ?([^\\n\\p{IsHan}，。；]{0,300})");
    private static final Pattern TROUBLE = Pattern.compile(
            "\\* {0,4}(SSL certificate problem: .{1,150}|OpenSSL SSL_connect: .{1,150}|OpenSSL/.{1,150}|Recv failure: .{1,100}|connect to .{1,150} failed: .{1,60}|Failed to connect to .{1,150}|"
                    + "Operation timed out .{1,100}|Empty reply from server|Could not resolve host: .{1,150}|SSL: .{1,150}|Unknown SSL protocol error .{1,150})");
    private static final Pattern AT_HOST = Pattern.compile(
            "(?:Failed to connect to|Could not resolve host:|in connection to|connect to|target host name) '?([A-Za-z0-9.-]{3,253})");
    private static final Pattern CONNECTED =
            Pattern.compile("\\* {0,4}Connected to ([A-Za-z0-9.-]{3,253}) \\(.{0,200}");
    private static final Pattern AUTHORITY =
            Pattern.compile("\\* {0,4}\\[HTTP/[23]] \\[\\d{1,6}] \\[:authority: ([A-Za-z0-9.-]{3,253})]");
    private static final Pattern VALUE = Pattern.compile("=[^\\s=]{1,300}");
    private static final Pattern RAY = Pattern.compile("([0-9a-f]{16})(?:-([A-Z]{3}))?");
    private static final Pattern SERVER_INSIDE = Pattern.compile("(?<![\\w-])[Ss]erver: ?cloudflare(?![\\w-])");

    /** Names of fields that make a line a header wherever it stands. */
    private static final Set<String> KNOWN = Set.of(
            "server",
            "date",
            "content-type",
            "content-length",
            "content-encoding",
            "connection",
            "cache-control",
            "expires",
            "set-cookie",
            "location",
            "via",
            "age",
            "vary",
            "etag",
            "alt-svc",
            "nel",
            "report-to",
            "retry-after",
            "server-timing",
            "transfer-encoding",
            "accept-ranges",
            "last-modified",
            "pragma",
            "referrer-policy",
            "strict-transport-security",
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "authorization",
            "cookie",
            "referer",
            "origin",
            "upgrade",
            "permissions-policy",
            "content-security-policy",
            "status code",
            "request url",
            "request method",
            "remote address",
            "referrer policy",
            "keep-alive",
            "priority");

    /** What developer tools call these in Chinese. */
    private static final Map<String, String> CHINESE = Map.of(
            "请求网址", "request url",
            "请求url", "request url",
            "请求 url", "request url",
            "请求方法", "request method",
            "状态代码", "status code",
            "远程地址", "remote address",
            "引荐来源网址政策", "referrer policy",
            "引用站点策略", "referrer policy");

    private Exchanges() {}

    private static final class Block {
        int start = -1;
        int end = -1;
        boolean curl;
        boolean printed;
        int fields;
        boolean telling;

        @Nullable
        Integer status;

        @Nullable
        String server;

        @Nullable
        String ray;

        @Nullable
        String colo;

        @Nullable
        String host;

        @Nullable
        Instant at;

        boolean marked;

        @Nullable
        Integer exit;

        @Nullable
        String message;

        Answer answer() {
            return new Answer(status, server, ray, colo, host, at, marked);
        }

        boolean open() {
            return start >= 0;
        }
    }

    /** The exchanges in what is left of a message. */
    static void read(Pasted pasted, List<Artefact> into) {
        Block block = new Block();
        List<Pasted.Line> lines = pasted.lines();
        for (int i = 0; i < lines.size(); i++) {
            Pasted.Line line = lines.get(i);
            String text = pasted.text(line, LONGEST_LINE);
            if (text.isEmpty()) {
                continue;
            }
            int start = pasted.startOf(line);
            int end = pasted.endOf(line);
            Matcher error = text.contains("curl: (") ? ERROR.matcher(text) : null;
            if (error != null && error.find()) {
                // What comes before it in its line belongs to nobody's header.
                if (error.start() > 0 && block.open()) {
                    close(block, pasted, into);
                    block = new Block();
                }
                start += error.start();
                end = Math.min(end, start + error.group().stripTrailing().length());
                failed(block, Integer.parseInt(error.group(1)), error.group(2));
                extend(block, start, end);
                continue;
            }
            if (block.status != null
                    && text.contains("curl")
                    && COMMAND.matcher(text).matches()) {
                // Another command asks somebody else.
                close(block, pasted, into);
                block = new Block();
            }
            String next = i + 1 < lines.size() ? pasted.text(lines.get(i + 1), LONGEST_LINE) : "";
            int taken = line(block, text, next);
            if (taken == 0) {
                close(block, pasted, into);
                block = new Block();
                inside(pasted, line, into);
            } else {
                extend(block, start, taken == 2 ? pasted.endOf(lines.get(i + 1)) : end);
                i += taken - 1;
            }
        }
        close(block, pasted, into);
    }

    private static void extend(Block block, int start, int end) {
        block.start = block.start < 0 ? start : block.start;
        block.end = end;
    }

    /** How many lines belong to the block from here: none, this one, or also the next, which holds its value. */
    private static int line(Block block, String text, String next) {
        char first = text.charAt(0);
        if (first == '*') {
            return info(block, text) ? 1 : 0;
        }
        Matcher status = STATUS.matcher(text);
        if (status.matches()) {
            block.status = Integer.valueOf(status.group(1));
            block.ray = null;
            block.colo = null;
            block.server = null;
            block.marked = false;
            block.at = null;
            block.fields++;
            block.telling = true;
            block.printed = true;
            return 1;
        }
        Matcher request = REQUEST.matcher(text);
        if (request.matches()) {
            block.host = block.host == null && request.group(1).startsWith("http")
                    ? Pasted.host(request.group(1))
                    : block.host;
            block.fields++;
            return 1;
        }
        if (text.contains("curl")) {
            Matcher command = COMMAND.matcher(text);
            if (command.matches()) {
                block.curl = true;
                block.host = address(command.group(1));
                return 1;
            }
        }
        Matcher field = FIELD.matcher(text);
        if (field.matches()) {
            return field(block, field, next);
        }
        return block.open() && block.curl && NOISE.matcher(text).matches() ? 1 : 0;
    }

    private static boolean info(Block block, String text) {
        if (!INFO.matcher(text).matches()
                && !(block.open() && NOISE.matcher(text).matches())) {
            return false;
        }
        block.curl = true;
        block.printed = true;
        Matcher connected = CONNECTED.matcher(text);
        Matcher authority = AUTHORITY.matcher(text);
        if (connected.matches() && block.host == null) {
            block.host = Pasted.name(connected.group(1));
        } else if (authority.matches()) {
            block.host = Pasted.name(authority.group(1));
        }
        Matcher trouble = TROUBLE.matcher(text);
        if (trouble.matches() && block.message == null) {
            block.message = Pasted.brief(VALUE.matcher(trouble.group(1)).replaceAll("=…"), LONGEST_MESSAGE);
            block.host = block.host == null ? atHost(text) : block.host;
        }
        return true;
    }

    private static void failed(Block block, int exit, String message) {
        block.curl = true;
        block.printed = true;
        block.exit = exit;
        // What is not curl's own, a value of whatever stands behind it in the line, may be a secret.
        String brief = Pasted.brief(VALUE.matcher(message).replaceAll("=…"), LONGEST_MESSAGE);
        block.message = brief.isEmpty() ? block.message : brief;
        block.host = block.host == null ? atHost(message) : block.host;
    }

    private static @Nullable String atHost(String text) {
        Matcher host = AT_HOST.matcher(text);
        return host.find() ? Pasted.name(host.group(1)) : null;
    }

    /** The host of the address in a command; a word with a dot where it has no scheme. */
    private static @Nullable String address(String arguments) {
        int scheme = arguments.indexOf("://");
        if (scheme >= 0) {
            return Pasted.host(arguments.substring(scheme));
        }
        String last = arguments.substring(arguments.lastIndexOf(' ') + 1);
        return last.startsWith("-") ? null : Pasted.host(last);
    }

    private static int field(Block block, Matcher field, String next) {
        String printed = field.group(2).toLowerCase(Locale.ROOT);
        String name = CHINESE.getOrDefault(printed, printed);
        boolean marker = field.group(1) != null;
        boolean known = KNOWN.contains(name)
                || name.startsWith("x-")
                || name.startsWith("cf-")
                || name.startsWith("access-control-")
                || name.startsWith("cross-origin-")
                || name.startsWith("sec-");
        if (!known && !(block.open() && (marker || (block.fields > 0 && name.indexOf('-') > 0)))) {
            return 0;
        }
        String value = field.group(3).strip();
        int taken = 1;
        if (value.isEmpty() && !next.isEmpty() && !FIELD.matcher(next).matches()) {
            // Developer tools copy the value into the next line.
            value = next;
            taken = 2;
        }
        block.fields++;
        block.printed = true;
        value(block, name, value);
        return taken;
    }

    private static void value(Block block, String name, String value) {
        switch (name) {
            case "server" -> {
                block.server = value.isEmpty() ? null : Pasted.brief(value, LONGEST_SERVER);
                boolean cloudflare = value.toLowerCase(Locale.ROOT).matches("cloudflare(-nginx)?");
                block.telling = true;
                block.marked |= cloudflare;
            }
            case "cf-ray" -> {
                Matcher ray = RAY.matcher(value);
                if (ray.matches()) {
                    block.ray = ray.group(1);
                    block.colo = ray.group(2);
                }
                block.marked |= ray.matches() || value.equals("-");
                block.telling |= ray.matches();
            }
            case "cf-cache-status", "cf-mitigated", "cf-error-type", "cf-error-origin" -> {
                block.marked |= !value.isEmpty();
                block.telling |= !value.isEmpty();
            }
            case "date" -> block.at = Pasted.date(value);
            case "host" -> block.host = block.host == null ? Pasted.name(value) : block.host;
            case "request url" -> {
                block.host = Pasted.host(value);
                block.telling = true;
            }
            case "status code" -> {
                Matcher status = Pattern.compile("([1-5]\\d\\d)(?!\\d).{0,60}").matcher(value);
                if (status.matches()) {
                    block.status = Integer.valueOf(status.group(1));
                    block.telling = true;
                }
            }
            default -> {
                // Whatever else a header says may be a secret.
            }
        }
    }

    private static void close(Block block, Pasted pasted, List<Artefact> into) {
        if (!block.open() || !block.printed) {
            return;
        }
        boolean response = block.status != null || (block.telling && (block.fields > 1 || block.marked));
        if (block.curl && (response || block.exit != null || block.message != null || block.host != null)) {
            into.add(new Curl(block.start, block.end, block.answer(), block.exit, block.message));
        } else if (response) {
            into.add(new Headers(block.start, block.end, block.answer()));
        } else {
            return;
        }
        pasted.take(block.start, block.end);
    }

    /** A status line, or the header that names Cloudflare, inside a sentence. */
    private static void inside(Pasted pasted, Pasted.Line line, List<Artefact> into) {
        String text = pasted.text(line.start(), line.end());
        if (text.contains("\"GET ")
                || text.contains("\"POST ")
                || text.contains("\"HEAD ")
                || text.contains("\"PUT ")) {
            // A line of an access log.
            return;
        }
        int start = Integer.MAX_VALUE;
        int end = 0;
        Integer status = null;
        boolean named = false;
        Matcher said = STATUS_INSIDE.matcher(text);
        if (text.contains("HTTP/") && said.find()) {
            status = Integer.valueOf(said.group(1));
            start = said.start();
            end = said.end();
        }
        Matcher server = SERVER_INSIDE.matcher(text);
        if (text.contains("erver:") && server.find()) {
            named = true;
            start = Math.min(start, server.start());
            end = Math.max(end, server.end());
        }
        if (status != null || named) {
            Answer answer = new Answer(status, named ? "cloudflare" : null, null, null, null, null, named);
            into.add(new Headers(line.start() + start, line.start() + end, answer));
            pasted.take(line.start() + start, line.start() + end);
        }
    }
}
