package dev.cf5xx.bot.allow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where tools run as root in network, mount and process namespaces of their own that end with the test: the machine's
 * own rules are never touched and no process is left.
 *
 * @param dir a folder for the test's files, {@code $DIR} to its scripts
 */
record Sandbox(Path dir) {
    private static final Map<String, String> PROGRAMS =
            Map.of("iproute2", "ip", "nftables", "nft", "firewalld", "firewall-offline-cmd");

    private static final List<String> PATH = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private record Outcome(int status, String output) {}

    void write(String name, String text) {
        try {
            Files.writeString(dir.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs a script away from the rest of the machine; skips the test where that cannot be done.
     *
     * @param packages the Debian packages whose programs it needs
     * @return what it wrote
     */
    String run(String script, String... packages) {
        for (String name : packages) {
            assumeTrue(
                    program(PROGRAMS.getOrDefault(name, name)).isPresent(),
                    () -> "skipped: needs the Debian package " + name + " to try the rules with the real tool");
        }
        assumeTrue(
                program("unshare").isPresent() && start("true", 20).status() == 0,
                "skipped: needs root and Linux namespaces (unshare of the Debian package util-linux), so that the"
                        + " machine's own firewall is not touched");
        return start(script, 90).output();
    }

    private static Optional<File> program(String name) {
        return PATH.stream()
                .map(where -> new File(where, name))
                .filter(File::canExecute)
                .findFirst();
    }

    private Outcome start(String script, int seconds) {
        write("script", script);
        Path output = dir.resolve("output");
        try {
            // The script is the first process of its namespace: when it ends, or is ended, so do its children.
            ProcessBuilder builder = new ProcessBuilder(
                            "/usr/bin/unshare",
                            "--net",
                            "--mount",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "--mount-proc",
                            "/bin/sh",
                            dir.resolve("script").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().put("PATH", String.join(":", PATH));
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("DIR", dir.toString());
            Process process = builder.start();
            try {
                boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
                String written = Files.readString(output);
                assertThat(ended)
                        .as("ended in %d s, having written: %s", seconds, written)
                        .isTrue();
                return new Outcome(process.exitValue(), written);
            } finally {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
