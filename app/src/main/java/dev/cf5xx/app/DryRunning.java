package dev.cf5xx.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.target.DryRun;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.understand.MessageReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code check --dry-run}: what the safety policy says, without looking anything up or connecting to anything. */
final class DryRunning {
    /** A row to show. */
    private static final String ROW = "{\"id\": 1, \"mode\": \"url\", \"input\": \"https://www.example.com/\"}";

    private final Cli cli;
    private final DryRun dry;
    private @Nullable MessageReader reader;

    DryRunning(Cli cli, Seams seams) {
        this.cli = cli;
        this.dry = new DryRun(seams.policy());
    }

    /** Judges a URL and origins, or the rows of a batch. */
    int run(@Nullable String url, List<String> origins, @Nullable String batch) {
        if (batch != null) {
            return batch(batch);
        }
        if (url == null && origins.isEmpty()) {
            throw new BadInput(Message.NO_URL.in(cli.lang()));
        }
        boolean allowed = true;
        if (url != null) {
            DryRun.Answer answer = dry.urls(List.of(url), Map.of(), List.of());
            allowed = say(answer, refusal -> Refused.site(refusal, url, cli.lang()));
        }
        for (String origin : origins) {
            allowed &= say(dry.origin(origin), refusal -> Refused.origin(refusal, origin, cli.lang()));
        }
        return allowed ? ExitCode.DONE : ExitCode.USAGE;
    }

    /** Says a verdict; whether it is allowed. */
    private boolean say(DryRun.Answer answer, Function<Refusal, String> words) {
        if (cli.format() == Cli.Format.JSON) {
            cli.around().out().println(Machine.write(json(null, answer)));
        } else if (answer.refusal() == null) {
            cli.around().out().println(Message.ALLOWED.in(cli.lang(), answer.url()));
        } else {
            cli.around().err().println(words.apply(answer.refusal()));
        }
        return answer.verdict() == DryRun.Verdict.ALLOWED;
    }

    private int batch(String path) {
        try (Lines lines = Lines.of(path, cli.around(), cli.lang())) {
            JsonNode answer = next(lines);
            if (answer == null) {
                throw new BadInput(Message.NO_LINES.in(cli.lang(), lines.name(), ROW));
            }
            for (; answer != null; answer = next(lines)) {
                cli.around().out().println(Machine.write(answer));
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
        if (!row.path("input").isTextual()) {
            return Machine.error(id, "bad-input", Message.NEEDS_FIELD.in(cli.lang(), "input"));
        }
        String input = row.get("input").asText();
        String mode = row.path("mode").asText("url");
        if (mode.equals("origin-ip")) {
            return json(id, dry.origin(input));
        }
        List<String> urls =
                switch (mode) {
                    case "url" -> List.of(input);
                    case "plain" -> urls(input, Dialect.PLAIN);
                    case "slack" -> urls(input, Dialect.SLACK);
                    case "discord" -> urls(input, Dialect.DISCORD);
                    default -> null;
                };
        if (urls == null) {
            return Machine.error(id, "bad-input", Message.NEEDS_FIELD.in(cli.lang(), "mode"));
        }
        List<String> redirects = new ArrayList<>();
        row.path("redirects").forEach(redirect -> redirects.add(redirect.asText()));
        return json(id, dry.urls(urls, dns(row.path("dns")), redirects));
    }

    private List<String> urls(String text, Dialect dialect) {
        MessageReader reads = reader;
        if (reads == null) {
            reads = new MessageReader(cli.knowledge());
            reader = reads;
        }
        return reads.read(text, dialect).urls();
    }

    private static Map<String, List<String>> dns(JsonNode names) {
        Map<String, List<String>> dns = new LinkedHashMap<>();
        names.properties().forEach(name -> {
            List<String> answers = new ArrayList<>();
            name.getValue().forEach(answer -> answers.add(answer.asText()));
            dns.put(name.getKey(), answers);
        });
        return dns;
    }

    private static ObjectNode json(@Nullable JsonNode id, DryRun.Answer answer) {
        Refusal refusal = answer.refusal();
        ObjectNode node = Machine.JSON.createObjectNode();
        node.set("id", id);
        return node.put("verdict", answer.verdict().tag())
                .put("url", answer.url())
                .put("reason", refusal == null ? null : refusal.reason().tag());
    }
}
