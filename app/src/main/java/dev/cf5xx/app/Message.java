package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the command line itself says, in both languages. {@code {0}} and on are filled in. */
enum Message {
    UNKNOWN_OPTION("I do not know the option {0}.", "没有 {0} 这个选项。"),
    UNEXPECTED("I do not know what to do with {0}.", "不知道该怎么处理 {0}。"),
    MISSING_VALUE("{0} needs a value.", "{0} 后面要跟一个值。"),
    MISSING("Something is missing: {0}.", "缺少：{0}。"),
    BAD_VALUE("{0} cannot be {1}. It can be: {2}.", "{0} 不能是 {1}，可选值：{2}。"),
    BAD_HOST("{0} is no host name; it is one such as www.example.com.", "{0} 不是主机名，例如 www.example.com。"),
    NOT_WITH("{0} does not go with {1}.", "{0} 不能和 {1} 一起用。"),
    CONVERSATION_IS_TEXT(
            "A conversation is printed as text. For JSON: cf5xx chat --script FILE, or cf5xx ask \"text\" --format json",
            "对话只输出纯文本。需要 JSON 时用：cf5xx chat --script FILE，或 cf5xx ask \"问题\" --format json"),
    BAD_EXAMPLE("{0} cannot be {1}. Type for instance: {0} {2}", "{0} 不能是 {1}。例如：{0} {2}"),
    BAD_VARIABLE("{0} cannot be {1}. Set for instance: {0}={2}", "{0} 不能是 {1}。例如：{0}={2}"),
    BAD_PORT(
            "A port is a number from 1 to 65535, and {0} is none. Type for instance: --ports 80,443",
            "端口是 1 到 65535 之间的数字，{0} 不是。例如：--ports 80,443"),
    NEEDS_TOOL("For what? --for takes one of: {0}.", "用在哪里？--for 可选：{0}。"),
    TOO_MANY_PORTS("At most {0} ports at a time.", "一次最多 {0} 个端口。"),
    WRONG_USE("These arguments do not go together.", "这些参数不能这样组合。"),
    TRY_HELP("Type: {0} --help", "查看用法：{0} --help"),
    DID_YOU_MEAN("Or did you mean: cf5xx {0}", "或者你想用的是：cf5xx {0}"),
    TRY_CODE("Type for instance: cf5xx 522", "例如：cf5xx 522"),
    WHY(
            "Understood as {0}; codes: {1}; asked for: {2}; sure: {3}. Code, weight, rule and words:",
            "理解为 {0}；错误码：{1}；问的是：{2}；把握：{3}。错误码、权重、规则、原文："),
    NOTHING_SAID(
            "There is nothing to answer. Type for instance: cf5xx ask \"error 522\"",
            "没有要回答的内容。例如：cf5xx ask \"522 怎么办\""),
    NO_INPUT("Nothing came in. Type for instance: echo 522 | cf5xx", "没有收到任何输入。例如：echo 522 | cf5xx"),
    NO_LINES(
            "There is nothing in {0}. Write one JSON object on each line, such as {1}",
            "没有内容：{0}。每行写一个 JSON 对象，例如 {1}"),
    TOO_LONG(
            "That is too long: a message has at most {0} characters. Send only the part with the error.",
            "太长了：一条消息最多 {0} 个字符。只发报错的那一段就行。"),
    LINE_TOO_LONG(
            "That line is too long: it can have {0} characters. Make several lines of it.", "这一行太长了：最多 {0} 个字符。请拆成几行。"),
    NOT_TEXT(
            "I read only text in UTF-8, and {0} has something else in it. Convert it first, for instance: iconv -f GB18030 -t UTF-8",
            "只能读 UTF-8 文本，这里有别的编码：{0}。先转换一下，例如：iconv -f GB18030 -t UTF-8"),
    NO_FILE(
            "I cannot read {0}. Name a file that this user may read, or - for the standard input.",
            "读不了：{0}。请指定当前用户能读的文件，或用 - 表示标准输入。"),
    INPUT_BROKE_OFF(
            "The standard input broke off. Run the same again, or put it into a file and name that.",
            "标准输入中途断了。请重新运行，或先存成文件再指定文件名。"),
    STANDARD_INPUT("the standard input", "标准输入"),
    LINE("line {0}: ", "第 {0} 行："),
    NO_ROOTS(
            "I find no certificate in {0}. Give --cacert a PEM file: text that begins with -----BEGIN CERTIFICATE-----",
            "{0} 里没有证书。--cacert 后面要跟 PEM 文件：以 -----BEGIN CERTIFICATE----- 开头的文本"),
    DEMO("A small world of its own runs on this machine. Paste one of these:", "本机上已启动一个独立的小世界。粘贴下面任意一个网址："),
    DEMO_ORIGIN("origin {0}", "源站 {0}"),
    DEMO_HINT(
            "After that type “origin” and paste what stands behind that word: you see the cause, and what Cloudflare would return under each SSL mode.",
            "然后输入“源站”，再粘贴网址后面的源站地址，就能看到原因，以及各 SSL 模式下 Cloudflare 会返回什么。"),
    DEMO_OUTSIDE(
            "While this runs, in another terminal: cf5xx check with these options, curl and openssl with those.",
            "运行期间也可以在另一个终端里试：cf5xx check 加第一行选项，curl 和 openssl 分别加后两行。"),
    DEMO_PORT("Port {0} is taken on this machine, so the sites are on port {1}.", "本机端口 {0} 已被占用，站点改用端口 {1}。"),
    STILL_LOOKING("Still looking: {0}", "还在检查：{0}"),
    NO_SCHEME(
            "An address begins with http:// or https://. Type for instance: cf5xx check {0}",
            "网址要以 http:// 或 https:// 开头。例如：cf5xx check {0}"),
    BAD_SITE_PORT(
            "The port in that address is none: it would be a number from 1 to 65535. Type for instance: cf5xx check {0}",
            "网址里的端口不对：应为 1 到 65535 之间的数字。例如：cf5xx check {0}"),
    BAD_ORIGIN(
            "{0} is no address of an origin. Give the server's own IP address, for instance: --origin 203.0.113.7 or --origin 203.0.113.7:8443",
            "{0} 不是源站地址。请给出服务器自己的 IP，例如：--origin 203.0.113.7 或 --origin 203.0.113.7:8443"),
    NO_URL(
            "Which address? For instance: cf5xx check https://www.example.com/",
            "要检查哪个网址？例如：cf5xx check https://www.example.com/"),
    ALLOWED("{0} may be looked at.", "{0} 可以检查。"),
    BAD_JSON("this is no JSON object", "不是 JSON 对象"),
    NEEDS_FIELD("\"{0}\" is missing or not of the right kind", "缺少 \"{0}\"，或类型不对"),
    NEEDS_ACT("\"text\", \"button\" or \"form\" is needed", "需要 \"text\"、\"button\" 或 \"form\""),
    NOT_LANG("\"lang\" is en or zh", "\"lang\" 只能是 en 或 zh"),
    NOT_PLATFORM("\"platform\" is plain, slack or discord", "\"platform\" 只能是 plain、slack 或 discord"),
    NOT_BOOLEAN("\"{0}\" is true or false", "\"{0}\" 只能是 true 或 false"),
    NOT_INSTANT("\"at\" is an instant such as 2026-11-21T22:04:00Z", "\"at\" 要写成时刻，例如 2026-11-21T22:04:00Z"),
    NOTHING_DONE("Nothing was done. Correct the line and run it again.", "什么都没有执行。改好这一行再运行。"),
    STORE_CORRUPT(
            "The data in {0} is damaged or is not cf5xx's. Nothing was changed. Move the folder away, or name another with --data.",
            "{0} 里的数据已损坏，或者不是 cf5xx 的。没有改动任何内容。请把该目录移走，或用 --data 指定另一个目录。"),
    STORE_LOCKED(
            "Another cf5xx is using {0}. Stop it, or name another folder with --data.",
            "另一个 cf5xx 正在使用 {0}。请先停掉它，或用 --data 指定另一个目录。"),
    STORE_READ_ONLY(
            "I cannot write to {0}: it has to be a folder this user may write to. Name another with --data.",
            "写不了 {0}：它必须是当前用户可写的目录。也可以用 --data 指定另一个目录。"),
    STORE_NEWER(
            "A newer cf5xx wrote the data in {0}. Nothing was changed. Run that version, or name another folder with --data.",
            "{0} 里的数据由更新版本的 cf5xx 写入。没有改动任何内容。请换用新版本，或用 --data 指定另一个目录。"),
    STORE_FULL("There is no room left for {0}. Make room, then run the same again.", "{0} 所在磁盘已满。腾出空间后重新运行即可。"),
    STORE_UNUSABLE(
            "The data in {0} cannot be used (--verbose says why). Nothing was changed.",
            "{0} 里的数据无法使用（加 --verbose 看原因）。没有改动任何内容。"),
    NO_LIBRARY(
            "I cannot unpack and load a library in {0}: it has to be a folder this user may write to and run programs from."
                    + " Name another: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
            "无法在 {0} 里解压并加载程序库：该目录必须可写，并允许执行程序（没有 noexec）。" + "可以换一个目录：JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=目录"),
    NOT_WRITTEN("The output could not be written: is the disk full?", "输出没能写完：磁盘是不是满了？"),
    INTERNAL(
            "Something went wrong inside cf5xx: {0}. Run it again with --verbose and report what it prints.",
            "cf5xx 内部出错：{0}。加 --verbose 重新运行，并反馈打印的内容。"),
    SETTINGS_IN_USE("Settings in use: {0}", "使用的设置：{0}"),
    NOTHING_STARTED("Nothing was started. Correct this and run it again.", "没有启动。改好以上设置后重新运行。"),
    NO_MEMORY(
            "Without CF5XX_DATA, or --data, conversations are forgotten when this ends.",
            "没有设置 CF5XX_DATA（或 --data）：退出后不保留任何对话。"),
    MEMORY("The bot's memory is in {0}", "数据保存在 {0}"),
    LISTENING("Listening at {0}; how the bot is: http://{0}/health", "监听 {0}；健康状态：http://{0}/health"),
    CANNOT_LISTEN(
            "I cannot listen at {0}: {1}. Stop what listens there, or set another CF5XX_LISTEN.",
            "无法监听 {0}：{1}。请停掉占用该端口的程序，或修改 CF5XX_LISTEN。"),
    CONNECTED("On {0} as {1}", "已连接 {0}，身份：{1}"),
    NOT_GRANTED(
            "{0} has not granted: {1}. `cf5xx doctor` says where to grant it.",
            "{0} 没有授予以下权限：{1}。运行 cf5xx doctor 查看在哪里授予。"),
    LEAVING("Leaving: what is under way is finished first, within {0} s.", "正在退出：先完成进行中的工作，最多 {0} 秒。"),
    NOBODY_SERVES(
            "Set CF5XX_LISTEN as for cf5xx serve: the bot is asked there.",
            "请设置 CF5XX_LISTEN，与 cf5xx serve 的相同：健康状态在该地址查询。"),
    NO_HEALTH("Nobody answers at {0}: is cf5xx serve running?", "{0} 没有应答：cf5xx serve 在运行吗？"),
    WELL("The bot is well.", "机器人运行正常。"),
    NOT_WELL("The bot is not well: {0}", "机器人状态异常：{0}"),
    GREETING_1(
            "cf5xx · type the code on the error page, 522 for instance, or ask in your own words.",
            "cf5xx · 输入错误页上的代码（例如 522），或者直接用自己的话问。"),
    GREETING_2("“help” shows what else; Ctrl-D leaves.", "输入“帮助”看更多；Ctrl-D 退出。"),
    LEAVE_HINT("Ctrl-D leaves.", "按 Ctrl-D 退出。");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

    /** Control, format (so also direction), lone surrogate, line and paragraph separator. */
    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** What somebody typed is repeated in no more characters. */
    private static final int LONGEST = 80;

    private static final int LONGEST_PATH = 300;

    private final String en;
    private final String zh;

    Message(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /**
     * The text in {@code lang} with {@code {0}} and on replaced by {@code values}: a list by its items, anything else,
     * which may be what a stranger typed, without what could disturb a terminal and no longer than a line.
     */
    String in(Lang lang, @Nullable Object... values) {
        return PLACEHOLDER.matcher(lang == Lang.EN ? en : zh).replaceAll(match -> {
            int i = Integer.parseInt(match.group(1));
            return Matcher.quoteReplacement(i < values.length ? shown(values[i]) : match.group());
        });
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        String text = DISTURBING.matcher(String.valueOf(value)).replaceAll("");
        int most = value instanceof Path ? LONGEST_PATH : LONGEST;
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        // Of a path the end matters as much as the beginning.
        int half = most / 2;
        return text.substring(0, text.offsetByCodePoints(0, half)) + "…"
                + text.substring(text.offsetByCodePoints(text.length(), half - most + 1));
    }
}
