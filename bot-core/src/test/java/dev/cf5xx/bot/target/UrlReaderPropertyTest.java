package dev.cf5xx.bot.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.HttpUrl;

/** What holds for every text, not only for those somebody thought of. */
class UrlReaderPropertyTest {
    /** Pieces at which parsers part ways. */
    private static final List<String> PIECES = List.of(
            "http:",
            "https:",
            "HTTP:",
            "file:",
            "/",
            "//",
            "\\",
            "@",
            ":",
            "::",
            "?",
            "#",
            "%",
            "%2f",
            "%40",
            "%00",
            "%2e",
            "[",
            "]",
            ".",
            "..",
            "example",
            "com",
            "localhost",
            "127",
            "0x7f",
            "0",
            "1",
            "80",
            "443",
            "xn--",
            "xn--mnchen-3ya",
            "-",
            "_",
            " ",
            "\t",
            "\n",
            "\0",
            "ü",
            "ß",
            "例",
            "。",
            "．",
            "①",
            "／",
            "＠",
            "\u200d",
            "\u00ad",
            "\u202e",
            "℀",
            "\ud83d\ude00",
            "\ud800",
            "|",
            "{",
            "}",
            "\"",
            "<",
            ";",
            "&",
            "=",
            "~",
            "fe80",
            "ffff",
            "%25eth0");

    private static final AddressPolicy STRICT = new AddressPolicy(Networks.NONE, List.of(), List::of);

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> mixed = Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
        Arbitrary<String> sites = mixed.map(rest -> "http://" + rest);
        Arbitrary<String> paths = mixed.map(rest -> "https://example.com/" + rest);
        return Arbitraries.oneOf(
                mixed, sites, sites, paths, Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 5000, seed = "5022")
    void read_ofAnyText_givesWhatReadsAsItself(@ForAll("texts") String text) {
        if (SiteUrl.read(text) instanceof SiteUrl site) {
            assertThat(site.text()).matches("https?://[^/@]+/[!-~]*");
            assertThat(SiteUrl.read(site.text())).isEqualTo(site);
            assertThat(SiteUrl.read(site.shown()))
                    .isInstanceOfSatisfying(
                            SiteUrl.class, shown -> assertThat(shown.host()).isEqualTo(site.host()));
            // OkHttp writes mapped addresses as IPv4, which the policy refuses, and does not read ACE labels with
            // underscores.
            if (!site.host().startsWith("::ffff:") && !site.host().matches(".*xn--[^.]*_.*")) {
                assertThat(String.valueOf(HttpUrl.parse(site.text()))).isEqualTo(site.text());
            }
        }
    }

    @Property(tries = 3000, seed = "5022")
    void resolve_ofAnyLocation_readsLikeAnAddressOrStaysOnTheHost(@ForAll("texts") String location) {
        SiteUrl base = (SiteUrl) SiteUrl.read("https://base.example.org:8443/a/b");
        if (base.resolve(location) instanceof SiteUrl next) {
            assertThat(SiteUrl.read(next.text())).isEqualTo(next);
            if (!next.host().equals(base.host())) {
                assertThat(SiteUrl.read(location).equals(next)
                                || SiteUrl.read("https:" + location.replaceFirst("^ +", ""))
                                        .equals(next))
                        .as(location)
                        .isTrue();
            }
        }
    }

