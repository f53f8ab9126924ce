package dev.cf5xx.bot.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes responses to read. */
public final class Response {
    private final int status;
    private final List<Http.Header> headers = new ArrayList<>();
    private byte[] body = {};

    private Response(int status) {
        this.status = status;
    }

    /** A response with nothing but its status. */
    public static Response of(int status) {
        return new Response(status);
    }

    /** One whose headers show that it passed Cloudflare's edge. */
    public static Response throughCloudflare(int status) {
        return of(status).header("Server", "cloudflare").header("CF-RAY", "9a17b7aaaed44a82-FRA");
    }

    /** One that passed Cloudflare's cache stage, as an origin's answer does. */
    public static Response fromOriginThroughCloudflare(int status) {
        return throughCloudflare(status).header("cf-cache-status", "DYNAMIC");
    }

    /** One whose body the edge wrote itself. */
    public static Response madeByCloudflare(int status) {
        return throughCloudflare(status)
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("Referrer-Policy", "same-origin")
                .header(
                        "Cache-Control",
                        "private, max-age=0, no-store, no-cache, must-revalidate, post-check=0, pre-check=0")
                .header("Expires", "Thu, 01 Jan 1970 00:00:01 GMT");
    }

    public Response header(String name, String value) {
        headers.add(new Http.Header(name, value));
        return this;
    }

    public Response body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Response body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /** The response as the wire gives it. */
    public Http http() {
        return new Http(
                Http.Outcome.ANSWERED,
                "HTTP/1.1 " + status,
                status,
                List.copyOf(headers),
                300,
                Bytes.of(body),
                Http.BodyEnd.COMPLETE,
                Duration.ofMillis(80),
                Duration.ofMillis(90));
    }

    /** Reads status line, headers, an empty line and the body. */
    static Http parse(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Response response = of(Integer.parseInt(lines[0].split(" ", -1)[1]));
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            response.header(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
        }
        byte[] body = new byte[file.length - end - 4];
        System.arraycopy(file, end + 4, body, 0, body.length);
        return response.body(body).http();
    }

    /** The present layout of Cloudflare's page for a 5XX. */
    public static String branded(String code, String title, String failed) {
        return """
                <!DOCTYPE html>
                <!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->
                <!--[if gt IE 8]><!--> <html class="no-js" lang="en-US"> <!--<![endif]-->
                <head><title>shop.example.org | %1$s: %2$s</title>
                <link rel="stylesheet" id="cf_styles-css" href="/cdn-cgi/styles/main.css" />
                </head><body>
                <div id="cf-wrapper"><div id="cf-error-details" class="p-0">
                <header class="mx-auto"><h1 class="inline-block">
                <span class="inline-block">%2$s</span>
                <span class="code-label">Error code %1$s</span></h1></header>
                <div id="cf-browser-status" class="relative"><h3>You</h3></div>
                <div id="cf-cloudflare-status" class="%4$s relative"><h3>Cloudflare</h3></div>
                <div id="cf-host-status" class="%3$s relative"><h3>Host</h3></div>
                <div class="cf-error-footer cf-wrapper"><p>
                <span class="cf-footer-item">Cloudflare Ray ID: <strong class="font-semibold">9a17b7aaaed44a82</strong></span>
                </p></div></div></div></body></html>
                """.formatted(
                        code,
                        title,
                        failed.equals("host") ? "cf-error-source" : "",
                        failed.equals("cloudflare") ? "cf-error-source" : "");
    }

    /** The present layout of Cloudflare's page for a 1XXX. */
    public static String thousand(String code, String title) {
        return """
                <!DOCTYPE html><html lang="en-US"><head><title>%2$s | shop.example.org | Cloudflare</title></head>
                <body><div id="cf-wrapper"><div id="cf-error-details" class="p-0">
                <header><h1 class="inline-block">
                  <span data-translate="error">Error</span>
                  <span>%1$s</span>
                </h1><span>Ray ID: 9a17b7aaaed44a82 &bull; 2026-05-05 13:39:00 UTC</span></header>
                <div class="cf-error-footer"><span>Cloudflare Ray ID: <strong class="font-semibold">9a17b7aaaed44a82</strong></span></div>
                </div></div></body></html>
                """.formatted(code, title);
    }

    /** The layout of nginx, with a name at the foot. */
    public static String nginx(String status, String foot) {
        return "<html>\r\n<head><title>" + status + "</title></head>\r\n<body>\r\n<center><h1>" + status
                + "</h1></center>\r\n<hr><center>" + foot + "</center>\r\n</body>\r\n</html>\r\n";
    }
}
