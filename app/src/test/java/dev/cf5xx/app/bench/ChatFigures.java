package dev.cf5xx.app.bench;

import dev.cf5xx.lab.discord.Asked;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.SignedSender;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The bot that serves, as its own process, beside hello-world apps in theirs, all on the same fake platforms and in turn.
 * Prints docs/benchmarks.md's figures; the command that runs it stands there.
 */
public final class ChatFigures {
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 25;
    private static final int REQUESTS = 5_000;
    private static final int CONNECTIONS = 16;
    private static final Duration MOST = Duration.ofSeconds(60);

    /** As in the image, or as the property {@code figures.options} says. */
    private static final List<String> JAVA = Stream.concat(
                    Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                            .toString()),
                    Stream.of(System.getProperty(
                                    "figures.options",
                                    "-XX:+UseSerialGC -XX:-UsePerfData -Xms24m -Xmx192m"
                                            + " -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30")
                            .split(" ", -1)))
            .toList();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<Process> processes = new ArrayList<>();

    private ChatFigures() {}

    /** Runs all, or those named. */
    public static void main(String... names) throws Exception {
        List<String> all = names.length == 0 ? List.of("commands", "burst", "discord", "idle") : Arrays.asList(names);
        for (String name : all) {
            ChatFigures figures = new ChatFigures();
            try {
                switch (name) {
                    case "commands" -> figures.commands();
                    case "burst" -> figures.burst();
                    case "discord" -> figures.discord();
                    case "idle" -> figures.idle();
                    default -> throw new IllegalArgumentException(name);
                }
            } finally {
                figures.processes.forEach(Process::destroy);
            }
        }
        System.exit(0);
    }

    // Signed commands over HTTP

    private void commands() throws Exception {
        try (FakeSlack slack = FakeSlack.start(FakeSlack.Settings.USUAL.limited(false))) {
            Slash slash = new Slash(slack);
            int ours = bot(slack);
            int hello = helloBolt(slack);
            int script = helloScript();
            Map<String, Integer> ports = Map.of("ours", ours, "bolt", hello, "bolt-js", script);
            Map<String, List<Double>> rates = new java.util.TreeMap<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (String name : List.of("ours", "bolt", "bolt-js")) {
                    double rate = slash.rate(ports.get(name), name.equals("ours") ? "524" : "Hello");
                    if (round >= 0) {
                        rates.computeIfAbsent(name, any -> new ArrayList<>()).add(rate);
                    }
                }
            }
            double mine = median(rates.get("ours"));
            for (String other : List.of("bolt", "bolt-js")) {
                double theirs = median(rates.get(other));
                System.out.printf(
                        Locale.ROOT,
                        "signed /cf5xx 524 over HTTP: %.0f a second; hello world on %s %.0f; ratio %.2f%n",
                        mine,
                        other,
                        theirs,
                        mine / theirs);
            }
        }
    }

    private void burst() throws Exception {
        try (FakeSlack slack = FakeSlack.start(FakeSlack.Settings.USUAL.limited(false))) {
            Slash slash = new Slash(slack);
            int port = bot(slack);
            slash.rate(port, "524");
            int size = 1_000;
            List<byte[]> requests = slash.signed(port, size);
            CountDownLatch go = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(size);
            List<Future<Double>> acks = new ArrayList<>();
            for (byte[] request : requests) {
                acks.add(threads.submit(() -> {
                    go.await();
                    long began = System.nanoTime();
                    try (Talk talk = new Talk(port)) {
                        talk.ask(request, "524");
                    }
                    return (System.nanoTime() - began) / 1e6;
                }));
            }
            go.countDown();
            List<Double> took = new ArrayList<>();
            for (Future<Double> ack : acks) {
                took.add(ack.get());
            }
            threads.shutdown();
            Collections.sort(took);
            System.out.printf(
                    Locale.ROOT,
                    "burst of %d commands, a connection each: %d acks over 3 s; p50 %.0f ms, slowest %.0f ms%n",
                    size,
                    took.stream().filter(it -> it > 3_000).count(),
                    median(took),
                    took.get(size - 1));
        }
    }

    /** The same command again and again, each time another one to Slack. */
    private record Slash(FakeSlack slack, String user, String channel) {
        Slash(FakeSlack slack) {
            this(slack, slack.member("ann", "en-US"));
        }

        private Slash(FakeSlack slack, dev.cf5xx.lab.slack.Member ann) {
            this(slack, ann.id(), slack.channel("ops", ann));
        }

        List<byte[]> signed(int port, int count) {
            SignedSender signer = slack.sender(URI.create("http://127.0.0.1:" + port + "/slack/events"));
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String body = "token=verification&team_id=" + slack.workspace().id() + "&team_domain=lab&channel_id="
                        + channel + "&channel_name=ops&user_id=" + user + "&user_name=ann&command=%2Fcf5xx&text=524"
                        + "&api_app_id=" + FakeSlack.APP_ID + "&is_enterprise_install=false&response_url="
                        + URLEncoder.encode("http://127.0.0.1:9/nothing", StandardCharsets.UTF_8) + "&trigger_id=1."
                        + COUNT.incrementAndGet();
                SignedSender.Signed request = signer.sign("application/x-www-form-urlencoded", body);
                StringBuilder head = new StringBuilder("POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n");
                request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
                requests.add((head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            }
            return requests;
        }

        /** Answers a second. */
        double rate(int port, String expected) throws Exception {
            ConcurrentLinkedQueue<byte[]> requests = new ConcurrentLinkedQueue<>(signed(port, REQUESTS));
            ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
            List<Future<?>> all = new ArrayList<>();
            long began = System.nanoTime();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(threads.submit(() -> {
                    try (Talk talk = new Talk(port)) {
                        for (byte[] request = requests.poll(); request != null; request = requests.poll()) {
                            talk.ask(request, expected);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            threads.shutdown();
            return REQUESTS / seconds;
        }
    }

    /** A connection that is kept, and costs the machine as little as can be. */
    private static final class Talk implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Talk(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) MOST.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
        }

        void ask(byte[] request, String expected) throws IOException {
            socket.getOutputStream().write(request);
            String status = line();
            int length = -1;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (length >= 0) {
                body.write(in.readNBytes(length));
            } else {
                for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                    body.write(in.readNBytes(size));
                    line();
                }
                line();
            }
            if (!status.contains(" 200")
                    || !body.toString(StandardCharsets.UTF_8).contains(expected)) {
                throw new IOException(status + " " + body.toString(StandardCharsets.UTF_8));
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("closed");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    // Discord

    private void discord() throws Exception {
        FakeDiscord.Settings settings = FakeDiscord.Settings.USUAL.limited(false);
        try (FakeDiscord ours = FakeDiscord.start(settings);
                FakeDiscord bare = FakeDiscord.start(settings)) {
            serve(access(ours));
            java(bare.restUrl(), "HelloJda", FakeDiscord.TOKEN, bare.restUrl(), bare.gatewayUrl());
            ours.awaitCommands(MOST);
            bare.awaitCommands(MOST);
            List<Double> mine = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                List<Double> one = interactions(ours);
                List<Double> other = interactions(bare);
                if (round >= 0) {
                    mine.addAll(one);
                    theirs.addAll(other);
                }
            }
            Collections.sort(mine);
            Collections.sort(theirs);
            System.out.printf(
                    Locale.ROOT,
                    "Discord, %d bursts of 200 interactions, to the first answer: p50 %.0f ms, p99 %.0f ms, slowest %.0f ms, %d over"
                            + " 3 s; a listener that only defers p50 %.0f ms, p99 %.0f ms; ratio of p99 %.2f%n",
                    ROUNDS,
                    median(mine),
                    at(mine, 0.99),
                    mine.get(mine.size() - 1),
                    mine.stream().filter(it -> it > 3_000).count(),
                    median(theirs),
                    at(theirs, 0.99),
                    at(mine, 0.99) / at(theirs, 0.99));
        }
    }

    private static List<Double> interactions(FakeDiscord discord) {
        dev.cf5xx.lab.discord.Member ada = discord.member("ada" + COUNT.incrementAndGet(), "en-US");
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            asked.add(ada.slash(discord.general(), "cf5xx", Map.of("query", "524")));
        }
        List<Double> took = new ArrayList<>();
        for (Asked one : asked) {
            one.awaitCallback(MOST);
            took.add(one.took().toNanos() / 1e6);
        }
        return took;
    }

    // Idle

    private void idle() throws Exception {
        try (FakeSlack slack = FakeSlack.start();
                FakeDiscord discord = FakeDiscord.start()) {
            Map<String, String> environment = new java.util.HashMap<>(access(discord));
            environment.put("CF5XX_SLACK_BOT_TOKEN", FakeSlack.TOKEN);
            environment.put("CF5XX_SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
            environment.put("CF5XX_SLACK_API", slack.apiUrl());
            Process process = serve(environment);
            discord.awaitCommands(MOST);
            slack.sockets().awaitOpened(1, MOST);
            new CountDownLatch(1).await(60, java.util.concurrent.TimeUnit.SECONDS);
            System.out.printf("idle for a minute with both platforms connected: RSS %d MB%n", rss(process));
        }
    }

    private static long rss(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    // Processes

    private static Map<String, String> access(FakeDiscord discord) {
        return Map.of(
                "CF5XX_DISCORD_TOKEN", FakeDiscord.TOKEN,
                "CF5XX_DISCORD_API", discord.restUrl(),
                "CF5XX_DISCORD_GATEWAY", discord.gatewayUrl());
    }

    /** The bot behind HTTP, as Slack's own requests reach it; its port. */
    private int bot(FakeSlack slack) throws Exception {
        int port = free();
        serve(Map.of(
                "CF5XX_SLACK_BOT_TOKEN",
                FakeSlack.TOKEN,
                "CF5XX_SLACK_SIGNING_SECRET",
                FakeSlack.SIGNING_SECRET,
                "CF5XX_SLACK_API",
                slack.apiUrl(),
                "CF5XX_LISTEN",
                Integer.toString(port)));
        return port;
    }

    private Process serve(Map<String, String> environment) throws Exception {
        Path data = Files.createTempDirectory("cf5xx-figures");
        List<String> command = new ArrayList<>(JAVA);
        String more = System.getProperty("figures.serve", "");
        command.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ", -1)));
        command.addAll(List.of("-jar", "target/cf5xx/cf5xx.jar", "serve", "--lang", "en"));
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("CF5XX_DATA", data.toString());
        return start(command, all, " as ");
    }

    private int helloBolt(FakeSlack slack) throws Exception {
        return java("port", "HelloBolt", FakeSlack.SIGNING_SECRET, FakeSlack.TOKEN, slack.apiUrl());
    }

    private int java(String what, String name, String... words) throws Exception {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.cf5xx.app.bench." + name));
        command.addAll(List.of(words));
        Path said = Files.createTempFile("cf5xx-figures", ".out");
        Process process = start(command, Map.of(), "listening", said);
        String last = Files.readAllLines(said).stream()
                .filter(line -> line.startsWith("listening"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(what + " of " + process));
        return last.contains(" ") ? Integer.parseInt(last.split(" ", -1)[1]) : 0;
    }

    /** Bolt for JavaScript, as npm brings it. */
    private int helloScript() throws Exception {
        Path folder = Files.createTempDirectory("cf5xx-bolt-js");
        for (String name : List.of("hello.mjs", "package.json")) {
            Files.copy(Path.of("src/bench/bolt-js", name), folder.resolve(name));
        }
        Process npm = new ProcessBuilder("npm", "install", "--silent", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (npm.waitFor() != 0) {
            throw new IOException("npm could not install bolt for JavaScript");
        }
        int port = free();
        start(
                List.of(
                        "node",
                        folder.resolve("hello.mjs").toString(),
                        Integer.toString(port),
                        FakeSlack.SIGNING_SECRET),
                Map.of(),
                "listening");
        return port;
    }

    private Process start(List<String> command, Map<String, String> environment, String word) throws Exception {
        return start(command, environment, word, Files.createTempFile("cf5xx-figures", ".out"));
    }

    /** Starts a process, and waits until it has said the word. */
    private Process start(List<String> command, Map<String, String> environment, String word, Path said)
            throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        long end = System.nanoTime() + MOST.toNanos();
        while (true) {
            try (BufferedReader lines = Files.newBufferedReader(said)) {
                if (lines.lines().anyMatch(line -> line.contains(word))) {
                    return process;
                }
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(command + " says: " + Files.readString(said));
            }
            var unused = process.waitFor(100, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static double median(List<Double> values) {
        return at(values.stream().sorted().toList(), 0.5);
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }

    static {
        if (!new File("target/cf5xx/cf5xx.jar").exists()) {
            throw new IllegalStateException("to be run in app/, after mvn package");
        }
    }
}
