package dev.cf5xx.app.doctor;

import dev.cf5xx.app.settings.Configuration;
import dev.cf5xx.app.settings.DiscordAccess;
import dev.cf5xx.app.settings.Problem;
import dev.cf5xx.app.settings.Proxy;
import dev.cf5xx.app.settings.Setting;
import dev.cf5xx.app.settings.SlackAccess;
import dev.cf5xx.bot.evidence.Sighting;
import dev.cf5xx.knowledge.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that {@code serve} needs: settings, tokens, scopes, intents, the store, the network, the clock. Changes
 * nothing and posts nothing; may run beside a bot that serves.
 */
public final class Doctor {
    /** How long one look may take, whatever it waits for. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a look may wait for at once, so that it has time left to say that it waited in vain. */
    private static final Duration CALL = Duration.ofSeconds(4);

    /** Slack's signatures hold for five minutes; so much of that is left to the way and to the clock's going on. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private static final List<Setting> SLACK =
            List.of(Setting.SLACK_BOT_TOKEN, Setting.SLACK_APP_TOKEN, Setting.SLACK_SIGNING_SECRET);

    private static final List<Setting> DISCORD = List.of(Setting.DISCORD_TOKEN);

    private final Configuration configuration;
    private final List<Problem> problems;
    private final Map<String, String> environment;
    private final Clock clock;
    private final @Nullable Callable<Sighting> cloudflare;
    private final Duration patience;

    /**
     * A doctor.
     *
     * @param settings what was read, and what is wrong with it
     * @param environment the environment, for where the platforms are if not where they are usually
     * @param cloudflare looks at Cloudflare as checks look at sites; null where that is not wanted
     */
    public Doctor(
            Configuration.Reading settings,
            Map<String, String> environment,
            Clock clock,
            @Nullable Callable<Sighting> cloudflare) {
        this(settings, environment, clock, cloudflare, PATIENCE);
    }

    Doctor(
            Configuration.Reading settings,
            Map<String, String> environment,
            Clock clock,
            @Nullable Callable<Sighting> cloudflare,
            Duration patience) {
        this.environment = environment;
        this.configuration = settings.configuration();
        this.problems = settings.problems();
        this.clock = clock;
        this.cloudflare = cloudflare;
        this.patience = patience;
    }

