package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.knowledge.Lang;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the adapter itself says to one person. {@code {0}} is filled in. */
enum Notice {
    FAILED(
            "Something went wrong on my side, and it may not have worked. Please try again in a minute.",
            "我这边出了点问题，刚才的操作可能没有执行，请过一分钟再试。"),
    IN_THREAD("The answer comes in the thread of that message.", "结果会发在那条消息的子区里。"),
    FORM_LATE("That took me too long to open a form. Please press the button again.", "打开表单超时了，请再点一次按钮。"),
    NO_THREADS(
            "I answer in the channel: for a thread I would need the permission “{0}” there. Whoever runs this server can grant it to my role.",
            "我只能直接在频道里回答：要开子区，我需要在那里有“{0}”权限。请让服务器管理员给我的身份组加上。");

    private final String en;
    private final String zh;

    Notice(String en, String zh) {
        this.en = en;
        this.zh = zh;
    }

    /** In {@code lang}; in both languages where that is not known. */
    Reply in(@Nullable Lang lang, String... values) {
        return new Reply((lang == null ? Stream.of(Lang.values()) : Stream.of(lang))
                .map(each -> each == Lang.ZH ? zh : en)
                .map(line -> values.length == 0 ? line : line.replace("{0}", values[0]))
                .<Block>map(line -> Block.Paragraph.of(Span.words(line)))
                .toList());
    }
}
