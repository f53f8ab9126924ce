package dev.cf5xx.app.settings;

import dev.cf5xx.knowledge.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of settings that cannot be used, in both languages. {@code {0}} and on are filled in. */
enum Complaint {
    NOTHING(
            Problem.Kind.NOTHING,
            "No platform has a token. For Slack set {0} and {1}, for Discord {2}; docs/slack.md and docs/discord.md say where to get them.",
            "没有任何平台的 token。Slack 请设置 {0} 和 {1}，Discord 请设置 {2}；获取方法见 docs/slack.md 和 docs/discord.md。"),
    BOT_TOKEN_ALONE(
            Problem.Kind.HALF,
            "{0} needs either {1} (Socket Mode, the usual way) or {2} (Slack connects to the bot).",
            "只有 {0} 还不够：还要设置 {1}（Socket Mode，常用方式）或 {2}（由 Slack 连接机器人）。"),
    WITHOUT(Problem.Kind.HALF, "{0} is worth nothing without {1}: set that too.", "只设置 {0} 没有用，还要设置 {1}。"),
    EITHER_OR(
            Problem.Kind.CONTRADICTION,
            "{0} and {1} are both set. Keep {0} for Socket Mode, or {1} where Slack connects to the bot.",
            "{0} 和 {1} 不能同时设置。使用 Socket Mode 就只留 {0}，由 Slack 连接机器人就只留 {1}。"),
    TWICE(Problem.Kind.CONTRADICTION, "{0} and {1} are both set. Keep one.", "{0} 和 {1} 都设置了，请只留一个。"),
    TWICE_IN_FILE(
            Problem.Kind.CONTRADICTION, "{0} stands in {1} more than once. Keep one.", "{0} 在 {1} 里出现了不止一次，请只留一个。"),
    UNKNOWN(Problem.Kind.UNKNOWN, "There is no setting {0}. Take it out.", "没有 {0} 这个设置，请删掉。"),
    UNKNOWN_LIKE(Problem.Kind.UNKNOWN, "There is no setting {0}. Did you mean {1}?", "没有 {0} 这个设置。是不是想写 {1}？"),
    NOT_BOT_TOKEN(
            Problem.Kind.MALFORMED,
            "{0} is no bot token: one begins with xoxb- (api.slack.com/apps › your app › OAuth & Permissions).",
            "{0} 不是 Bot token：它以 xoxb- 开头（api.slack.com/apps › 你的应用 › OAuth & Permissions）。"),
    USER_TOKEN(
            Problem.Kind.MALFORMED,
            "{0} holds a person's token (xoxp-). The bot's own begins with xoxb- (api.slack.com/apps › your app › OAuth & Permissions › Bot User OAuth Token).",
            "{0} 填的是个人 token（xoxp-）。机器人的 token 以 xoxb- 开头（api.slack.com/apps › 你的应用 › OAuth & Permissions › Bot User OAuth Token）。"),
    NOT_APP_TOKEN(
            Problem.Kind.MALFORMED,
            "{0} is no app-level token: one begins with xapp- (api.slack.com/apps › your app › Basic Information › App-Level Tokens).",
            "{0} 不是应用级 token：它以 xapp- 开头（api.slack.com/apps › 你的应用 › Basic Information › App-Level Tokens）。"),
    SWAPPED(
            Problem.Kind.MALFORMED,
            "{0} holds the token that belongs into {1}: {2}… is for {1}.",
            "{0} 里填的是 {1} 的 token：{2}… 应填到 {1}。"),
    NOT_ONE_WORD(
            Problem.Kind.MALFORMED,
            "{0} is one word of at most {1} ASCII characters, without blanks: copy it once more, without anything around it.",
            "{0} 应是一串不含空白、最多 {1} 个的 ASCII 字符：请重新复制，前后不要带别的内容。"),
    NOT_BOOLEAN(Problem.Kind.MALFORMED, "{0} is true or false.", "{0} 只能是 true 或 false。"),
    NOT_LISTEN(
            Problem.Kind.MALFORMED,
            "{0} is a port on this machine (8080) or an address and a port (0.0.0.0:8080, [::]:8080).",
            "{0} 要写成本机端口（8080），或地址加端口（0.0.0.0:8080、[::]:8080）。"),
    NOT_FOLDER(Problem.Kind.MALFORMED, "{0} is no name of a folder.", "{0} 不是目录名。"),
    NOT_LANG(Problem.Kind.MALFORMED, "{0} is en or zh.", "{0} 只能是 en 或 zh。"),
    NOT_PROXY(
            Problem.Kind.MALFORMED,
            "{0} is http://[user:password@]host:port, with characters such as @ in a password as %40.",
            "{0} 要写成 http://[用户名:密码@]主机:端口，密码里的 @ 等字符写成 %40 的形式。"),
    NOT_BASE(
            Problem.Kind.MALFORMED,
            "{0} is an address such as {1}, without user, query and fragment.",
            "{0} 要写成 {1} 这样的地址，不带用户名、查询参数和片段。"),
    NO_FILE(
            Problem.Kind.UNREADABLE,
            "{0}: the file {1} cannot be read. It has to be there, and this user has to be allowed to read it.",
            "{0}：读不了文件 {1}。文件必须存在，且当前用户有读取权限。"),
    EMPTY_FILE(Problem.Kind.UNREADABLE, "{0}: the file {1} is empty.", "{0}：文件 {1} 是空的。"),
    NOT_PROPERTIES(
            Problem.Kind.UNREADABLE,
            "{0}: {1} is no file of settings. It is text in UTF-8, at most 64 kB, with lines such as {2}=…",
            "{0}：{1} 不是设置文件。它应是不超过 64 kB 的 UTF-8 文本，每行形如 {2}=…");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    /** Control, format (so also direction), lone surrogate, line and paragraph separator. */
    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Characters of a name or a path that are repeated. */
    private static final int LONGEST = 300;

    private final Problem.Kind kind;
    private final String en;
    private final String zh;

    Complaint(Problem.Kind kind, String en, String zh) {
        this.kind = kind;
        this.en = en;
        this.zh = zh;
    }

    /** This, of the setting or file {@code name}, which is {@code {0}}. */
    Problem of(Object name, Object... more) {
        return new Problem(kind, shown(name), new Text(filled(en, name, more), filled(zh, name, more)));
    }

    private static String filled(String text, Object name, Object... more) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            int i = Integer.parseInt(match.group(1));
            return Matcher.quoteReplacement(shown(i == 0 ? name : more[i - 1]));
        });
    }

    private static String shown(Object value) {
        String text = DISTURBING.matcher(value.toString()).replaceAll("");
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
