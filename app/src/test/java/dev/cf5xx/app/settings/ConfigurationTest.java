package dev.cf5xx.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator sets is read as it was meant, or named with what to do. */
class ConfigurationTest {
    private static final String BOT = "CF5XX_SLACK_BOT_TOKEN";
    private static final String APP = "CF5XX_SLACK_APP_TOKEN";
    private static final String SIGNING = "CF5XX_SLACK_SIGNING_SECRET";
    private static final String DISCORD = "CF5XX_DISCORD_TOKEN";

    /** In no complaint. */
    private static final String HIDDEN = "s3cr3t";

    @TempDir
    Path folder;

    private static Configuration read(Map<String, String> environment) {
        Configuration.Reading reading = Configuration.read(environment, null);
        assertThat(reading.problems()).isEmpty();
        return reading.configuration();
    }

    private static List<Problem> problems(Map<String, String> environment) {
        return Configuration.read(environment, null).problems();
    }

    @Test
    void read_socketMode_isReady() {
        Configuration configuration = read(Map.of(BOT, "xoxb-" + HIDDEN, APP, " xapp-1\n", "PATH", "/bin"));

        assertThat(configuration.slack())
                .isEqualTo(new SlackAccess.SocketMode(new Secret("xoxb-" + HIDDEN), new Secret("xapp-1"), null));
        assertThat(configuration.discord()).isNull();
        assertThat(configuration.listen()).isNull();
        assertThat(configuration.data()).isNull();
        assertThat(configuration.inUse()).containsExactly(APP, BOT);
        assertThat(configuration.toString()).doesNotContain(HIDDEN, "/bin");
    }

    @Test
    void read_signingSecret_listensOnThisMachine() {
        Configuration configuration = read(Map.of(BOT, "xoxb-1", SIGNING, "abc"));

        assertThat(configuration.slack())
                .isEqualTo(new SlackAccess.Http(new Secret("xoxb-1"), new Secret("abc"), null));
        assertThat(configuration.listen()).isNotNull();
        assertThat(configuration.listen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(configuration.listen().getPort()).isEqualTo(8080);
    }

    @Test
    void read_everythingForDiscord_isReady() {
        Configuration configuration = read(Map.of(
                DISCORD,
                "abc.def",
                "CF5XX_DISCORD_MESSAGE_CONTENT",
                "True",
                "CF5XX_DISCORD_API",
                "http://127.0.0.1:1/api/v10/",
                "CF5XX_DISCORD_GATEWAY",
                "ws://127.0.0.1:2",
                "CF5XX_DATA",
                "/var/lib/cf5xx",
                "HTTPS_PROXY",
                "http://me:" + HIDDEN + "@proxy:3128/"));

        assertThat(configuration.discord())
                .isEqualTo(new DiscordAccess(
                        new Secret("abc.def"),
                        true,
                        URI.create("http://127.0.0.1:1/api/v10/"),
                        URI.create("ws://127.0.0.1:2")));
        assertThat(configuration.data()).isEqualTo(Path.of("/var/lib/cf5xx"));
        assertThat(configuration.proxy()).isNotNull();
        assertThat(configuration.proxy().uri().getUserInfo()).isEqualTo("me:" + HIDDEN);
        assertThat(configuration.toString()).contains("proxy:3128").doesNotContain(HIDDEN);
        // Checks see neither tokens nor the proxy.
        assertThat(configuration.environment()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8080, 127.0.0.1, 8080",
        "0, 127.0.0.1, 0",
        "localhost:81, 127.0.0.1, 81",
        "0.0.0.0:8080, 0.0.0.0, 8080",
        "[::]:8080, 0:0:0:0:0:0:0:0, 8080"
    })
    void listen_asWritten_isThere(String written, String host, int port) {
        Configuration configuration = read(Map.of(DISCORD, "a", "CF5XX_LISTEN", written));

        assertThat(configuration.listen()).isNotNull();
        assertThat(configuration.listen().getAddress().getHostAddress()).isEqualTo(host);
        assertThat(configuration.listen().getPort()).isEqualTo(port);
    }

    @Test
    void value_inAFileOfItsOwn_isReadWithoutTheBlanksAroundIt() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "\n abc.def \n");

