package dev.cf5xx.bot.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.cf5xx.bot.evidence.Artefact.ErrorPage;
import dev.cf5xx.bot.evidence.Artefact.Form;
import dev.cf5xx.bot.evidence.Artefact.LogLine;
import dev.cf5xx.bot.evidence.Pastes.Paste;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pasted is found wherever it stands, says what it says and nothing else; what only looks like it is not. */
class ArtefactReaderTest {
    /** Only tells apart what ends from what does not; a slow machine stays far below. */
    private static final Duration NEVER_THIS_LONG = Duration.ofSeconds(20);

    private static final String PAGE = "Web server is down Error code 521\nCloudflare Ray ID: 9a17b7aaaed44a82\n";

    private static final ArtefactReader READER = new ArtefactReader(Knowledge.shipped());

    static List<Paste> pastes() {
        return Pastes.all();
    }

    /** Those whose message has anything beside a paste that would be another message if it were wrapped. */
    static Stream<Paste> wrappable() {
        return pastes().stream().filter(paste -> !paste.id().equals("ray-alone"));
    }

    private static List<Map<String, String>> read(String text) {
        return READER.in(text).stream().map(found -> Pastes.facts(found, text)).toList();
    }

    private static List<Map<String, String>> withoutSpan(List<Map<String, String>> facts) {
        return facts.stream()
                .map(one -> {
                    Map<String, String> rest = new TreeMap<>(one);
                    rest.remove("span");
                    return rest;
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pastes")
    void message_withPastes_yieldsTheirFactsAndNoOthers(Paste paste) {
        List<Map<String, String>> found = read(paste.text());
        assertThat(found).as(paste.text()).hasSameSizeAs(paste.expect());
        for (int i = 0; i < found.size(); i++) {
            Map<String, String> facts = found.get(i);
            paste.expect().get(i).forEach((name, value) -> {
                switch (name) {
                    case "begins" -> assertThat(facts.get("span")).startsWith(value);
                    case "ends" -> assertThat(facts.get("span")).endsWith(value);
                    default -> assertThat(facts).containsEntry(name, value);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("pastes")
    void paste_withSecrets_keepsNone(Paste paste) {
        assertThat(READER.in(paste.text()).toString()).doesNotContain("s3cr3t", "203.0.113.9", "203.0.113.137");
    }

    @ParameterizedTest
    @MethodSource("wrappable")
    void paste_amongProse_saysTheSame(Paste paste) {
        String wrapped = "大家好，帮忙看一下这个，已经折腾 2 天了\n\n" + paste.text() + "\n\n有没有人遇到过？谢谢！";
        assertThat(read(wrapped)).isEqualTo(read(paste.text()));
    }

    @ParameterizedTest
    @MethodSource("wrappable")
    void paste_inAFence_saysTheSame(Paste paste) {
        assertThat(read("```\n" + paste.text() + "\n```")).isEqualTo(read(paste.text()));
    }

    @ParameterizedTest
    @MethodSource("wrappable")
    void paste_quoted_saysTheSame(Paste paste) {
        String quoted = "> " + paste.text().replace("\n", "\n> ");
        assertThat(withoutSpan(read(quoted))).isEqualTo(withoutSpan(read(paste.text())));
    }

    @ParameterizedTest
    @MethodSource("wrappable")
    void paste_asSlackWritesIt_saysTheSame(Paste paste) {
        if (paste.text().contains("&") || paste.text().contains("<http")) {
            // Written by Slack already, or with entities of its own.
            return;
        }
        String escaped = paste.text().replace("<", "&lt;").replace(">", "&gt;");
        assertThat(withoutSpan(read(escaped))).isEqualTo(withoutSpan(read(paste.text())));
    }

    @ParameterizedTest
    @MethodSource("wrappable")
    void paste_withWindowsLineBreaks_saysTheSame(Paste paste) {
        assertThat(withoutSpan(read(paste.text().replace("\n", "\r\n")))).isEqualTo(withoutSpan(read(paste.text())));
    }

    @ParameterizedTest
    @MethodSource("pastes")
    void paste_cutAnywhere_staysWithinTheMessage(Paste paste) {
        String text = paste.text();
        for (int i = 0; i <= text.length(); i += 7) {
            SoundSpans.check(READER.in(text.substring(i)), text.length() - i);
            SoundSpans.check(READER.in(text.substring(0, i)), i);
        }
    }

    @Test
    void patterns_ofTheKnowledgeBase_areFoundInTheirOwnExamples() {
        List<Fact> signed = Knowledge.shipped().guides().stream()
                .filter(Guide::isCode)
                .flatMap(guide -> guide.facts().stream())
                .distinct()
                .filter(fact -> !fact.patterns().isEmpty())
                .toList();
        assertThat(signed).hasSizeGreaterThan(10);
        for (Fact fact : signed) {
            for (String example : fact.value()) {
                boolean page =
                        example.startsWith("<") || example.startsWith("error code") || example.startsWith("HTTP/");
                List<Artefact> found = READER.in("日志里有这么一行：\n" + example);
                assertThat(found).as(example).hasSize(1);
                if (!page) {
                    assertThat(found.get(0))
                            .isInstanceOfSatisfying(
                                    LogLine.class,
                                    line -> assertThat(line.factIds())
                                            .as(example)
                                            .contains(fact.id()));
                }
            }
        }
    }

    @Test
    void pages_ofTheReaderOfResponses_areReadAlikeWhenPasted() {
        for (String code : List.of("502", "504", "520", "521", "522", "523", "524", "525", "526")) {
            String html = Response.branded(code, "Something failed", "host");
            assertThat(READER.in("看下源码：" + html)).singleElement().isInstanceOfSatisfying(ErrorPage.class, page -> {
                assertThat(page.form()).isEqualTo(Form.HTML);
                assertThat(page.code()).isEqualTo(code);
                assertThat(page.failed()).isEqualTo(Page.Hop.HOST);
                assertThat(page.ray()).isEqualTo("9a17b7aaaed44a82");
                assertThat(page.host()).isEqualTo("shop.example.org");
            });
        }
        assertThat(READER.in(Response.branded("500", "Internal server error", "cloudflare")))
                .singleElement()
                .isInstanceOfSatisfying(
                        ErrorPage.class, page -> assertThat(page.failed()).isEqualTo(Page.Hop.CLOUDFLARE));
        assertThat(READER.in(Response.thousand("1016", "Origin DNS error")))
                .singleElement()
                .isInstanceOfSatisfying(ErrorPage.class, page -> {
                    assertThat(page.code()).isEqualTo("1016");
                    assertThat(page.host()).isEqualTo("shop.example.org");
                });
    }

    @Test
    void message_withMorePastesThanAnyoneReads_yieldsTheFirst() {
        String pages = IntStream.range(0, 30)
                .mapToObj(i -> PAGE.replace("4a82", "40" + (10 + i)))
                .collect(Collectors.joining("\n下一个\n"));
        List<Artefact> found = READER.in(pages);
        assertThat(found).hasSize(ArtefactReader.MOST);
        assertThat(((ErrorPage) found.get(0)).ray()).isEqualTo("9a17b7aaaed44010");
        assertThat(((ErrorPage) found.get(19)).ray()).isEqualTo("9a17b7aaaed44029");
    }

    @Test
    void paste_behindTheReadingLimit_isNotRead() {
        String pad = "等 ".repeat(ArtefactReader.LONGEST / 2);
        assertThat(READER.in(PAGE + pad)).hasSize(1);
        assertThat(READER.in(pad + PAGE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Cloudflare 挂了吗",
                "is the site down for you too?",
                "origin is fine, cloudflare is not",
                "\ud800",
                "\0",
                "<",
            })
    void talk_yieldsNothing(String text) {
        assertThat(READER.in(text)).isEmpty();
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                        "9a17b7aaaed44a82-SJC ",
                        "<1",
                        "<a ",
                        "<div id=\"cf-error-details\" class=\"",
                        "<span class=\"cf-error-code\">1018</span>",
                        "&lt;1&lt;",
                        "{\"log\":{",
                        "\"startedDateTime\" \"request\" {1[",
                        "{\"error_code\":\"",
                        "\\\"error_code\\\":5",
                        "cloudflare_error: true 1\n",
                        "colo=ABC ts=1 ",
                        "fl=1 h=2 colo=ABC\n",
                        "uag=1 visit_scheme=2 ",
                        "1.|-- a 0.0% 1 1 1 1\n",
                        "1 * * *\n",
                        "1  1 ms 1 ms\n",
                        "| a - 1 | 1 | Loss%",
                        "Tracing route to 1 ",
                        "mtr 1 1 1 ",
                        "curl: (2",
                        "* Trying 1\n",
                        "HTTP/2 522 ",
                        "cf-ray: 1\n",
                        "Error 522 ",
                        "Error code 522 ",
                        "Error\n522\nRay ID: 9a17b7aaaed44a82\n",
                        "a.b| 522: Aaaa",
                        "Browser Working Cloudflare Working Host Error 1 ",
                        "ray ray 1 ",
                        "Cloudflare Location: A b ",
                        "connection failed /",
                        "connection failed //////////////////////////////: dial tcp 1\n",
                        "connection failed a: x509: certificate is valid for\n",
                        "Error getting page: dial tcp 1",
                        "2026/11/21 22:04:05 [error] 1#1: \n",
                        "\"GET 1",
                        "\"GET / HTTP/1.1\" 502 \n",
                        "2026-11-21 22:04:05 a GET / 1 ",
                        "error:0A000410:a:b:",
                        "depth=0 1\n",
                        "Verify return code: 1 (",
                        "GET https://a1.b/ ",
                        "500 Server Error: for url: ",
                        "net::ERR_1",
                        "> > 1",
                        "**1||`",
                        "<http://1|",
                        "1\r\n",
                        "error code: 502\n")
                .map(shape -> Arguments.of(shape.strip(), shape.repeat(ArtefactReader.LONGEST / shape.length())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void text_hugeAndHostile_isReadToItsEnd(String what, String text) {
        List<Artefact> found = assertTimeoutPreemptively(NEVER_THIS_LONG, () -> READER.in(text));
        SoundSpans.check(found, text.length());
    }
}
