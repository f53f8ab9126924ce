package dev.cf5xx.bot.wording;

import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.knowledge.Text;

/** Everything the bot says that is not knowledge, in both languages. {@code {0}} and on are filled in. */
public enum Saying {
    WHOSE_FAULT("Whose fault", "谁的问题"),
    WHICH_KIND("Which one is yours?", "先分清是哪一种"),
    LIKELY_CAUSES("Likely causes", "常见原因"),
    WHAT_TO_DO("What to do", "怎么处理"),
    LIMITS("Limits", "关键数字"),
    COLLECT("Have ready", "提前备好"),
    READ_MORE("More", "参考"),
    YOU("You", "你"),
    HOST("Your host", "主机商"),
    SUPPORT("Cloudflare Support", "Cloudflare 支持"),
    FOR_HOST("for your host: {0}", "给主机商：{0}"),
    FOR_SUPPORT("for Cloudflare Support: {0}", "给 Cloudflare 支持：{0}"),
    LIST_SEPARATOR(", ", "、"),
    CLAUSE_SEPARATOR("; ", "；"),
    COLON(": ", "："),
    STOP(".", "。"),

    MEANING("What it means", "什么意思"),
    SIGNS("What pages and logs show", "页面和日志里的迹象"),
    NOTES("Good to know", "还要知道"),
    LINKS("Links", "链接"),
    KIND_OF("If it is: {0}", "如果是：{0}"),
    RISK("Risk: {0}", "风险：{0}"),
    WAY_BACK("Undo: {0}", "恢复：{0}"),
    SAFER("Safer: {0}", "更稳妥：{0}"),
    AS_OF("as of {0}", "截至 {0}"),

    MORE_BUTTON("Everything on {0}", "{0} 的全部内容"),
    MORE_WORD("more", "更多"),
    LESS_BUTTON("Short version", "收起"),
    LESS_WORD("less", "收起"),
    OTHER_LANGUAGE_BUTTON("中文", "English"),

