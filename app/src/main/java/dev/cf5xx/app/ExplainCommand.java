package dev.cf5xx.app;

import dev.cf5xx.bot.wording.Explainer;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cf5xx explain 524}: what a code means, whose fault it is, what to do. */
@Command(name = "explain", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class ExplainCommand implements Callable<Integer> {
    /** A code with the words people put around it: {@code error-524}, {@code HTTP/2 524}, {@code 错误524}. */
    private static final Pattern CODE = Pattern.compile(
            "(?:http(?:/[\\d.]+)?|error|err|code|status|cloudflare|cf|错误|错误码|状态码|报错|代码|[\\s:#_-])*(\\d{3,4}|1xxx|[a-z]+)",
            Pattern.CASE_INSENSITIVE);

    /** A whole family of codes. */
    private static final Pattern FAMILY = Pattern.compile("(5\\d?x{1,2}|1\\d?x{2,3})");

    /** Two codes that share a guide. */
    private static final Pattern GATEWAY = Pattern.compile("50[24]\\s*/\\s*50[24]");

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private final Cli cli;

    @Parameters(arity = "0..1", paramLabel = "CODE", defaultValue = "")
    private String code = "";

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--more")
    private boolean more;

    ExplainCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (code.isBlank() && all) {
            return all();
        }
        return explain(code, more || all || cli.more(), null);
    }

    /** Prints the first screen on a code. */
    int explain(String written) {
        return explain(written, false, null);
    }

    /**
     * Prints the guide to a code.
     *
     * @param subcommand what was perhaps meant instead, or null
     */
    int explain(String written, boolean everything, @Nullable String subcommand) {
        Guide guide = cli.knowledge().guide(code(written)).orElse(null);
        if (guide == null) {
            throw new BadInput(PlainText.of(Talk.unknownCode(cli.knowledge(), written, cli.lang())) + "\n"
                    + (subcommand == null ? "" : Message.DID_YOU_MEAN.in(cli.lang(), subcommand) + "\n")
                    + Message.TRY_CODE.in(cli.lang()));
        }
        if (cli.format() == Cli.Format.JSON) {
            cli.around().out().println(Machine.write(Machine.guide(guide)));
            return ExitCode.DONE;
        }
        Reader reader = new Reader(cli.lang(), cli.host(), Set.of());
        cli.print(everything ? Explainer.full(guide, reader) : Explainer.brief(guide, reader));
        return ExitCode.DONE;
    }

    private int all() {
        if (cli.format() == Cli.Format.JSON) {
            cli.around().out().println(Machine.write(Machine.guides(cli.knowledge())));
            return ExitCode.DONE;
        }
        boolean first = true;
        for (Guide guide : cli.knowledge().guides()) {
            if (!first) {
                cli.around().out().println();
            }
            first = false;
            cli.print(Explainer.brief(guide, new Reader(cli.lang(), cli.host(), Set.of())));
        }
        return ExitCode.DONE;
    }

    /** Whether one argument is a question rather than a code, known or not: it has a blank or is Chinese. */
    static boolean isQuestion(String written, Knowledge knowledge) {
        String code = code(written);
        boolean spelled = code.matches("\\d{3,4}") || knowledge.guide(code).isPresent();
        return !spelled
                && !written.isBlank()
                && (written.strip().chars().anyMatch(Character::isWhitespace)
                        || CHINESE.matcher(written).find());
    }

    /** The code within what somebody typed, or what they typed. */
    static String code(String written) {
        String folded =
                Normalizer.normalize(written, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        if (folded.length() > 60) {
            return folded.substring(0, 60);
        }
        if (FAMILY.matcher(folded).matches()) {
            return folded.startsWith("5") ? "overview" : "1xxx";
        }
        if (GATEWAY.matcher(folded).matches()) {
            return folded.substring(0, 3);
        }
        Matcher match = CODE.matcher(folded);
        return match.matches() ? match.group(1) : folded;
    }
}
