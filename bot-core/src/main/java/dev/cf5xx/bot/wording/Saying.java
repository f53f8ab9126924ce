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
    HELP_CODES("I know {0}, and 1XXX codes such as {1}.", "我懂 {0}，以及 {1} 等 1XXX 错误。"),
    NOT_OURS(
            "I only know Cloudflare's 5XX and 1XXX errors. Send me the code on the error page (e.g. 522), or ask about one.",
            "我只懂 Cloudflare 的 5XX 和 1XXX 错误。把错误页上的代码发给我（例如 522），或者直接问。"),
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
            "That button belongs to a message I no longer have. Send me the code again.", "这个按钮对应的消息我已经没有了，请把代码再发一次。");

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
