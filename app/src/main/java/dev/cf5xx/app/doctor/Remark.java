package dev.cf5xx.app.doctor;

import dev.cf5xx.knowledge.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of what was looked at, and under it what to do, in both languages. {@code {0}} and on are filled in. */
enum Remark {
    SETTINGS("Settings: {0}", "设置：{0}"),
    NO_PLATFORM("No platform is set up", "没有配置任何平台"),
    BAD_SETTING("Setting {0}", "设置 {0}"),
    NO_END(
            "No result within {0} s",
            "{0} 秒内没有结果",
            "Try again; if it stays so, look for a firewall that drops packets, or a name server that does not answer.",
            "请重试；若一直如此，检查是否有防火墙丢包，或 DNS 服务器没有应答。"),
    BROKE(
            "An error of cf5xx's own: {0}",
            "cf5xx 自身出错：{0}", "Run it again with --verbose and report what it prints.", "加 --verbose 重新运行，并反馈打印的内容。"),

    SLACK_UNSET(
            "Slack: not set up",
            "Slack：未配置",
            "To run there, set CF5XX_SLACK_BOT_TOKEN and CF5XX_SLACK_APP_TOKEN: docs/slack.md.",
            "需要时设置 CF5XX_SLACK_BOT_TOKEN 和 CF5XX_SLACK_APP_TOKEN，见 docs/slack.md。"),
    DISCORD_UNSET(
            "Discord: not set up",
            "Discord：未配置",
            "To run there, set CF5XX_DISCORD_TOKEN: docs/discord.md.",
            "需要时设置 CF5XX_DISCORD_TOKEN，见 docs/discord.md。"),
    NOT_ASKED("{0}: not asked", "{0}：未检查", "Correct its settings first.", "请先改正它的设置。"),
    REACHED("{0}: reachable{1}", "{0}：可以连通{1}"),

    NO_NAME(
            "{0}: the name {1} is not found",
            "{0}：解析不了域名 {1}",
            "Let this machine look up names on the internet (/etc/resolv.conf), or set HTTPS_PROXY where only a proxy may.",
            "让这台机器能解析公网域名（/etc/resolv.conf）；只能走代理时请设置 HTTPS_PROXY。"),
    NO_CONNECTION(
            "{0}: no connection to {1}",
            "{0}：连不上 {1}",
            "Let this machine connect to {1} on port 443, or set HTTPS_PROXY where only a proxy may.",
            "放行这台机器到 {1} 的 443 端口；只能走代理时请设置 HTTPS_PROXY。"),
    NO_ANSWER(
            "{0}: {1} does not answer in time",
            "{0}：{1} 没有及时应答",
            "Try again; look for a firewall that drops packets, or set HTTPS_PROXY where only a proxy may connect.",
            "请重试；检查是否有防火墙丢包，只能走代理时请设置 HTTPS_PROXY。"),
    NO_TRUST(
            "{0}: the TLS certificate of {1} is not trusted",
            "{0}：{1} 的 TLS 证书不受信任",
            "Something between opens the connection, or the clock is wrong. Put that one's root into Java's trust store (keytool -importcert -cacerts), or let {1} pass unopened.",
            "中间可能有设备在解密流量，或者系统时钟不对。请把该设备的根证书加入 Java 信任库（keytool -importcert -cacerts），或让 {1} 不经解密直通。"),
    NO_PROXY(
            "{0}: the proxy {1} cannot be reached",
            "{0}：连不上代理 {1}",
            "Correct HTTPS_PROXY, or start the proxy. Take HTTPS_PROXY away where none is needed.",
            "改正 HTTPS_PROXY 或启动代理；不需要代理就去掉 HTTPS_PROXY。"),
    PROXY_WANTS_USER(
            "{0}: the proxy {1} wants a user and a password (407)",
            "{0}：代理 {1} 要求用户名和密码（407）",
            "Set HTTPS_PROXY=http://user:password@host:port, with characters such as @ in a password as %40.",
            "设置 HTTPS_PROXY=http://用户名:密码@主机:端口，密码里的 @ 等字符写成 %40。"),
    PROXY_REFUSES(
            "{0}: the proxy {1} does not let it through (HTTP {2})",
            "{0}：代理 {1} 不放行（HTTP {2}）",
            "Have the proxy allow CONNECT to this platform's hosts on port 443.",
            "让代理放行到该平台主机 443 端口的 CONNECT。"),
    BROKEN_OFF(
            "{0}: the connection to {1} broke off ({2})",
            "{0}：与 {1} 的连接中断（{2}）",
            "Try again; if it stays so, look for a firewall or a proxy between.",
            "请重试；若一直如此，检查中间的防火墙或代理。"),
    PLATFORM_DOWN(
            "{0}: answers with HTTP {1}",
            "{0}：返回 HTTP {1}",
            "It is in trouble itself, or something between is: look at {2} and try again later.",
            "平台自身或中间设备有故障：查看 {2}，稍后再试。"),
    TOO_MANY(
            "{0}: has been asked too often (HTTP 429)",
            "{0}：请求过于频繁（HTTP 429）", "Wait some minutes, then try again.", "等几分钟再试。"),
    NOT_PLATFORM(
            "{0}: something else answers in its place (HTTP {1})",
            "{0}：应答的不是它本身（HTTP {1}）",
            "Look for a proxy or a login page between, and at the addresses that are set for it.",
            "检查中间是否有代理或登录页，以及为它设置的地址是否正确。"),

