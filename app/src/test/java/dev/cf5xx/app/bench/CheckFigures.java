package dev.cf5xx.app.bench;

import dev.cf5xx.bot.Inspector;
import dev.cf5xx.bot.SiteInspector;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Bytes;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.evidence.Trust;
import dev.cf5xx.bot.probe.Probe;
import dev.cf5xx.bot.probe.ProbeSettings;
import dev.cf5xx.bot.target.AddressPolicy;
import dev.cf5xx.bot.target.Given;
import dev.cf5xx.bot.target.Networks;
import dev.cf5xx.lab.origin.Ground;
import dev.cf5xx.lab.origin.Origin;
import dev.cf5xx.lab.origin.Scenario;
import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The remote check beside the tools people use, both sides in turn on the same server, in one warm process. Prints
 * docs/benchmarks.md's figures; the command that runs it stands there.
 */
public final class CheckFigures {
    private static final String HOST = "shop.example.net";
    private static final int ROUNDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private final Ground ground = Ground.on(InetAddress.getLoopbackAddress(), HOST, Clock.systemUTC());
    private final Path root;

    private CheckFigures() throws Exception {
        root = Files.createTempFile("cf5xx-figures", ".pem");
        root.toFile().deleteOnExit();
        Files.writeString(root, ground.root().pem());
    }

    /** Runs all, or those named. */
    public static void main(String... names) throws Exception {
        CheckFigures figures = new CheckFigures();
        List<String> all = names.length == 0 ? List.of("warm", "fault", "fifty", "slow") : Arrays.asList(names);
        for (String name : all) {
            switch (name) {
                case "warm" -> figures.warm();
                case "fault" -> figures.fault();
                case "fifty" -> figures.fifty();
                case "slow" -> figures.slow();
                default -> throw new IllegalArgumentException(name);
            }
        }
        System.exit(0);
    }

    private Inspector inspector(Origin origin, Duration patience) throws Exception {
        Given given = Given.read(HOST + ":*:" + origin.address().getAddress().getHostAddress())
                .orElseThrow();
        AddressPolicy policy = new AddressPolicy(Networks.of(List.of("127.0.0.0/8")), List.of(given), List::of);
        Trust trust = Trust.of(List.of(Bytes.of(ground.root().certificate().getEncoded())));
        ProbeSettings settings = ProbeSettings.DEFAULTS.within(null, patience, null);
        Probe probe = new Probe(
                settings,
                new Probe.Surroundings(
                        policy, List.of(), address -> false, () -> trust, Clock.systemUTC(), threads, Map.of()));
        return new SiteInspector(policy, probe, sighting -> Optional.empty());
    }

    private static Report look(Inspector inspector, Origin origin) {
        return look(inspector, origin, step -> {});
    }

    private static Report look(Inspector inspector, Origin origin, Consumer<Step> progress) {
        Inspector.Plan.Ready plan = (Inspector.Plan.Ready)
                inspector.plan("https://" + HOST + ":" + origin.address().getPort() + "/", List.of());
        return ((Outcome.Found) inspector.look(plan, progress)).report();
    }

