package dev.cf5xx.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cf5xx chat}: a conversation on the terminal, or one written down as a script. */
@Command(name = "chat", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class ChatCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--script", paramLabel = "FILE")
    private @Nullable String script;

    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable Path data;

    @Mixin
    private final Seams seams;

    ChatCommand(Cli cli) {
        this.cli = cli;
        this.seams = new Seams(cli);
    }

    @Override
    public Integer call() {
        if (script != null && cli.host() != null) {
            throw new BadInput(Message.NOT_WITH.in(cli.lang(), "--host", "--script"));
        }
        return script == null ? new Console(cli, seams, data).run() : new Script(cli, seams, script, data).run();
    }
}
