package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.http.Trouble;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cf5xx serve}, with a Slack and a Discord of its own, and {@code cf5xx health}. */
@Timeout(180)
class ServeTest {
    private static final String DISCORD_SECRET = FakeDiscord.TOKEN;

    @TempDir
    Path folder;

    private FakeSlack slack;
    private FakeDiscord discord;
    private Member ann;
    private String ops;

    @BeforeEach
    void platforms() throws Exception {
        slack = FakeSlack.start();
        discord = FakeDiscord.start();
        ann = slack.member("ann", "en-US");
        ops = slack.channel("ops", ann);
    }

    @AfterEach
    void close() {
        slack.close();
        discord.close();
    }

    private Map<String, String> onSlack() {
        return new HashMap<>(Map.of(
                "CF5XX_SLACK_BOT_TOKEN",
                FakeSlack.TOKEN,
                "CF5XX_SLACK_APP_TOKEN",
                FakeSlack.APP_TOKEN,
                "CF5XX_SLACK_API",
                slack.apiUrl(),
                "CF5XX_STATUS_URL",
                "off",
                "CF5XX_RANGES_URL",
                "off"));
    }

    private Map<String, String> onDiscord() {
        return new HashMap<>(Map.of(
                "CF5XX_DISCORD_TOKEN",
                DISCORD_SECRET,
                "CF5XX_DISCORD_API",
                discord.restUrl(),
                "CF5XX_DISCORD_GATEWAY",
                discord.gatewayUrl(),
                "CF5XX_STATUS_URL",
                "off",
                "CF5XX_RANGES_URL",
                "off"));
    }

    private Map<String, String> onBoth() {
        Map<String, String> both = onSlack();
        both.putAll(onDiscord());
        both.put("CF5XX_LISTEN", "0");
        return both;
    }

    private static HttpResponse<String> get(String address, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + address + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void serve_onBothPlatforms_answersOnEach_andLogsNoWordOfIt() throws Exception {
        Map<String, String> environment = onBoth();
        environment.put("CF5XX_DATA", folder.resolve("data").toString());
        try (Served served = new Served(environment)) {
            served.awaits("On Slack as @", "On Discord as @");

            ann.types(ops, "/cf5xx why 524 for purple elephants?").acked(Served.SOON);
            ann.awaits(ops, Served.SOON, post -> post.words().contains("524"));
            String answer = discord.member("ada", "zh-CN")
                    .slash(discord.general(), "cf5xx", Map.of("query", "525 purple elephants"))
                    .awaitAnswer(Served.SOON)
                    .text();
            HttpResponse<String> health = get(served.address(), "/health");

            assertThat(answer).contains("525");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"ok\":true,\"platforms\":{\"discord\":\"ok\",\"slack\":\"ok\"}}\n");
            assertThat(get(served.address(), "/elsewhere").statusCode()).isEqualTo(404);
            Run asked = Run.in(Map.of("CF5XX_LISTEN", served.address()), "", "health");
            assertThat(asked.code()).as(asked.out()).isZero();
            assertThat(asked.out()).isEqualTo("The bot is well.\n");
            served.await(said ->
                    said.matches("(?s).*INFO slack message channel=\\S+ event=\\S+ answered \\d+ms.*") ? said : null);
            served.awaits("INFO discord message channel=");

            assertThat(served.stop()).isZero();
            assertThat(served.err())
                    .contains("CF5XX_SLACK_BOT_TOKEN", "data", "Leaving")
                    .doesNotContain("purple", FakeSlack.TOKEN, FakeSlack.APP_TOKEN, DISCORD_SECRET, "Exception");
            assertThat(served.out()).isEmpty();
        }
    }

    @Test
    void serve_overHttp_answersSlackAndHealthAtOnePort() throws Exception {
        Map<String, String> environment = onSlack();
        environment.remove("CF5XX_SLACK_APP_TOKEN");
        environment.put("CF5XX_SLACK_SIGNING_SECRET", FakeSlack.SIGNING_SECRET);
        environment.put("CF5XX_LISTEN", "127.0.0.1:0");
        try (Served served = new Served(environment)) {
            String address = served.address();
            served.awaits("On Slack as @");
            slack.deliverTo(URI.create("http://" + address + "/slack/events"));

            ann.types(ops, "/cf5xx 524").acked(Served.SOON);

            ann.awaits(ops, Served.SOON, post -> post.words().contains("524"));
            assertThat(get(address, "/health").statusCode()).isEqualTo(200);
            assertThat(get(address, "/slack/events").statusCode()).isEqualTo(405);
            assertThat(served.stop()).isZero();
        }
    }

    @Test
    void serve_withoutMemory_saysSo_inThePersonsLanguage() throws Exception {
        try (Served served = new Served(onDiscord(), "--lang", "zh")) {
            served.awaits("已连接 Discord，身份：@", "CF5XX_DATA");

            assertThat(served.stop()).isZero();
            assertThat(served.err()).contains("正在退出");
        }
    }

    @Test
    void serve_tokenThatSlackDoesNotAccept_endsWithTheReason() throws Exception {
        Map<String, String> environment = onBoth();
        environment.put("CF5XX_SLACK_BOT_TOKEN", "xoxb-mistyped");
        try (Served served = new Served(environment)) {
            assertThat(served.exit()).isEqualTo(2);
            assertThat(served.err())
                    .contains("Slack does not accept a token (invalid_auth)", "OAuth & Permissions")
                    .doesNotContain("xoxb-mistyped", "\tat ");
        }
    }

