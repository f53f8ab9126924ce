package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls the Web API by hand. */
final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeSlack lab;

    Rest(FakeSlack lab) {
        this.lab = lab;
    }

    record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        String error() {
            return json.path("error").asText();
        }
    }

    static ObjectNode json(String text) throws IOException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** With the bot's token and JSON; single quotes are double ones. */
    Answer call(String method, String args) throws Exception {
        return call(method, FakeSlack.TOKEN, json(args));
    }

    Answer call(String method, String token, ObjectNode args) throws Exception {
        return post(URI.create(lab.apiUrl() + method), token, "application/json; charset=utf-8", args.toString());
    }

    Answer post(URI to, String token, String type, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        boolean json = response.body().startsWith("{");
        return new Answer(
                response.statusCode(),
                json ? JSON.readTree(response.body()) : JsonNodeFactory.instance.missingNode(),
                response);
    }
}
