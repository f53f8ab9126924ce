package dev.cf5xx.slack;

import dev.cf5xx.knowledge.Text;
import java.util.Set;

/**
 * Why the connection is over for good.
 *
 * @param code Slack's own word for it; {@link #CLOSED} where the adapter was closed
 * @param reason what happened, and what to do
 */
public record SlackEnd(String code, Text reason) {
    /** The adapter was closed. */
    public static final String CLOSED = "closed";

    /** The app-level token lacks its only scope. */
    static final String NO_CONNECTIONS = "missing_scope";

    /** What no repeating mends, by the errors of auth.test and apps.connections.open. */
    private static final Set<String> FINAL = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "app_uninstalled",
            "team_access_not_granted",
            "not_allowed_token_type",
            "enterprise_is_restricted",
            "org_login_required",
            "ekm_access_denied",
            "forbidden_team",
            "socket_mode_disabled",
            "link_disabled");

    /** Whether an error of the API, or the reason of a disconnect, is the end. */
    static boolean isFinal(String error) {
        return FINAL.contains(error);
    }

    /** What an error means. */
    static SlackEnd of(String error) {
        return new SlackEnd(
                error,
                switch (error) {
                    case CLOSED -> new Text("Closed.", "已关闭。");
                    case "invalid_auth", "not_authed", "not_allowed_token_type", "token_expired" ->
                        new Text(
                                "Slack does not accept a token (" + error
                                        + "). The bot token (xoxb-…) is under api.slack.com/apps › your app › OAuth & Permissions, the app-level token (xapp-…) under Basic Information › App-Level Tokens; they are not interchangeable.",
                                "Slack 不接受 token（" + error
                                        + "）。Bot token（xoxb-…）在 api.slack.com/apps › 你的应用 › OAuth & Permissions，应用级 token（xapp-…）在 Basic Information › App-Level Tokens；两者不能混用。");
                    case "token_revoked", "account_inactive", "app_uninstalled" ->
                        new Text(
                                "The app was removed from the workspace, or its token was revoked (" + error
                                        + "). Install it again: api.slack.com/apps › your app › Install App; then use the new token.",
                                "应用已从工作区移除，或者 token 已被撤销（" + error
                                        + "）。请重新安装：api.slack.com/apps › 你的应用 › Install App，然后换上新的 token。");
                    case NO_CONNECTIONS ->
                        new Text(
                                "The app-level token (xapp-…) may not open connections. Make one with the scope connections:write: api.slack.com/apps › your app › Basic Information › App-Level Tokens.",
                                "应用级 token（xapp-…）无权建立连接。请在 api.slack.com/apps › 你的应用 › Basic Information › App-Level Tokens 生成一个带 connections:write 权限的 token。");
                    case "socket_mode_disabled", "link_disabled" ->
                        new Text(
                                "Socket Mode is switched off (" + error
                                        + "). Switch it on: api.slack.com/apps › your app › Socket Mode.",
                                "Socket Mode 没有打开（" + error + "）。请在 api.slack.com/apps › 你的应用 › Socket Mode 打开它。");
                    default ->
                        new Text("Slack does not let the app in (" + error + ").", "Slack 拒绝了这个应用（" + error + "）。");
                });
    }
}
