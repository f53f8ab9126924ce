package dev.cf5xx.app;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;

/** The terminal as a platform: what is typed or piped in is said to the bot, what it posts is printed. */
final class Console {
    private static final String NAME = "console";

    private final Cli cli;
    private final @Nullable Path data;
    private final Lang lang;
    private final Venue venue;

    /** Whether something was printed since a line was said; a second message is set off from the first. */
    private volatile boolean answered;

    /** What the next line fills in, or null. */
    private volatile @Nullable Form form;

    /** The site that was named on the command line, until the bot has been told. */
    private @Nullable String host;

    private final Seams seams;

    Console(Cli cli, Seams seams, @Nullable Path data) {
        this.cli = cli;
        this.seams = seams;
        this.data = data;
        this.lang = cli.lang();
        this.host = cli.host();
        this.venue = new Venue(NAME, NAME);
    }

    /** Talks until the input ends. */
    int run() {
        if (cli.format() != Cli.Format.TEXT) {
            throw new BadInput(Message.CONVERSATION_IS_TEXT.in(lang));
        }
        return cli.around().terminal() ? interactive() : piped();
    }

    private int piped() {
        Printer printer = new Printer(cli.around().out()::println, line -> {});
        try (Home home = Home.open(cli, seams, data, printer);
                Lines lines = Lines.standardInput(cli.around(), lang)) {
            home.resume();
            int heard = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    if (heard > 0) {
                        cli.around().out().println();
                    }
                    heard++;
                    say(home, line);
                    cli.around().out().flush();
                }
            }
            if (heard == 0) {
                throw new BadInput(Message.NO_INPUT.in(lang));
            }
        }
        return ExitCode.DONE;
    }

    private int interactive() {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            terminal.writer().println(cli.style().strong(Message.GREETING_1.in(lang)));
            terminal.writer().println(cli.style().faint(Message.GREETING_2.in(lang)));
            terminal.flush();
            LineReaderBuilder builder = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.BRACKETED_PASTE, true);
            try (Home home = Home.open(
                    cli,
                    seams,
                    data,
                    new Printer(
                            terminal.writer()::println,
                            line -> passing(terminal, Waiting.cut(line, width(terminal)))))) {
                home.resume();
                converse(terminal, builder.build(), home);
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(Terminal terminal, LineReader reader, Home home) {
        while (true) {
            try {
                String line = reader.readLine(cli.style().strong("› "));
                if (!line.isBlank()) {
                    terminal.writer().println();
                    say(home, line);
                    terminal.writer().println();
                    terminal.flush();
                }
            } catch (UserInterruptException e) {
                if (e.getPartialLine().isBlank()) {
                    terminal.writer().println(cli.style().faint(Message.LEAVE_HINT.in(lang)));
                }
            } catch (EndOfFileException e) {
                return;
            } catch (BadInput e) {
                terminal.writer().println(e.getMessage());
            }
        }
    }

    private int width(Terminal terminal) {
        int known = terminal.getWidth();
        return known > 0 ? known : Waiting.width(cli.around().environment().get("COLUMNS"));
    }

    /** Shows a line in the place of the one before. */
    private static void passing(Terminal terminal, String line) {
        terminal.puts(InfoCmp.Capability.carriage_return);
        terminal.puts(InfoCmp.Capability.clr_eol);
        terminal.writer().print(line);
        terminal.flush();
    }

    /** Says a line to the bot and waits until it has answered. */
    private void say(Home home, String line) {
        answered = false;
        if (line.length() > MessageReader.LONGEST) {
            throw new BadInput(Message.TOO_LONG.in(lang, MessageReader.LONGEST));
        }
        home.hear(
                new Heard(
                        UUID.randomUUID().toString(),
                        venue,
                        new Person("you", lang),
                        cli.around().clock().instant(),
                        true,
                        act(line)),
                host);
        host = null;
    }

    /** What typing a line does: it fills in the form that is open, if there is one. */
    private Act act(String line) {
        Form open = form;
        form = null;
        return open == null
                ? new Act.Wrote(line)
                : new Act.Submitted(open.id(), Map.of(open.fields().get(0).id(), line.strip()));
    }

    /** Prints what the bot posts; a message that is replaced is printed anew. */
    private final class Printer implements Platform {
        private final Consumer<String> lines;
        private final Consumer<String> passing;
        private final PlainText text = new PlainText(cli.style());

        /**
         * Prints.
         *
         * @param lines takes what stays
         * @param passing takes a line that the next one replaces; an empty one takes it away
         */
        Printer(Consumer<String> lines, Consumer<String> passing) {
            this.lines = lines;
            this.passing = passing;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Dialect dialect() {
            return Dialect.PLAIN;
        }

        @Override
        public String post(Venue where, String nonce, Reply reply) {
            print(reply);
            return nonce;
        }

        @Override
        public Place place(Venue where) {
            return Place.DIRECT;
        }

        @Override
        public void edit(Venue where, String message, Reply reply) {
            passing.accept("");
            print(reply);
        }

        @Override
        public void progress(Venue where, String message, Reply reply) {
            passing.accept(text.render(reply));
        }

        @Override
        public void open(Venue where, String event, Form opened) {
            form = opened;
            print(Talk.form(opened));
        }

        private void print(Reply reply) {
            if (answered) {
                lines.accept("");
            }
            answered = true;
            lines.accept(text.render(reply));
        }
    }
}
