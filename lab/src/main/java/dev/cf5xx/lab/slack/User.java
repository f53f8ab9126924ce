package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Somebody in a workspace.
 *
 * @param id {@code U…}
 * @param locale as {@code zh-CN}
 * @param botId {@code B…}; empty for a person
 */
record User(String id, String name, String locale, String botId, String appId) {
    boolean bot() {
        return !botId.isEmpty();
    }

    /** As users.info gives it. */
    ObjectNode json(String team, boolean withLocale) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("team_id", team).put("name", name).put("deleted", false);
        json.put("real_name", name).put("tz", "Asia/Shanghai").put("tz_label", "China Standard Time");
        json.put("tz_offset", 28_800);
        ObjectNode profile = json.putObject("profile");
        profile.put("real_name", name).put("display_name", name).put("team", team);
        json.put("is_admin", false).put("is_owner", false).put("is_bot", bot()).put("is_app_user", false);
        json.put("updated", 1_700_000_000);
        if (bot()) {
            profile.put("api_app_id", appId).put("bot_id", botId);
        }
        if (withLocale) {
            json.put("locale", locale);
        }
        return json;
    }
}
