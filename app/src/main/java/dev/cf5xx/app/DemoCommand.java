package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import dev.cf5xx.lab.Place;
import dev.cf5xx.lab.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code cf5xx demo}: the lab's world and the console, with an address to paste for each code. */
@Command(name = "demo", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class DemoCommand implements Callable<Integer> {
    /** One that Cloudflare proxies, too. */
    private static final int EDGE_PORT = 8443;

    /** When the slow site answers: after the check has said that it waits. */
    private static final Duration LATE = Duration.ofSeconds(15);

    private final Cli cli;

    DemoCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (cli.format() != Cli.Format.TEXT) {
            throw new BadInput(Message.CONVERSATION_IS_TEXT.in(cli.lang()));
        }
        Path roots = null;
        try {
            roots = Files.createTempFile("cf5xx-demo", ".pem");
            // Also where it is a signal that ends the program.
            roots.toFile().deleteOnExit();
            try (World world = start()) {
                Files.writeString(roots, world.pem());
                invite(world, roots);
                return new Console(cli, Seams.into(cli, world.options(roots)), null).run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(roots);
        }
    }

    private World start() throws IOException {
        try {
            return World.start(EDGE_PORT, Clock.systemUTC(), LATE);
        } catch (IOException e) {
            World world = World.start(0, Clock.systemUTC(), LATE);
            int port = world.edge().address().getPort();
            cli.around().out().println(Message.DEMO_PORT.in(cli.lang(), EDGE_PORT, port));
            return world;
        }
    }

    private void invite(World world, Path roots) {
        Lang lang = cli.lang();
        cli.around().out().println(Message.DEMO.in(lang));
        for (Place place : world.places().values()) {
            String origin = place.originOption();
            cli.around()
                    .out()
                    .println("  " + place.url() + (origin == null ? "" : "   " + Message.DEMO_ORIGIN.in(lang, origin)));
        }
        cli.around().out().println(Message.DEMO_HINT.in(lang));
        cli.around().out().println(Message.DEMO_OUTSIDE.in(lang));
        InetSocketAddress edge = world.edge().address();
        for (String options : List.of(
                String.join(" ", world.options(roots)),
                "--cacert " + roots + " --resolve *:" + edge.getPort() + ":"
                        + edge.getAddress().getHostAddress(),
                "-CAfile " + roots)) {
            cli.around().out().println("  " + options);
        }
        cli.around().out().println();
        cli.around().out().flush();
    }

    private static void remove(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It holds nothing but the lab's own root; the temporary folder is cleaned by others.
        }
    }
}
