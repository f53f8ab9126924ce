package dev.cf5xx.app;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cf5xx completion}: a script that lets bash and zsh complete the command line. */
@Command(name = "completion", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class CompletionCommand implements Callable<Integer> {
    private final Cli cli;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    CompletionCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        cli.around().out().print(AutoComplete.bash("cf5xx", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