    SLACK_BOT("Slack bot token: @{0} in {1}", "Slack Bot token：{1} 的 @{0}"),
    SLACK_APP("Slack app-level token: may connect", "Slack 应用级 token：可以建立连接"),
    SLACK_SECRET(
            "Slack signing secret: only a request of Slack's can show whether it is right",
            "Slack 签名密钥：只有收到 Slack 的请求才能验证"),
    BAD_BOT_TOKEN("Slack bot token: refused", "Slack Bot token：被拒绝"),
    BAD_APP_TOKEN("Slack app-level token: refused", "Slack 应用级 token：被拒绝"),
    SCOPES("Slack scopes: all there", "Slack 权限（scope）：齐全"),
    MISSING_SCOPES(
            "Slack scopes: missing {0}",
            "Slack 权限（scope）：缺少 {0}",
            "api.slack.com/apps › your app › OAuth & Permissions › Scopes › Bot Token Scopes › Add an OAuth Scope: {0}. Then Install App › Reinstall.",
            "api.slack.com/apps › 你的应用 › OAuth & Permissions › Scopes › Bot Token Scopes › Add an OAuth Scope：{0}。然后 Install App › Reinstall。"),

    DISCORD_BOT("Discord token: {0}", "Discord token：{0}"),
    BAD_DISCORD_TOKEN("Discord token: refused", "Discord token：被拒绝"),
    NO_LOGINS(
            "Discord: no login is left for today",
            "Discord：今天的登录次数已用完",
            "Something started the bot a thousand times. Stop that, and wait a day; or reset the token.",
            "机器人被反复启动了上千次。先停止重启，等一天；或者重置 token。"),
    INTENT_ON("Discord intents: Message Content is on", "Discord intent：Message Content 已打开"),
    INTENT_OFF(
            "Discord intents: Message Content is off, and CF5XX_DISCORD_MESSAGE_CONTENT=true asks for it",
            "Discord intent：Message Content 未打开，但 CF5XX_DISCORD_MESSAGE_CONTENT=true 需要它",
            "Developer Portal › your application › Bot › Privileged Gateway Intents › Message Content Intent: on, Save Changes. Or leave the setting out.",
            "开发者后台 › 你的应用 › Bot › Privileged Gateway Intents › 打开 Message Content Intent，Save Changes。或者去掉这个设置。"),
    INTENT_UNUSED("Discord intents: no privileged one is needed", "Discord intent：不需要特权 intent"),
    SERVERS("Discord servers: {0}, with all permissions", "Discord 服务器：{0} 个，权限齐全"),
    NO_SERVER(
            "Discord servers: the bot is on none",
            "Discord 服务器：机器人还没加入任何服务器",
            "Open this, choose a server, Authorize: {0}",
            "打开这个链接，选择服务器，点“授权”：{0}"),
    MISSING_PERMISSIONS(
            "Discord server {0}: missing {1}",
            "Discord 服务器 {0}：缺少 {1}",
            "Server Settings › Roles › cf5xx › Permissions; or open the invitation again: {2}",
            "服务器设置 › 身份组 › cf5xx › 权限；或者重新打开邀请链接：{2}"),
    MORE_SERVERS("… and {0} more servers like it", "……还有 {0} 个服务器也是如此"),

    CLOCK("Clock: agrees with {0}", "时钟：与 {0} 一致"),
    CLOCK_UNKNOWN("Clock: nobody answered to compare it with", "时钟：没有可对照的应答"),
    CLOCK_FAST(
            "Clock: {1} ahead of {0}",
            "时钟：比 {0} 快 {1}",
            "Set it right, best by NTP (timedatectl set-ntp true): Slack's signatures hold only within five minutes.",
            "校准时钟，最好启用 NTP（timedatectl set-ntp true）：Slack 的签名只在五分钟内有效。"),
    CLOCK_SLOW(
            "Clock: {1} behind {0}",
            "时钟：比 {0} 慢 {1}",
            "Set it right, best by NTP (timedatectl set-ntp true): Slack's signatures hold only within five minutes.",
            "校准时钟，最好启用 NTP（timedatectl set-ntp true）：Slack 的签名只在五分钟内有效。"),

