package dev.cf5xx.lab.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cf5xx.lab.slack.http.Form;
import dev.cf5xx.lab.slack.rules.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Brings deliveries over HTTP to the app's request URL, and takes its answer as the ack. */
final class HttpCarrier implements PostOffice.Carrier {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Realm realm;
    private final SignedSender sender;

    HttpCarrier(Realm realm, SignedSender sender) {
        this.realm = realm;
        this.sender = sender;
    }

    @Override
    public PostOffice.Sent carry(Delivery delivery, Delivery.Attempt attempt) {
        SignedSender.Signed request = sender.sign(type(delivery), body(delivery));
        if (attempt.number() > 0) {
            request = request.header("X-Slack-Retry-Num", Integer.toString(attempt.number()))
                    .header("X-Slack-Retry-Reason", attempt.reason());
        }
        // Its end takes the lock, which is held here: not on this thread.
        CompletableFuture<SignedSender.Answer> unused = sender.send(request, Duration.ofMillis(Limits.ACK_MILLIS))
                .whenComplete((answer, failure) -> realm.change(() -> ended(delivery, answer, failure)));
        return PostOffice.Sent.UNDER_WAY;
    }

    static String type(Delivery delivery) {
        return delivery.kind() == Delivery.Kind.EVENT ? "application/json" : "application/x-www-form-urlencoded";
    }

    static String body(Delivery delivery) {
        return switch (delivery.kind()) {
            case EVENT -> delivery.payload().toString();
            case COMMAND -> {
                Map<String, String> values = new LinkedHashMap<>();
                delivery.payload()
                        .properties()
                        .forEach(field ->
                                values.put(field.getKey(), field.getValue().asText()));
                yield Form.write(values);
            }
            case INTERACTION -> Form.write(Map.of("payload", delivery.payload().toString()));
        };
    }

    private void ended(Delivery delivery, SignedSender.@Nullable Answer answer, @Nullable Throwable failure) {
        if (answer == null) {
            String reason = failure == null ? "unknown_error" : SignedSender.reason(failure);
            realm.office().failed(delivery, reason, false);
        } else if (answer.status() / 100 == 2) {
            realm.office().acked(delivery, read(answer.body()));
        } else {
            boolean forGood = "1".equals(answer.headers().get("x-slack-no-retry"));
            realm.office().failed(delivery, "http_error", forGood);
        }
    }

    /** JSON; of a command, plain text is a text (docs.slack.dev/interactivity/implementing-slash-commands). */
    private static JsonNode read(String body) {
        if (body.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode read = JSON.readTree(body);
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // Text, then.
        }
        return JsonNodeFactory.instance.objectNode().put("text", body);
    }
}