    HELP_TITLE("I explain Cloudflare's 5XX errors", "我来解释 Cloudflare 的 5XX 错误"),
    HELP_CODE("Type the code on the error page: 522", "直接发错误页上的代码：522"),
    HELP_QUESTION(
            "or ask in your own words: “525 since we put Cloudflare in front, what now?”",
            "或者用你自己的话问：“套了 CF 之后一直 525 怎么办”"),
    HELP_FOLLOW_UP(
            "then follow up: “whose fault?”, “how long is the timeout?”, “and 525?”",
            "接着可以追问：“谁的问题？”“超时多久？”“那 525 呢？”"),
    HELP_CHECK(
            "or paste your site's address, https://www.example.com/: I look at it from outside",
            "或者发网址 https://www.example.com/，我从外部检查"),
    HELP_AFTER_CHECK(
            "after a check: “is it fixed?”, “what do I tell my host?”, “origin 203.0.113.7”",
            "检查之后可以说：“好了吗”“怎么跟主机商说”“源站 203.0.113.7”"),
    HELP_CODES("I know {0}, and 1XXX codes such as {1}.", "我懂 {0}，以及 {1} 等 1XXX 错误。"),
    NOT_OURS(
            "I only know Cloudflare's 5XX and 1XXX errors. Send me the code on the error page (e.g. 522), or ask about one.",
            "我只懂 Cloudflare 的 5XX 和 1XXX 错误。把错误页上的代码发给我（例如 522），或者直接问。"),
    CAN_CHECK("Or paste your site's address, and I look at it from outside.", "也可以把网址发给我，我从外部检查。"),
    URL_ONLY(
            "What does {0} show when it fails? Send me the code on the page (e.g. 522) or the text of it.",
            "打不开的时候，{0} 显示什么？把页面上的代码（例如 522）或文字发给我。"),
    URL_CODE_COMMAND("To see the code from a terminal:", "在终端里可以这样看代码："),
    GENERIC(
            "Nothing here says that Cloudflare made this {0}: any web server can.",
            "仅凭这些看不出这个 {0} 和 Cloudflare 有关，任何 Web 服务器都可能返回它。"),
    GENERIC_ASK(
            "Does the page mention Cloudflare or show a Ray ID? If it does, tell me so; if not, the error is your own server's or proxy's.",
            "页面上有没有 Cloudflare 字样或 Ray ID？有就告诉我；没有的话，是你自己的服务器或反向代理报的错。"),
    GENERIC_CHECK("To see who answers", "看看是谁在应答"),
    SEVERAL("The words fit several errors. Which number is on the page?", "这些描述对得上好几个错误。页面上写的是哪个数字？"),
    READ_FROM_PASTE("Read from what you pasted", "从你贴的内容里读到"),
    PASTED_RAY("Ray ID {0}", "Ray ID 为 {0}"),
    PASTED_COLO("data centre {0}", "数据中心 {0}"),
    PASTED_SERVER("server: {0}", "server 头为 {0}"),
    PASTED_CURL("curl error {0}", "curl 错误 {0}"),
    PASTED_VERIFY("verify return code {0}", "证书校验返回码 {0}"),
    PASTED_EXPIRES("certificate valid until ", "证书有效期至 "),
    PASTED_ROUTE("{0}, {1} hops", "{0}，{1} 跳"),
    PASTED_HAR(
            "a HAR: it holds live sessions, so better delete that message; I keep nothing of it",
            "一份 HAR：里面有登录会话，建议删掉那条消息；我不会保存"),
    PASTED_FAILED_BROWSER("the page marks the browser as failing", "页面标出浏览器一侧有问题"),
    PASTED_FAILED_CLOUDFLARE("the page marks Cloudflare as failing", "页面标出 Cloudflare 一侧有问题"),
    PASTED_FAILED_HOST("the page marks the host as failing", "页面标出源站一侧有问题"),
    NEXT_STEPS("What to try next", "接下来试试"),
    LIST_OF_CODES("Send me one of these numbers for causes and steps:", "把其中一个数字发给我，就给出原因和处理步骤："),
    OFTEN("Why", "原因"),
    ONLY_VISITING(
            "Only visiting the site? You cannot fix this: tell its owner the code, the time and the Ray ID. For the owner:",
            "如果你只是访客，自己修不了：把错误码、时间和 Ray ID 告诉站长。站长请看下面："),
    UNKNOWN_CODE("{0} is no Cloudflare error code I know. Did you mean {1}?", "我不认识 {0} 这个 Cloudflare 错误代码。是不是 {1}？"),
    CODE_AND_TITLE("{0} ({1})", "{0}（{1}）"),
    EMPTY_CODE("Which code? Type the number on the error page, for instance {0}.", "哪个代码？请输入错误页上的数字，例如 {0}。"),
    NOTHING_ON_THAT("I have nothing on that for {0}.", "关于 {0}，这一点我没有资料。"),
    CAN_TELL(
            "I did not get that. On {0} you can ask: whose fault, why, what to do, the limits, what to send to support. Or send another code.",
            "没看懂。关于 {0} 可以问：谁的问题、原因、怎么处理、时限是多少、找支持要准备什么；也可以发别的代码。"),
    WHICH_CODE(
            "What does the error page show? Send me the number on it (e.g. 522) or its text, and I can tell whose fault it is and what to do.",
            "错误页上写的是什么？把上面的数字（例如 522）或文字发给我，我就能说清是谁的问题、怎么处理。"),
    THANKS("Good luck. I am here if it comes back.", "不客气，再出问题随时叫我。"),
    BUTTON_GONE(
            "That button belongs to a message I no longer have. Send me the code again.", "这个按钮对应的消息我已经没有了，请把代码再发一次。"),

    CUSTOMER("Your customer", "你的客户"),
    PATH_ORIGIN("origin", "源站"),
    AT_EDGE("edge", "边缘"),
    PATH_SITE("site", "站点"),
    MEASURED("Measured", "实测"),
    ALSO_FOUND("Also found", "另外发现"),
    AND_MORE("and {0} more", "另有 {0} 项"),
    RESTS_ON("What is known about it", "相关知识"),
    IF_SAME_CODE(
            "Seen from here only: Cloudflare shows {0} if it sees the same.",
            "这只是从这里看到的；如果 Cloudflare 看到的也一样，就会报 {0}。"),
    OTHER_IF_SAME(" ({0} if Cloudflare sees the same)", "（Cloudflare 看到的也一样才会报 {0}）"),
    WOULD_SHOW("Under Full (strict) Cloudflare shows {0} for this.", "在完全（严格）(Full (strict)) 模式下，Cloudflare 会为此报 {0}。"),