    private void warm() throws Exception {
        try (Origin origin = Scenario.HEALTHY.start(ground)) {
            Inspector inspector = inspector(origin, Duration.ofSeconds(20));
            for (int i = 0; i < 300; i++) {
                look(inspector, origin);
            }
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                ours.add(look(inspector, origin).phases().totalMs());
                theirs.add(1000
                        * Double.parseDouble(run(
                                        "curl",
                                        "-4",
                                        "-s",
                                        "-o",
                                        "/dev/null",
                                        "--cacert",
                                        root.toString(),
                                        "--resolve",
                                        HOST + ":" + origin.address().getPort() + ":127.0.0.1",
                                        "-w",
                                        "%{time_total}",
                                        "https://" + HOST + ":"
                                                + origin.address().getPort() + "/")
                                .strip()));
            }
            print("warm check of a healthy page", "curl's time_total", ours, theirs, "ms");
        }
    }

    private void fault() throws Exception {
        try (Origin origin = Scenario.EXPIRED.start(ground)) {
            Inspector inspector = inspector(origin, Duration.ofSeconds(20));
            for (int i = 0; i < 200; i++) {
                look(inspector, origin);
            }
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                long began = System.nanoTime();
                String finding =
                        look(inspector, origin).diagnoses().get(0).finding().id();
                ours.add((System.nanoTime() - began) / 1e6);
                require(finding.equals("certificate-expired"), finding);
                began = System.nanoTime();
                String said = run(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + origin.address().getPort(),
                        "-servername",
                        HOST,
                        "-CAfile",
                        root.toString());
                theirs.add((System.nanoTime() - began) / 1e6);
                require(said.contains("certificate has expired"), said);
            }
            print("an expired certificate named", "openssl s_client", ours, theirs, "ms");
        }
    }

    private void fifty() throws Exception {
        try (Origin origin = Scenario.HEALTHY.start(ground)) {
            Inspector inspector = inspector(origin, Duration.ofSeconds(20));
            int port = origin.address().getPort();
            Path config = Files.createTempFile("cf5xx-figures", ".yml");
            Files.writeString(
                    config,
                    "modules:\n  page:\n    prober: http\n    timeout: 20s\n    http:\n      preferred_ip_protocol: ip4\n"
                            + "      tls_config:\n        ca_file: " + root + "\n        server_name: " + HOST + "\n");
            Process exporter = new ProcessBuilder(
                            "prometheus-blackbox-exporter",
                            "--config.file=" + config,
                            "--web.listen-address=127.0.0.1:19115")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                String probe = "http://127.0.0.1:19115/probe?module=page&target=https://127.0.0.1:" + port + "/";
                java.net.http.HttpClient client =
                        java.net.http.HttpClient.newBuilder().executor(threads).build();
                java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(probe))
                        .build();
                Runnable theirs = () -> {
                    try {
                        String answer = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString())
                                .body();
                        require(answer.contains("probe_success 1"), answer);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                };
                Runnable ours = () -> require(look(inspector, origin).status() == 200, "not 200");
                awaitFirst(theirs);
                rate(ours, 1000);
                rate(theirs, 1000);
                List<Double> us = new ArrayList<>();
                List<Double> them = new ArrayList<>();
                for (int i = 0; i < 7; i++) {
                    us.add(rate(ours, 500));
                    them.add(rate(theirs, 500));
                }
                print("50 at once", "blackbox_exporter", us, them, "checks a second");
            } finally {
                exporter.destroyForcibly().waitFor();
                Files.delete(config);
            }
        }
    }

    private static void awaitFirst(Runnable probe) {
        for (int i = 0; ; i++) {
            try {
                probe.run();
                return;
            } catch (IllegalStateException e) {
                if (i > 10_000) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /** How many a second, 50 at once. */
    private double rate(Runnable check, int many) {
        ExecutorService fifty = Executors.newFixedThreadPool(50);
        try {
            long began = System.nanoTime();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(CompletableFuture.runAsync(check, fifty));
            }
            all.forEach(CompletableFuture::join);
            return many / ((System.nanoTime() - began) / 1e9);
        } finally {
            fifty.shutdown();
        }
    }

    private void slow() throws Exception {
        try (Origin healthy = Scenario.HEALTHY.start(ground);
                Origin silent = Scenario.SILENT.start(ground)) {
            Inspector inspector = inspector(healthy, Duration.ofSeconds(60));
            for (int i = 0; i < 200; i++) {
                look(inspector, healthy);
            }
            List<Double> idle = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                idle.add(look(inspector, healthy).phases().totalMs());
            }
            ExecutorService many = Executors.newCachedThreadPool();
            CountDownLatch waiting = new CountDownLatch(200);
            for (int i = 0; i < 200; i++) {
                many.execute(() -> look(inspector, silent, step -> {
                    if (step.phase() == Step.Phase.HTTP && step.mark() == Step.Mark.RUNNING) {
                        waiting.countDown();
                    }
                }));
            }
            waiting.await();
            List<Double> busy = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                busy.add(look(inspector, healthy).phases().totalMs());
            }
            print("a healthy check beside 200 silent ones", "the same, idle", busy, idle, "ms");
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.printf(
                    Locale.ROOT,
                    "heap in use then: %d MB of at most %d MB%n",
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    runtime.maxMemory() >> 20);
            many.shutdownNow();
        }
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static void print(String ours, String theirs, List<Double> us, List<Double> them, String unit) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f %s; %s: %.1f %s; ratio %.2f%n",
                ours,
                median(us),
                unit,
                theirs,
                median(them),
                unit,
                median(us) / median(them));
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