    @Provide
    Arbitrary<String> spelledAddresses() {
        Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
        Arbitrary<String> form = Arbitraries.of("%d", "%d", "0x%x", "0X%X", "0%o", "000%d", "0x000%x");
        Arbitrary<String> dot = Arbitraries.of(".", ".", ".", "。", "．", "｡", "%2e", ".\u00ad");
        Arbitrary<String> part = Combinators.combine(form, octet).as(String::formatted);
        Arbitrary<String> dotted = Combinators.combine(part, dot, part, dot, part, dot, part)
                .as((a, b, c, d, e, f, g) -> a + b + c + d + e + f + g);
        Arbitrary<String> shortened = Combinators.combine(
                        part, Arbitraries.longs().between(0, 0xffffff), form)
                .as((first, rest, spelling) -> first + "." + spelling.formatted(rest));
        Arbitrary<String> single = Combinators.combine(Arbitraries.longs().between(0, 0xffffffffL), form)
                .as((value, spelling) -> spelling.formatted(value));
        Arbitrary<String> end = Arbitraries.of("", "", "", ".", "。", "\u200b");
        Arbitrary<String> digits = Arbitraries.oneOf(dotted, shortened, single);
        Arbitrary<Integer> zero = Arbitraries.of((int) '0', (int) '0', 0xff10, 0x1d7ce, 0x1d7d8, 0x0966);
        return Combinators.combine(digits, end, zero)
                .as((text, tail, from) -> (text + tail)
                        .codePoints()
                        .map(c -> c >= '0' && c <= '9' ? from + c - '0' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    @Property(tries = 5000, seed = "5022")
    void read_ofAnIpv4Address_takesItsPlainSpellingOnly(@ForAll("spelledAddresses") String host) {
        Reading reading = SiteUrl.read("http://" + host + "/");
        Optional<InetAddress> plain = Literals.v4(host);
        if (plain.isPresent()) {
            assertThat(reading).isEqualTo(new SiteUrl(false, host, plain.get(), 80, "/"));
        } else {
            // What no parser takes for a number any more, like a single Devanagari zero, is a name without a dot.
            assertThat(reading instanceof Refusal
                            || STRICT.judge((SiteUrl) reading).isPresent())
                    .as(host)
                    .isTrue();
        }
    }

    @Provide
    Arbitrary<String> colons() {
        return Arbitraries.of(
                        "0",
                        "1",
                        "abcd",
                        "ffff",
                        "00",
                        "12345",
                        ":",
                        "::",
                        ":",
                        ":",
                        ".",
                        "127.0.0.1",
                        "1.2.3",
                        "x",
                        "%")
                .list()
                .ofMinSize(1)
                .ofMaxSize(17)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 5000, seed = "5022")
    void v6_ofAnyText_isReadAsOkHttpReadsIt(@ForAll("colons") String text) {
        HttpUrl other = HttpUrl.parse("http://[" + text + "]/");
        Optional<InetAddress> ours = Literals.v6(text);
        if (ours.isPresent()) {
            assertThat(ours.get()).isInstanceOf(Inet6Address.class);
            assertThat(other).as(text).isNotNull();
            assertThat(Literals.v6(Literals.text(ours.get()))).isEqualTo(ours);
        } else {
            assertThat(other).as(text).isNull();
        }
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.strings()
                .withChars("abc0-")
                .withCharRange('а', 'я')
                .withCharRange('\u4e00', '\u4fff')
                .withCharRange('α', 'ρ')
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(label -> label.chars().anyMatch(c -> c > 0x7f));
    }

    @Property(seed = "5022")
    void punycode_ofALabel_decodesToIt(@ForAll("labels") String label) {
        HttpUrl url = HttpUrl.parse("http://" + label + ".com/");
        assertThat(url).isNotNull();
        String ace = url.host().substring("xn--".length(), url.host().length() - ".com".length());
        assertThat(Punycode.decode(ace)).isEqualTo(label);
    }

    @Property(tries = 3000, seed = "5022")
    void punycode_ofAnything_neverThrows(@ForAll("aces") String ace) {
        String decoded = Punycode.decode(ace);
        assertThat(decoded == null || decoded.codePoints().allMatch(c -> c < 0xd800 || c > 0xdfff))
                .isTrue();
    }

    @Provide
    Arbitrary<String> aces() {
        return Arbitraries.strings().withChars("abyz019-_A\u00e9").ofMaxLength(59);
    }
}
