package dev.cf5xx.app.doctor;

import dev.cf5xx.app.settings.DiscordAccess;
import dev.cf5xx.app.settings.Proxy;
import dev.cf5xx.discord.DiscordAdapter;
import dev.cf5xx.discord.DiscordInquiry;
import dev.cf5xx.discord.DiscordInquiry.Accepted;
import dev.cf5xx.discord.DiscordInquiry.Answer;
import dev.cf5xx.discord.DiscordInquiry.Odd;
import dev.cf5xx.discord.DiscordInquiry.Reached;
import dev.cf5xx.discord.DiscordInquiry.Refused;
import dev.cf5xx.discord.DiscordInquiry.Server;
import dev.cf5xx.discord.DiscordSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks Discord about the token. */
final class DiscordLook {
    private static final String API = "discord.api";
    private static final String TOKEN = "discord.token";
    private static final String INTENTS = "discord.intents";
    private static final String SERVERS = "discord.servers";

    /** So many servers with something missing are named; where there are more, what is missing is mended the same way. */
    private static final int MOST_NAMED = 5;

    private final Clock clock;
    private final Duration patience;
    private final @Nullable Proxy proxy;

    DiscordLook(Clock clock, Duration patience, @Nullable Proxy proxy) {
        this.clock = clock;
        this.patience = patience;
        this.proxy = proxy;
    }

    private DiscordInquiry inquiry(String token, @Nullable URI api) {
        DiscordSettings settings = DiscordSettings.of(token).at(api, null).through(proxy == null ? null : proxy.uri());
        return new DiscordInquiry(settings, patience);
    }

    /** Whether Discord is there, for whoever has no token yet. */
    Looked reach(@Nullable URI api) {
        Unreached unreached = Unreached.discord(API, api, proxy);
        try (DiscordInquiry inquiry = inquiry("", api)) {
            Instant before = clock.instant();
            Answer answer = inquiry.reach();
            Finding finding = answer instanceof Reached
                    ? Doctor.reached(API, "Discord", proxy)
                    : unreached.by(answer instanceof Odd odd ? odd.status() : 401);
            return new Looked(List.of(finding), Doctor.skew(clock, before, answer.date()));
        } catch (IOException e) {
            return Looked.of(unreached.by(e));
        }
    }

    /** What the token is good for. */
    Looked look(DiscordAccess access) {
        Unreached unreached = Unreached.discord(API, access.api(), proxy);
        try (DiscordInquiry inquiry = inquiry(access.token().value(), access.api())) {
            Instant before = clock.instant();
            Answer answer = inquiry.token();
            Duration skew = Doctor.skew(clock, before, answer.date());
            if (answer instanceof Accepted accepted) {
                return new Looked(judged(accepted, access.messageContent()), skew);
            } else if (answer instanceof Refused refused) {
                Finding no = new Finding(
                        TOKEN,
                        Finding.Mark.WRONG,
                        Remark.BAD_DISCORD_TOKEN.says(),
                        refused.end().reason());
                return new Looked(List.of(no), skew);
            }
            return new Looked(List.of(unreached.by(answer instanceof Odd odd ? odd.status() : 200)), skew);
        } catch (IOException e) {
            return Looked.of(unreached.by(e));
        }
    }

    private static List<Finding> judged(Accepted accepted, boolean reading) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fine(TOKEN, Remark.DISCORD_BOT, accepted.bot()));
        if (accepted.logins() <= 0) {
            findings.add(Finding.wrong("discord.logins", Remark.NO_LOGINS));
        }
        findings.add(
                !reading
                        ? Finding.fine(INTENTS, Remark.INTENT_UNUSED)
                        : accepted.messageContent()
                                ? Finding.fine(INTENTS, Remark.INTENT_ON)
                                : Finding.wrong(INTENTS, Remark.INTENT_OFF));
        findings.addAll(servers(accepted));
        return findings;
    }

    private static List<Finding> servers(Accepted accepted) {
        URI invitation = DiscordAdapter.invitation(accepted.application());
        if (accepted.servers().isEmpty()) {
            return List.of(Finding.wrong(SERVERS, Remark.NO_SERVER, invitation));
        }
        List<Server> poor = accepted.servers().stream()
                .filter(server -> !server.missing().isEmpty())
                .toList();
        if (poor.isEmpty()) {
            return List.of(
                    Finding.fine(SERVERS, Remark.SERVERS, accepted.servers().size()));
        }
        List<Finding> findings = new ArrayList<>();
        for (Server server : poor.subList(0, Math.min(MOST_NAMED, poor.size()))) {
            findings.add(
                    Finding.wrong(SERVERS, Remark.MISSING_PERMISSIONS, server.name(), server.missing(), invitation));
        }
        if (poor.size() > MOST_NAMED) {
            findings.add(Finding.wrong(SERVERS, Remark.MORE_SERVERS, poor.size() - MOST_NAMED));
        }
        return findings;
    }
}