    BY_SSL_MODE("What Cloudflare would return, by SSL mode", "各 SSL 模式下 Cloudflare 会返回"),
    MODE_OFF("Off", "关闭 (Off)"),
    MODE_FLEXIBLE("Flexible", "灵活 (Flexible)"),
    MODE_FULL("Full", "完全 (Full)"),
    MODE_STRICT("Full (strict)", "完全（严格）(Full (strict))"),
    PASSED_THROUGH("passed through", "原样转发"),
    CERTAIN(" (certain)", "（确定）"),
    LIKELY(" (likely)", "（很可能）"),
    IF_SAME(" (if Cloudflare sees the same)", "（若 Cloudflare 看到的也一样）"),
    NOT_LOOKED_AT("not looked at: {0}", "没有查看：{0}"),
    ONLY_FROM_HERE(
            "for this check {0}; what Cloudflare gets there, only it can tell", "本检查所见：{0}；Cloudflare 访问它的结果从这里无法得知"),
    OVER_TLS("over TLS", "走 TLS"),
    OVER_PLAIN_HTTP("over plain HTTP", "走明文 HTTP"),

    VANTAGE("seen by this bot over {0}", "由本机器人查看（{0}）"),
    BOTH_FAMILIES("IPv4 and IPv6", "IPv4 和 IPv6"),
    IPV4_ONLY("IPv4 only", "只有 IPv4"),
    IPV6_ONLY("IPv6 only", "只有 IPv6"),
    NO_FAMILY("neither IPv4 nor IPv6", "IPv4、IPv6 都没有"),
    FAKE_DNS_HERE("DNS here gives fake addresses", "这里的 DNS 返回假地址"),
    PROXY_UNUSED("the proxy set here was not used", "这里配置的代理没有使用"),
    TOOK("took {0}", "用时 {0}"),

    WAY("Way and time", "路径和耗时"),
    TRIES("status of each try: {0}", "各次请求的状态码：{0}"),
    NO_STATUS("none", "无"),
    FIRST_BYTE("first byte", "首字节"),
    TOTAL("total", "合计"),
    IN_FRONT("Is Cloudflare in front?", "前面是不是 Cloudflare？"),
    ANSWER_BY("the last answer was written by {0}", "最后的响应出自：{0}"),
    DNS_SECTION("DNS", "DNS 结果"),
    ADDRESSES("addresses: {0}", "地址：{0}"),
    ALIASES("aliases: {0}", "别名：{0}"),
    HANDSHAKE("TLS handshake", "TLS 握手"),
    ALERT("alert {0}", "告警 {0}"),
    ISSUED_BY("issued by {0}", "签发者 {0}"),
    VALID("valid from {0} to {1}", "有效期 {0} 至 {1}"),
    NAMES("names: {0}", "域名：{0}"),
    SERIAL("serial {0}", "序列号 {0}"),
    REFUSED_BY_STRICT("Full (strict) refuses it: {0}", "完全（严格）(Full (strict)) 不接受：{0}"),
    WORTH_KNOWING("worth knowing: {0}", "值得留意：{0}"),
    REVOCATION("revocation: {0}", "吊销状态：{0}"),
    HEADERS("headers {0}", "响应头 {0}"),
    TRACE("/cdn-cgi/trace as this check saw it", "/cdn-cgi/trace（本检查所见）"),
    ORIGIN("Origin {0}", "源站 {0}"),

    SECONDS("{0} s", "{0} 秒"),
    MILLISECONDS("{0} ms", "{0} 毫秒"),
    ONE_MINUTE("1 minute", "1 分钟"),
    MINUTES("{0} minutes", "{0} 分钟"),
    ONE_HOUR("1 hour", "1 小时"),
    HOURS("{0} hours", "{0} 小时"),
    ONE_DAY("1 day", "1 天"),
    DAYS("{0} days", "{0} 天"),
    MONTHS("{0} months", "{0} 个月"),
    YEARS("{0} years", "{0} 年"),
    AGO("{0} ago", "{0}前"),
    FROM_NOW("in {0}", "{0}后"),
    ONE_BYTE("1 byte", "1 字节"),
    BYTES("{0} bytes", "{0} 字节"),

