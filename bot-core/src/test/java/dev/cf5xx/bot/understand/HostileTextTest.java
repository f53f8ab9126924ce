package dev.cf5xx.bot.understand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.knowledge.Knowledge;
import java.time.Duration;
import java.util.stream.Stream;
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
}
