package dev.cf5xx.app.doctor;

import dev.cf5xx.app.settings.Proxy;
import dev.cf5xx.app.settings.SlackAccess;
import dev.cf5xx.slack.SlackInquiry;
import dev.cf5xx.slack.SlackInquiry.Accepted;
import dev.cf5xx.slack.SlackInquiry.Answer;
import dev.cf5xx.slack.SlackInquiry.Odd;
import dev.cf5xx.slack.SlackInquiry.Refused;
import dev.cf5xx.slack.SlackSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks Slack about the tokens. */
final class SlackLook {
    private static final String API = "slack.api";
    private static final String BOT = "slack.bot-token";
    private static final String APP = "slack.app-token";

    private final Clock clock;
    private final Duration patience;
    private final @Nullable Proxy proxy;

    SlackLook(Clock clock, Duration patience, @Nullable Proxy proxy) {
        this.clock = clock;
        this.patience = patience;
        this.proxy = proxy;
    }

    /** Whether Slack is there, for whoever has no token yet. */
    Looked reach(@Nullable URI api) {
        Unreached unreached = Unreached.slack(API, api, proxy);
        SlackSettings none = SlackSettings.socketMode("", "").at(api).through(proxy == null ? null : proxy.uri());
        try (SlackInquiry inquiry = new SlackInquiry(none, patience)) {
            Instant before = clock.instant();
            Answer answer = inquiry.reach();
            Finding finding =
                    answer instanceof Odd odd ? unreached.by(odd.status()) : Doctor.reached(API, "Slack", proxy);
            return new Looked(List.of(finding), Doctor.skew(clock, before, answer.date()));
        } catch (IOException e) {
            return Looked.of(unreached.by(e));
        }
    }

    /** What the tokens are good for. */
    Looked look(SlackAccess access) {
        String app = access instanceof SlackAccess.SocketMode socket
                ? socket.appToken().value()
                : null;
        SlackSettings settings = new SlackSettings(
                access.botToken().value(), app, null, access.api(), proxy == null ? null : proxy.uri());
        List<Finding> findings = new ArrayList<>();
        try (SlackInquiry inquiry = new SlackInquiry(settings, patience)) {
            Instant before = clock.instant();
            Answer bot = inquiry.botToken();
            Duration skew = Doctor.skew(clock, before, bot.date());
            findings.addAll(bot(bot, access.api()));
            findings.add(
                    app == null
                            ? Finding.unset("slack.signing-secret", Remark.SLACK_SECRET)
                            : app(inquiry.appToken(), access.api()));
            return new Looked(findings, skew);
        } catch (IOException e) {
            findings.add(Unreached.slack(API, access.api(), proxy).by(e));
            return new Looked(findings, null);
        }
    }

    private List<Finding> bot(Answer answer, @Nullable URI api) {
        if (answer instanceof Accepted accepted) {
            Finding token = Finding.fine(BOT, Remark.SLACK_BOT, accepted.bot(), accepted.workspace());
            return List.of(
                    token,
                    accepted.missingScopes().isEmpty()
                            ? Finding.fine("slack.scopes", Remark.SCOPES)
                            : Finding.wrong("slack.scopes", Remark.MISSING_SCOPES, accepted.missingScopes()));
        }
        return List.of(no(BOT, Remark.BAD_BOT_TOKEN, answer, api));
    }

    private Finding app(Answer answer, @Nullable URI api) {
        return answer instanceof Accepted
                ? Finding.fine(APP, Remark.SLACK_APP)
                : no(APP, Remark.BAD_APP_TOKEN, answer, api);
    }

    private Finding no(String id, Remark refusal, Answer answer, @Nullable URI api) {
        if (answer instanceof Refused refused) {
            return new Finding(
                    id, Finding.Mark.WRONG, refusal.says(), refused.end().reason());
        }
        return Unreached.slack(id, api, proxy).by(answer instanceof Odd odd ? odd.status() : 200);
    }
}