    LOOKING("Looking …", "正在检查…"),
    LOOKING_AT("Looking at {0} …", "正在检查 {0}…"),
    AGAIN("again", "重试"),
    STILL_WAITING(
            "No answer for {0} s. Behind Cloudflare that means that it still waits for the origin; I keep watching, until about 130 s.",
            "{0} 秒还没有应答。站点在 Cloudflare 后面的话，是它还在等源站；我继续盯着，最多到 130 秒左右。"),
    ORIGIN_STILL_WAITING(
            "The origin has been silent for {0} s; I keep watching, until about 130 s.",
            "源站 {0} 秒没有应答；我继续盯着，最多到 130 秒左右。"),

    THAT("that", "它"),
    REFUSED_NOT_A_URL(
            "I cannot read {0} as an address. Write a site like https://www.example.com/path, an origin like 203.0.113.7 or 203.0.113.7:8443.",
            "{0} 不像一个地址。网址请写成 https://www.example.com/path，源站请写成 203.0.113.7 或 203.0.113.7:8443。"),
    REFUSED_BAD_HOST(
            "No host can be called {0}. Check the spelling; a name looks like www.example.com.",
            "主机名不能是 {0}。检查一下拼写，正确的样子是 www.example.com。"),
    REFUSED_TOO_LONG(
            "That address is longer than 8 KB. Send it without the part after the question mark.",
            "网址超过 8 KB。去掉问号后面的部分再发。"),
    REFUSED_SCHEME(
            "I look at http and https only, not at {0}. Send the page's https:// address.",
            "我只查 http 和 https，不查 {0}。请发 https:// 开头的网址。"),
    REFUSED_USERINFO(
            "There is a user name or password in that address. Take out everything between // and @, send it again, and change the password.",
            "网址里带了用户名或密码。去掉 // 和 @ 之间的内容再发，密码也请改掉。"),
    REFUSED_PORT(
            "Cloudflare does not proxy port {0}. For http use 80, 8080, 8880, 2052, 2082, 2086 or 2095; for https 443, 2053, 2083, 2087, 2096 or 8443.",
            "Cloudflare 不代理端口 {0}。http 可用 80、8080、8880、2052、2082、2086、2095；https 可用 443、2053、2083、2087、2096、8443。"),
    REFUSED_SPELLING(
            "Write an IPv4 address as four plain decimal numbers, like 203.0.113.7; {0} could mean several.",
            "IPv4 地址请写成四个普通的十进制数，如 203.0.113.7；{0} 有歧义。"),
    REFUSED_INTERNAL_NAME(
            "I stay out of internal networks, and {0} is a name of one. Send the name that visitors type, like www.example.com.",
            "我不访问内部网络，而 {0} 是内网名字。请发访客使用的域名，如 www.example.com。"),
    REFUSED_SPECIAL_ADDRESS(
            "I only connect to public addresses, and {0} leads to one that is not. Send the site's public name or address; whoever runs the bot can open a range with --allow-network.",
            "我只连公网地址，而 {0} 不是。请发站点的公网域名或地址；机器人的管理员可以用 --allow-network 放开网段。"),
    REFUSED_OWN_ADDRESS(
            "I do not look at the machine I run on, and {0} leads there. Send the public address of another server.",
            "我不查自己所在的机器，而 {0} 正是这里。请发别的服务器的公网地址。"),
    REFUSED_REDIRECTS(
            "I follow five redirects, and {0} had more, or went in circles. Send the address where they should end.",
            "我最多跟五次跳转，{0} 超过了，或者在兜圈子。请直接发最终的网址。"),
    REFUSED_ORIGINS(
            "Up to {0} origins go into one check. Send the others in a second one.", "一次最多查 {0} 个源站，其余的请分下一次查。"),

