package dev.cf5xx.slack;

import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** A workspace with two people and a channel, a core that does as it is told, and the adapter between them. */
final class Office implements AutoCloseable {
    static final Duration MOST = Duration.ofSeconds(20);

    final FakeSlack slack;
    final Member ann;
    final Member bao;
    final String ops;
    final Core core = new Core();
    final SlackAdapter adapter;

    Office() throws IOException {
        this(FakeSlack.Settings.USUAL);
    }

    Office(FakeSlack.Settings settings) throws IOException {
        this(FakeSlack.start(settings), Duration.ofSeconds(10));
    }

    Office(FakeSlack slack, Duration ping) {
        this.slack = slack;
        ann = slack.member("ann", "en-US");
        bao = slack.member("bao", "zh-CN");
        ops = slack.channel("ops", ann, bao);
        adapter = new SlackAdapter(
                SlackSettings.socketMode(FakeSlack.TOKEN, FakeSlack.APP_TOKEN).at(URI.create(slack.apiUrl())),
                Clock.systemUTC(),
                ping,
                Duration.ofMillis(20));
    }

    /** Connected, and heard by the core. */
    Office open() throws IOException {
        adapter.connect();
        adapter.listen(core);
        return this;
    }

    Platform platform() {
        return adapter.platform();
    }

    String team() {
        return slack.workspace().id();
    }

    String bot() {
        return slack.workspace().botUser();
    }

    @Override
    public void close() {
        adapter.close();
        core.close();
        slack.close();
    }
}
