package dev.cf5xx.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.response.users.UsersInfoResponse;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who has Slack in which language. No event says it, so that Slack is asked, once in half a day, while nobody waits. */
final class Tongues {
    private static final Logger LOG = LoggerFactory.getLogger(Tongues.class);

    private final Api api;
    private final Executor executor;
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private final Cache<String, Optional<Lang>> known = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofHours(12))
            .build();

    Tongues(Api api, Executor executor) {
        this.api = api;
        this.executor = executor;
    }

    /** What is known already; where nothing is, it will be next time. */
    @Nullable
    Lang of(String user) {
        Optional<Lang> lang = known.getIfPresent(user);
        if (lang != null) {
            return lang.orElse(null);
        }
        if (asking.add(user)) {
            try {
                executor.execute(() -> ask(user));
            } catch (RejectedExecutionException e) {
                asking.remove(user);
            }
        }
        return null;
    }

    /** What is known, or Slack says now. */
    Lang ask(String user) {
        Optional<Lang> lang = known.getIfPresent(user);
        try {
            if (lang == null) {
                UsersInfoResponse info = api.ask(
                        client -> client.usersInfo(request -> request.user(user).includeLocale(true)));
                String locale = info.getUser() == null ? null : info.getUser().getLocale();
                lang = locale == null ? Optional.empty() : Lang.of(locale);
                known.put(user, lang);
            }
        } catch (IOException e) {
            LOG.info("slack: nobody says what {} speaks: {}", user, e.getMessage());
            lang = Optional.empty();
            if (e instanceof Api.RefusedException) {
                known.put(user, lang);
            }
        } finally {
            asking.remove(user);
        }
        return lang.orElse(Lang.EN);
    }
}