    LIMIT_PERSON("You have had many checks in a short time. Try again in {0}.", "你短时间内查得太多了，请 {0}后再试。"),
    LIMIT_VENUE("There were many checks in this channel. Try again in {0}.", "这个频道里查得太多了，请 {0}后再试。"),
    LIMIT_TARGET(
            "I look at one site or server only so often, to be no burden to it. Try again in {0}.",
            "同一个站点或服务器不能查得太勤，免得给它添负担，请 {0}后再试。"),
    FROM_MEMORY("Checked {0}; {1} looks anew.", "{0}检查的；发“{1}”重新检查。"),
    CHECK_AGAIN_BUTTON("Check again", "再查一次"),
    CHECK_AGAIN_WORD("check again", "再查一次"),
    REPORT_MORE_BUTTON("All details", "全部细节"),
    CHECK_FAILED(
            "Something went wrong on my side, not on the site's. Please check again in a minute.",
            "我这边出了点问题，与站点无关。请过一分钟再查一次。"),
    ORIGIN_BUTTON("Check the origin", "直连源站检查"),
    ORIGIN_SAID("origin {0}", "源站 {0}"),
    ORIGIN_WORD("origin", "源站"),
    ORIGIN_FORM_TITLE("Origin address", "源站地址"),
    ORIGIN_FORM_LABEL("IP address of the server, maybe a port", "服务器 IP，可带端口"),
    ORIGIN_FORM_HINT("203.0.113.7 or 203.0.113.7:8443", "203.0.113.7 或 203.0.113.7:8443"),
    ORIGIN_FORM_SUBMIT("Check", "检查"),
    STILL_LOOKING("I am still looking; the report comes in a moment.", "还在检查，报告马上就来。"),
    SEND_IT_AGAIN(
            "There was something in that address that I do not keep. Send it once more and I look again.",
            "那个网址里有我不保存的内容，请再发一次，我重新检查。"),
    NOTHING_SEEN("That check ended without a report; “check again” repeats it.", "那次检查没有出报告，发“再查一次”可以重来。"),
    NEVER_MIND("All right.", "好的。"),
    OFFER_CHECK("Shall I look at {0} from outside?", "要我从外部检查一下 {0} 吗？"),
    OFFER_BUTTON("Check it", "检查"),
    OFFER_WORD("yes", "好"),
    ASKED_TO_LOOK("A look at {0} from outside", "从外部检查 {0}"),
    ASKED_TO_LOOK_THERE("A look from outside", "从外部检查"),
    ASKED_BY("Asked for by {0}; the report is in this thread.", "由 {0} 发起，报告在本消息的讨论串里。"),
    NOTHING_TO_LOOK_AT("I see no link and no Cloudflare error in that message.", "这条消息里没有链接，也没有 Cloudflare 报错。"),
    OVERHEARD(
            "Nobody asked me; this channel lets me look at links by myself. To change that, write {0} to me.",
            "没有人叫我，是这个频道允许我主动检查链接。要改的话，对我说 {0}。"),
    LISTEN_WORD("listen", "监听"),
    LISTEN_ERRORS(
            "Here I answer complaints about 5XX errors unasked, and look at links that are posted alone. I speak up only about broken sites.",
            "在这里，看到有人说 5XX 报错我会主动回答，单独发出的链接我会悄悄检查，站点有故障才出声。"),
    LISTEN_LINKS(
            "Here I answer complaints about 5XX errors unasked, and look at every link. I speak up only about broken sites.",
            "在这里，看到有人说 5XX 报错我会主动回答，每个链接我都会悄悄检查，站点有故障才出声。"),
    LISTEN_MENTIONS(
            "Here I speak only when I am mentioned, and in threads where I am at work.",
            "在这里，只有被提及时、以及在我已参与的讨论串里，我才说话。"),
    LISTEN_OFF("Here I speak only when I am mentioned.", "在这里，只有被提及时我才说话。"),
    LISTEN_SITES("Your own sites, links to which I always look at: ", "你们自己的站点（链接一律检查）："),
    LISTEN_BOTS("Bots I listen to: ", "我会理会这些机器人："),
    LISTEN_EVERY_BOT("I listen to every bot here.", "这里的所有机器人我都会理会。"),
    LISTEN_CHANGE("To change it, write to me:", "要改的话，对我说："),
    LISTEN_WAY_ERRORS("listen errors", "监听 报错"),
    LISTEN_WAY_LINKS("listen links", "监听 链接"),
    LISTEN_WAY_MENTIONS("listen mentions", "监听 提及"),
    LISTEN_WAY_OFF("listen off", "监听 关闭"),
    LISTEN_WAY_SITES("listen sites www.example.com, shop.example.com", "监听 网站 www.example.com、shop.example.com"),
    LISTEN_WAY_BOTS("listen bots @monitor", "监听 机器人 @monitor"),
    LISTEN_CHANGED_BY("{0} has changed what I listen to in this channel.", "{0} 修改了我在这个频道里的监听范围。"),
    LISTEN_DIRECT(
            "In direct messages I answer everything. What I listen to in a channel is set there.",
            "私信里的消息我都会回答；频道里监听什么，请到频道里设置。"),
    NO_SITE(
            "{0} is no site's name. Write it like this: listen sites www.example.com",
            "{0} 不是站点域名，请这样写：监听 网站 www.example.com"),
    NO_BOT(
            "{0} is no bot that I can tell. Mention it, or write “listen bots all”.",
            "我认不出 {0} 是哪个机器人。请 @ 它，或者写“监听 机器人 全部”。"),
    SHARE_BUTTON("Show everybody", "发到频道"),
    SHARE_WORD("share", "分享"),
    HINDERED_PERMISSION(
            "I lack a permission here: {0}. Whoever manages this workspace can grant it.", "我在这里缺少权限：{0}，请管理员授予。"),
    HINDERED_NOT_IN_CHANNEL(
            "I am not in this channel, so I cannot write there. Invite me, or write to me directly.",
            "我不在这个频道里，没法在这里发消息。请邀请我进来，或者直接私信我。"),
    HINDERED_CLOSED(
            "This channel or thread is archived or locked, so I cannot write there.", "这个频道或讨论串已归档或锁定，我没法在里面发消息。"),
    HINDERED_REFUSED("The platform did not take my message here.", "平台没有接受我在这里发的消息。"),
    FAULT_NOBODYS("This check sees nothing broken.", "本次检查没看到故障。"),
    FAULT_OF_ORIGIN(
            "The origin: the server behind Cloudflare, so you or your host.", "源站的问题：Cloudflare 后面的服务器，找你自己或主机商。"),
    FAULT_OF_CLOUDFLARE("Cloudflare's.", "Cloudflare 的问题。"),
    FAULT_OF_DNS("The site's DNS: whoever keeps its records.", "域名解析的问题：找管 DNS 记录的人。"),
    FAULT_OF_VISITOR(
            "The way from this check to Cloudflare; other visitors may see nothing of it.",
            "本检查到 Cloudflare 这一段的问题，别的访客不一定受影响。"),
    FAULT_OF_CONFIG("The site's settings at Cloudflare: whoever has the dashboard.", "Cloudflare 上的站点设置问题：找能登录控制台的人。"),
    FAULT_UNSURE(
            "This is what can be seen from here; Cloudflare may see something else.",
            "这是从本检查看到的情况，Cloudflare 看到的可能不同。"),
    HANDOVER_HOST("Send this to your host:", "把下面这些发给主机商："),
    HANDOVER_CLOUDFLARE("Send this to Cloudflare Support:", "把下面这些发给 Cloudflare 支持："),
    HANDOVER_WHEN("Seen {0}, from outside.", "{0} 从外部检查所得。"),
    ORIGIN_NOT_UNDERSTOOD(
            "I cannot read {0} as the address of a server. Write the IP address, like 203.0.113.7 or 203.0.113.7:8443, for IPv6 [2001:db8::7]:8443; no host name. “never mind” leaves it.",
            "{0} 不像服务器地址。请写 IP，如 203.0.113.7 或 203.0.113.7:8443，IPv6 写 [2001:db8::7]:8443；不要写域名。不查了就说“算了”。");

    private final String en;
    private final String zh;

    Saying(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** Both languages, unfilled. */
    public Text text() {
        return new Text(en, zh);
    }

    /** The text in {@code lang} with {@code {0}} and on replaced by {@code values}. */
    public String in(Lang lang, Object... values) {
        String filled = lang == Lang.EN ? en : zh;
        for (int i = 0; i < values.length; i++) {
            filled = filled.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return filled;
    }
}
