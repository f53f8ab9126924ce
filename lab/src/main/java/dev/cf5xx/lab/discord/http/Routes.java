package dev.cf5xx.lab.discord.http;

import dev.cf5xx.lab.discord.rules.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which handler answers which request: {@code POST /channels/{channel}/messages}. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Adds one; the first that fits is taken. */
    public void on(String route, Handler handler) {
        String[] words = route.split(" ", 2);
        routes.add(new Route(route, words[0], List.of(words[1].split("/", -1)), handler));
    }

    /** The route of a call; null where there is none. */
    public @Nullable Found find(Call call) {
        List<String> steps = Stream.of(call.path().split("/", -1))
                .map(it -> URLDecoder.decode(it.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        for (Route route : routes) {
            if (route.method.equals(call.method()) && route.steps.size() == steps.size()) {
                Map<String, String> at = route.match(steps);
                if (at != null) {
                    return new Found(route.name, at, route.handler);
                }
            }
        }
        return null;
    }

    private record Route(String name, String method, List<String> steps, Handler handler) {
        @Nullable
        Map<String, String> match(List<String> path) {
            Map<String, String> at = new LinkedHashMap<>();
            for (int i = 0; i < steps.size(); i++) {
                String step = steps.get(i);
                if (step.startsWith("{")) {
                    at.put(step.substring(1, step.length() - 1), path.get(i));
                } else if (!step.equals(path.get(i))) {
                    return null;
                }
            }
            return at;
        }
    }

    /**
     * A route that fits.
     *
     * @param name as it was added
     * @param at what stands in its places
     * @param handler who answers
     */
    public record Found(String name, Map<String, String> at, Handler handler) {
        /** Copies. */
        public Found {
            at = Map.copyOf(at);
        }

        /** What stands in a place; a route without it is nothing that Discord has. */
        public String at(String place) {
            String value = at.get(place);
            if (value == null) {
                throw Refusal.noSuchRoute();
            }
            return value;
        }
    }

    /** Answers a call, or refuses it by throwing a {@link Refusal}. */
    @FunctionalInterface
    public interface Handler {
        /** The answer. */
        Reply answer(Call call, Found found);
    }
}
