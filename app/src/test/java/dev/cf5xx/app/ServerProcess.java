package dev.cf5xx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that nobody here wrote, as a child process on loopback; it ends with the test. */
final class ServerProcess implements AutoCloseable {
    private static final int PORT_TRIES = 5;

    private final Process process;
    private final int port;
    private final List<String> said = new ArrayList<>();

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts {@code openssl s_server} on a port of its own choice. */
    static ServerProcess openssl(Path openssl, Path folder, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(openssl.toString(), "s_server", "-accept", "127.0.0.1:0"));
        command.addAll(options);
        Process process = start(folder, command);
        ServerProcess unnamed = new ServerProcess(process, 0);
        String line = unnamed.await("ACCEPT ");
        if (line.isEmpty()) {
            unnamed.close();
        }
        assertThat(line).as("openssl: %s", unnamed.said).isNotEmpty();
        return new ServerProcess(process, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    /**
     * Starts nginx.
     *
     * @param server what the server block says, with {@code {port}} for its port
     */
    static ServerProcess nginx(Path nginx, Path folder, String server) throws IOException {
        for (int i = 1; ; i++) {
            int port = free();
            Path configuration = Files.writeString(
                    folder.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid nginx.pid;
                    error_log stderr notice;
                    events {}
                    http {
                      access_log off;
                      server_tokens off;
                      default_type text/html;
                      client_body_temp_path body;
                      proxy_temp_path proxy;
                      fastcgi_temp_path fastcgi;
                      uwsgi_temp_path uwsgi;
                      scgi_temp_path scgi;
                      ssl_protocols TLSv1.2 TLSv1.3;
                      %s
                    }
                    """.formatted(server.replace("{port}", Integer.toString(port))));
            ServerProcess child = new ServerProcess(
                    start(
                            folder,
                            List.of(
                                    nginx.toString(),
                                    "-p",
                                    folder.toString(),
                                    "-e",
                                    "stderr",
                                    "-c",
                                    configuration.toString())),
                    port);
            // Said once every port is listened on.
            if (!child.await("event method").isEmpty()) {
                return child;
            }
            child.close();
            // Somebody else was given the port meanwhile: another one.
            boolean again =
                    i < PORT_TRIES && child.said.stream().anyMatch(line -> line.contains("Address already in use"));
            assertThat(again).as("nginx: %s", child.said).isTrue();
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path folder, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** The line with {@code mark}, or nothing where the process ended without it. */
    private String await(String mark) {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.contains(mark)) {
                    return line;
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of 127.0.0.1 on which it listens. */
    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