    @Test
    void serve_tokenThatDiscordDoesNotAccept_endsWithTheReason_inChinese() throws Exception {
        Map<String, String> environment = onDiscord();
        environment.put("CF5XX_DISCORD_TOKEN", "mistyped");
        try (Served served = new Served(environment, "--lang", "zh")) {
            assertThat(served.exit()).isEqualTo(2);
            assertThat(served.err()).contains("Discord 不接受这个 token（4004）").doesNotContain("mistyped", "\tat ");
        }
    }

    @Test
    void serve_finalCloseLater_endsWithTheReason() throws Exception {
        try (Served served = new Served(onBoth())) {
            served.awaits("On Slack as @", "On Discord as @");
            discord.gateway().close(4014, "Disallowed intent(s).");

            assertThat(served.exit()).isEqualTo(2);
            assertThat(served.err()).contains("Message Content (4014)");
        }
    }

    @Test
    void serve_platformThatCannotBeReached_endsWith3() throws Exception {
        Map<String, String> environment = onSlack();
        try (ServerSocket nobody = new ServerSocket(0)) {
            environment.put("CF5XX_SLACK_API", "http://127.0.0.1:" + nobody.getLocalPort() + "/api/");
        }
        try (Served served = new Served(environment)) {
            assertThat(served.exit()).isEqualTo(3);
            assertThat(served.err()).contains("Slack cannot be reached");
        }
    }

    @Test
    void serve_portThatIsTaken_isNamed() throws Exception {
        Map<String, String> environment = onDiscord();
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            environment.put("CF5XX_LISTEN", String.valueOf(taken.getLocalPort()));
            try (Served served = new Served(environment)) {
                assertThat(served.exit()).isEqualTo(2);
                assertThat(served.err()).contains("I cannot listen at 127.0.0.1:" + taken.getLocalPort());
            }
        }
    }

    @Test
    void serve_settingsThatCannotBeUsed_areAllNamed_andNothingStarts() throws Exception {
        Map<String, String> environment = Map.of(
                "CF5XX_SLAK_BOT_TOKEN", "xoxb-1", "CF5XX_LISTEN", "?", "CF5XX_MAX_TIME", "soon", "CF5XX_DNS", "dns");

        Run english = Run.in(environment, "", "serve");
        Run chinese = Run.in(environment, "", "serve", "--lang", "zh");

        assertThat(english.code()).isEqualTo(2);
        assertThat(english.err().lines())
                .hasSize(6)
                .anyMatch(line -> line.contains("Did you mean CF5XX_SLACK_BOT_TOKEN"))
                .anyMatch(line -> line.startsWith("CF5XX_LISTEN is"))
                .anyMatch(line -> line.startsWith("CF5XX_MAX_TIME cannot be soon"))
                .anyMatch(line -> line.startsWith("CF5XX_DNS cannot be dns"))
                .anyMatch(line -> line.startsWith("No platform has a token"))
                .last()
                .asString()
                .startsWith("Nothing was started");
        assertThat(chinese.code()).isEqualTo(2);
        assertThat(chinese.err().lines()).hasSize(6).allMatch(line -> line.matches(".*\\p{IsHan}.*"));
    }

    @Test
    void serve_config_isRead() throws Exception {
        Path file = Files.writeString(
                folder.resolve("cf5xx.properties"),
                "CF5XX_DISCORD_API=" + discord.restUrl() + "\nCF5XX_DISCORD_GATEWAY=" + discord.gatewayUrl()
                        + "\nCF5XX_LANG=zh\nCF5XX_DISCORD_TOKEN_FILE="
                        + Files.writeString(folder.resolve("token"), FakeDiscord.TOKEN + "\n") + "\n");
        try (Served served = new Served(Map.of(), "--config", file.toString())) {
            served.awaits("已连接 Discord");

            assertThat(served.stop()).isZero();
        }
    }

    @Test
    void serve_folderThatAnotherOneUses_isNamed_beforeAnythingConnects() throws Exception {
        Map<String, String> environment = onDiscord();
        environment.put("CF5XX_DATA", folder.resolve("data").toString());
        try (Served first = new Served(environment)) {
            first.awaits("On Discord as @");
            try (Served second = new Served(environment)) {
                assertThat(second.exit()).isEqualTo(2);
                assertThat(second.err()).contains("Another cf5xx is using");
            }
            assertThat(discord.gateway().identifies()).isEqualTo(1);
            assertThat(first.stop()).isZero();
        }
    }

    @Test
    void health_whereAPlatformIsLost_saysWhich() throws Exception {
        try (Served served = new Served(onBoth())) {
            served.awaits("On Slack as @", "On Discord as @");
            slack.trouble("apps.connections.open", 10_000, new Trouble.Says("internal_error"));
            int before = slack.exchanges("apps.connections.open").size();
            slack.sockets().drop();
            slack.await(
                    "a try to connect",
                    Served.SOON,
                    () -> slack.exchanges("apps.connections.open").size() > before ? Boolean.TRUE : null);

            HttpResponse<String> health = get(served.address(), "/health");
            Run asked = Run.in(Map.of("CF5XX_LISTEN", served.address()), "", "health");

            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"slack\":\"not-connected\"", "\"discord\":\"ok\"");
            assertThat(asked.code()).isEqualTo(1);
            assertThat(asked.out()).isEqualTo("The bot is not well: slack not-connected\n");
            assertThat(served.stop()).isZero();
        }
    }

    @Test
    void health_whereNobodyServes_exitsWith1_andWithoutAPlaceToAskWith2() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }

        Run nobody = Run.in(Map.of("CF5XX_LISTEN", "0.0.0.0:" + port), "", "health", "--lang", "zh");
        Run nowhere = Run.of("health");

        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.out()).contains("http://127.0.0.1:" + port + "/health 没有应答");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("CF5XX_LISTEN");
    }
}
