package dev.cf5xx.app;

import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.wording.Markdown;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code cf5xx} itself, and what its subcommands share. */
@Command(name = "cf5xx", version = "cf5xx 0.1.0", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class Cli implements Callable<Integer> {
    /** How an answer is printed. */
    enum Format {
        TEXT,
        MARKDOWN,
        JSON
    }

    /** The values of {@code --lang}, for completion. */
    static final class Langs extends Choices {
        Langs() {
            super(List.of("en", "zh"));
        }
    }

    /** The values of {@code --format}, for completion. */
    static final class Formats extends Choices {
        Formats() {
            super(Arrays.stream(Format.values())
                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                    .toList());
        }
    }

    private final Surroundings around;

    @Option(names = "--lang", paramLabel = "en|zh", scope = ScopeType.INHERIT, completionCandidates = Langs.class)
    private @Nullable String langOption;

    @Option(
            names = "--format",
            paramLabel = "text|markdown|json",
            scope = ScopeType.INHERIT,
            completionCandidates = Formats.class)
    private @Nullable String formatOption;

    @Option(names = "--verbose", scope = ScopeType.INHERIT)
    private boolean verbose;

    @Option(names = "--host", paramLabel = "NAME", scope = ScopeType.INHERIT)
    private @Nullable String hostOption;

    @Option(names = "--more")
    private boolean more;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "CODE")
    private List<String> words = List.of();

    /** Without options of their own here: {@code chat} has them, and the environment. */
    private final Seams seams;

    Cli(Surroundings around) {
        this.around = around;
        this.seams = new Seams(this);
    }

    /** The same options in another environment. */
    Cli in(Map<String, String> environment) {
        Cli other = new Cli(new Surroundings(
                around.in(),
                around.out(),
                around.err(),
                environment,
                around.typed(),
                around.shown(),
                around.watched()));
        other.langOption = langOption;
        other.formatOption = formatOption;
        other.verbose = verbose;
        other.hostOption = hostOption;
        return other;
    }

    @Override
    public Integer call() {
        if (words.size() == 1 && !ExplainCommand.isQuestion(words.get(0), knowledge())) {
            return new ExplainCommand(this).explain(words.get(0), more, subcommandLike(words.get(0)));
        }
        if (more) {
            throw new BadInput(Message.NOT_WITH.in(lang(), "--more", words.isEmpty() ? "chat" : "ask"));
        }
        return words.isEmpty()
                ? new Console(this, seams, null).run()
                : new AskCommand(this).answer(String.join(" ", words));
    }

    /** The subcommand that a word was probably meant to be, or null. */
    private @Nullable String subcommandLike(String word) {
        if (spec == null || word.isEmpty()) {
            return null;
        }
        return new CommandLine.UnmatchedArgumentException(spec.commandLine(), List.of(word))
                .getSuggestions().stream()
                        // Suggested is whatever has two letters in common, the likeliest first.
                        .filter(name ->
                                name.charAt(0) == word.charAt(0) && Math.abs(name.length() - word.length()) <= 1)
                        .findFirst()
                        .orElse(null);
    }

    Surroundings around() {
        return around;
    }

    Knowledge knowledge() {
        return Knowledge.shipped();
    }

    boolean more() {
        return more;
    }

    boolean verbose() {
        return verbose;
    }

    /** The language to speak: {@code --lang}, else the locale's. */
    Lang lang() {
        if (langOption == null) {
            return around.lang();
        }
        return Lang.of(langOption)
                .orElseThrow(() ->
                        new BadInput(Message.BAD_VALUE.in(around.lang(), "--lang", langOption, new Langs().list())));
    }

    /** The language to speak, also where {@code --lang} makes no sense. */
    Lang spoken() {
        return Optional.ofNullable(langOption).flatMap(Lang::of).orElseGet(around::lang);
    }

    /** How to print: {@code --format}, else as text. */
    Format format() {
        if (formatOption == null) {
            return Format.TEXT;
        }
        try {
            return Format.valueOf(formatOption.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadInput(Message.BAD_VALUE.in(lang(), "--format", formatOption, new Formats().list()));
        }
    }

    /** The reader's host name, for commands to paste; null where none was named. */
    @Nullable
    String host() {
        if (hostOption == null) {
            return null;
        }
        try {
            String ascii = IDN.toASCII(hostOption, IDN.USE_STD3_ASCII_RULES);
            if (ascii.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            throw new BadInput(Message.BAD_HOST.in(lang(), "--host " + hostOption));
        }
        throw new BadInput(Message.BAD_HOST.in(lang(), "--host " + hostOption));
    }

    /** Prints a reply as text or Markdown. */
    void print(Reply reply) {
        around.out().println(format() == Format.MARKDOWN ? Markdown.of(reply) : new PlainText(style()).render(reply));
    }

    /** Colours on a terminal that wants them. */
    PlainText.Style style() {
        return around.colour() ? new AnsiStyle() : PlainText.Style.NONE;
    }
}
