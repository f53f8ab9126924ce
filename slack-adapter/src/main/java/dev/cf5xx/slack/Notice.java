package dev.cf5xx.slack;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the adapter itself says to one person. */
enum Notice {
    FAILED(
            "Something went wrong on my side, and it may not have worked. Please try again in a minute.",
            "我这边出了点问题，刚才的操作可能没有执行，请过一分钟再试。"),
    IN_THREAD("The answer comes in the thread of that message.", "结果会发在那条消息的讨论串里。"),
    FORM_LATE("That took me too long to open a form. Please press the button again.", "打开表单超时了，请再点一次按钮。"),
    CANCEL("Cancel", "取消"),
    HOME_TITLE("I explain Cloudflare's 5XX errors", "我来解释 Cloudflare 的 5XX 错误"),
    HOME_CODE("Type the code on the error page: ", "输入错误页上的代码："),
    HOME_CHECK("Have me look at a site: ", "让我看看一个网站："),
    HOME_MENTION(
            "In a channel, mention me (after /invite), or choose “Check links in message” in a message's menu; here, just write to me under Messages.",
            "在频道里先 /invite 再 @我，或者在消息菜单里选 “Check links in message”；在这里，直接在“消息”页给我发消息。");

    private final String en;
    private final String zh;

    Notice(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    String text(Lang lang) {
        return lang == Lang.ZH ? zh : en;
    }

    /** In {@code lang}; in both languages where that is not known. */
    String line(@Nullable Lang lang) {
        return lang == null ? en + " " + zh : text(lang);
    }

    /** In {@code lang}; in both languages where that is not known. */
    Reply in(@Nullable Lang lang) {
        return new Reply((lang == null ? Stream.of(Lang.values()) : Stream.of(lang))
                .map(each -> Span.words(text(each)))
                .<Block>map(Block.Paragraph::of)
                .toList());
    }

    /** What the app's Home says. */
    static Reply home(Lang lang) {
        return Reply.of(
                new Block.Heading(HOME_TITLE.text(lang)),
                Block.Paragraph.of(Span.words(HOME_CODE.text(lang)), new Span.Code("/cf5xx 522")),
                Block.Paragraph.of(
                        Span.words(HOME_CHECK.text(lang)), new Span.Code("/cf5xx https://shop.example.com/")),
                Block.Paragraph.of(Span.words(HOME_MENTION.text(lang))));
    }
}
