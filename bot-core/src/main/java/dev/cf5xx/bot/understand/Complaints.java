package dev.cf5xx.bot.understand;

/** Chinese that follows an address without a blank, and is no part of its path. */
final class Complaints {
    private static final String[] WORDS = {
        "打不", "打开", "报错", "报5", "挂了", "访问", "显示", "返回", "一直", "无法", "不能", "不行", "不了", "超时", "怎么", "为什么",
        "这个", "这是", "是不是", "是什么", "也打", "也报", "也不", "都打", "都报", "都不", "都挂", "还是", "又挂", "又报", "突然", "出现",
        "提示", "现在", "正常", "好了", "有时", "偶尔", "加载", "卡住", "卡了", "崩了", "异常", "下载不", "进不", "请问", "请帮", "帮我",
        "帮忙", "麻烦", "谁知", "的页面", "的时候", "打開", "報錯", "掛了", "訪問", "顯示", "無法", "逾時", "怎麼", "為什麼", "這個", "進不",
        "請問", "幫忙"
    };

    private Complaints() {}

    /** Whether {@code text} goes on at {@code at} with what people say of an address. */
    static boolean startAt(String text, int at) {
        for (String word : WORDS) {
            if (text.startsWith(word, at)) {
                return true;
            }
        }
        return false;
    }
}
