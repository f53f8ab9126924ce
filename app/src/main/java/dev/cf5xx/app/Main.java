package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
public final class Main {
    private static final Pattern BARE_CODE = Pattern.compile("[0-9]{3,4}");

    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        Sink sink = new Sink(FileDescriptor.out);
        PrintStream out = utf8(sink);
        PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
        Surroundings around = new Surroundings(
                System.in, out, err, System.getenv(), isTerminal("in"), isTerminal("out"), isTerminal("err"));
        int code = runGuarded(around, args);
        if (out.checkError()) {
            code = ExitCode.INTERNAL;
            if (!sink.leftByItsReader()) {
                err.println(Message.NOT_WRITTEN.in(spoken(around, args)));
            }
        }
        err.flush();
        System.exit(code);
    }

    /**
     * Whether a standard stream is a terminal. The launcher knows and says so; Java alone cannot tell the two streams
     * apart, so without the launcher the answer is no.
     */
    private static boolean isTerminal(String stream) {
        return List.of(System.getProperty("cf5xx.terminal", "").split(",", -1)).contains(stream);
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(new BufferedOutputStream(stream, 1 << 13), false, StandardCharsets.UTF_8);
    }

    /** As {@link #run}, but not even a lack of memory shows a person a stack trace that was not asked for. */
    private static int runGuarded(Surroundings around, String... args) {
        try {
            return run(around, args);
        } catch (Error e) {
            if (Arrays.asList(args).contains("--verbose")) {
                e.printStackTrace(around.err());
            }
            around.err()
                    .println(Message.INTERNAL.in(
                            spoken(around, args), e.getClass().getSimpleName()));
            return ExitCode.INTERNAL;
        }
    }

    /** Runs the command line; the exit code is what remains of it. */
    static int run(Surroundings around, String... args) {
        if (args.length == 1 && BARE_CODE.matcher(args[0]).matches()) {
            return explain(around, args[0]);
        }
        SilentLogs.keep();
        CommandLine commandLine = commandLine(around);
        if (Arrays.stream(args).anyMatch(List.of("-h", "--help", "help", "-V", "--version")::contains)) {
            commandLine.setResourceBundle(help(spoken(around, args)));
        }
        return commandLine.execute(args);
    }

    /**
     * {@code cf5xx 524}, what people type most, needs no parsing: building the parser would take longer than everything
     * else that happens.
     */
    private static int explain(Surroundings around, String code) {
        Cli cli = new Cli(around);
        try {
            return new ExplainCommand(cli).explain(code);
        } catch (RuntimeException e) {
            return failure(around, cli, e);
        }
    }

    static CommandLine commandLine(Surroundings around) {
        Cli cli = new Cli(around);
        return new CommandLine(cli)
                .addSubcommand(new ExplainCommand(cli))
                .addSubcommand(new AskCommand(cli))
                .addSubcommand(new ChatCommand(cli))
                .addSubcommand(new CheckCommand(cli))
                .addSubcommand(new ServeCommand(cli))
                .addSubcommand(new HealthCommand(cli))
                .addSubcommand(new DemoCommand(cli))
                .addSubcommand(new DoctorCommand(cli))
                .addSubcommand(new AllowRulesCommand(cli))
                .addSubcommand(new CompletionCommand(cli))
                .addSubcommand(new CommandLine.HelpCommand())
                // A message may begin with @ and is never the name of a file.
                .setExpandAtFiles(false)
                .setOut(writer(around.out()))
                .setErr(writer(around.err()))
                .setParameterExceptionHandler((e, words) -> usage(around, e, words))
                .setExecutionExceptionHandler((e, command, parsed) -> failure(around, cli, e));
    }

    private static java.io.PrintWriter writer(PrintStream stream) {
        return new java.io.PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** The texts of the usage help: read only when somebody asks for it. */
    static ResourceBundle help(Lang lang) {
        return ResourceBundle.getBundle(
                "dev.cf5xx.app.help",
                lang == Lang.ZH ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The language asked for, as far as can be told before the arguments are parsed, or although they cannot be. */
    private static Lang spoken(Surroundings around, String... args) {
        for (int i = 0; i < args.length; i++) {
            String value = args[i].startsWith("--lang=")
                    ? args[i].substring("--lang=".length())
                    : args[i].equals("--lang") && i + 1 < args.length ? args[i + 1] : "";
            if (Lang.of(value).isPresent()) {
                return Lang.of(value).get();
            }
        }
        return around.lang();
    }

    private static int usage(Surroundings around, ParameterException e, String... args) {
        Lang lang = spoken(around, args);
        String what;
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            what = (unmatched.isUnknownOption() ? Message.UNKNOWN_OPTION : Message.UNEXPECTED).in(lang, first);
        } else if (e instanceof MissingParameterException missing) {
            String names = String.join(
                    ", ",
                    missing.getMissing().stream()
                            .map(spec -> spec.isOption()
                                    ? ((CommandLine.Model.OptionSpec) spec).longestName()
                                    : spec.paramLabel())
                            .toList());
            what = (missing.getMissing().get(0).required() ? Message.MISSING : Message.MISSING_VALUE).in(lang, names);
        } else if (e instanceof OverwrittenOptionException) {
            what = Message.WRONG_USE.in(lang);
        } else if (e.getArgSpec() != null && e.getValue() != null) {
            what = Message.UNEXPECTED.in(lang, e.getValue());
        } else {
            what = Message.WRONG_USE.in(lang);
        }
        around.err().println(what);
        around.err()
                .println(Message.TRY_HELP.in(
                        lang, e.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    private static int failure(Surroundings around, Cli cli, Exception e) {
        if (cli.verbose()) {
            e.printStackTrace(around.err());
        }
        if (e instanceof BadInput) {
            around.err().println(e.getMessage());
            return ExitCode.USAGE;
        }
        around.err().println(Message.INTERNAL.in(cli.spoken(), e.getClass().getSimpleName()));
        return ExitCode.INTERNAL;
    }
}
