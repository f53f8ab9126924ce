package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.discord.rules.Permissions;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.http.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cf5xx doctor} against the lab's platforms: everything right, and then each fault by itself. */
@Timeout(60)
class DoctorTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse(Run.NOW), ZoneOffset.UTC);

    /** Nothing listens there: it takes root to. */
    private static final String NOWHERE = "127.0.0.1:1";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private FakeSlack slack;
    private FakeDiscord discord;
    private HttpServer cloudflare;
    private int proxyAnswers = 407;

    @BeforeEach
    void start() throws IOException {
        slack = FakeSlack.start(FakeSlack.Settings.USUAL.clock(CLOCK));
        discord = FakeDiscord.start(FakeDiscord.Settings.USUAL.clock(CLOCK).messageContent(true));
        // Stands for Cloudflare; to whoever takes it for a proxy, for a proxy that refuses.
        cloudflare = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudflare.createContext("/", exchange -> {
            boolean proxied = exchange.getRequestURI().isAbsolute();
            exchange.sendResponseHeaders(proxied ? proxyAnswers : 200, -1);
            exchange.close();
        });
        cloudflare.start();
        environment.put("CF5XX_NOW", Run.NOW);
        environment.put("CF5XX_DATA", folder.resolve("data").toString());
        environment.put("CF5XX_SLACK_BOT_TOKEN", FakeSlack.TOKEN);
        environment.put("CF5XX_SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
        environment.put("CF5XX_SLACK_API", slack.apiUrl());
        environment.put("CF5XX_DISCORD_TOKEN", FakeDiscord.TOKEN);
        environment.put("CF5XX_DISCORD_API", discord.restUrl());
        environment.put("CF5XX_DISCORD_MESSAGE_CONTENT", "true");
        environment.put("CF5XX_RANGES_URL", "http://cloudflare.example:" + port() + "/");
        environment.put("CF5XX_RESOLVE", "cloudflare.example:" + port() + ":127.0.0.1");
        environment.put("CF5XX_ALLOW_NETWORK", "127.0.0.0/8");
        environment.put("CF5XX_CLOUDFLARE_NETWORK", "127.0.0.1/32");
        Files.createDirectory(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        slack.close();
        discord.close();
        cloudflare.stop(0);
    }

    private int port() {
        return cloudflare.getAddress().getPort();
    }

    private Run doctor(String... args) {
        String[] words = new String[args.length + 1];
        words[0] = "doctor";
        System.arraycopy(args, 0, words, 1, args.length);
        Run run = Run.in(environment, "", words);
        assertThat(run.out() + run.err())
                .as("no secret is ever shown")
                .doesNotContain(FakeSlack.TOKEN, FakeSlack.APP_TOKEN, FakeDiscord.TOKEN, "hunter2");
        assertThat(run.err()).isEmpty();
        return run;
    }

    /** Says this in both languages, and does not call it well. */
    private void wrong(String en, String zh) {
        Run english = doctor("--lang", "en");
        Run chinese = doctor("--lang", "zh");

        assertThat(english.code()).as(english.out()).isEqualTo(1);
        assertThat(chinese.code()).isEqualTo(1);
        assertThat(english.out().replace(folder.toString(), "FOLDER"))
                .contains(en.lines().toList());
        assertThat(chinese.out().replace(folder.toString(), "FOLDER"))
                .contains(zh.lines().toList());
        assertThat(english.out().lines().filter(line -> line.startsWith("✗"))).hasSize(1);
    }

    private String shown(Run run) {
        return run.out().replace(folder.toString(), "FOLDER").replace(" " + port(), " PORT");
    }

    @Test
    void everything_right_isALineEach_andNothingIsSaidToAnybody() {
        Run english = doctor();
        Run chinese = doctor("--lang", "zh");

        assertThat(english.code()).as(english.out()).isZero();
        assertThat(shown(english).lines().skip(1))
                .containsExactly(
                        "✓ Slack bot token: @cf5xx in lab",
                        "✓ Slack scopes: all there",
                        "✓ Slack app-level token: may connect",
                        "✓ Discord token: cf5xx",
                        "✓ Discord intents: Message Content is on",
                        "✓ Discord servers: 1, with all permissions",
                        "✓ Store: FOLDER/data can be written to",
                        "✓ DNS: cloudflare.example is found",
                        "✓ Cloudflare: 127.0.0.1 port PORT can be connected to",
                        "✓ Clock: agrees with Slack");
        assertThat(english.out()).startsWith("✓ Settings: CF5XX_");
        assertThat(shown(chinese).lines().skip(1))
                .containsExactly(
                        "✓ Slack Bot token：lab 的 @cf5xx",
                        "✓ Slack 权限（scope）：齐全",
                        "✓ Slack 应用级 token：可以建立连接",
                        "✓ Discord token：cf5xx",
                        "✓ Discord intent：Message Content 已打开",
                        "✓ Discord 服务器：1 个，权限齐全",
                        "✓ 存储：FOLDER/data 可写",
                        "✓ DNS：能解析 cloudflare.example",
                        "✓ Cloudflare：可以连接 127.0.0.1 的 PORT 端口",
                        "✓ 时钟：与 Slack 一致");
        assertThat(slack.exchanges().stream().map(FakeSlack.Exchange::method))
                .containsOnly("auth.test", "apps.connections.open");
        assertThat(discord.exchanges().stream().map(FakeDiscord.Exchange::route))
                .allSatisfy(route -> assertThat(route).startsWith("GET "));
        assertThat(discord.gateway().intents()).as("nobody logged in").isEmpty();
        assertThat(folder.resolve("data")).isEmptyDirectory();
    }

    @Test
    void json_isOneObject_withBothLanguages() {
        slack.workspace().scopes(Set.of("chat:write"));

        Run run = doctor("--format", "json");

        assertThat(run.code()).isEqualTo(1);
        JsonNode json = run.json();
        assertThat(json.path("ok").isBoolean()).isTrue();
        assertThat(json.path("ok").asBoolean()).isFalse();
        Set<String> ids = new TreeSet<>();
        for (JsonNode check : json.path("checks")) {
            ids.add(check.path("id").asText() + " " + check.path("result").asText());
            assertThat(check.path("says").path("zh").asText()).isNotBlank();
            assertThat(check.path("says").path("en").asText()).isNotBlank();
            assertThat(check.path("fix").isNull())
                    .isEqualTo(check.path("result").asText().equals("ok"));
        }
        assertThat(ids)
                .containsExactlyInAnyOrder(
                        "settings ok",
                        "slack.bot-token ok",
                        "slack.scopes failed",
                        "slack.app-token ok",
                        "discord.token ok",
                        "discord.intents ok",
                        "discord.servers ok",
                        "store ok",
                        "dns ok",
                        "cloudflare ok",
                        "clock ok");
    }

    @Test
    void nothingSet_saysWhichVariables_andStillLooksAtStoreAndNetwork() {
        environment.keySet().removeIf(name -> name.endsWith("_TOKEN") || name.endsWith("_CONTENT"));
        environment.remove("CF5XX_DATA");

        Run run = doctor();

        assertThat(run.code()).isEqualTo(1);
        assertThat(shown(run))
                .contains(
                        "✗ No platform is set up\n    No platform has a token.",
                        "CF5XX_DISCORD_TOKEN",
                        "– Slack: not set up\n    To run there, set CF5XX_SLACK_BOT_TOKEN and CF5XX_SLACK_APP_TOKEN",
                        "✓ Slack: reachable\n",
                        "– Discord: not set up\n",
                        "✓ Discord: reachable\n",
                        "– Store: none; what the bot remembers ends with it\n    Set CF5XX_DATA",
                        "✓ DNS: cloudflare.example is found\n",
                        "✓ Cloudflare: 127.0.0.1 port PORT can be connected to\n",
                        "✓ Clock: agrees with Slack\n");
    }

    @Test
    void onePlatformAlone_isEnough_andTheOtherIsNotAsked() {
        environment.keySet().removeIf(name -> name.startsWith("CF5XX_SLACK_"));

        Run run = doctor();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("– Slack: not set up", "✓ Discord token: cf5xx", "✓ Clock: agrees with Discord");
        assertThat(slack.exchanges()).isEmpty();
    }

    @Test
    void slackOverHttp_hasASecretThatNobodyCanTry() {
        environment.remove("CF5XX_SLACK_APP_TOKEN");
        environment.put("CF5XX_SLACK_SIGNING_SECRET", "hunter2hunter2");

        Run run = doctor();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("– Slack signing secret: only a request of Slack's");
        assertThat(slack.exchanges("apps.connections.open")).isEmpty();
    }

    @Test
    void settings_wrong_areAllNamed_andTheOtherPlatformIsStillLookedAt() {
        environment.put("CF5XX_SLAK_BOT_TOKEN", "hunter2");
        environment.put("CF5XX_SLACK_APP_TOKEN", "xoxb-hunter2");
        environment.put("CF5XX_DNS", "hunter");

        Run run = doctor();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "✗ Setting CF5XX_SLAK_BOT_TOKEN\n    There is no setting CF5XX_SLAK_BOT_TOKEN. Did you mean CF5XX_SLACK_BOT_TOKEN?",
                        "✗ Setting CF5XX_SLACK_APP_TOKEN\n",
                        "CF5XX_DNS cannot be hunter",
                        "– Slack: not asked\n    Correct its settings first.",
                        "✓ Discord token: cf5xx");
        assertThat(slack.exchanges()).isEmpty();
    }

    @Test
    void settingsFile_isReadToo() throws Exception {
        Path file = Files.writeString(
                folder.resolve("cf5xx.properties"), "CF5XX_DISCORD_TOKEN=" + environment.remove("CF5XX_DISCORD_TOKEN"));

        Run run = doctor("--config", file.toString());

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("✓ Discord token: cf5xx");
    }

    @Test
    void usage_markdown_isRefused() {
        assertThat(Run.in(environment, "", "doctor", "--format", "markdown").code())
                .isEqualTo(2);
        assertThat(Run.in(environment, "", "doctor", "now").code()).isEqualTo(2);
    }

    // Slack

    @Test
    void slack_badToken() {
        environment.put("CF5XX_SLACK_BOT_TOKEN", "xoxb-hunter2");

        wrong(
                "✗ Slack bot token: refused\n    Slack does not accept a token (invalid_auth).",
                "✗ Slack Bot token：被拒绝\n    Slack 不接受 token（invalid_auth）。");
    }

    @Test
    void slack_revokedAppToken() {
        slack.forgetAppToken();

        wrong(
                "✗ Slack app-level token: refused\n    Slack does not accept a token (invalid_auth).",
                "✗ Slack 应用级 token：被拒绝\n    Slack 不接受 token（invalid_auth）。");
    }

    @Test
    void slack_missingScopes_areNamed_withWhereToClick() {
        Set<String> scopes = new TreeSet<>(FakeSlack.Settings.USUAL.scopes());
        scopes.removeAll(Set.of("users:read", "files:write"));
        slack.workspace().scopes(scopes);

        wrong(
                "✗ Slack scopes: missing files:write, users:read\n    api.slack.com/apps › your app › OAuth & Permissions › Scopes",
                "✗ Slack 权限（scope）：缺少 files:write、users:read\n    api.slack.com/apps › 你的应用 › OAuth & Permissions › Scopes");
    }

    @Test
    void slack_inTrouble() {
        slack.trouble("auth.test", 2, new Trouble.Status(502));

        wrong("✗ Slack: answers with HTTP 502\n", "✗ Slack：返回 HTTP 502\n");
    }

    @Test
    void slack_notReached() {
        environment.put("CF5XX_SLACK_API", "http://" + NOWHERE + "/api/");

        wrong("✗ Slack: no connection to 127.0.0.1\n", "✗ Slack：连不上 127.0.0.1\n");
    }

    // Discord

    @Test
    void discord_badToken() {
        environment.put("CF5XX_DISCORD_TOKEN", "hunter2");

        wrong(
                "✗ Discord token: refused\n    Discord does not accept the token (4004).",
                "✗ Discord token：被拒绝\n    Discord 不接受这个 token（4004）。");
    }

    @Test
    void discord_intentOff() throws Exception {
        try (FakeDiscord strict = FakeDiscord.start(FakeDiscord.Settings.USUAL.clock(CLOCK))) {
            environment.put("CF5XX_DISCORD_API", strict.restUrl());

            wrong(
                    "✗ Discord intents: Message Content is off, and CF5XX_DISCORD_MESSAGE_CONTENT=true asks for it\n    Developer Portal",
                    "✗ Discord intent：Message Content 未打开，但 CF5XX_DISCORD_MESSAGE_CONTENT=true 需要它\n    开发者后台");

            environment.remove("CF5XX_DISCORD_MESSAGE_CONTENT");
            assertThat(doctor().out()).contains("✓ Discord intents: no privileged one is needed");
        }
    }

    @Test
    void discord_missingPermissions_areNamed_withTheInvitation() {
        discord.everyoneMay(Permissions.USUAL & ~Permissions.ATTACH_FILES);

        wrong(
                "✗ Discord server Lab: missing Attach Files\n    Server Settings › Roles › cf5xx › Permissions; or open the invitation again: https://discord.com/oauth2/authorize?client_id="
                        + discord.application(),
                "✗ Discord 服务器 Lab：缺少 Attach Files\n    服务器设置 › 身份组 › cf5xx › 权限；或者重新打开邀请链接：https://discord.com/");
    }

    @Test
    void discord_notReached() {
        environment.put("CF5XX_DISCORD_API", "http://" + NOWHERE + "/api/v10/");

        wrong("✗ Discord: no connection to 127.0.0.1\n", "✗ Discord：连不上 127.0.0.1\n");
    }

    // Proxy

    @ParameterizedTest
    @CsvSource({"407, wants a user and a password (407)", "403, does not let it through (HTTP 403)"})
    void proxy_refuses(int status, String says) {
        proxyAnswers = status;
        environment.put("HTTPS_PROXY", "http://ada:hunter2@127.0.0.1:" + port());

        Run run = doctor();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "✗ Slack: the proxy http://127.0.0.1:" + port() + " " + says,
                        "✗ Discord: the proxy http://127.0.0.1:" + port() + " " + says,
                        "✓ Cloudflare: ");
        assertThat(slack.exchanges()).isEmpty();
    }

    @Test
    void proxy_notReached() {
        environment.put("HTTPS_PROXY", "http://" + NOWHERE);

        Run run = doctor("--lang", "zh");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("✗ Slack：连不上代理 http://" + NOWHERE + "\n    改正 HTTPS_PROXY", "✗ Discord：连不上代理");
    }

    // Store

    @Test
    void store_notWritable() throws Exception {
        environment.put(
                "CF5XX_DATA",
                Files.createFile(folder.resolve("file")).resolve("data").toString());

        wrong("✗ Store: FOLDER/file/data cannot be written to\n", "✗ 存储：FOLDER/file/data 不可写\n");
    }

    @Test
    void store_inUse_isSaid_andIsNoFault() {
        try (Store store = Store.in(folder.resolve("data"))) {
            Run run = doctor();

            assertThat(run.code()).as(run.out()).isZero();
            assertThat(run.out()).contains("– Store: " + folder.resolve("data") + " is in use: serve is running");
            assertThat(doctor("--lang", "zh").out()).contains("正在使用中：serve 或另一个 cf5xx 在运行");
        }
        assertThat(doctor().out()).contains("✓ Store: ");
    }

    @Test
    void store_ofAnotherProgram() throws Exception {
        Path file =
                Files.writeString(folder.resolve("data").resolve("cf5xx.db"), "no database at all, but long enough");

        wrong(
                "✗ Store: the data in FOLDER/data is damaged, or is not cf5xx's\n",
                "✗ 存储：FOLDER/data 里的数据已损坏，或者不是 cf5xx 的\n");
        assertThat(file).hasContent("no database at all, but long enough");
    }

    @Test
    void store_notThereYet_isNotMade() {
        environment.put("CF5XX_DATA", folder.resolve("a/b").toString());

        Run run = doctor();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("✓ Store: " + folder.resolve("a/b") + " will be made at the first start");
        assertThat(folder.resolve("a")).doesNotExist();
    }

    // Network and clock

    @Test
    void name_notCloudflares() {
        environment.put("CF5XX_CLOUDFLARE_NETWORK", "192.0.2.0/24");

        wrong(
                "✗ DNS: says that cloudflare.example is at 127.0.0.1, which is not Cloudflare's\n",
                "✗ DNS：cloudflare.example 解析到 127.0.0.1，这不是 Cloudflare 的地址\n");
    }

    @Test
    void cloudflare_notReached() {
        cloudflare.stop(0);

        wrong(
                "✗ Cloudflare: 127.0.0.1 port " + port() + " cannot be connected to (REFUSED)\n",
                "✗ Cloudflare：连不上 127.0.0.1 的 " + port() + " 端口（REFUSED）\n");
    }

    @ParameterizedTest
    @CsvSource({
        "PT3M, 3 min ahead of Slack, 比 Slack 快 3 分钟",
        "PT-50H, 2 days behind Slack, 比 Slack 慢 2 天",
    })
    void clock_off(Duration off, String en, String zh) {
        environment.put("CF5XX_NOW", CLOCK.instant().plus(off).toString());

        wrong("✗ Clock: " + en + "\n    Set it right", "✗ 时钟：" + zh + "\n    校准时钟");
    }

    @Test
    void clock_alittleOff_isFine() {
        environment.put("CF5XX_NOW", CLOCK.instant().plusSeconds(119).toString());

        assertThat(doctor().out()).contains("✓ Clock: agrees with Slack");
    }
}
