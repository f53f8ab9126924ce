package dev.cf5xx.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.app.serve.Health;
import dev.cf5xx.app.settings.Configuration;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cf5xx health}: asks the bot that serves on this machine how it is, as a container's health check. */
@Command(name = "health", mixinStandardHelpOptions = true, usageHelpAutoWidth = true)
final class HealthCommand implements Callable<Integer> {
    /** For the whole question. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Bytes of an answer; the bot's has a few hundred. */
    private static final int LONGEST = 4_096;

    private final Cli cli;

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    HealthCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Configuration configuration =
                Configuration.read(cli.around().environment(), config).configuration();
        Lang lang = cli.in(configuration.environment()).lang();
        InetSocketAddress listen = configuration.listen();
        if (listen == null) {
            throw new BadInput(Message.NOBODY_SERVES.in(lang));
        }
        HttpUrl url = url(listen);
        JsonNode answer = ask(url);
        if (answer == null) {
            cli.around().out().println(Message.NO_HEALTH.in(lang, url));
            return ExitCode.BROKEN;
        }
        List<String> ill = new ArrayList<>();
        answer.path("platforms").properties().forEach(platform -> {
            if (!platform.getValue().asText().equals(Health.Standing.OK.tag())) {
                ill.add(platform.getKey() + " " + platform.getValue().asText());
            }
        });
        boolean well = answer.path("ok").asBoolean();
        cli.around().out().println(well ? Message.WELL.in(lang) : Message.NOT_WELL.in(lang, String.join(", ", ill)));
        return well ? ExitCode.DONE : ExitCode.BROKEN;
    }

    /** Where it listens at all addresses it is asked at this machine's own. */
    private static HttpUrl url(InetSocketAddress listen) {
        InetAddress address = listen.getAddress();
        String host = address.isAnyLocalAddress()
                ? (address.getAddress().length == 4 ? "127.0.0.1" : "::1")
                : address.getHostAddress();
        return new HttpUrl.Builder()
                .scheme("http")
                .host(host)
                .port(listen.getPort())
                .addPathSegments(Health.PATH.substring(1))
                .build();
    }

    /** What the bot says; null where it says nothing that can be read. */
    private static @Nullable JsonNode ask(HttpUrl url) {
        OkHttpClient client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .callTimeout(PATIENCE)
                .build();
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            JsonNode answer = Machine.JSON.readTree(response.peekBody(LONGEST).string());
            return answer != null && answer.has("ok") ? answer : null;
        } catch (IOException e) {
            return null;
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
