package dev.cf5xx.app.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.app.http.HttpAnswer;
import java.util.Map;

/**
 * How a bot that serves is.
 *
 * @param platforms how each platform is, by its name
 */
public record Health(Map<String, Standing> platforms) {
    /** Where it is asked for. */
    public static final String PATH = "/health";

    /** How a platform is. */
    public enum Standing {
        /** Connected, and heard of lately where it is never silent for long. */
        OK("ok"),
        /** The bot is being started. */
        STARTING("starting"),
        /** There is no connection at the moment; a new one is being made. */
        NOT_CONNECTED("not-connected"),
        /** Connected, but nothing is heard of it. */
        SILENT("silent"),
        /** It is over for good. */
        ENDED("ended"),
        /** The bot is leaving. */
        LEAVING("leaving");

        private final String tag;

        Standing(String tag) {
            this.tag = tag;
        }

        /** The name in JSON. */
        public String tag() {
            return tag;
        }
    }

    /** Copies the map. */
    public Health {
        platforms = Map.copyOf(platforms);
    }

    /** Whether all platforms are well. */
    public boolean ok() {
        return platforms.values().stream().allMatch(it -> it == Standing.OK);
    }

    /** 200 where all is well, else 503, and a JSON object that says how each platform is. */
    HttpAnswer answer() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("ok", ok());
        ObjectNode each = node.putObject("platforms");
        platforms.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(it -> each.put(it.getKey(), it.getValue().tag()));
        return new HttpAnswer(ok() ? 200 : 503, "application/json", node + "\n");
    }
}
