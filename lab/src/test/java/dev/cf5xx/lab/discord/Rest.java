package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A client that knows nothing of Discord but HTTP. */
final class Rest {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String token;

    Rest(FakeDiscord discord, String token) {
        this.base = discord.restUrl();
        this.token = token;
    }

    Rest(FakeDiscord discord) {
        this(discord, FakeDiscord.TOKEN);
    }

    record Answer(int status, JsonNode json, HttpHeaders headers) {
        int code() {
            return json.path("code").asInt();
        }

        /** The code of the first error at a path; empty for none. */
        String error(String path) {
            JsonNode at = json.path("errors");
            for (String step : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
                at = at.path(step);
            }
            return at.path("_errors").path(0).path("code").asText();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer send(String method, String path, String json) {
        HttpRequest.BodyPublisher body = json == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8);
        return send(request(path).header("Content-Type", "application/json").method(method, body));
    }

    Answer upload(String path, String json, Map<String, byte[]> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "name=\"payload_json\"", json.getBytes(StandardCharsets.UTF_8));
        int i = 0;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            part(body, "name=\"files[" + i + "]\"; filename=\"" + file.getKey() + "\"", file.getValue());
            i++;
        }
        body.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.US_ASCII));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=frontier")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] content) {
        String head = "--frontier\r\nContent-Disposition: form-data; " + name + "\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    byte[] bytes(String url) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bot " + token);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode json = response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), json, response.headers());
        } catch (IOException e) {
            return new Answer(0, MissingNode.getInstance(), HttpHeaders.of(Map.of(), (name, value) -> true));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
