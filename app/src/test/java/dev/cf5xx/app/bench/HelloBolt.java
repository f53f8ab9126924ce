package dev.cf5xx.app.bench;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import dev.cf5xx.app.http.HttpAnswer;
import dev.cf5xx.app.http.HttpDoor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A hello-world app on bolt, behind the same HTTP server as ours, to measure beside. Prints its port. */
public final class HelloBolt {
    private HelloBolt() {}

    /** Takes the signing secret, the bot's token and the base of the Web API. */
    public static void main(String... words) throws Exception {
        SlackConfig slack = new SlackConfig();
        slack.setMethodsEndpointUrlPrefix(words[2]);
        App app = new App(AppConfig.builder()
                .slack(Slack.getInstance(slack))
                .signingSecret(words[0])
                .singleTeamBotToken(words[1])
                .authTestCacheEnabled(true)
                .build());
        app.command("/cf5xx", (request, context) -> context.ack("Hello, world!"));
        SlackRequestParser parser = new SlackRequestParser(app.config());
        HttpDoor door = HttpDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Map.of("/slack/events", new HttpDoor.Route("POST", request -> {
                    Response response = app.run(parser.parse(SlackRequestParser.HttpRequest.builder()
                            .requestUri("/slack/events")
                            .requestBody(request.body())
                            .headers(new RequestHeaders(request.headers()))
                            .remoteAddress("")
                            .queryString(Map.of())
                            .build()));
                    String body = response.getBody() == null ? "" : response.getBody();
                    return new HttpAnswer(response.getStatusCode(), response.getContentType(), body);
                })),
                HttpDoor.Limits.USUAL);
        System.out.println("listening " + door.address().getPort());
        Thread.currentThread().join();
    }
}