        assertThat(read(Map.of(DISCORD + "_FILE", token.toString())).discord())
                .isEqualTo(new DiscordAccess(new Secret("abc.def"), false, null, null));
    }

    @Test
    void environment_beatsTheFile_whicheverWayItIsWritten() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "from-file");
        Path file = Files.writeString(
                folder.resolve("cf5xx.properties"),
                "# settings\n" + DISCORD + "_FILE=" + token + "\n" + BOT + " = xoxb-1\n" + APP
                        + "=xapp-1\nCF5XX_LANG=zh\nCF5XX_DNS=192.0.2.1\nCF5XX_MAX_TIME=5s\n");

        Configuration.Reading reading =
                Configuration.read(Map.of(DISCORD, "from-environment", "CF5XX_DNS", "192.0.2.2"), file);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.configuration().discord())
                .isEqualTo(new DiscordAccess(new Secret("from-environment"), false, null, null));
        assertThat(reading.configuration().slack()).isInstanceOf(SlackAccess.SocketMode.class);
        assertThat(reading.configuration().environment())
                .containsOnly(
                        Map.entry("CF5XX_LANG", "zh"),
                        Map.entry("CF5XX_DNS", "192.0.2.2"),
                        Map.entry("CF5XX_MAX_TIME", "5s"));
    }

    @Test
    void blankValue_isNotSet() {
        assertThat(read(Map.of(BOT, " ", APP, "", DISCORD, "abc", "CF5XX_LISTEN", ""))
                        .slack())
                .isNull();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(Problem.Kind.NOTHING, BOT, Map.of(), "docs/slack.md"),
                Arguments.of(Problem.Kind.HALF, BOT, Map.of(BOT, "xoxb-" + HIDDEN), APP),
                Arguments.of(Problem.Kind.HALF, APP, Map.of(APP, "xapp-" + HIDDEN), BOT),
                Arguments.of(Problem.Kind.HALF, SIGNING, Map.of(SIGNING, HIDDEN), BOT),
                Arguments.of(
                        Problem.Kind.HALF,
                        "CF5XX_DISCORD_MESSAGE_CONTENT",
                        Map.of(BOT, "xoxb-1", APP, "xapp-1", "CF5XX_DISCORD_MESSAGE_CONTENT", "true"),
                        DISCORD),
                Arguments.of(
                        Problem.Kind.CONTRADICTION,
                        APP,
                        Map.of(BOT, "xoxb-1", APP, "xapp-" + HIDDEN, SIGNING, HIDDEN),
                        SIGNING),
                Arguments.of(
                        Problem.Kind.CONTRADICTION,
                        DISCORD,
                        Map.of(DISCORD, HIDDEN, DISCORD + "_FILE", "/run/secrets/discord"),
                        DISCORD + "_FILE"),
                Arguments.of(
                        Problem.Kind.UNKNOWN,
                        "CF5XX_SLAK_BOT_TOKEN",
                        Map.of(DISCORD, "a", "CF5XX_SLAK_BOT_TOKEN", HIDDEN),
                        "mean " + BOT),
                Arguments.of(
                        Problem.Kind.UNKNOWN,
                        "CF5XX_discord_token_file",
                        Map.of(DISCORD, "a", "CF5XX_discord_token_file", HIDDEN),
                        "mean " + DISCORD + "_FILE"),
                Arguments.of(
                        Problem.Kind.UNKNOWN,
                        "CF5XX_COLOUR_OF_THE_BIKESHED",
                        Map.of(DISCORD, "a", "CF5XX_COLOUR_OF_THE_BIKESHED", HIDDEN),
                        "Take it out"),
                Arguments.of(
                        Problem.Kind.UNKNOWN,
                        "CF5XX_A[31mB",
                        Map.of(DISCORD, "a", "CF5XX_A\u001b[31m\u202eB", HIDDEN),
                        "CF5XX_A[31mB"),
                Arguments.of(Problem.Kind.MALFORMED, BOT, Map.of(BOT, "xapp-" + HIDDEN, APP, "xapp-1"), APP),
                Arguments.of(Problem.Kind.MALFORMED, BOT, Map.of(BOT, "xoxp-" + HIDDEN, APP, "xapp-1"), "xoxb-"),
                Arguments.of(Problem.Kind.MALFORMED, BOT, Map.of(BOT, HIDDEN, APP, "xapp-1"), "OAuth & Permissions"),
                Arguments.of(Problem.Kind.MALFORMED, APP, Map.of(BOT, "xoxb-1", APP, "xoxb-" + HIDDEN), BOT),
                Arguments.of(Problem.Kind.MALFORMED, APP, Map.of(BOT, "xoxb-1", APP, HIDDEN), "App-Level Tokens"),
                Arguments.of(Problem.Kind.MALFORMED, DISCORD, Map.of(DISCORD, "Bot " + HIDDEN), "without blanks"),
                Arguments.of(Problem.Kind.MALFORMED, DISCORD, Map.of(DISCORD, HIDDEN.repeat(100)), "512"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "CF5XX_DISCORD_MESSAGE_CONTENT",
                        Map.of(DISCORD, "a", "CF5XX_DISCORD_MESSAGE_CONTENT", "yes"),
                        "true or false"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "CF5XX_LISTEN",
                        Map.of(DISCORD, "a", "CF5XX_LISTEN", "bot.example:8080"),
                        "0.0.0.0:8080"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "CF5XX_LISTEN",
                        Map.of(DISCORD, "a", "CF5XX_LISTEN", "70000"),
                        "[::]:8080"),
                Arguments.of(
                        Problem.Kind.MALFORMED, "CF5XX_DATA", Map.of(DISCORD, "a", "CF5XX_DATA", "a\0b"), "folder"),
                Arguments.of(Problem.Kind.MALFORMED, "CF5XX_LANG", Map.of(DISCORD, "a", "CF5XX_LANG", "chinese"), "zh"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "HTTPS_PROXY",
                        Map.of(DISCORD, "a", "HTTPS_PROXY", "https://me:" + HIDDEN + "@proxy:3128"),
                        "http://"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "HTTPS_PROXY",
                        Map.of(DISCORD, "a", "HTTPS_PROXY", "me:" + HIDDEN + "@proxy"),
                        "http://"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "CF5XX_SLACK_API",
                        Map.of(DISCORD, "a", "CF5XX_SLACK_API", "http://" + HIDDEN + "@slack/"),
                        "https://slack.com/api/"),
                Arguments.of(
                        Problem.Kind.MALFORMED,
                        "CF5XX_DISCORD_GATEWAY",
                        Map.of(DISCORD, "a", "CF5XX_DISCORD_GATEWAY", "https://gateway/"),
                        "wss://"),
                Arguments.of(
                        Problem.Kind.UNREADABLE,
                        DISCORD + "_FILE",
                        Map.of(DISCORD + "_FILE", "/nowhere/at all"),
                        "/nowhere/at all"),
                Arguments.of(Problem.Kind.UNREADABLE, DISCORD + "_FILE", Map.of(DISCORD + "_FILE", "/"), "file /"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isNamed_withWhatToDo_inBothLanguages(
            Problem.Kind kind, String name, Map<String, String> environment, String advice) {
        assertThat(problems(environment)).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.name()).isEqualTo(name);
            assertThat(problem.says().en())
                    .contains(name, advice)
                    .doesNotContain(HIDDEN)
                    .doesNotContainPattern("\\p{IsHan}|\\{\\d");
            assertThat(problem.says().zh())
                    .contains(name)
                    .doesNotContain(HIDDEN)
                    .containsPattern("\\p{IsHan}")
                    .doesNotContainPattern("\\{\\d");
        });
    }

    @Test
    void mistakes_ofDifferentSettings_areAllNamedAtOnce_andWhatIsRightCanBeUsed() {
        Configuration.Reading reading = Configuration.read(
                Map.of(BOT, "xoxp-1", APP, "xoxb-1", "CF5XX_LISTEN", "nowhere", "CF5XX_LANGUAGE", "zh", DISCORD, "abc"),
                null);

        assertThat(reading.problems())
                .extracting(Problem::name)
                .containsExactlyInAnyOrder("CF5XX_LANGUAGE", BOT, APP, "CF5XX_LISTEN");
        assertThat(reading.configuration().slack()).isNull();
        assertThat(reading.configuration().discord()).isNotNull();
    }

    @Test
    void files_thatAreEmptyOrTooLargeOrNoText_areNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(70_000));
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});

        for (Path file : List.of(empty, large, binary)) {
            assertThat(problems(Map.of(DISCORD + "_FILE", file.toString())))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREADABLE);
                        assertThat(problem.says().en()).contains(DISCORD + "_FILE", file.toString());
                    });
        }
    }

    @Test
    void config_thatIsNone_isNamed() throws Exception {
        Map<Path, String> files = new HashMap<>();
        files.put(folder.resolve("missing"), "cannot be read");
        files.put(folder, "cannot be read");
        files.put(Files.writeString(folder.resolve("large"), "#".repeat(70_000)), "64 kB");
        files.put(Files.write(folder.resolve("binary"), "A=中文".getBytes(StandardCharsets.UTF_16)), "UTF-8");
        files.put(Files.writeString(folder.resolve("escape"), "CF5XX_DATA=C:\\users\n"), "no file of settings");
        List<String> said = new ArrayList<>();

        files.forEach((file, complaint) -> {
            List<Problem> problems =
                    Configuration.read(Map.of(DISCORD, "a"), file).problems();
            assertThat(problems).singleElement().satisfies(problem -> {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREADABLE);
                assertThat(problem.says().en()).contains("--config", file.toString(), complaint);
            });
            said.add(problems.get(0).name());
        });

        assertThat(said).hasSize(5).containsOnly("--config");
    }

    @Test
    void config_withANameTwiceOrUnknown_isNamed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("cf5xx.properties"), DISCORD + "=a\n" + DISCORD + "=b\ndiscord.token=c\n");

        assertThat(Configuration.read(Map.of(), file).problems())
                .extracting(Problem::kind, Problem::name)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Problem.Kind.CONTRADICTION, DISCORD),
                        org.assertj.core.groups.Tuple.tuple(Problem.Kind.UNKNOWN, "discord.token"));
    }
}
