package dev.cf5xx.discord;

import dev.cf5xx.knowledge.Text;

/**
 * Why the connection is over for good.
 *
 * @param code the close code of Discord's gateway; 1000 where the adapter was closed
 * @param reason what happened, and what to do
 */
public record DiscordEnd(int code, Text reason) {
    /** The adapter was closed. */
    public static final int CLOSED = 1000;

    /** By the table "Gateway Close Event Codes" of Discord's reference. */
    static DiscordEnd of(int code) {
        return new DiscordEnd(
                code,
                switch (code) {
                    case CLOSED -> new Text("Closed.", "已关闭。");
                    case 4004 ->
                        new Text(
                                "Discord does not accept the token (4004). Copy a new one: Developer Portal › your application › Bot › Reset Token.",
                                "Discord 不接受这个 token（4004）。请重新生成：开发者后台 › 你的应用 › Bot › Reset Token。");
                    case 4010, 4011 ->
                        new Text(
                                "Discord wants this bot split over several connections (" + code
                                        + "): it is in too many servers for one.",
                                "Discord 要求把这个机器人拆成多个连接（" + code + "）：它加入的服务器太多。");
                    case 4013 ->
                        new Text(
                                "Discord does not know an intent that was asked for (4013). Update cf5xx.",
                                "Discord 不认识所请求的 intent（4013）。请升级 cf5xx。");
                    case 4014 ->
                        new Text(
                                "Discord does not grant Message Content (4014). Switch it on: Developer Portal › your application › Bot › Message Content Intent; or let cf5xx do without it.",
                                "Discord 没有授予 Message Content（4014）。请在开发者后台 › 你的应用 › Bot › Message Content Intent 打开它，或者让 cf5xx 不使用它。");
                    default ->
                        new Text(
                                "Discord closed the connection for good (" + code + ").",
                                "Discord 永久关闭了连接（" + code + "）。");
                });
    }
}
