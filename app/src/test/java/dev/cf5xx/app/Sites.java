package dev.cf5xx.app;

import dev.cf5xx.lab.World;
import dev.cf5xx.lab.dns.NameAnswer;
import dev.cf5xx.lab.edge.Patience;
import dev.cf5xx.lab.edge.Plan;
import dev.cf5xx.lab.edge.SslMode;
import dev.cf5xx.lab.serve.Answer;
import dev.cf5xx.lab.serve.Listener;
import dev.cf5xx.lab.serve.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sites to look at: those of the lab's world, one whose pages try to mention, link and format, and one that answers when it
 * is told to.
 */
final class Sites implements AutoCloseable {
    /** What a stranger would have the bot say. */
    static final String EVIL = "@everyone <!channel> [x](http://evil.example) *b* https://evil.example";

    private static final Duration MOST = Duration.ofSeconds(60);

    private final World world;
    private final Path roots;
    private final Listener strange;
    private final Listener slow;
    private final Semaphore asked = new Semaphore(0);
    private final CountDownLatch told = new CountDownLatch(1);

    /** Sites whose root certificate is written into {@code folder}. */
    Sites(Path folder) throws IOException {
        world = World.start(0, Clock.systemUTC(), Duration.ofSeconds(2));
        roots = Files.writeString(folder.resolve("roots.pem"), world.pem());
        InetAddress home = InetAddress.getLoopbackAddress();
        strange = Listener.plain(home, 0, Answer.each(request -> strange()));
        slow = Listener.plain(home, 0, Answer.each(this::slow));
        serve("strange", strange);
        serve("held", slow);
    }

    private void serve(String id, Listener origin) {
        String host = id + ".demo.example.net";
        world.edge()
                .serve(
                        host,
                        new Plan.Proxy(
                                origin.address(), origin.address(), SslMode.FLEXIBLE, Patience.OF_CLOUDFLARE, null));
        world.names().say(host, NameAnswer.at(world.edge().address().getAddress()));
    }

    private static Answer strange() {
        return Answer.html(503, "Unavailable", "<html><head><title>" + EVIL + "</title></head><body>x</body></html>")
                .with("Server: " + EVIL);
    }

    private Answer slow(Request request) throws IOException {
        asked.release();
        try {
            if (!told.await(MOST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("never told to answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return Answer.html(503, "Unavailable", "<html><head><title>503</title></head><body>x</body></html>");
    }

    /** The address of a site of the lab's world, or of {@code strange} or {@code held}. */
    String url(String id) {
        return "https://" + id + ".demo.example.net:" + world.edge().address().getPort() + "/";
    }

    /** Where the origin of a site of the lab's world is, as people write it. */
    String origin(String id) {
        return String.valueOf(world.place(id).originOption());
    }

    /** Waits until the site that answers when told is asked once more. */
    void awaitAsked() throws InterruptedException {
        if (!asked.tryAcquire(MOST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nobody asked");
        }
    }

    /** Tells that site to answer, now and from now on. */
    void answer() {
        told.countDown();
    }

    /** What makes the program look at this world, and at nothing else. */
    List<String> options() {
        return world.options(roots);
    }

    /** What looks at these sites as the program does. */
    Looking looking() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        InputStream nothing = new ByteArrayInputStream(new byte[0]);
        Cli cli = new Cli(new Surroundings(nothing, nowhere, nowhere, Map.of(), false, false, false));
        return Looking.open(cli, Seams.into(cli, options()));
    }

    @Override
    public void close() {
        answer();
        strange.close();
        slow.close();
        world.close();
    }
}
