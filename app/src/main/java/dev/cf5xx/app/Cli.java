package dev.cf5xx.app;

import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.wording.Markdown;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The command {@code cf5xx} itself, and what its subcommands share. */
@Command(name = "cf5xx", version = "cf5xx 0.1.0", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class Cli implements Callable<Integer> {
    /** How an answer is printed. */
    enum Format {
        TEXT,
        MARKDOWN,
        JSON
    }

    private final Surroundings around;

    @Option(names = "--lang", paramLabel = "en|zh", scope = ScopeType.INHERIT)
    private @Nullable String langOption;

    @Option(names = "--format", paramLabel = "text|markdown|json", scope = ScopeType.INHERIT)
    private @Nullable String formatOption;

    @Option(names = "--verbose", scope = ScopeType.INHERIT)
    private boolean verbose;

    @Option(names = "--host", paramLabel = "NAME", scope = ScopeType.INHERIT)
    private @Nullable String hostOption;

    @Parameters(arity = "0..*", paramLabel = "CODE")
    private List<String> words = List.of();

    Cli(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            return new Console(this, null).run();
        }
        return words.size() == 1
                ? new ExplainCommand(this).explain(words.get(0), false)
                : new AskCommand(this).answer(String.join(" ", words));
    }

    Surroundings around() {
        return around;
    }

    Knowledge knowledge() {
        return Knowledge.shipped();
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
                .orElseThrow(() -> new BadInput(Message.BAD_VALUE.in(around.lang(), "--lang", langOption, "en, zh")));
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
            throw new BadInput(Message.BAD_VALUE.in(lang(), "--format", formatOption, "text, markdown, json"));
        }
    }

    /** The reader's host name, for commands to paste; null where none was named. */
    @Nullable
    String host() {
        if (hostOption != null && !hostOption.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            throw new BadInput(Message.BAD_VALUE.in(lang(), "--host", hostOption, "www.example.com"));
        }
        return hostOption;
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
