package dev.cf5xx.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.bot.Inspector;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.target.SiteUrl;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.CheckReport.View;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.knowledge.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cf5xx check URL}: looks at a site from here, and says what is broken. */
@Command(name = "check", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class CheckCommand implements Callable<Integer> {
    /** As many rows of a batch are looked at side by side. */
    private static final int AT_ONCE = 50;

    /** A row to show. */
    private static final String ROW = "{\"id\": 1, \"url\": \"https://www.example.com/\"}";

    private final Cli cli;

    @Parameters(arity = "0..1", paramLabel = "URL")
    private @Nullable String url;

    @Option(names = "--origin", paramLabel = "ADDR")
    private List<String> origins = new ArrayList<>();

    @Option(names = "--batch", paramLabel = "FILE")
    private @Nullable String batch;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--more")
    private boolean more;

    @Mixin
    private final Seams seams;

    CheckCommand(Cli cli) {
        this.cli = cli;
        this.seams = new Seams(cli);
    }

    @Override
    public Integer call() {
        if (dryRun) {
            return new DryRunning(cli, seams).run(url, origins, batch);
        }
        if (batch != null) {
            return batch(batch);
        }
        if (url == null || url.isBlank()) {
            throw new BadInput(Message.NO_URL.in(cli.lang()));
        }
        try (Looking looking = Looking.open(cli, seams)) {
            return one(looking.inspector(), url);
        }
    }

    private int one(Inspector inspector, String written) {
        boolean json = cli.format() == Cli.Format.JSON;
        Outcome outcome;
        // A program that reads JSON is not told that it waits; a person in front of it is.
        try (Waiting waiting =
                new Waiting(cli.around(), cli.lang(), json ? Waiting.Alarm.none() : Waiting.Alarm.real())) {
            outcome = look(inspector, written, origins, waiting);
        }
        if (outcome instanceof Outcome.Refused refused) {
            // Once the site's address is one, what is refused is an origin's.
            String why = SiteUrl.read(written) instanceof SiteUrl
                    ? Refused.origin(refused.refusal(), refused.input(), cli.lang())
                    : Refused.site(refused.refusal(), written, cli.lang());
            if (json) {
                cli.around().out().println(Machine.write(Machine.refused(null, written, refused.refusal())));
            }
            cli.around().err().println(why);
            return ExitCode.USAGE;
        }
        Report report = ((Outcome.Found) outcome).report();
        if (json) {
            cli.around().out().println(Machine.write(Machine.report(null, report, cli.knowledge(), cli.lang())));
        } else {
            Reader reader = new Reader(cli.lang(), report.host(), Set.of());
            CheckReport words = new CheckReport(cli.knowledge());
            View view = new View(Audience.SITE_OWNER, true);
            cli.print(more || cli.more() ? words.full(report, reader, view) : words.brief(report, reader, view));
        }
        if (Machine.leadsInside(report)) {
            return ExitCode.USAGE;
        }
        return report.broken() ? ExitCode.BROKEN : ExitCode.DONE;
    }

    private static Outcome look(Inspector inspector, String url, List<String> origins, Consumer<Step> progress) {
        Inspector.Plan plan = inspector.plan(url, origins);
        if (plan instanceof Inspector.Plan.Refused refused) {
            return new Outcome.Refused(refused.refusal(), refused.input());
        }
        return inspector.look((Inspector.Plan.Ready) plan, progress);
    }

    private int batch(String path) {
        if (url != null || !origins.isEmpty()) {
            throw new BadInput(Message.NOT_WITH.in(cli.lang(), "--batch", url == null ? "--origin" : "URL"));
        }
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        try (Lines lines = Lines.of(path, cli.around(), cli.lang());
                Looking looking = Looking.open(cli, seams)) {
            BlockingQueue<Ahead> ahead = new ArrayBlockingQueue<>(AT_ONCE);
            // Whoever sends the next line may first wait for the answer to this one: reading must not hold up printing.
            Thread reader = new Thread(() -> read(lines, looking.inspector(), executor, ahead), "cf5xx-rows");
            reader.setDaemon(true);
            reader.start();
            int rows = print(ahead);
            if (rows == 0) {
                throw new BadInput(Message.NO_LINES.in(cli.lang(), lines.name(), ROW));
            }
        } finally {
            executor.shutdownNow();
        }
        return ExitCode.DONE;
    }

    /** A row that is being looked at; null after the last. */
    private record Ahead(@Nullable CompletableFuture<JsonNode> row) {}

    /** Takes up row after row, never more of them than the queue holds. */
    private void read(Lines lines, Inspector inspector, ExecutorService executor, BlockingQueue<Ahead> ahead) {
        try {
            CompletableFuture<JsonNode> row;
            do {
                row = next(lines, inspector, executor);
                ahead.put(new Ahead(row));
            } while (row != null);
        } catch (InterruptedException | RejectedExecutionException e) {
            // Nobody prints any more.
            return;
        }
    }

    /** Prints the answers in order, each as soon as it and all before it are there: how many, until nobody reads on. */
    private int print(BlockingQueue<Ahead> ahead) {
        int rows = 0;
        try {
            for (CompletableFuture<JsonNode> row = ahead.take().row();
                    row != null;
                    row = ahead.take().row()) {
                rows++;
                cli.around().out().println(Machine.write(row.join()));
                if (cli.around().out().checkError()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            throw e.getCause() instanceof BadInput bad ? bad : e;
        }
        return rows;
    }

    /** The next row, or null after the last; input that cannot be read on is a row that fails. */
    private @Nullable CompletableFuture<JsonNode> next(Lines lines, Inspector inspector, ExecutorService executor) {
        try {
            String line = lines.next();
            return line == null ? null : CompletableFuture.supplyAsync(() -> row(line, inspector), executor);
        } catch (Lines.BadLine e) {
            return CompletableFuture.completedFuture(Machine.error(null, e.code(), String.valueOf(e.getMessage())));
        } catch (BadInput e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private JsonNode row(String line, Inspector inspector) {
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
        if (!row.path("url").isTextual()) {
            return Machine.error(id, "bad-input", Message.NEEDS_FIELD.in(cli.lang(), "url"));
        }
        List<String> addresses = new ArrayList<>();
        if (row.hasNonNull("origins")) {
            if (!row.get("origins").isArray()) {
                return Machine.error(id, "bad-input", Message.NEEDS_FIELD.in(cli.lang(), "origins"));
            }
            row.get("origins").forEach(address -> addresses.add(address.asText()));
        }
        String written = row.get("url").asText();
        try {
            Outcome outcome = look(inspector, written, addresses, step -> {});
            if (outcome instanceof Outcome.Found found) {
                return Machine.report(id, found.report(), cli.knowledge(), cli.lang());
            } else if (outcome instanceof Outcome.Refused refused) {
                return Machine.refused(id, written, refused.refusal());
            }
        } catch (RuntimeException e) {
            return Machine.error(
                    id, "internal", Message.INTERNAL.in(cli.lang(), e.getClass().getSimpleName()));
        }
        return Machine.error(id, "internal", Message.INTERNAL.in(cli.lang(), "?"));
    }
}