    /** Everything, in the order in which it is to be read. */
    public List<Finding> examine() {
        ExecutorService executor = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "cf5xx-doctor");
            // Not everything that hangs can be interrupted; nothing may keep the process.
            thread.setDaemon(true);
            return thread;
        });
        try {
            long end = System.nanoTime() + patience.toNanos();
            Map<String, Future<Looked>> running = new LinkedHashMap<>();
            looks().forEach((id, look) -> running.put(id, executor.submit(look)));
            List<Finding> findings = new ArrayList<>(settings());
            Map<String, Duration> skews = new LinkedHashMap<>();
            running.forEach((id, future) -> {
                Looked looked = await(id, future, end);
                findings.addAll(looked.findings());
                if (looked.skew() != null) {
                    skews.put(id.equals("slack") ? "Slack" : "Discord", looked.skew());
                }
            });
            findings.add(clock(skews));
            return List.copyOf(findings);
        } finally {
            executor.shutdownNow();
        }
    }

    private Map<String, Callable<Looked>> looks() {
        Proxy proxy = configuration.proxy();
        SlackAccess slack = configuration.slack();
        DiscordAccess discord = configuration.discord();
        SlackLook slacks = new SlackLook(clock, CALL, proxy);
        DiscordLook discords = new DiscordLook(clock, CALL, proxy);
        // Whoever has begun with one platform need not reach the other.
        boolean none = !isBegun(SLACK) && !isBegun(DISCORD);
        Map<String, Callable<Looked>> looks = new LinkedHashMap<>();
        looks.put(
                "slack",
                () -> slack != null
                        ? slacks.look(slack)
                        : isBegun(SLACK)
                                ? Looked.of(Finding.unset("slack", Remark.NOT_ASKED, "Slack"))
                                : unset(
                                        "slack",
                                        Remark.SLACK_UNSET,
                                        none ? slacks.reach(base(Setting.SLACK_API)) : null));
        looks.put(
                "discord",
                () -> discord != null
                        ? discords.look(discord)
                        : isBegun(DISCORD)
                                ? Looked.of(Finding.unset("discord", Remark.NOT_ASKED, "Discord"))
                                : unset(
                                        "discord",
                                        Remark.DISCORD_UNSET,
                                        none ? discords.reach(base(Setting.DISCORD_API)) : null));
        looks.put("store", () -> StoreLook.look(configuration.data()));
        Callable<Sighting> look = cloudflare;
        looks.put(
                "network",
                () -> look == null
                        ? Looked.of(Finding.unset("cloudflare", Remark.CLOUDFLARE_OFF))
                        : NetworkLook.judge(look.call()));
        return looks;
    }

    /** Whether somebody set one of these, however badly. */
    private boolean isBegun(List<Setting> settings) {
        return settings.stream()
                .anyMatch(setting -> configuration.inUse().contains(setting.variable())
                        || configuration.inUse().contains(setting.variable() + "_FILE"));
    }

    private @Nullable URI base(Setting setting) {
        try {
            String written = environment.get(setting.variable());
            return written == null || HttpUrl.parse(written) == null ? null : new URI(written);
        } catch (URISyntaxException e) {
            // It is among the problems of the settings.
            return null;
        }
    }

    private static Looked unset(String id, Remark remark, @Nullable Looked besides) {
        Finding unset = Finding.unset(id, remark);
        if (besides == null) {
            return Looked.of(unset);
        }
        List<Finding> findings = new ArrayList<>(List.of(unset));
        findings.addAll(besides.findings());
        return new Looked(findings, besides.skew());
    }

    private Looked await(String id, Future<Looked> future, long end) {
        try {
            return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Looked.of(named(id, Finding.wrong(id, Remark.NO_END, patience.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Looked.of(named(id, Finding.wrong(id, Remark.NO_END, patience.toSeconds())));
        } catch (ExecutionException e) {
            String what = Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName();
            return Looked.of(named(id, Finding.wrong(id, Remark.BROKE, what)));
        }
    }

    private static Finding named(String id, Finding finding) {
        String name = Character.toUpperCase(id.charAt(0)) + id.substring(1);
        String zh = id.equals("store") ? "存储" : id.equals("network") ? "网络" : name;
        return new Finding(
                id,
                finding.mark(),
                new Text(
                        name + ": " + finding.says().en(),
                        zh + "：" + finding.says().zh()),
                finding.fix());
    }

    private List<Finding> settings() {
        if (problems.isEmpty()) {
            return List.of(Finding.fine("settings", Remark.SETTINGS, configuration.inUse()));
        }
        return problems.stream()
                .map(problem -> new Finding(
                        "settings",
                        Finding.Mark.WRONG,
                        problem.kind() == Problem.Kind.NOTHING
                                ? Remark.NO_PLATFORM.says()
                                : Remark.BAD_SETTING.says(problem.name()),
                        problem.says()))
                .toList();
    }

    private static Finding clock(Map<String, Duration> skews) {
        for (Map.Entry<String, Duration> skew : skews.entrySet()) {
            Duration off = skew.getValue().abs();
            if (off.compareTo(SKEW) > 0) {
                return Finding.wrong(
                        "clock",
                        skew.getValue().isNegative() ? Remark.CLOCK_FAST : Remark.CLOCK_SLOW,
                        skew.getKey(),
                        length(off));
            }
        }
        return skews.isEmpty()
                ? Finding.unset("clock", Remark.CLOCK_UNKNOWN)
                : Finding.fine("clock", Remark.CLOCK, skews.keySet().iterator().next());
    }

    private static Text length(Duration off) {
        long minutes = off.toMinutes();
        if (minutes < 120) {
            return new Text(minutes + " min", minutes + " 分钟");
        }
        long hours = off.toHours();
        return hours < 48
                ? new Text(hours + " h", hours + " 小时")
                : new Text(off.toDays() + " days", off.toDays() + " 天");
    }

    /** How far a platform's clock is ahead, reckoned from the middle between asking and now. */
    static @Nullable Duration skew(Clock clock, Instant before, @Nullable Instant date) {
        if (date == null) {
            return null;
        }
        Duration way = Duration.between(before, clock.instant());
        return Duration.between(before.plus(way.dividedBy(2)), date);
    }

    static Finding reached(String id, String name, @Nullable Proxy proxy) {
        Text by = proxy == null ? null : new Text(" through " + proxy, "（经由 " + proxy + "）");
        return Finding.fine(id, Remark.REACHED, name, by == null ? "" : by);
    }
}
