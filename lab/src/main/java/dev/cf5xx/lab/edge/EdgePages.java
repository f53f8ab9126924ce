package dev.cf5xx.lab.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Request;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the edge says where it does not pass on what an origin said. Words and layout are the lab's own; ids, classes,
 * titles, headers and the forms by {@code Accept} are those by which Cloudflare's are known.
 */
public final class EdgePages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EdgePages() {}

    /** An error as the edge tells it to who asks: JSON, Markdown, a page, or one line of text, by {@code Accept}. */
    public static Answer error(EdgeError error, Request request, Ray ray, Instant now) {
        String accept = request.header("accept").toLowerCase(Locale.ROOT);
        Answer answer;
        if (accept.contains("application/problem+json") || accept.contains("application/json")) {
            String type = accept.contains("problem+json") ? "application/problem+json" : "application/json";
            answer =
                    Answer.of(error.status(), error.reason(), type + "; charset=utf-8", json(error, request, ray, now));
        } else if (accept.contains("text/markdown")) {
            answer = Answer.of(
                    error.status(), error.reason(), "text/markdown; charset=utf-8", markdown(error, request, ray));
        } else if (accept.contains("text/html")) {
            answer = Answer.html(error.status(), error.reason(), page(error, request, ray, now));
        } else {
            answer = Answer.of(
                    error.status(), error.reason(), "text/plain; charset=UTF-8", "error code: " + error.shown());
        }
        return marked(edgeMade(answer), ray, now);
    }

    /** The bare page that Cloudflare's own servers show for their own 5XX. */
    public static Answer unbranded(int status, String reason, Ray ray, Instant now) {
        String page = """
                <html>
                <head><title>%1$d %2$s</title></head>
                <body>
                <center><h1>%1$d %2$s</h1></center>
                <hr><center>cloudflare</center>
                </body>
                </html>
                """.formatted(status, reason);
        return marked(Answer.of(status, reason, "text/html", page), ray, now);
    }

    /** A site's own error page under a status of Cloudflare's: nothing in the body says so. */
    public static Answer custom(EdgeError error, Request request, Ray ray, Instant now) {
        String page = """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>We will be right back</title></head>
                <body><main><h1>We will be right back</h1>
                <p>%s is taking a short break. Please try again in a few minutes.</p></main></body></html>
                """.formatted(escape(request.host()));
        return marked(
                Answer.html(error.status(), error.reason(), page)
                        .with("Cf-Error-Type: " + error.shown(), "Cf-Error-Origin: edge"),
                ray,
                now);
    }

    /** A challenge: prove that you are a person. */
    public static Answer challenge(Request request, Ray ray, Instant now) {
        String page = """
                <!doctype html>
                <html lang="en-US"><head><title>Just a moment...</title>
                <meta name="robots" content="noindex,nofollow"></head>
                <body><div class="main-wrapper" role="main"><h1>%s</h1>
                <p>This site looks at your connection before it lets you in.</p>
                <noscript>JavaScript and cookies are needed to go on</noscript></div>
                <script>window._cf_chl_opt = {cvId: "3", cZone: "%s", cType: "managed", cRay: "%s"};</script>
                <script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=%s"></script>
                </body></html>
                """.formatted(escape(request.host()), escape(request.host()), ray.id(), ray.id());
        return marked(edgeMade(Answer.html(403, "Forbidden", page)).with("Cf-Mitigated: challenge"), ray, now);
    }

    /** A rule of the site turns the visitor away. */
    public static Answer block(Request request, Ray ray, Instant now) {
        String page = """
                <!DOCTYPE html>
                <html class="no-js" lang="en-US"><head><title>Attention Required! | Cloudflare</title>
                <meta charset="UTF-8"></head>
                <body><div id="cf-wrapper"><div id="cf-error-details" class="cf-error-details-wrapper">
                <h1 data-translate="block_headline">Sorry, you have been blocked</h1>
                <h2 class="cf-subheadline">You may not enter %s</h2>
                <p>A rule that protects this site was set off by what was just asked for.</p>
                %s
                </div></div></body></html>
                """.formatted(escape(request.host()), footer(ray));
        return marked(edgeMade(Answer.html(403, "Forbidden", page)), ray, now);
    }

    /**
     * What the edge knows of a connection to it.
     *
     * @param ip the client's address
     * @param tls the TLS version; {@code off} without
     */
    static Answer trace(Request request, String ip, String tls, Ray ray, Instant now) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("fl", "7f1ab");
        lines.put("h", request.host());
        lines.put("ip", ip);
        lines.put("ts", now.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", now.getNano() / 1_000_000));
        lines.put("visit_scheme", tls.equals("off") ? "http" : "https");
        lines.put("uag", request.header("user-agent"));
        lines.put("colo", ray.colo());
        lines.put("sliver", "none");
        lines.put("http", "http/1.1");
        lines.put("loc", "XX");
        lines.put("tls", tls);
        lines.put("sni", tls.equals("off") ? "off" : "plaintext");
        lines.put("warp", "off");
        lines.put("gateway", "off");
        lines.put("rbi", "off");
        lines.put("kex", tls.equals("off") ? "none" : "X25519");
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return marked(
                Answer.of(200, "OK", "text/plain", text.toString())
                        .with(
                                "Access-Control-Allow-Origin: *",
                                "Cache-Control: no-cache",
                                "Expires: Thu, 01 Jan 1970 00:00:01 GMT",
                                "X-Frame-Options: DENY",
                                "X-Content-Type-Options: nosniff"),
                ray,
                now);
    }

    /** With the headers that everything from the edge carries. */
    static Answer marked(Answer answer, Ray ray, Instant now) {
        return answer.with(ours(ray, now).toArray(new String[0]));
    }

    /** The head of an answer that is passed on, with those headers. */
    static String head(int status, String reason, List<String> lines, Ray ray, Instant now) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
        lines.forEach(line -> head.append(line).append("\r\n"));
        ours(ray, now).forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static List<String> ours(Ray ray, Instant now) {
        return List.of("Date: " + HTTP_DATE.format(now), "Server: cloudflare", "CF-RAY: " + ray);
    }

    private static Answer edgeMade(Answer answer) {
        Answer made = answer.with(
                "X-Frame-Options: SAMEORIGIN",
                "Referrer-Policy: same-origin",
                "Cache-Control: private, max-age=0, no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
                "Expires: Thu, 01 Jan 1970 00:00:01 GMT");
        return retryAfter(answer.status()) == 0 ? made : made.with("Retry-After: " + retryAfter(answer.status()));
    }

    private static int retryAfter(int status) {
        return switch (status) {
            case 502, 504, 524 -> 60;
            case 520, 521, 522, 523 -> 120;
            default -> 0;
        };
    }

    private static String link(EdgeError error) {
        return "https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-"
                + (error.subcode() == null ? "5xx" : "1xxx")
                + "-errors/error-"
                + error.shown()
                + "/";
    }

    private static String json(EdgeError error, Request request, Ray ray, Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", link(error));
        object.put("title", "Error " + error.shown() + ": " + error.title());
        object.put("status", error.status());
        object.put("detail", "The lab's edge reports " + error.title().toLowerCase(Locale.ROOT) + ".");
        object.put("instance", ray.id());
        object.put("error_code", error.shown());
        object.put("error_name", error.name().toLowerCase(Locale.ROOT));
        object.put("error_category", error.category());
        object.put("ray_id", ray.id());
        object.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        object.put("zone", request.host());
        object.put("cloudflare_error", true);
        object.put("retryable", retryAfter(error.status()) > 0);
        if (retryAfter(error.status()) > 0) {
            object.put("retry_after", retryAfter(error.status()));
        }
        object.put("owner_action_required", true);
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text and numbers is written", e);
        }
    }

    private static String markdown(EdgeError error, Request request, Ray ray) {
        return """
                ---
                error_code: %d
                status: %d
                error_category: %s
                ray_id: %s
                zone: %s
                cloudflare_error: true
                ---

                # Error %d: %s
                """.formatted(
                        error.shown(),
                        error.status(),
                        error.category(),
                        ray.id(),
                        request.host(),
                        error.shown(),
                        error.title());
    }

    private static String page(EdgeError error, Request request, Ray ray, Instant now) {
        return error.subcode() == null ? branded(error, request, ray, now) : numbered(error, request, ray);
    }

    private static String branded(EdgeError error, Request request, Ray ray, Instant now) {
        String host = escape(request.host());
        return """
                <!DOCTYPE html>
                <html class="no-js" lang="en-US"><head>
                <title>%1$s | %2$d: %3$s</title>
                <meta charset="UTF-8"><meta name="robots" content="noindex, nofollow">
                <link rel="stylesheet" id="cf_styles-css" href="/cdn-cgi/styles/main.css">
                </head>
                <body>
                <div id="cf-wrapper"><div id="cf-error-details" class="p-0">
                <header><h1><span>%3$s</span> <span class="code-label">Error code %2$d</span></h1>
                <div>More about it: <a href="https://www.cloudflare.com/5xx-error-landing?utm_source=errorcode_%2$d&amp;utm_campaign=%1$s">cloudflare.com</a></div>
                <div>%4$s</div></header>
                <div>%5$s%6$s%7$s</div>
                <div><h2>What happened?</h2><p>%8$s</p>
                <h2>What can I do?</h2><p>Wait a little and try again. Is the site yours? <a href="%9$s">Find the cause</a>.</p></div>
                %10$s
                </div></div>
                </body></html>
                """.formatted(
                        host,
                        error.status(),
                        error.title(),
                        HTTP_DATE.format(now),
                        hop(error, "browser", "You", "Browser"),
                        hop(error, "cloudflare", ray.colo(), "Cloudflare"),
                        hop(error, "host", host, "Host"),
                        escape(error.title()) + " between Cloudflare and what is behind it.",
                        link(error),
                        footer(ray));
    }

    private static String hop(EdgeError error, String id, String where, String name) {
        boolean failed = error.source().equals(id);
        return """
                <div id="cf-%s-status" class="cf-%s-status %s"><span>%s</span><h3>%s</h3><span>%s</span></div>
                """.formatted(id, id, failed ? "cf-error-source" : "", where, name, failed ? "Error" : "Working");
    }

    private static String numbered(EdgeError error, Request request, Ray ray) {
        String host = escape(request.host());
        String title = error.source().equals("browser")
                ? "Access denied | " + host + " used Cloudflare to restrict access"
                : error.title() + " | " + host + " | Cloudflare";
        return """
                <!DOCTYPE html>
                <html class="no-js" lang="en-US"><head><title>%1$s</title><meta charset="UTF-8"></head>
                <body>
                <div id="cf-wrapper"><div id="cf-error-details" class="cf-error-details-wrapper">
                <h1><span data-translate="error">Error</span> <span>%2$d</span></h1>
                <h2 class="cf-subheadline">%3$s</h2>
                <p>What was asked for on %4$s cannot be given.</p>
                <p><a href="%5$s">About this error</a></p>
                %6$s
                </div></div>
                </body></html>
                """.formatted(title, error.shown(), error.title(), host, link(error), footer(ray));
    }

    private static String footer(Ray ray) {
        return """
                <div class="cf-error-footer"><p><span class="cf-footer-item">Cloudflare Ray ID: \
                <strong class="font-semibold">%s</strong></span>
                <span class="cf-footer-item">Performance &amp; security by \
                <a rel="noopener noreferrer" href="https://www.cloudflare.com/5xx-error-landing" id="brand_link">Cloudflare</a></span></p></div>
                """.formatted(ray.id());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
