package dev.cf5xx.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Lang;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation written down: one event a line goes in, one effect a line comes out. What comes out is read from the
 * journal, so that an event fed again gives what it gave before.
 */
final class Script {
    private static final String NAME = "script";

    /** An event to show. */
    private static final String ROW = "{\"event_id\": \"1\", \"thread\": \"t\", \"text\": \"error 522\"}";

    private final Cli cli;
    private final Seams seams;
    private final String file;
    private final @Nullable Path data;
    private final Lang lang;

    Script(Cli cli, Seams seams, String file, @Nullable Path data) {
        this.cli = cli;
        this.seams = seams;
        this.file = file;
        this.data = data;
        this.lang = cli.lang();
    }

    /** Feeds the script. A file is read whole before anything is done; the standard input is answered line by line. */
    int run() {
        try (Lines lines = Lines.of(file, cli.around(), lang)) {
            if (file.equals("-")) {
                try (Home home = Home.open(cli, seams, data, new Journalled())) {
                    int number = 0;
                    for (String line = lines.next(); line != null; line = lines.next()) {
                        feed(home, event(line, ++number));
                    }
                    if (number == 0) {
                        throw new BadInput(Message.NO_LINES.in(lang, lines.name(), ROW));
                    }
                }
                return ExitCode.DONE;
            }
            List<Heard> events = new ArrayList<>();
            for (String line = lines.next(); line != null; line = lines.next()) {
                events.add(event(line, events.size() + 1));
            }
            if (events.isEmpty()) {
                throw new BadInput(Message.NO_LINES.in(lang, lines.name(), ROW));
            }
            try (Home home = Home.open(cli, seams, data, new Journalled())) {
                events.forEach(event -> feed(home, event));
            }
        }
        return ExitCode.DONE;
    }

    private void feed(Home home, Heard event) {
        home.hear(event, null).forEach(this::print);
        cli.around().out().flush();
    }

    private void print(Outgoing outgoing) {
        Effect effect = outgoing.effect();
        if (effect instanceof Effect.Post post) {
            print(outgoing, "post", post.reply(), null);
        } else if (effect instanceof Effect.Edit edit) {
            print(outgoing, "edit", edit.reply(), null);
        } else if (effect instanceof Effect.Open open) {
            print(outgoing, "form", Talk.form(open.form()), open.form());
        }
    }

    private void print(Outgoing outgoing, String op, Reply reply, @Nullable Form form) {
        ObjectNode node = Machine.JSON
                .createObjectNode()
                .put("event_id", outgoing.eventId())
                .put("thread", outgoing.venue().thread())
                .put("seq", outgoing.seq())
                .put("op", op)
                .put("message", outgoing.effect().message())
                .put("text", PlainText.of(reply));
        node.set("blocks", Machine.JSON.<JsonNode>valueToTree(reply).get("blocks"));
        node.putNull("file");
        node.set("form", Machine.JSON.valueToTree(form));
        cli.around().out().println(Machine.write(node));
    }

    private Heard event(String line, int number) {
        JsonNode row = object(line, number);
        Act act = act(row, number);
        Instant at = row.hasNonNull("at")
                ? instant(row.get("at"), number)
                : cli.around().clock().instant();
        Lang personal = null;
        if (row.hasNonNull("lang")) {
            personal = Lang.of(row.get("lang").asText()).orElseThrow(() -> bad(number, Message.NOT_LANG.in(lang)));
        }
        if (row.hasNonNull("addressed") && !row.get("addressed").isBoolean()) {
            throw bad(number, Message.NOT_BOOLEAN.in(lang, "addressed"));
        }
        return new Heard(
                string(row, "event_id", number),
                new Venue(NAME, string(row, "thread", number)),
                new Person(row.path("user").asText("someone"), personal),
                at,
                row.hasNonNull("addressed") ? row.get("addressed").booleanValue() : !(act instanceof Act.Wrote),
                act);
    }

    private JsonNode object(String line, int number) {
        try {
            JsonNode row = Machine.JSON.readTree(line);
            if (row != null && row.isObject()) {
                return row;
            }
        } catch (JsonProcessingException e) {
            throw bad(number, Message.BAD_JSON.in(lang));
        }
        throw bad(number, Message.BAD_JSON.in(lang));
    }

    private Act act(JsonNode row, int number) {
        if (row.path("button").isTextual()) {
            return new Act.Pressed(row.get("button").asText());
        }
        JsonNode form = row.get("form");
        if (form != null && form.isObject()) {
            Map<String, String> values = new LinkedHashMap<>();
            form.path("values")
                    .properties()
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asText()));
            return new Act.Submitted(form.path("id").asText(), values);
        }
        if (!row.path("text").isTextual()) {
            throw bad(number, Message.NEEDS_ACT.in(lang));
        }
        String text = row.get("text").asText();
        if (text.length() > MessageReader.LONGEST) {
            throw bad(number, Message.TOO_LONG.in(lang, MessageReader.LONGEST));
        }
        return new Act.Wrote(text);
    }

    private Instant instant(JsonNode at, int number) {
        try {
            return Instant.parse(at.asText());
        } catch (DateTimeParseException e) {
            throw bad(number, Message.NOT_INSTANT.in(lang));
        }
    }

    private String string(JsonNode row, String name, int number) {
        if (!row.path(name).isTextual() || row.get(name).asText().isBlank()) {
            throw bad(number, Message.NEEDS_FIELD.in(lang, name));
        }
        return row.get(name).asText();
    }

    private BadInput bad(int number, String what) {
        String message = Message.LINE.in(lang, number) + what;
        return new BadInput(file.equals("-") ? message : message + "\n" + Message.NOTHING_DONE.in(lang));
    }

    /** A platform whose messages are wherever the journal's are printed. */
    private static final class Journalled implements Platform {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Dialect dialect() {
            return Dialect.PLAIN;
        }

        @Override
        public String post(Venue venue, String nonce, Reply reply) {
            return nonce;
        }

        @Override
        public void edit(Venue venue, String message, Reply reply) {}

        @Override
        public void open(Venue venue, String event, Form form) {}
    }
}
