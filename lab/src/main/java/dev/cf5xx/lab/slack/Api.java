package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.lab.slack.http.Call;
import dev.cf5xx.lab.slack.http.Form;
import dev.cf5xx.lab.slack.http.Reply;
import dev.cf5xx.lab.slack.http.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Web API: who may call what how often, and what is answered. */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** chat.postMessage: about one a second in a channel, with a short burst (docs.slack.dev/apis/web-api/rate-limits). */
    private static final int POSTS_AT_ONCE = 3;

    private final Realm realm;
    private final boolean limited;
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final Map<String, Deque<Trouble>> troubles = new HashMap<>();
    private final RateLimits limits = new RateLimits();
    private final List<FakeSlack.Exchange> exchanges = new ArrayList<>();

    Api(Realm realm, boolean limited, SocketMode sockets) {
        this.realm = realm;
        this.limited = limited;
        ChatMethods.addTo(this);
        ConversationMethods.addTo(this);
        PeopleMethods.addTo(this);
        ViewMethods.addTo(this);
        FileMethods.addTo(this);
        AssistantMethods.addTo(this);
        // Tier 1: one a minute and more at once; not counted here, for reconnecting is what tests do.
        methods.put(
                "apps.connections.open",
                new Method(
                        Install.Kind.APP,
                        "connections:write",
                        0,
                        asked -> Asked.ok().put("url", sockets.url())));
    }

    /** What a method does; throws {@link Refused}. */
    @FunctionalInterface
    interface Handler {
        ObjectNode answer(Asked asked);
    }

    /**
     * @param scope empty for none, or where it depends on the channel
     * @param perMinute calls a minute; 0 for no limit
     */
    private record Method(Install.Kind token, String scope, int perMinute, Handler handler) {}

    void method(String name, String scope, int perMinute, Handler handler) {
        methods.put(name, new Method(Install.Kind.BOT, scope, perMinute, handler));
    }

    void trouble(String method, List<Trouble> inTurn) {
        troubles.computeIfAbsent(method, any -> new ArrayDeque<>()).addAll(inTurn);
    }

    List<FakeSlack.Exchange> exchanges() {
        return exchanges;
    }

    /** The answer; null resets the connection. Under the realm's lock. */
    @Nullable
    Reply answer(String name, Call call) {
        Instant at = realm.now();
        Trouble trouble = next(name);
        if (trouble instanceof Trouble.Reset) {
            exchanges.add(new FakeSlack.Exchange(name, JsonNodeFactory.instance.objectNode(), 0, "reset", at));
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        ObjectNode json;
        int status = 200;
        if (trouble instanceof Trouble.Status broken) {
            exchanges.add(new FakeSlack.Exchange(name, args, broken.status(), "", at));
            return new Reply(
                    broken.status(),
                    "text/html",
                    Map.of(),
                    "<html><body>an error</body></html>".getBytes(StandardCharsets.UTF_8));
        }
        try {
            args = arguments(call);
            Duration wait = trouble instanceof Trouble.TooMany tooMany ? tooMany.retryAfter() : null;
            if (trouble instanceof Trouble.Says says) {
                throw new Refused(says.error());
            }
            json = wait == null ? checked(name, call, args, headers) : tooMany(wait, headers);
        } catch (Refused e) {
            json = e.json();
        }
        if (json.path("error").asText().equals("ratelimited")) {
            status = 429;
        }
        args.remove("token");
        exchanges.add(
                new FakeSlack.Exchange(name, args, status, json.path("error").asText(), at));
        return trouble instanceof Trouble.LostAnswer ? null : Reply.json(status, json, headers);
    }

    private @Nullable Trouble next(String name) {
        Deque<Trouble> waiting = troubles.get(name);
        return waiting == null ? null : waiting.poll();
    }

    private static ObjectNode tooMany(Duration wait, Map<String, String> headers) {
        headers.put("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
        return new Refused("ratelimited").json();
    }

    private ObjectNode checked(String name, Call call, ObjectNode args, Map<String, String> headers) {
        Method method = methods.get(name);
        if (method == null) {
            throw new Refused("unknown_method");
        }
        Install install = install(call, args);
        headers.put("X-OAuth-Scopes", String.join(",", install.scopes()));
        if (!method.scope().isEmpty()) {
            headers.put("X-Accepted-OAuth-Scopes", method.scope());
        }
        if (name.equals("auth.test") && install.kind() == Install.Kind.APP) {
            return Asked.ok().put("app_name", "cf5xx").put("app_id", Realm.APP);
        }
        if (install.kind() != method.token()) {
            throw new Refused("not_allowed_token_type");
        }
        Duration wait = limited ? wait(name, method, install, args) : null;
        if (wait != null) {
            return tooMany(wait, headers);
        }
        Asked asked = new Asked(realm, install, args);
        if (!method.scope().isEmpty()) {
            asked.needs(method.scope());
        }
        return method.handler().answer(asked);
    }

    private @Nullable Duration wait(String name, Method method, Install install, ObjectNode args) {
        if (name.equals("chat.postMessage")) {
            String channel = args.path("channel").asText();
            return limits.take(install.token() + " " + name + " " + channel, POSTS_AT_ONCE, 1, realm.millis());
        }
        if (method.perMinute() == 0) {
            return null;
        }
        double perSecond = method.perMinute() / 60.0;
        return limits.take(install.token() + " " + name, method.perMinute(), perSecond, realm.millis());
    }

    private Install install(Call call, ObjectNode args) {
        String header = call.header("authorization");
        String token = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).trim()
                : args.path("token").asText();
        if (token.isEmpty()) {
            throw new Refused("not_authed");
        }
        Install install = realm.installs().get(token);
        if (install == null) {
            throw new Refused("invalid_auth");
        }
        if (install.revoked()) {
            throw new Refused("token_revoked");
        }
        return install;
    }

    private static ObjectNode arguments(Call call) {
        ObjectNode args = JsonNodeFactory.instance.objectNode();
        call.query().forEach(args::put);
        String body = new String(call.body(), StandardCharsets.UTF_8);
        String type = call.header("content-type");
        if (type.startsWith("application/json")) {
            args.setAll(object(body));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            Form.read(body).forEach(args::put);
        } else if (!body.isEmpty()) {
            throw new Refused(type.isEmpty() ? "missing_post_type" : "invalid_post_type");
        }
        return args;
    }

    static ObjectNode object(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
            throw new Refused("json_not_object");
        } catch (JsonProcessingException e) {
            throw new Refused("invalid_json");
        }
    }
}
