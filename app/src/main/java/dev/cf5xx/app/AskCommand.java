package dev.cf5xx.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.dialogue.Context;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Input;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.bot.wording.Markdown;
import dev.cf5xx.knowledge.Lang;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cf5xx ask "text"}: what a message means, and the answer to it. */
@Command(name = "ask", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class AskCommand implements Callable<Integer> {
    /** The values of {@code --platform}. */
    static final class Platforms extends Choices {
        Platforms() {
            super(Arrays.stream(Dialect.values())
                    .map(dialect -> dialect.name().toLowerCase(Locale.ROOT))
                    .toList());
        }
    }

    /** A row to show. */
    private static final String ROW = "{\"id\": 1, \"text\": \"error 522\"}";

    private final Cli cli;
    private @Nullable MessageReader reader;

    @Parameters(arity = "0..*", paramLabel = "TEXT")
    private List<String> words = List.of();

    @Option(names = "--platform", paramLabel = "plain|slack|discord", completionCandidates = Platforms.class)
    private @Nullable String platform;

    @Option(names = "--batch", paramLabel = "FILE")
    private @Nullable String batch;

    @Option(names = "--explain")
    private boolean explain;

    AskCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (batch != null) {
            return batch(batch);
        }
        String text = String.join(" ", words);
        return answer(words.isEmpty() && !cli.around().typed() ? standardInput() : text);
    }

    /** The whole standard input as one message. */
    private String standardInput() {
        StringBuilder text = new StringBuilder();
        try (Lines lines = Lines.standardInput(cli.around(), cli.lang())) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                text.append(line).append('\n');
                tooLong(text);
            }
        }
        return text.toString();
    }

    private void tooLong(CharSequence text) {
        if (text.length() > MessageReader.LONGEST) {
            throw new BadInput(Message.TOO_LONG.in(cli.lang(), MessageReader.LONGEST));
        }
    }

    /** Prints the answer to one message. */
    int answer(String text) {
        if (text.isBlank()) {
            throw new BadInput(Message.NOTHING_SAID.in(cli.lang()));
        }
        tooLong(text);
        Asked asked = ask(text, known(platform), cli.lang(), true);
        if (cli.format() == Cli.Format.JSON) {
            cli.around().out().println(Machine.write(json(null, asked)));
        } else {
            boolean first = !explain;
            if (explain) {
                cli.print(Why.of(asked.reading(), cli.lang()));
            }
            for (Reply reply : asked.replies()) {
                if (!first) {
                    cli.around().out().println();
                }
                first = false;
                cli.print(reply);
            }
        }
        return ExitCode.DONE;
    }

    private int batch(String path) {
        known(platform);
        try (Lines lines = Lines.of(path, cli.around(), cli.lang())) {
            JsonNode answer = next(lines);
            if (answer == null) {
                throw new BadInput(Message.NO_LINES.in(cli.lang(), lines.name(), ROW));
            }
            for (; answer != null; answer = next(lines)) {
                cli.around().out().println(Machine.write(answer));
                // Whoever asked waits for it; if nobody reads any more, there is no point in going on.
                if (cli.around().out().checkError()) {
                    break;
                }
            }
        }
        return ExitCode.DONE;
    }

    /** The answer to the next line, or null after the last. */
    private @Nullable JsonNode next(Lines lines) {
        try {
            String line = lines.next();
            return line == null ? null : row(line);
        } catch (Lines.BadLine e) {
            return Machine.error(null, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private JsonNode row(String line) {
        JsonNode row;
        try {
            row = Machine.JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return Machine.error(null, "bad-json", Message.BAD_JSON.in(cli.lang()));
        }
        if (row == null || !row.isObject()) {
            return Machine.error(null, "bad-json", Message.BAD_JSON.in(cli.lang()));
        }
        JsonNode id = row.get("id");
        if (!row.path("text").isTextual()) {
            return Machine.error(id, "bad-input", Message.NEEDS_FIELD.in(cli.lang(), "text"));
        }
        String text = row.get("text").asText();
        if (text.length() > MessageReader.LONGEST) {
            return Machine.error(id, "too-long", Message.TOO_LONG.in(cli.lang(), MessageReader.LONGEST));
        }
        Optional<Dialect> dialect = dialect(row.path("platform").asText(platform));
        if (dialect.isEmpty()) {
            return Machine.error(id, "bad-input", Message.NOT_PLATFORM.in(cli.lang()));
        }
        Optional<Lang> lang = row.hasNonNull("lang") ? Lang.of(row.get("lang").asText()) : Optional.of(cli.lang());
        if (lang.isEmpty()) {
            return Machine.error(id, "bad-input", Message.NOT_LANG.in(cli.lang()));
        }
        if (row.hasNonNull("addressed") && !row.get("addressed").isBoolean()) {
            return Machine.error(id, "bad-input", Message.NOT_BOOLEAN.in(cli.lang(), "addressed"));
        }
        boolean addressed = row.path("addressed").booleanValue();
        return json(id, ask(text, dialect.get(), lang.get(), addressed));
    }

    private JsonNode json(@Nullable JsonNode id, Asked asked) {
        String answer = asked.replies().isEmpty()
                ? null
                : asked.replies().stream().map(Markdown::of).collect(Collectors.joining("\n\n"));
        ObjectNode node = Machine.reading(id, asked.reading(), cli.knowledge(), asked.lang(), answer);
        return explain ? Machine.why(node, asked.reading()) : node;
    }

    /** What was asked and what the bot says to it. */
    private record Asked(Reading reading, Lang lang, List<Reply> replies) {}

    private Asked ask(String text, Dialect dialect, Lang lang, boolean addressed) {
        MessageReader reads = reader;
        if (reads == null) {
            reads = new MessageReader(cli.knowledge());
            reader = reads;
        }
        Reading reading = reads.read(text, dialect);
        List<Reply> replies = new Dialogue(cli.knowledge(), reads)
                        .decide(
                                new State(null, List.of(), cli.host(), Set.of(), 0, Map.of()),
                                new Input.Said(text, addressed, new Person("", lang)),
                                Context.of(lang, dialect))
                        .effects()
                        .stream()
                        .filter(Effect.Post.class::isInstance)
                        .map(effect -> ((Effect.Post) effect).reply())
                        .map(AskCommand::withoutActions)
                        .toList();
        return new Asked(reading, reading.lang() == null ? lang : reading.lang(), replies);
    }

    /** Nothing can be pressed once the command has ended. */
    private static Reply withoutActions(Reply reply) {
        return new Reply(reply.blocks().stream()
                .filter(block -> !(block instanceof Block.Actions))
                .toList());
    }

    private Dialect known(@Nullable String name) {
        return dialect(name)
                .orElseThrow(() ->
                        new BadInput(Message.BAD_VALUE.in(cli.lang(), "--platform", name, new Platforms().list())));
    }

    private static Optional<Dialect> dialect(@Nullable String name) {
        if (name == null) {
            return Optional.of(Dialect.PLAIN);
        }
        for (Dialect dialect : Dialect.values()) {
            if (dialect.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }
}
