package dev.cf5xx.app;

import dev.cf5xx.app.serve.LogLines;
import dev.cf5xx.app.serve.Mouth;
import dev.cf5xx.app.serve.Mouths;
import dev.cf5xx.app.serve.Serving;
import dev.cf5xx.app.settings.Configuration;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cf5xx serve}: the bot on Slack and Discord, until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class ServeCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable Path data;

    ServeCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Configuration.Reading reading = Configuration.read(cli.around().environment(), config);
        Configuration configuration = reading.configuration();
        Cli within = cli.in(configuration.environment());
        Seams seams = new Seams(within);
        Lang lang = within.lang();
        List<String> problems = new ArrayList<>(
                reading.problems().stream().map(it -> it.says().in(lang)).toList());
        problems.addAll(seams.problems());
        if (!problems.isEmpty()) {
            problems.add(Message.NOTHING_STARTED.in(lang));
            throw new BadInput(String.join(System.lineSeparator(), problems));
        }
        PrintStream err = within.around().err();
        LogLines lines = LogLines.to(err, configuration.secrets());
        try {
            return serve(within, seams, configuration, data == null ? configuration.data() : data);
        } finally {
            lines.close();
        }
    }

    private static int serve(Cli cli, Seams seams, Configuration configuration, @Nullable Path memory) {
        Lang lang = cli.lang();
        Clock clock = cli.around().clock();
        say(cli, Message.SETTINGS_IN_USE.in(lang, configuration.inUse()));
        List<Mouth> mouths = Mouths.of(configuration, clock);
        try (Signalled signals = Signalled.listening();
                Home home = Home.open(
                        cli, seams, memory, mouths.stream().map(Mouth::platform).toList())) {
            say(cli, memory == null ? Message.NO_MEMORY.in(lang) : Message.MEMORY.in(lang, memory));
            Mouth.Over over = new Serving(mouths, home.bot(), clock, configuration.listen(), new Teller(cli))
                    .run(signals.first());
            if (over == null) {
                return ExitCode.DONE;
            }
            say(cli, over.reason().in(lang));
            return over.inVain() ? ExitCode.USAGE : ExitCode.INTERNAL;
        } catch (IOException e) {
            throw new BadInput(Message.CANNOT_LISTEN.in(lang, shown(configuration.listen()), e.getMessage()));
        }
    }

    private static void say(Cli cli, String line) {
        cli.around().err().println(line);
        cli.around().err().flush();
    }

    private static String shown(@Nullable InetSocketAddress address) {
        if (address == null) {
            return "";
        }
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Tells whoever started it how it goes. */
    private record Teller(Cli cli) implements Serving.Told {
        @Override
        public void listening(InetSocketAddress address) {
            say(cli, Message.LISTENING.in(cli.lang(), shown(address)));
        }

        @Override
        public void connected(Mouth mouth) {
            say(cli, Message.CONNECTED.in(cli.lang(), mouth.title(), mouth.who()));
            if (!mouth.missing().isEmpty()) {
                say(cli, Message.NOT_GRANTED.in(cli.lang(), mouth.title(), mouth.missing()));
            }
        }

        @Override
        public void leaving(Duration most) {
            say(cli, Message.LEAVING.in(cli.lang(), most.toSeconds()));
        }
    }

    /** The process's signals, while somebody listens to them: by itself Java would drop everything, and exit with 143. */
    private record Signalled(CompletableFuture<Void> first, Map<String, Object> before) implements AutoCloseable {
        /** From now on the first one is noticed. Whoever sends a second does not want to wait. */
        static Signalled listening() {
            CompletableFuture<Void> first = new CompletableFuture<>();
            Map<String, Object> before = new HashMap<>();
            for (String signal : List.of("TERM", "INT")) {
                Object was = Signals.register(signal, () -> {
                    Signals.registerDefault(signal);
                    first.complete(null);
                });
                if (was != null) {
                    before.put(signal, was);
                }
            }
            return new Signalled(first, before);
        }

        @Override
        public void close() {
            before.forEach(Signals::unregister);
        }
    }
}
