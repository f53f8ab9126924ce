package dev.cf5xx.app;

import dev.cf5xx.bot.allow.AllowRules;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.wording.Markdown;
import dev.cf5xx.knowledge.CloudflareRanges;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cf5xx allow-rules}: rules that let Cloudflare's ranges in to an origin. */
@Command(name = "allow-rules", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class AllowRulesCommand implements Callable<Integer> {
    /** The values of {@code --for}. */
    static final class Tools extends Choices {
        Tools() {
            super(Arrays.stream(AllowRules.values()).map(AllowRules::tag).toList());
        }
    }

    private final Cli cli;

    @Option(names = "--for", paramLabel = "TOOL", completionCandidates = Tools.class)
    private @Nullable String tool;

    @Option(names = "--ports", paramLabel = "PORT,…", defaultValue = "80,443")
    private String ports = "80,443";

    @Option(names = "--only")
    private boolean only;

    AllowRulesCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        List<String> tools = new Tools().list();
        if (tool == null) {
            throw new BadInput(Message.NEEDS_TOOL.in(cli.lang(), tools));
        }
        AllowRules rules = AllowRules.of(tool)
                .orElseThrow(() -> new BadInput(Message.BAD_VALUE.in(cli.lang(), "--for", tool, tools)));
        List<Integer> numbers =
                Arrays.stream(ports.split(",", -1)).map(this::port).toList();
        if (numbers.size() > AllowRules.MOST_PORTS) {
            throw new BadInput(Message.TOO_MANY_PORTS.in(cli.lang(), AllowRules.MOST_PORTS));
        }
        CloudflareRanges ranges = cli.knowledge().ranges();
        String text = rules.render(ranges, numbers, only, cli.lang()).stripTrailing();
        String printed =
                switch (cli.format()) {
                    case TEXT -> text;
                    case MARKDOWN -> Markdown.of(Reply.of(new Block.Listing(text)));
                    case JSON -> Machine.write(Machine.rules(rules.tag(), ranges, numbers, only, text));
                };
        cli.around().out().println(printed);
        return ExitCode.DONE;
    }

    private int port(String written) {
        String digits = written.strip();
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw new BadInput(Message.BAD_PORT.in(cli.lang(), digits));
        }
        return port;
    }
}
