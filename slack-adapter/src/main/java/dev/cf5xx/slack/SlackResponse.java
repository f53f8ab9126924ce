package dev.cf5xx.slack;

/**
 * What Slack is answered over HTTP.
 *
 * @param status 200 for what was taken; Slack sends an event again that got anything else
 * @param type of the content; of no meaning where the body is empty
 * @param body to be sent as UTF-8
 */
public record SlackResponse(int status, String type, String body) {
    static SlackResponse of(int status) {
        return new SlackResponse(status, "text/plain; charset=utf-8", "");
    }
}
