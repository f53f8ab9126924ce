package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** api.test, auth.test, bots.info, team.info, users.info, as docs.slack.dev/reference/methods has it. */
final class PeopleMethods {
    private static final int TIER_3 = 50;
    private static final int TIER_4 = 100;

    private PeopleMethods() {}

    static void addTo(Api api) {
        api.method("api.test", "", 0, asked -> Asked.ok());
        // Hundreds a minute, says its page.
        api.method("auth.test", "", 0, PeopleMethods::self);
        api.method("bots.info", "users:read", TIER_3, PeopleMethods::bot);
        api.method("team.info", "team:read", TIER_3, PeopleMethods::team);
        api.method("users.info", "users:read", TIER_4, PeopleMethods::user);
    }

    private static ObjectNode self(Asked asked) {
        Workspace workspace = asked.workspace();
        return Asked.ok()
                .put("url", "https://" + workspace.name() + ".slack.com/")
                .put("team", workspace.name())
                .put("user", workspace.self().name())
                .put("team_id", workspace.id())
                .put("user_id", workspace.self().id())
                .put("bot_id", workspace.self().botId())
                .put("is_enterprise_install", false);
    }

    private static ObjectNode bot(Asked asked) {
        String id = asked.required("bot");
        User bot = asked.workspace().everybody().stream()
                .filter(user -> user.bot() && user.botId().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refused("bot_not_found"));
        ObjectNode answer = Asked.ok();
        answer.putObject("bot")
                .put("id", bot.botId())
                .put("deleted", false)
                .put("name", bot.name())
                .put("updated", 1_700_000_000)
                .put("app_id", bot.appId())
                .put("user_id", bot.id());
        return answer;
    }

    private static ObjectNode team(Asked asked) {
        ObjectNode answer = Asked.ok();
        answer.putObject("team")
                .put("id", asked.workspace().id())
                .put("name", asked.workspace().name())
                .put("domain", asked.workspace().name());
        return answer;
    }

    private static ObjectNode user(Asked asked) {
        User user = asked.workspace().user(asked.required("user"));
        if (user == null) {
            throw new Refused("user_not_found");
        }
        ObjectNode answer = Asked.ok();
        answer.set("user", user.json(asked.workspace().id(), asked.flag("include_locale")));
        return answer;
    }
}
