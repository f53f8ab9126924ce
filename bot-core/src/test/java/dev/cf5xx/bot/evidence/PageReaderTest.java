package dev.cf5xx.bot.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cf5xx.bot.evidence.Page.Author;
import dev.cf5xx.bot.evidence.Page.Hop;
import dev.cf5xx.bot.evidence.Page.Kind;
import dev.cf5xx.bot.target.SiteUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the reader to telling Cloudflare's errors from everything that only looks or sounds like them. */
class PageReaderTest {
    private static final Path SAMPLES = Path.of("../../shared/corpora/error-pages");

    private static Page read(Response response) {
        return PageReader.read(response.http(), null);
    }

    private static SiteUrl url(String path) {
        return new SiteUrl(true, "shop.example.org", null, 443, path);
    }

    private static void isCloudflares(Page page, String code, Hop failed) {
        assertThat(page.kind()).isEqualTo(Kind.ERROR);
        assertThat(page.author()).isEqualTo(Author.CLOUDFLARE);
        assertThat(page.code()).isEqualTo(code);
        assertThat(page.subcode()).isNull();
        assertThat(page.failed()).isEqualTo(failed);
    }

    private static void isOrigins(Page page, String code) {
        assertThat(page.kind()).isEqualTo(Kind.ERROR);
        assertThat(page.author()).isEqualTo(Author.ORIGIN);
        assertThat(page.code()).isEqualTo(code);
        assertThat(page.failed()).isNull();
    }

    // Samples from the wild.

    @Test
    void pages_ofTheSamples_areAttributedAsTheirIndexSays() throws IOException {
        Path index = SAMPLES.resolve("index.jsonl");
        assumeTrue(Files.exists(index), () -> "the shared samples are not here: " + index);
        List<String> misses = new ArrayList<>();
        for (String line : Files.readAllLines(index)) {
            JsonNode row = new ObjectMapper().readTree(line);
            String file = row.get("file").asText();
            Page page = PageReader.read(Response.parse(Files.readAllBytes(SAMPLES.resolve(file))), null);
            String source =
                    switch (page.author()) {
                        case CLOUDFLARE -> "cloudflare";
                        case ORIGIN -> "origin";
                        case OTHER_PROXY -> "other-cdn";
                        case UNKNOWN -> "unknown";
                    };
            boolean error =
                    page.kind() == Kind.ERROR || page.kind() == Kind.IMITATION || page.kind() == Kind.CUSTOM_ERROR;
            String subcode = row.get("expected_1xxx").isNull()
                    ? null
                    : row.get("expected_1xxx").asText();
            String status = row.get("code").asText();
            boolean right = source.equals(row.get("true_source").asText())
                    && error == row.get("is_error_for_bot").asBoolean()
                    && java.util.Objects.equals(page.subcode(), subcode)
                    && (!error
                            || page.kind() == Kind.IMITATION
                            || java.util.Objects.equals(page.code(), status.startsWith("5") ? status : null));
            if (!right) {
                misses.add(file + " " + page);
            }
        }
        assertThat(misses).isEmpty();
    }

    // The forms in which Cloudflare signs an error.

    @ParameterizedTest
    @CsvSource({
        "500, Internal server error, cloudflare, CLOUDFLARE",
        "502, Bad gateway, host, HOST",
        "504, Gateway time-out, host, HOST",
        "520, Web server is returning an unknown error, host, HOST",
        "521, Web server is down, host, HOST",
        "522, Connection timed out, host, HOST",
        "523, Origin is unreachable, host, HOST",
        "524, A timeout occurred, host, HOST",
        "525, SSL handshake failed, host, HOST",
        "526, Invalid SSL certificate, host, HOST",
    })
    void page_branded_givesCodeAndFailedHop(String code, String title, String failed, Hop hop) {
        Page page = read(Response.madeByCloudflare(Integer.parseInt(code)).body(Response.branded(code, title, failed)));

        isCloudflares(page, code, hop);
        assertThat(page.ray()).isEqualTo("9a17b7aaaed44a82");
        assertThat(page.colo()).isEqualTo("FRA");
        assertThat(page.title()).isEqualTo("shop.example.org | " + code + ": " + title);
    }