    STORE("Store: {0} can be written to", "存储：{0} 可写"),
    STORE_NEW("Store: {0} will be made at the first start", "存储：{0} 会在首次启动时创建"),
    STORE_UNSET(
            "Store: none; what the bot remembers ends with it",
            "存储：未设置，进程结束后不保留任何内容",
            "Set CF5XX_DATA to a folder of the bot's own.",
            "把 CF5XX_DATA 设为机器人专用的目录。"),
    STORE_IN_USE(
            "Store: {0} is in use: serve is running, or another cf5xx",
            "存储：{0} 正在使用中：serve 或另一个 cf5xx 在运行",
            "Before a second one is started, stop the first, or set CF5XX_DATA to another folder.",
            "要再启动一个，请先停掉正在运行的，或把 CF5XX_DATA 设为另一个目录。"),
    STORE_READ_ONLY(
            "Store: {0} cannot be written to",
            "存储：{0} 不可写",
            "Give it to the user that runs cf5xx (chown), or set CF5XX_DATA to a folder which that user may write to.",
            "把它交给运行 cf5xx 的用户（chown），或把 CF5XX_DATA 设为该用户可写的目录。"),
    STORE_FULL(
            "Store: only {1} MB are left for {0}",
            "存储：{0} 所在磁盘只剩 {1} MB", "Make room: {2} MB at least.", "腾出空间：至少 {2} MB。"),
    STORE_CORRUPT(
            "Store: the data in {0} is damaged, or is not cf5xx's",
            "存储：{0} 里的数据已损坏，或者不是 cf5xx 的",
            "Move the folder away, or set CF5XX_DATA to another.",
            "把该目录移走，或把 CF5XX_DATA 设为另一个目录。"),
    STORE_NEWER(
            "Store: a newer cf5xx wrote the data in {0}",
            "存储：{0} 里的数据由更新版本的 cf5xx 写入",
            "Run that version, or set CF5XX_DATA to another folder.",
            "换用新版本，或把 CF5XX_DATA 设为另一个目录。"),
    STORE_NO_LIBRARY(
            "Store: the database's library cannot be loaded",
            "存储：无法加载数据库的程序库",
            "The folder for temporary files has to be one to write to and run programs from; another: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
            "临时目录必须可写并允许执行程序；换一个目录：JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=目录"),
    STORE_UNUSABLE(
            "Store: the data in {0} cannot be used",
            "存储：{0} 里的数据无法使用", "Move the folder away, or set CF5XX_DATA to another.", "把该目录移走，或把 CF5XX_DATA 设为另一个目录。"),

    DNS("DNS: {0} is found", "DNS：能解析 {0}"),
    NO_DNS(
            "DNS: {0} is not found ({1})",
            "DNS：解析不了 {0}（{1}）",
            "Checks need a name server: see /etc/resolv.conf, or name one with CF5XX_DNS=IP:PORT.",
            "检查网站需要 DNS 服务器：查看 /etc/resolv.conf，或用 CF5XX_DNS=IP:端口 指定。"),
    OTHER_DNS(
            "DNS: says that {0} is at {1}, which is not Cloudflare's",
            "DNS：{0} 解析到 {1}，这不是 Cloudflare 的地址",
            "Something between answers in its place. Name another name server with CF5XX_DNS=IP:PORT.",
            "中间有设备代为应答。用 CF5XX_DNS=IP:端口 换一个 DNS 服务器。"),
    CLOUDFLARE("Cloudflare: {0} port {1} can be connected to", "Cloudflare：可以连接 {0} 的 {1} 端口"),
    NO_CLOUDFLARE(
            "Cloudflare: {0} port {1} cannot be connected to ({2})",
            "Cloudflare：连不上 {0} 的 {1} 端口（{2}）",
            "Let this machine connect to the internet on ports 80 and 443. Checks of sites never use HTTPS_PROXY.",
            "放行这台机器到公网 80 和 443 端口的连接。检查网站从不使用 HTTPS_PROXY。"),
    CLOUDFLARE_OFF("Cloudflare: not asked (CF5XX_RANGES_URL=off)", "Cloudflare：未检查（CF5XX_RANGES_URL=off）"),
    NO_DNS_CLOUDFLARE("Cloudflare: not asked without its address", "Cloudflare：没有地址，未检查");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    /** Control, format (so also direction), lone surrogate, line and paragraph separator. */
    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Characters of a name or a path that are repeated; the invitation has about 150. */
    private static final int LONGEST = 300;

    private final String en;
    private final String zh;
    private final @Nullable String enFix;
    private final @Nullable String zhFix;

    Remark(String en, String zh) {
        this.en = en;
        this.zh = zh;
        this.enFix = null;
        this.zhFix = null;
    }

    Remark(String en, String zh, String enFix, String zhFix) {
        this.en = en;
        this.zh = zh;
        this.enFix = enFix;
        this.zhFix = zhFix;
    }

    /** How it is. */
    Text says(Object... values) {
        return new Text(filled(en, 0, values), filled(zh, 1, values));
    }

    /** What to do; null where nothing is. */
    @Nullable
    Text fix(Object... values) {
        return enFix == null || zhFix == null ? null : new Text(filled(enFix, 0, values), filled(zhFix, 1, values));
    }

    private static String filled(String text, int lang, Object... values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            int i = Integer.parseInt(match.group(1));
            return Matcher.quoteReplacement(shown(values[i], lang));
        });
    }

    private static String shown(Object value, int lang) {
        if (value instanceof Text both) {
            return lang == 0 ? both.en() : both.zh();
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(item -> shown(String.valueOf(item), lang))
                    .collect(Collectors.joining(lang == 0 ? ", " : "、"));
        }
        String text = DISTURBING.matcher(String.valueOf(value)).replaceAll("");
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
