package dev.cf5xx.bot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.bot.evidence.Http;
import dev.cf5xx.bot.evidence.Http.BodyEnd;
import dev.cf5xx.bot.evidence.Http.Outcome;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.target.TestPermits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the reading of responses to telling every way apart in which one can go wrong, over real sockets. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpTalkTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int MOST = 256 * 1024;

    private static SiteUrl site(boolean https, String host, int port) {
        return new SiteUrl(https, host, null, port, "/");
    }

    private static Http ask(Server server, Duration head, Duration end) throws IOException {
        return ask(server, site(false, "shop.example.com", 80), head, end);
    }

    private static Http ask(Server server, SiteUrl site, Duration head, Duration end) throws IOException {
        return ask(server, new HttpTalk(ProbeSettings.DEFAULTS), site, head, end);
    }

    private static Http ask(Server server, HttpTalk talk, SiteUrl site, Duration head, Duration end)
            throws IOException {
        Wire wire = Wire.dial(TestPermits.of(server.at()), Deadline.in(LONG)).wire();
        assertThat(wire).isNotNull();
        try (wire) {
            return talk.get(
                    wire,
                    wire.in(),
                    wire.out(),
                    site,
                    "/a?b=c",
                    HttpTalk.LIKE_A_BROWSER,
                    Deadline.in(head),
                    Deadline.in(end));
        }
    }

    private static Http ask(String response) throws IOException {
        try (Server server = Server.answering(response)) {
            return ask(server, LONG, LONG);
        }
    }

    private static Http ask(Server.Script script) throws IOException {
        return ask(script, LONG, LONG);
    }

    private static Http ask(Server.Script script, Duration head, Duration end) throws IOException {
        try (Server server = Server.on(script)) {
            return ask(server, head, end);
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    @Test
    void get_request_isThatOfABrowserWithAnHonestName() throws IOException {
        try (Server server = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            ask(server, LONG, LONG);

            assertThat(server.requests().get(0).split("\r\n"))
                    .startsWith("GET /a?b=c HTTP/1.1", "Host: shop.example.com")
                    .anyMatch(line -> line.startsWith("User-Agent: cf5xx/0.1 (+remote check"))
                    .anyMatch(line -> line.startsWith("Accept: text/html,application/xhtml+xml"))
                    .anyMatch(line -> line.startsWith("Accept-Language: "))
                    .contains("Accept-Encoding: gzip", "Connection: close")
                    .noneMatch(line -> line.startsWith("Cookie") || line.startsWith("Authorization"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, 80, Host: shop.example.com",
        "true, 443, Host: shop.example.com",
        "true, 80, Host: shop.example.com:80",
        "true, 8443, Host: shop.example.com:8443"
    })
    void get_hostHeader_namesThePortUnlessItIsTheSchemesOwn(boolean https, int port, String expected)
            throws IOException {
        try (Server server = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            ask(server, site(https, "shop.example.com", port), LONG, LONG);

            assertThat(server.requests().get(0).split("\r\n")).contains(expected);
        }
    }

    @Test
    void get_hostIsAnIpv6Address_isBracketed() throws IOException {
        SiteUrl site = new SiteUrl(false, "2001:db8::1", InetAddress.getByName("2001:db8::1"), 80, "/");
        try (Server server = Server.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            ask(server, site, LONG, LONG);

            assertThat(server.requests().get(0).split("\r\n")).contains("Host: [2001:db8::1]");
        }
    }

    @Test
    void get_ordinaryAnswer_isReadCompletely() throws IOException {
        Http http =
                ask("HTTP/1.1 503 Service Unavailable\r\nServer: nginx\r\nContent-Length: 5\r\nX-A: ü\r\n\r\nhello");

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.status()).isEqualTo(503);
        assertThat(http.firstLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
        assertThat(http.header("server")).contains("nginx");
        assertThat(http.header("x-a")).contains("ü");
        assertThat(http.headBytes()).isEqualTo(34 + 15 + 19 + 8 + 2);
        assertThat(http.body().latin1()).isEqualTo("hello");
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.took()).isGreaterThanOrEqualTo(http.firstByte());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Blank : a\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0, 0\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void get_unusualButHealthyHead_isAnAnswer(String response) throws IOException {
        Http http = ask(response);

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.status()).isEqualTo(200);
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
    }

    @Test
    void get_foldedHeader_isOneValue() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nX-Folded: a\r\n\t b\r\nContent-Length: 0\r\n\r\n");

        assertThat(http.header("x-folded")).contains("a b");
    }

    @Test
    void get_interimAnswer_isNotCountedWithTheFinalOne() throws IOException {
        Http http = ask("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");

        assertThat(http.firstLine()).isEqualTo("HTTP/1.1 404 No");
        assertThat(http.headers()).extracting(Http.Header::name).containsExactly("Content-Length");
        assertThat(http.headBytes()).isEqualTo(17 + 19 + 2);
    }

    @Test
    void get_status999_isReadAsSuch() throws IOException {
        assertThat(ask("HTTP/1.1 999 Request denied\r\nContent-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(999);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 \r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 99999 Much\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 099 Few\r\n\r\n",
                "HTTP/1.1200 OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "\rTTP/1.1 200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
                "220 mail.example.com ESMTP\r\n",
                "<html><body>It works</body></html>",
                "\u0015\u0003\u0003\u0000\u0002\u0002F"
            })
    void get_noHttp_isSaidSoWithWhatCame(String response) throws IOException {
        Http http = ask(response);

        assertThat(http.outcome()).isEqualTo(Outcome.NOT_HTTP);
        assertThat(http.status()).isZero();
        assertThat(http.firstLine()).isNotEmpty();
    }

    @Test
    void get_bannerOfAServerThatWaits_needsNoDeadline() throws IOException {
        Http http = ask(connection -> {
            connection.send("SSH-2.0-OpenSSH_9.2p1\r\n");
            connection.stall();
        });

        assertThat(http.outcome()).isEqualTo(Outcome.NOT_HTTP);
        assertThat(http.firstLine()).isEqualTo("SSH-2.0-OpenSSH_9.2p1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nul: a\u0000b",
                "X-Bell: a\u0007b",
                "X-Return: a\rb",
                "no colon at all",
                ": no name",
                "not a token: x",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 6",
                "Content-Length: -5",
                "Content-Length: +5",
                "Content-Length: five",
                "Content-Length:",
                "Content-Length: 99999999999999999999"
            })
    void get_unreadableField_isABadHeaderWithTheStatusThatCame(String field) throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nX-Before: 1\r\n" + field + "\r\n\r\nhello");

        assertThat(http.outcome()).isEqualTo(Outcome.BAD_HEADER);
        assertThat(http.status()).isEqualTo(200);
        assertThat(http.header("x-before")).contains("1");
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.NONE);
    }

    @Test
    void get_foldedLineWithoutAFieldBefore_isABadHeader() throws IOException {
        assertThat(ask("HTTP/1.1 200 OK\r\n folded\r\n\r\n").outcome()).isEqualTo(Outcome.BAD_HEADER);
    }

    @Test
    void get_closedWithoutAByte_isEmpty() throws IOException {
        assertThat(ask(Server.Connection::request).outcome()).isEqualTo(Outcome.EMPTY);
    }

    @Test
    void get_resetWithoutAByte_isReset() throws IOException {
        Http http = ask(connection -> {
            connection.request();
            connection.reset();
        });

        assertThat(http.outcome()).isEqualTo(Outcome.RESET);
    }

    @Test
    void get_notAByteInTime_isSilent() throws IOException {
        Http http = ask(Server.Connection::stall, SHORT, LONG);

        assertThat(http.outcome()).isEqualTo(Outcome.SILENT);
        assertThat(http.firstByte()).isGreaterThanOrEqualTo(SHORT.minusMillis(5));
    }

    @Test
    void get_silenceAfterAnInterimAnswer_isSilentToo() throws IOException {
        Http http = ask(
                connection -> {
                    connection.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                    connection.stall();
                },
                SHORT,
                LONG);

        assertThat(http.outcome()).isEqualTo(Outcome.SILENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTT", "HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nServer: ngi", "HTTP/1.1 200 OK\r\nServer: nginx\r\n"
            })
    void get_closedWithinTheHead_isCut(String beginning) throws IOException {
        Http http = ask(beginning);

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_CUT);
    }

    @Test
    void get_resetWithinTheHead_isCut() throws IOException {
        Http http = ask(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nX-");
            connection.reset();
        });

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_CUT);
        assertThat(http.status()).isEqualTo(200);
    }

    @Test
    void get_stallWithinTheHead_isStalledWithWhatCame() throws IOException {
        Http http = ask(
                connection -> {
                    connection.send("HTTP/1.1 200 OK\r\nServer: nginx\r\nX-");
                    connection.stall();
                },
                SHORT,
                LONG);

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_STALLED);
        assertThat(http.status()).isEqualTo(200);
        assertThat(http.header("server")).isEmpty();
    }

    @Test
    void get_headThatDripsForEver_endsAtTheDeadline() throws IOException {
        Http http = ask(
                connection -> {
                    connection.send("HTTP/1.1 200 OK\r\nX: ");
                    drip(connection);
                },
                Duration.ofMillis(600),
                LONG);

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_STALLED);
    }

    @Test
    void get_bodyThatDripsForEver_endsAtTheDeadlineWithWhatCame() throws IOException {
        Http http = ask(
                connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\n\r\n");
                    drip(connection);
                },
                LONG,
                Duration.ofMillis(600));

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.STALLED);
        assertThat(http.body().latin1()).matches("x+");
    }

    /** A byte now and then, until the client has gone. */
    private static void drip(Server.Connection connection) throws IOException, InterruptedException {
        while (true) {
            connection.send("x");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 140, 250})
    void get_largeHead_isCountedToTheByte(int kilobytes) throws IOException {
        String field = "Set-Cookie: " + "c".repeat(1024 - 14) + "\r\n";
        Http http = ask("HTTP/1.1 200 OK\r\n" + field.repeat(kilobytes) + "\r\n");

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.headBytes()).isEqualTo(17 + kilobytes * 1024L + 2);
    }

    @Test
    void get_oneLargeField_isCountedToTheByte() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nSet-Cookie: " + "c".repeat(140_000) + "\r\n\r\n");

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.headBytes()).isEqualTo(17 + 12 + 140_000 + 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-More: and more\r\n", "x", "X-A: b\r\n c\r\n"})
    void get_headWithoutEnd_isEndless(String again) throws IOException {
        Http http = ask(connection -> {
            connection.send("HTTP/1.1 200 OK\r\n");
            byte[] much = again.repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
            while (true) {
                connection.send(much);
            }
        });

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_ENDLESS);
        assertThat(http.headers().size()).isLessThanOrEqualTo(HeadReader.KEPT_MOST);
    }

    @Test
    void get_statusLineWithoutEnd_isEndless() throws IOException {
        Http http = ask("HTTP/1.1 200 " + "x".repeat(300 * 1024));

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_ENDLESS);
        assertThat(http.firstLine()).hasSize(200);
    }

    @Test
    void get_interimAnswersWithoutEnd_areEndless() throws IOException {
        Http http = ask(connection -> {
            while (true) {
                connection.send("HTTP/1.1 100 Continue\r\n\r\n");
            }
        });

        assertThat(http.outcome()).isEqualTo(Outcome.HEADER_ENDLESS);
    }

    @Test
    void get_bodyOfTenGigabytes_isCapped() throws IOException {
        Http http = ask(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
            byte[] much = new byte[64 * 1024];
            while (true) {
                connection.send(much);
            }
        });

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.CAPPED);
        assertThat(http.body().size()).isEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"262143, COMPLETE", "262144, COMPLETE", "262145, CAPPED"})
    void get_bodyAroundTheCap_isCappedOnlyBeyondIt(int size, BodyEnd expected) throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size));

        assertThat(http.bodyEnd()).isEqualTo(expected);
        assertThat(http.body().size()).isEqualTo(Math.min(size, MOST));
    }

    @Test
    void get_compressionBomb_isCapped() throws IOException {
        Http http = ask(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
            byte[] zeros = new byte[1 << 20];
            try (OutputStream out = new GZIPOutputStream(connection.out())) {
                while (true) {
                    out.write(zeros);
                }
            }
        });

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.CAPPED);
        assertThat(http.body().size()).isEqualTo(MOST);
    }

    @Test
    void get_bombInsideABomb_isCapped() throws IOException {
        byte[] twice = gzip(gzip(new byte[50 << 20]));
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n" + latin1(twice));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.CAPPED);
        assertThat(http.body().size()).isEqualTo(MOST);
    }

    @Test
    void get_compressedNothingWithoutEnd_isCapped() throws IOException {
        byte[] nothing = gzip(new byte[0]);
        Http http = ask(connection -> {
            connection.request();
            connection.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
            while (true) {
                connection.send(nothing);
            }
        });

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.CAPPED);
    }

    @Test
    void get_bombBetweenTwoLayers_isGivenUp() throws IOException {
        ByteArrayOutputStream nothings = new ByteArrayOutputStream();
        byte[] nothing = gzip(new byte[0]);
        while (nothings.size() <= Rationed.MOST) {
            nothings.writeBytes(nothing);
        }
        Http http =
                ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n" + latin1(gzip(nothings.toByteArray())));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.CAPPED);
    }

    /** Each empty member of an archive is a call of its own to Java's decompression: tens of thousands at once break it. */
    @Test
    void get_manyEmptyMembers_areGivenUp() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
                + latin1(gzip(new byte[0])).repeat(20_000));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.CAPPED);
    }

    @Test
    void get_severalMembers_areOneBody() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
                + latin1(gzip("one ".getBytes(StandardCharsets.UTF_8)))
                + latin1(gzip(new byte[0]))
                + latin1(gzip("two".getBytes(StandardCharsets.UTF_8))));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.body().toArray()).asString(StandardCharsets.UTF_8).isEqualTo("one two");
    }

    @Test
    void get_compressedBody_isDecompressed() throws IOException {
        byte[] page = "<h1>Hällo</h1>".repeat(500).getBytes(StandardCharsets.UTF_8);
        byte[] zipped = gzip(page);
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n\r\n"
                + latin1(zipped));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.body().toArray()).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void get_deflatedBody_isDecompressedWithZlibsHeaderOrWithout(boolean raw) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(deflated, new Deflater(9, raw))) {
            out.write("hello hello hello".getBytes(StandardCharsets.US_ASCII));
        }
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n" + latin1(deflated.toByteArray()));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.body().latin1()).isEqualTo("hello hello hello");
    }

    @Test
    void get_plainBytesCalledGzip_areBrokenAndKept() throws IOException {
        String page = "<html>this is no gzip</html>".repeat(2000);
        Http http = ask(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.BROKEN);
        assertThat(http.body().latin1()).isEqualTo(page);
    }

    @Test
    void get_compressionThatBreaksOff_isBrokenWithWhatCame() throws IOException {
        byte[] random = new byte[20_000];
        new Random(1).nextBytes(random);
        byte[] zipped = gzip(random);
        String half = latin1(zipped).substring(0, zipped.length / 2);
        Http http = ask(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + half.length() + "\r\n\r\n" + half);

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.BROKEN);
        assertThat(http.body().size()).isPositive();
    }

    @Test
    void get_compressionSpoiltInTheMiddle_isBrokenWithAllThatCameBefore() throws IOException {
        byte[] page = new byte[4_000];
        new Random(1).nextBytes(page);
        for (int i = 0; i < page.length; i++) {
            page[i] = (byte) ('a' + (page[i] & 15));
        }
        byte[] zipped = gzip(page);
        for (int i = zipped.length / 2; i < zipped.length; i++) {
            zipped[i] = (byte) (i * i * 7 + i);
        }
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n\r\n"
                + latin1(zipped));

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.BROKEN);
        assertThat(http.body().latin1()).startsWith(latin1(page).substring(0, 1_000));
    }

    @Test
    void get_emptyBodyCalledGzip_isComplete() throws IOException {
        Http http = ask("HTTP/1.1 302 Found\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n");

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
    }

    @Test
    void get_codingNobodyAskedFor_isKeptAsItIs() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc");

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.body().latin1()).isEqualTo("abc");
    }

    @Test
    void get_chunkedBody_isPutTogether() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n6;ext=1\r\n world\r\n000\r\nX-Trailer: 1\r\n\r\n");

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.COMPLETE);
        assertThat(http.body().latin1()).isEqualTo("hello world");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nhello\r\n0\r\n\r\n",
                "\r\nhello",
                "5\r\nhelloworld\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "fffffffffffffffffff\r\nhello"
            })
    void get_brokenChunks_areBroken(String body) throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.BAD_CHUNKS);
    }

    /** The chunks break, not the compression, of which nothing came. */
    @Test
    void get_brokenChunksCalledGzip_areBrokenChunks() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "this is no chunk\r\n");

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.BAD_CHUNKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5\r\nhel", "5\r\nhello\r\n", "5\r\nhello\r\n0\r\n"})
    void get_chunksThatBreakOff_areShort(String body) throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.SHORT);
    }

    @Test
    void get_bodyShorterThanAnnounced_isShort() throws IOException {
        Http http = ask("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello");

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.SHORT);
        assertThat(http.body().latin1()).isEqualTo("hello");
    }

    @Test
    void get_bodyThatStalls_isStalled() throws IOException {
        Http http = ask(
                connection -> {
                    connection.request();
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello");
                    connection.stall();
                },
                LONG,
                SHORT);

        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.STALLED);
        assertThat(http.body().latin1()).isEqualTo("hello");
    }

    @Test
    void get_redirectWhoseBodyStalls_isNotWaitedFor() throws IOException {
        try (Server server = Server.on(connection -> {
            connection.request();
            connection.send("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 1000\r\n\r\n");
            connection.stall();
        })) {
            // With this patience a body of another status would be waited for until the test's own end.
            Http http = ask(server, new HttpTalk(Settings.patient()), site(false, "a.example.com", 80), LONG, HOUR);

            assertThat(http.bodyEnd()).isEqualTo(BodyEnd.STALLED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 204, 304})
    void get_statusThatHasNoBody_isNotWaitedFor(int status) throws IOException {
        Http http = ask(connection -> {
            connection.request();
            connection.send("HTTP/1.1 " + status + " X\r\n\r\n");
            connection.stall();
        });

        assertThat(http.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(http.bodyEnd()).isEqualTo(BodyEnd.NONE);
    }

    @Test
    void get_answerBeforeTheRequestWasRead_isStillRead() throws IOException {
        Http http = ask(connection -> {
            connection.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
        });

        assertThat(http.status()).isEqualTo(408);
    }

    @Test
    void get_anyBytesWhatsoever_isNeverAnException() throws IOException {
        Random random = new Random(5);
        String[] parts = {
            "HTTP/1.1 200 OK\r\n",
            "Content-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Encoding: gzip\r\n",
            "\r\n",
            "\n",
            ":",
            " ",
            "5\r\nhello\r\n",
            "0\r\n",
            "\u0000",
            "\u001f\u008b\u0008",
            "HTTP/1.1 103\r\n\r\n"
        };
        try (Server server = Server.answeringBy(request -> {
            StringBuilder response = new StringBuilder(random.nextInt(4) == 0 ? "" : "HTTP/1.1 200 OK\r\n");
            for (int i = random.nextInt(12); i > 0; i--) {
                response.append(parts[random.nextInt(parts.length)]);
            }
            for (int i = random.nextInt(20); i > 0; i--) {
                response.append((char) random.nextInt(256));
            }
            return response.toString();
        })) {
            for (int i = 0; i < 400; i++) {
                Http http = ask(server, LONG, LONG);
                assertThat(http.outcome()).isNotIn(Outcome.SILENT, Outcome.TLS_ALERT);
            }
        }
    }
}