    @Test
    void page_brandedWithoutTheHeadersOfItsMaking_countsWhereTheRayIsTheRequests() {
        isCloudflares(
                read(Response.throughCloudflare(522).body(Response.branded("522", "Connection timed out", "host"))),
                "522",
                Hop.HOST);
    }

    @Test
    void page_ofTheOldLayout_givesItsCode() {
        String page = """
                <html><head><title>shop.example.org | 521: Web server is down</title></head><body><div id='cf-wrapper'>
                <div id='cf-error-details' class='cf-error-details-wrapper'><h1><span class='cf-error-type'>Error</span>
                <span class='cf-error-code'>521</span> <small>Ray ID: 9a17b7aaaed44a82</small></h1>
                <div class='cf-host cf-error-source' id='cf-host-status'></div>
                <p>CloudFlare Ray ID: <strong>9a17b7aaaed44a82</strong></p></div></div></body></html>""";
        isCloudflares(read(Response.throughCloudflare(521).body(page)), "521", Hop.HOST);
    }

    @Test
    void page_brandedInAnotherLanguage_givesTheCodeOfItsTitleOrLinks() {
        String titled = "<title>shop.example.org | 525: SSL 握手失败</title><div id=cf-error-details></div>";
        String linked = "<div id=\"cf-error-details\"><a href=\"https://www.cloudflare.com/5xx-error-landing"
                + "?utm_source=errorcode_523&utm_campaign=shop.example.org\">?</a></div>";
        assertThat(read(Response.madeByCloudflare(525).body(titled)).code()).isEqualTo("525");
        assertThat(read(Response.madeByCloudflare(523).body(linked)).code()).isEqualTo("523");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 522, 522, HOST",
        "application/problem+json, 526, 526, HOST",
        "application/json, 500, 500, CLOUDFLARE",
        "application/json, 504, 504, HOST",
    })
    void page_asJson_givesItsCode(String type, int status, String code, Hop failed) {
        String body = """
                {"type":"https://developers.cloudflare.com/","title":"Error","status":%1$d,"error_code":%1$d,
                "ray_id":"9a17b7aaaed44a82","cloudflare_error":true}""".formatted(status);
        isCloudflares(
                read(Response.madeByCloudflare(status)
                        .header("Content-Type", type)
                        .body(body)),
                code,
                failed);
    }

    @Test
    void page_asJsonWithThousand_givesStatusAndThousand() {
        Page page = read(Response.madeByCloudflare(530)
                .body("{\"status\":530,\"error_code\":1033,\"cloudflare_error\":true,\"zone\":\"shop.example.org\"}"));
        assertThat(page.kind()).isEqualTo(Kind.ERROR);
        assertThat(page.code()).isEqualTo("530");
        assertThat(page.subcode()).isEqualTo("1033");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error_code\":1010}",
                "{\"cloudflare_error\":false,\"error_code\":522}",
                "{\"cloudflare_error\":true,\"error_code\":\"522\"}",
                "{\"cloudflare_error\":true",
                "{\"message\":\"cloudflare error code: 522\"}",
                "error code: 522 it said",
                "---\nerror_code: 522\n---\n",
                "---\ntitle: cloudflare_error\n---\ncloudflare_error: true\nerror_code: 522",
            })
    void page_ofAnApi_thatOnlyMentionsCloudflare_isTheOrigins(String body) {
        isOrigins(read(Response.fromOriginThroughCloudflare(500).body(body)), "500");
    }

    @Test
    void page_asMarkdown_givesItsCode() {
        String body =
                "---\nerror_code: 524\nerror_name: origin_response_timeout\ncloudflare_error: true\n---\n\n# Error 524";
        isCloudflares(read(Response.madeByCloudflare(524).body(body)), "524", Hop.HOST);
    }

    @ParameterizedTest
    @CsvSource({"502, HOST", "504, HOST", "520, HOST", "521, HOST", "526, HOST", "500, CLOUDFLARE"})
    void page_ofNothingButTheCode_givesIt(String code, Hop failed) {
        isCloudflares(
                read(Response.madeByCloudflare(Integer.parseInt(code)).body("error code: " + code + "\n")),
                code,
                failed);
    }

    @ParameterizedTest
    @CsvSource({"530, 1016", "530, 1033", "403, 1020", "429, 1015", "409, 1018", "500, 1101", "503, 1102"})
    void page_ofThousand_givesItInEveryForm(int status, String code) {
        String expected = status >= 500 ? Integer.toString(status) : null;
        String newest = "<div id=\"cf-error-details\"><h1><span class=\"code-label\">Error code <span>" + code
                + "</span></span></h1></div>";
        String script =
                "<div id=\"cf-error-details\"></div><script>(function(){var a={errorCode: " + code + "}})()</script>";
        for (String body : List.of("error code: " + code, Response.thousand(code, "Some title"), newest, script)) {
            Page page = read(Response.madeByCloudflare(status)
                    .header("Content-Type", "text/plain")
                    .body(body));
            assertThat(page.kind()).isEqualTo(Kind.ERROR);
            assertThat(page.author()).isEqualTo(Author.CLOUDFLARE);
            assertThat(page.code()).isEqualTo(expected);
            assertThat(page.subcode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504"})
    void page_inNginxLayoutWithCloudflaresName_isCloudflaresOwn(int status) {
        isCloudflares(
                read(Response.throughCloudflare(status).body(Response.nginx(status + " Bad", "cloudflare"))),
                Integer.toString(status),
                Hop.CLOUDFLARE);
    }

    @Test
    void page_inNginxLayoutWithCloudflaresName_belowFiveHundred_isNoError() {
        for (int status : List.of(301, 308, 400)) {
            Page page =
                    read(Response.throughCloudflare(status).body(Response.nginx(status + " x", "cloudflare-nginx")));
            assertThat(page.kind()).isEqualTo(Kind.FINE);
            assertThat(page.author()).isEqualTo(Author.CLOUDFLARE);
            assertThat(page.code()).isNull();
        }
    }

    @Test
    void page_ofTheSitesOwnLook_withAnEdgesStatus_isCloudflaresErrorUnderIt() {
        Page page = read(Response.throughCloudflare(522).body("<h1>We are sorry</h1>"));
        assertThat(page.kind()).isEqualTo(Kind.CUSTOM_ERROR);
        assertThat(page.author()).isEqualTo(Author.CLOUDFLARE);
        assertThat(page.code()).isEqualTo("522");

        Page named = read(
                Response.throughCloudflare(530).header("cf-error-type", "1016").body("<h1>Sorry</h1>"));
        assertThat(named.subcode()).isEqualTo("1016");
        assertThat(named.failed()).isNull();
    }

    @Test
    void page_withoutBody_madeByTheEdge_isItsError() {
        isCloudflares(read(Response.madeByCloudflare(521)), "521", Hop.HOST);
        isCloudflares(read(Response.throughCloudflare(501)), "501", Hop.BROWSER);
        isOrigins(read(Response.fromOriginThroughCloudflare(501)), "501");
    }

    @Test
    void ray_ofTheOldCookie_isRead() {
        Page page = read(Response.of(520)
                .header("Server", "cloudflare")
                .header("Set-Cookie", "a=b")
                .header("Set-Cookie", "cf_ob_info=520:52e5cd9e2af9bd21:PHL; path=/"));
        assertThat(page.ray()).isEqualTo("52e5cd9e2af9bd21");
        assertThat(page.colo()).isEqualTo("PHL");
    }

    // Decisions that are no errors.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'}</script>",
                "<html><form id=\"challenge-form\" action=\"/?__cf_chl_f_tk=x\"></form></html>",
                "<div class=\"cf-browser-verification cf-im-under-attack\">Checking your browser</div>",
                "<title>Attention Required! | Cloudflare</title><div id=cf-error-details>"
                        + "<div class=\"cf-captcha-container\"></div></div>",
            })
    void page_thatChallenges_isNoError(String body) {
        for (int status : List.of(403, 429, 503)) {
            assertThat(read(Response.throughCloudflare(status).body(body)).kind())
                    .isEqualTo(Kind.CHALLENGE);
        }
    }

    @Test
    void page_markedAsChallenge_isOneWhateverItsBody() {
        Page page = read(Response.throughCloudflare(403).header("cf-mitigated", "challenge"));
        assertThat(page.kind()).isEqualTo(Kind.CHALLENGE);
        assertThat(page.code()).isNull();
    }

    @Test
    void page_withTheScriptThatChallengesNobody_isTheOrigins() {
        isOrigins(
                read(Response.fromOriginThroughCloudflare(503)
                        .body("<h1>Maintenance</h1><script>var a=document.createElement('script');a.innerHTML="
                                + "\"window.__CF$cv$params={r:'9a17b7aaaed44a82'};d.src="
                                + "'/cdn-cgi/challenge-platform/scripts/jsd/main.js'\"</script>")),
                "503");
    }

    @Test
    void page_ofAFirewallRule_isABlock() {
        Page page = read(Response.throughCloudflare(403)
                .body(
                        "<title>Attention Required! | Cloudflare</title><div id=\"cf-wrapper\"><div id=\"cf-error-details\">"
                                + "<h1>Sorry, you have been blocked</h1><p>Cloudflare Ray ID: <strong>9a17b7aaaed44a82</strong></p>"
                                + "</div></div>"));
        assertThat(page.kind()).isEqualTo(Kind.BLOCK);
        assertThat(page.author()).isEqualTo(Author.CLOUDFLARE);
        assertThat(page.code()).isNull();
    }

    @Test
    void page_drawnOnDemand_isASample() {
        Page page = PageReader.read(
                Response.madeByCloudflare(522)
                        .body(Response.branded("522", "Connection timed out", "host"))
                        .http(),
                url("/cdn-cgi/error/522"));
        assertThat(page.kind()).isEqualTo(Kind.SAMPLE);
        assertThat(page.code()).isEqualTo("522");
    }

    @Test
    void page_aboutAnError_isNoError() {
        Page titled = read(Response.fromOriginThroughCloudflare(200)
                .body("<title>Error 522: connection timed out · Cloudflare Support docs</title><h1>Error 522</h1>"));
        assertThat(titled.kind()).isEqualTo(Kind.SAMPLE);
        assertThat(titled.author()).isEqualTo(Author.ORIGIN);
        assertThat(titled.code()).isEqualTo("522");

        Page drawn = read(Response.of(200).body(Response.branded("521", "Web server is down", "host")));
        assertThat(drawn.kind()).isEqualTo(Kind.SAMPLE);

        Page shop = read(Response.of(200).body("<title>520 pairs of shoes</title>"));
        assertThat(shop.kind()).isEqualTo(Kind.FINE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 304, 401, 404, 418})
    void page_ofTheSite_belowFiveHundred_isNoError(int status) {
        assertThat(read(Response.fromOriginThroughCloudflare(status).body("<h1>cloudflare 522</h1>"))
                        .kind())
                .isEqualTo(Kind.FINE);
    }

    // What only looks like Cloudflare.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>x</p><script defer src=\"https://static.cloudflareinsights.com/beacon.min.js\"></script>",
                "<a class=\"__cf_email__\" href=\"/cdn-cgi/l/email-protection\">[email&#160;protected]</a>",
                "<script src=\"/cdn-cgi/scripts/5c5dd728/cloudflare-static/email-decode.min.js\"></script>",
                "<script src=\"/cdn-cgi/scripts/7d0fa10a/cloudflare-static/rocket-loader.min.js\"></script>",
                "<p>Our CDN, Cloudflare, is fine. error code: 522. Cloudflare Ray ID: 9a17b7aaaed44a82</p>",
                "<!-- <div id=\"cf-error-details\"><span class=\"code-label\">Error code 522</span></div> -->",
                "<pre>&lt;div id=\"cf-error-details\"&gt;&lt;span class=\"code-label\"&gt;Error code 522</pre>",
                "<script>var page='<div id=\"cf-error-details\"><span class=\"code-label\">Error code 522</span>'</script>",
                "<hr><p>cloudflare</p>",
                "<hr><center>not cloudflare</center>",
            })
    void page_ofTheOrigin_thatHoldsTheWord_isTheOrigins(String body) {
        isOrigins(read(Response.fromOriginThroughCloudflare(500).body(body)), "500");
        isOrigins(read(Response.of(503).body(body)), "503");
    }

    @Test
    void page_inCloudflaresLooks_withoutItsHeaders_isAnImitation() {
        String imitated =
                Response.branded("522", "Connection timed out", "host").replace("Cloudflare Ray ID", "Ray ID");
        Page page = read(Response.of(500).header("Server", "gunicorn").body(imitated));
        assertThat(page.kind()).isEqualTo(Kind.IMITATION);
        assertThat(page.author()).isEqualTo(Author.ORIGIN);
        assertThat(page.code()).isEqualTo("522");
    }

    @Test
    void page_likeTheRealThing_withoutItsHeaders_mayHaveLostThem() {
        Page page = read(Response.of(522).body(Response.branded("522", "Connection timed out", "host")));
        assertThat(page.kind()).isEqualTo(Kind.IMITATION);
        assertThat(page.author()).isEqualTo(Author.UNKNOWN);
    }

    @Test
    void page_imitated_onASiteBehindCloudflare_isTheOrigins() {
        String page = Response.branded("522", "Connection timed out", "host");
        String foreign = page.replace("9a17b7aaaed44a82", "8e78f376c4dd324d");
        String unnamed = foreign.replace("Cloudflare Ray ID", "Ray ID");
        assertThat(read(Response.fromOriginThroughCloudflare(500).body(page)).kind())
                .isEqualTo(Kind.IMITATION);
        assertThat(read(Response.fromOriginThroughCloudflare(522).body(foreign)).kind())
                .isEqualTo(Kind.IMITATION);
        assertThat(read(Response.throughCloudflare(522).body(unnamed)).kind()).isEqualTo(Kind.IMITATION);
        assertThat(read(Response.throughCloudflare(522).body(unnamed)).author()).isEqualTo(Author.ORIGIN);
        assertThat(read(Response.throughCloudflare(500).body("error code: 522")).kind())
                .isEqualTo(Kind.IMITATION);
    }

    @Test
    void page_withAnEdgesStatus_withoutItsHeaders_isTheApplicationsOwn() {
        isOrigins(read(Response.of(521).header("Server", "nginx").body("<h1>no</h1>")), "521");
        isOrigins(
                read(Response.fromOriginThroughCloudflare(521)
                        .header("Server-Timing", "cfEdge;dur=6,cfOrigin;dur=149")
                        .body("<h1>no</h1>")),
                "521");
    }

    // Other servers.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx | false | Server | nginx/1.25.3 | <hr><center>nginx/1.25.3</center>",
                "nginx | false | X-A | b | <html><hr><center>nginx</center>",
                "OpenResty | false | Server | openresty | <hr><center>openresty</center>",
                "Apache | false | Server | Apache/2.4.62 (Debian) | <h1>Bad Gateway</h1>",
                "Apache | false | X-A | b | <!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\"><h1>x</h1><address>Apache/2.4</address>",
                "IIS | false | Server | Microsoft-HTTPAPI/2.0 | <hr><p>HTTP Error 503. The service is unavailable.</p>",
                "IIS | false | X-A | b | <hr><p>HTTP Error 503. The service is unavailable.</p>",
                "HAProxy | false | X-A | b | <h1>503 Service Unavailable</h1>No server is available to handle this request.",
                "Varnish | false | Via | 1.1 varnish (Varnish/7.5) | <h3>Guru Meditation:</h3><p>XID: 1</p>",
                "Envoy | false | X-A | b | upstream connect error or disconnect/reset before headers. reset reason: overflow",
                "Envoy | false | Server | istio-envoy | no healthy upstream",
                "LiteSpeed | false | Server | LiteSpeed | x",
                "WordPress | false | X-A | b | <h1>Error establishing a database connection</h1>",
                "gunicorn/20 | false | Server | gunicorn/20 | x",
                "Fastly | true | X-Served-By | cache-fra1-FRA | <h3>Guru Mediation:</h3><p>Details: cache-fra1-FRA 1 2</p>",
                "CloudFront | true | X-Amz-Cf-Pop | FRA56-P1 | <h1>502 ERROR</h1>Generated by cloudfront (CloudFront)",
                "CloudFront | true | X-A | b | <pre>Generated by cloudfront (CloudFront) Request ID: x</pre>",
                "CloudFront | true | X-Cache | Error from cloudfront | <hr><center>nginx</center>",
                "Akamai | true | Server | AkamaiGHost | Reference&#32;&#35;18&#46;e8",
                "Akamai | true | X-A | b | An error occurred while processing your request.<p>Reference&#32;&#35;30&#46;1 https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;30",
                "AWS load balancer | true | Server | awselb/2.0 | <center><h1>503</h1></center>",
                "Google | true | Via | 1.1 google | <hr><center>nginx</center>",
                "Azure Front Door | true | X-Azure-Ref | 0abc | x",
                "Imperva | true | X-Iinfo | 1-2-3 | x",
                "Sucuri | true | Server | Sucuri/Cloudproxy | x",
                "Vercel | true | X-Vercel-Id | fra1::x | x",
            })
    void page_ofAnotherServer_namesIt(String name, boolean proxy, String header, String value, String body) {
        Page page = read(Response.of(503).header(header, value).body(body));
        assertThat(page.kind()).isEqualTo(Kind.ERROR);
        assertThat(page.server()).isEqualTo(name);
        assertThat(page.author()).isEqualTo(proxy ? Author.OTHER_PROXY : Author.ORIGIN);
        assertThat(page.code()).isEqualTo("503");
    }

    @Test
    void page_ofAnotherServer_behindCloudflare_isNotCloudflares() {
        Page page =
                read(Response.fromOriginThroughCloudflare(502).body(Response.nginx("502 Bad Gateway", "nginx/1.18.0")));
        isOrigins(page, "502");
        assertThat(page.server()).isEqualTo("nginx");
    }

    // Hostile ones.

    @Test
    void title_long_isCutBetweenCharacters() {
        Page page = read(Response.of(500).body("<title>" + "x".repeat(199) + "🙂".repeat(9) + "</title>"));
        assertThat(page.title()).isEqualTo("x".repeat(199));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<a ",
                "<!--",
                "<a b=\"",
                "<script>",
                "</",
                "&#",
                "<div class='",
                "{\"a\":",
                "[",
                "<a b=c ",
                "&"
            })
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void page_ofOnePatternWithoutEnd_isRead(String pattern) {
        String body = pattern.repeat(256 * 1024 / pattern.length());
        for (Response response : List.of(Response.madeByCloudflare(522), Response.of(500))) {
            assertEquals(
                    Integer.toString(response.http().status()),
                    read(response.body(body)).code());
        }
    }

    @Test
    void page_ofDamagedBytes_isReadAsSomething() {
        Random random = new Random(5);
        byte[] page = Response.branded("522", "Connection timed out", "host").getBytes(StandardCharsets.UTF_8);
        Set<Kind> kinds = java.util.EnumSet.noneOf(Kind.class);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = page.clone();
            for (int n = random.nextInt(1, 40); n > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Page read = read(Response.madeByCloudflare(522).body(damaged));
            assertThat(read.author()).isEqualTo(Author.CLOUDFLARE);
            kinds.add(read.kind());
        }
        assertThat(kinds).contains(Kind.ERROR);
    }

    @Test
    void response_withoutHeader_saysNothing() {
        Http empty = new Http(
                Http.Outcome.EMPTY,
                "",
                0,
                List.of(),
                0,
                Bytes.NONE,
                Http.BodyEnd.NONE,
                java.time.Duration.ZERO,
                java.time.Duration.ZERO);
        assertThat(PageReader.read(empty, null).author()).isEqualTo(Author.UNKNOWN);
    }
}
