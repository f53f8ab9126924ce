package dev.cf5xx.bot.dialogue;

import dev.cf5xx.knowledge.Lang;
import java.util.Set;
import java.util.regex.Pattern;

/** Whole messages with a meaning of their own, in small letters and without what ends a sentence. */
final class Phrases {
    static final Set<String> HELP = Set.of("help", "?", "？", "hi", "hello", "帮助", "你好", "在吗", "怎么用");

    static final Set<String> THANKS =
            Set.of("thanks", "thank you", "thx", "ty", "cheers", "谢谢", "多谢", "谢了", "感谢", "好的谢谢");

    /** What somebody writes who has thought better of it. */
    static final Set<String> NEVER_MIND = Set.of("never mind", "nevermind", "cancel", "算了", "取消", "不用了", "不查了", "不用查了");

    /** What says so only as an answer. */
    static final Set<String> NO = Set.of("no", "no thanks", "nope", "skip", "stop", "不", "不用", "不要", "没有", "不知道");

    /** What people write to have the same site looked at again. */
    private static final Set<String> AGAIN_EN =
            Set.of("again", "recheck", "retry", "check it again", "look again", "try again", "once more");

    private static final Set<String> AGAIN_ZH =
            Set.of("再查", "重查", "再检查一次", "重新检查", "再试一次", "再试试", "再看看", "再查查", "再来一次");

    /** Questions that only another look can answer. */
    static final Set<String> IS_IT_FIXED = Set.of(
            "is it fixed",
            "is it fixed now",
            "fixed",
            "fixed now",
            "is it up",
            "is it up now",
            "is it back",
            "still down",
            "is it still down",
            "better now",
            "and now",
            "now",
            "好了吗",
            "好了没",
            "现在好了吗",
            "修好了吗",
            "恢复了吗",
            "恢复了没",
            "现在呢",
            "还挂着吗",
            "还有问题吗");

    /** Words that ask to look at what is named beside them. */
    static final Pattern ASKS_TO_LOOK = Pattern.compile("^/?(?:check|look at|test|probe|diagnose|inspect|try)(?![a-z])"
            + "|(?<![a-z])(?:can you|could you|please|pls) (?:check|look at|test)(?![a-z])"
            + "|(?<![a-z])(?:is|are|was|went|keeps?) (?:it )?(?:down|broken|unreachable|not (?:working|loading|opening))(?![a-z])"
            + "|检查|查一?下|查查|看一?下|看看|测一?下|诊断|打不开|访问不了|挂了");

    private Phrases() {}

    /** What people write in {@code lang} to have the same site looked at again. */
    static Set<String> again(Lang lang) {
        return lang == Lang.EN ? AGAIN_EN : AGAIN_ZH;
    }
}
