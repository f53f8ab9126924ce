package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.discord.Member;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/** A bot on a Discord of its own, with somebody to talk to it. */
final class Talk implements AutoCloseable {
    /** How long a test waits for what comes at once, on a machine that is busy with other things. */
    static final Duration SOON = Duration.ofSeconds(20);

    final FakeDiscord discord;
    final Core core = new Core();
    final Member ada;
    final Member bob;
    DiscordAdapter adapter;

    /** How far the adapter's clock is ahead. */
    volatile Duration ahead = Duration.ZERO;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    };

    private final UnaryOperator<DiscordSettings> settings;

    Talk(FakeDiscord.Settings fake, UnaryOperator<DiscordSettings> settings) throws Exception {
        this.settings = settings;
        discord = FakeDiscord.start(fake);
        ada = discord.member("ada", "zh-CN");
        bob = discord.member("bob", "en-US");
    }

    /** Connected and listening. */
    static Talk begin() throws Exception {
        return begin(FakeDiscord.Settings.USUAL.limited(false), it -> it);
    }

    static Talk begin(FakeDiscord.Settings fake, UnaryOperator<DiscordSettings> settings) throws Exception {
        Talk talk = new Talk(fake, settings);
        try {
            talk.connect();
        } catch (Exception | AssertionError e) {
            talk.close();
            throw e;
        }
        return talk;
    }

    void connect() throws Exception {
        adapter = unconnected();
        adapter.connect();
        adapter.listen(core);
    }

    DiscordAdapter unconnected() {
        return new DiscordAdapter(
                settings.apply(DiscordSettings.of(FakeDiscord.TOKEN)
                        .at(URI.create(discord.restUrl()), URI.create(discord.gatewayUrl()))),
                clock);
    }

    Platform platform() {
        return adapter.platform();
    }

    @Override
    public void close() {
        if (adapter != null) {
            adapter.close();
        }
        core.close();
        discord.close();
    }
}
