package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text whatever makes the reader fail or hang, and what hides a code from the eye does not hide it from the reader. */
class HostileTextTest {
    /** Only tells apart what ends from what does not; a slow machine stays far below. */
    private static final Duration NEVER_THIS_LONG = Duration.ofSeconds(20);

    private static final MessageReader READER = new MessageReader(Knowledge.shipped());

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("words", fill("the site says nothing ")),
                Arguments.of("codes", fill("error 524 cf ")),
                Arguments.of("bare codes", fill("524 ")),
                Arguments.of("digits", "5".repeat(50_000)),
                Arguments.of("round brackets", "(".repeat(100_000)),
                Arguments.of("angle brackets", "<".repeat(100_000)),
                Arguments.of("square brackets", "[".repeat(100_000)),
                Arguments.of("an address of closing brackets", "https://a" + ")".repeat(100_000)),
                Arguments.of("an address of full stops", "https://a" + ".".repeat(100_000)),
                Arguments.of("an address without an end", "https://" + "a".repeat(100_000)),
                Arguments.of("addresses", fill("https://a.com打")),
                Arguments.of("addresses apart", addresses()),
                Arguments.of("schemes", fill("https://")),
                Arguments.of("slack links", fill("<https://a.com|b> ")),
                Arguments.of("open slack links", fill("<https://a.com|")),
                Arguments.of("discord links", fill("[a](https://a.com)")),
                Arguments.of("discord targets", fill("](https://a")),
                Arguments.of("blanks before a target", "](" + " ".repeat(100_000)),
                Arguments.of("accents on one letter", "a" + "\u0316\u0301".repeat(50_000)),
                Arguments.of("direction marks", fill("\u202e524\u202c")),
                Arguments.of("lone surrogates", fill("\ud800 \udc00x")),
                Arguments.of("NULs", "\0".repeat(100_000)),
                Arguments.of("ligatures that grow", "\ufdfa".repeat(100_000)),
                Arguments.of("labels", fill("error code : \" ")),
                Arguments.of("slashes", fill("502/504/")),
                Arguments.of("names", fill("a.")),
                Arguments.of("IPv4 addresses", fill("1.2.3.4 ")),
                Arguments.of("origins", fill("源站 1.2.3.4, 1.2.3.5 and ")),
                Arguments.of("colons", ":".repeat(100_000)),
                Arguments.of("ports", fill("1.1.1.1:1:1 and ")),
                Arguments.of("mailboxes", fill("x@")),
                Arguments.of("hyphens", fill("a-")),
                Arguments.of("accents on a name", "origin a.com" + "\u0316\u0301".repeat(50_000)),
                Arguments.of("line breaks", "\n".repeat(100_000)),
                Arguments.of("Chinese", fill("报错超时怎么办谁的问题")),
                Arguments.of("at-signs", "@".repeat(100_000)),
                Arguments.of("dots", ".".repeat(100_000)),
                Arguments.of("Markdown emphasis", fill("**~~__")),
                Arguments.of("Markdown links that never close", fill("[a](https://a")),
                Arguments.of("brackets of links", fill("](")),
                Arguments.of("labels of links", fill("[x] https://a.com](")),
                Arguments.of("slack links without bars", fill("<a>")),
                Arguments.of("slack links with bars only", fill("<|")),
                Arguments.of("ampersands", fill("&amp;lt;")),
                Arguments.of("schemes without names", fill("http://a ")),
                Arguments.of("schemes in a row", fill("https://https:")),
                Arguments.of("users", "https://" + fill("a@")),
                Arguments.of("users apart", fill("https://a@")),
                Arguments.of("names that begin in Chinese", fill("https://例.")),
                Arguments.of("names that go on in Chinese", fill("http://a.例 ")),
                Arguments.of("a name of Chinese", "https://" + "例".repeat(100_000)),
                Arguments.of("names in Chinese", fill("例.a例.")),
                Arguments.of("paths in Chinese", "https://a.com/" + fill("例/")),
                Arguments.of("questions in Chinese", "https://a.com/" + fill("?例")),
                Arguments.of("entities", "https://a.com/?" + fill("&quot")),
                Arguments.of("opening brackets in a path", "https://a.com/" + "([{".repeat(30_000)),
                Arguments.of("fields", "https://a.com/" + fill(",a")),
                Arguments.of("places in a file", "https://a.com/a.js" + ":1".repeat(50_000)),
                Arguments.of("IPv6", fill("http://[a:")),
                Arguments.of("mailboxes in Chinese", fill("打a@x ")),
                Arguments.of("mailboxes behind Chinese", fill("打a@")),
                Arguments.of("broken schemes", fill("http//a.")),
                Arguments.of("escaped slashes", fill("https:\\/\\/a")),
                Arguments.of("zero-width joiners", fill("a\u200d")),
                Arguments.of("zero-width joiners only", "\u200d".repeat(100_000)),
                Arguments.of("zero-width joiners in an address", "https://a.com/" + fill("a\u200d")),
                Arguments.of("accents in an address", "https://a.com/a" + "\u0316\u0301".repeat(50_000)),
                Arguments.of("full width", fill("ａ．")),
                Arguments.of("full-width addresses", fill("ｈｔｔｐ：／／ａ．")),
                Arguments.of("emoji", fill("https://a.com🔥")),
                Arguments.of("a log", fill("[error] 7#7: *1 upstream timed out (110: x) while a, b: \"https://a/\"\n")),
                Arguments.of("a line of a log", fill("upstream upstream timed timed out out while while ")),
                Arguments.of("escapes", fill("\\n\\r\\t")),
                Arguments.of("more than is read", "x".repeat(1_000_000)));
    }

    private static String fill(String part) {
        return part.repeat(100_000 / part.length());
    }

    private static String addresses() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 100_000; i++) {
            text.append("https://a").append(i).append(".com ");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void text_hugeAndHostile_isReadToItsEnd(String what, String text) {
        for (Dialect dialect : Dialect.values()) {
            Reading reading = assertTimeoutPreemptively(NEVER_THIS_LONG, () -> READER.read(text, dialect));
            assertThat(reading.confidence()).as(what).isBetween(0.0, 1.0);
            assertThat(reading.codes()).as(what).doesNotHaveDuplicates().hasSizeLessThan(10);
        }
    }

    @Test
    void code_beforeTheReadingLimit_isReadAndBehindItIsNot() {
        String pad = "x ".repeat(MessageReader.LONGEST);
        assertThat(READER.read("error 524 " + pad, Dialect.PLAIN).codes()).containsExactly("524");
        assertThat(READER.read(pad + "error 524", Dialect.PLAIN).codes()).isEmpty();
    }

    @Test
    void limit_insideASurrogatePair_doesNotFail() {
        String text = "x".repeat(MessageReader.LONGEST - 1) + "😀 error 524";
        assertThat(READER.read(text, Dialect.PLAIN).kind()).isEqualTo(Kind.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disguises")
    void code_disguised_isRead(String what, String text) {
        assertThat(READER.read(text, Dialect.PLAIN).codes()).as(what).containsExactly("524");
    }

    static Stream<Arguments> disguises() {
        return Stream.of(
                Arguments.of("zero-width characters", "err\u200bor 5\u200b2\u200d4"),
                Arguments.of("direction override", "\u202eerror 524\u202c"),
                Arguments.of(
                        "zalgo", "e\u0301\u0316\u0301\u0316\u0301\u0316rror 5\u0301\u0316\u0301\u0316\u0301\u031624"),
                Arguments.of("full width", "ｅｒｒｏｒ　５２４"),
                Arguments.of("mathematical digits", "error 𝟓𝟐𝟒"),
                Arguments.of("NUL between", "error\0 524"),
                Arguments.of("lone surrogate beside", "\ud83d error 524"),
                Arguments.of("byte order mark", "\ufefferror 524"));
    }

    @Property(tries = 300)
    void text_ofHostilePieces_isReadAndItsAddressesStandInIt(
            @ForAll @Size(max = 60) List<@From("pieces") String> pieces, @ForAll Dialect dialect) {
        String text = String.join("", pieces);
        Reading reading = READER.read(text, dialect);
        assertThat(reading.urls()).doesNotHaveDuplicates().allSatisfy(url -> {
            assertThat(url).matches("(?si)https?://[^\\s<>].*");
            assertThat(url).doesNotContainAnyWhitespaces();
        });
        assertThat(reading.hosts())
                .doesNotHaveDuplicates()
                .allSatisfy(host -> assertThat(host).contains(".").doesNotContain("/", ":", "@", " "));
        assertThat(READER.read(text, dialect)).isEqualTo(reading);
    }

    @Property(tries = 300)
    void address_amongAnything_setApartByBlanks_isFound(
            @ForAll @Size(max = 20) List<@From("pieces") String> before,
            @ForAll @Size(max = 20) List<@From("pieces") String> after) {
        String url = "https://found.example.org/there?x=1";
        String text = String.join("", before) + "\n" + url + " " + String.join("", after);
        // A link's label is not read: its target is what counts.
        Assume.that(!text.contains("]("));
        assertThat(READER.read(text, Dialect.PLAIN).urls()).as(text).contains(url);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "https://",
                        "HTTP://",
                        "://",
                        "a",
                        "example.com",
                        ".",
                        "/",
                        "?",
                        "#",
                        "@",
                        ":8443",
                        "[",
                        "](",
                        ")",
                        "(",
                        "<",
                        ">",
                        "|",
                        "||",
                        "**",
                        "`",
                        "'",
                        "\"",
                        "\\",
                        "&amp;",
                        "&quot;",
                        "例子",
                        ".中国",
                        "打不开",
                        "，",
                        "。",
                        "：",
                        "／",
                        "ｃ",
                        "\u200b",
                        "\u200d",
                        "\u202e",
                        "\u0301",
                        "\ud800",
                        "\udc00",
                        "\0",
                        "\n",
                        " ",
                        "524",
                        "cf",
                        "=",
                        ",",
                        ";",
                        "_",
                        "-",
                        "%",
                        "{",
                        "}",
                        "[::1]",
                        "<@U1>",
                        "<!",
                        "2.js:1:2",
                        "\ufdfa"),
                Arbitraries.strings().ofMaxLength(5));
    }
}
