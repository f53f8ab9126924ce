package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the command line to its languages, exit codes and complaints. */
class MainTest {
    /** Wrong usage in a language: exit code 2, nothing on stdout, what is wrong and what to type on stderr. */
    private static void refused(Run run, String... words) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(words).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "CF5XX_LANG, zh, true",
        "LC_ALL, zh_CN.UTF-8, true",
        "LC_MESSAGES, zh_TW, true",
        "LANG, zh_CN.GB18030, true",
        "LANG, C, false",
        "LANG, de_DE.UTF-8, false",
        "LANG, '', false"
    })
    void lang_fromTheEnvironment_isSpoken(String name, String value, boolean chinese) {
        Run run = Run.in(Map.of(name, value), "", "524");

        assertThat(run.out().codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                .isEqualTo(chinese);
    }

    @Test
    void lang_severalSay_theStrongestWins() {
        String zh = Run.of("524", "--lang", "zh").out();
        String en = Run.of("524", "--lang", "en").out();

        assertThat(Run.in(Map.of("CF5XX_LANG", "zh", "LC_ALL", "en"), "", "524").out())
                .isEqualTo(zh);
        assertThat(Run.in(Map.of("LC_ALL", "zh", "LC_MESSAGES", "en"), "", "524")
                        .out())
                .isEqualTo(zh);
        assertThat(Run.in(Map.of("LC_MESSAGES", "zh", "LANG", "en"), "", "524").out())
                .isEqualTo(zh);
        assertThat(Run.in(Map.of("CF5XX_LANG", "zh"), "", "524", "--lang", "en").out())
                .isEqualTo(en);
        assertThat(Run.in(Map.of("CF5XX_LANG", "", "LANG", "zh"), "", "524").out())
                .isEqualTo(zh);
    }

    @Test
    void usage_badValues_areRefusedWithWhatIsPossible() {
        refused(Run.of("524", "--lang", "tlh"), "--lang", "tlh", "en, zh");
        refused(Run.of("524", "--format", "xml"), "--format", "xml", "text, markdown, json");
        refused(Run.in(Map.of("CF5XX_NOW", "noon"), "522", "chat"), "CF5XX_NOW", "noon");
    }

    @Test
    void usage_unknownOptionOrMissingValue_isRefusedInEachLanguage() {
        refused(Run.of("524", "--colour"), "--colour", "--help");
        refused(Run.of("--lang", "zh", "524", "--colour"), "没有 --colour", "--help");
        refused(Run.of("chat", "--script"), "--script needs a value", "cf5xx chat --help");
        refused(Run.of("chat", "--script", "--lang=zh"), "--script");
        refused(Run.of("ask", "522", "--batch"), "--batch");
        refused(Run.of("explain", "522", "524"), "524");
        refused(Run.of("524", "--lang", "en", "--lang", "zh"), "--help");
    }

    @Test
    void verbose_badInput_showsTheTraceAndWithoutItDoesNot() {
        assertThat(Run.of("529", "--verbose").err()).contains("BadInput", "\tat ");
        refused(Run.of("529"), "529");
    }

    @Test
    void failure_ofTheProgramItself_exitsWith3AndNamesVerbose() {
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("a bug");
            }
        };

        Run quiet = Run.in(Map.of(), broken, "ask");
        Run chinese = Run.in(Map.of(), broken, "ask", "--lang", "zh");
        Run verbose = Run.in(Map.of(), broken, "ask", "--verbose");

        assertThat(quiet.code()).isEqualTo(3);
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).contains("--verbose").doesNotContain("\tat ");
        assertThat(chinese.err()).contains("内部出错");
        assertThat(verbose.code()).isEqualTo(3);
        assertThat(verbose.err()).contains("a bug", "\tat ");
    }

    @Test
    void completion_bash_isAScript() {
        Run run = Run.of("completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("#!").contains("explain", "--batch", "--script");
        assertThat(run.out()).as("values").contains("\"nftables\"", "\"zh\"", "\"markdown\"", "\"slack\"");
    }
}
