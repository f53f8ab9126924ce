package dev.cf5xx.bot.understand;

/** Chinese that follows an address without a blank, and is no part of its path. */
final class Complaints {
    private static final String[] WORDS = {
        "打不", "打开", "报错", "报", "挂", "访问", "显示", "返回", "一直", "无法", "不能", "不行", "不了", "超时", "怎么", "为什么", "这", "是", "的",
        "也", "就", "都", "还", "又", "突然", "出现", "提示", "现在", "正常", "好了", "有时", "偶尔", "加载", "卡", "崩", "異常", "异常", "下载不",
        "進不", "进不", "打開", "報錯", "掛", "無法", "顯示", "請", "请", "帮", "幫", "麻烦", "谁", "誰", "和", "跟", "或"
    };

    private Complaints() {}

    /** Whether {@code text} goes on at {@code at} with what people say of an address. */
    static boolean startAt(CharSequence text, int at) {
        for (String word : WORDS) {
            if (at + word.length() <= text.length() && word.contentEquals(text.subSequence(at, at + word.length()))) {
                return true;
            }
        }
        return false;
    }
}
