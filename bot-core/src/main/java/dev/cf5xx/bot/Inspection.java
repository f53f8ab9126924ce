package dev.cf5xx.bot;

import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.evidence.Step;
import dev.cf5xx.bot.target.Refusal;
import dev.cf5xx.bot.target.SiteUrl;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who looks at sites for the bot. */
public interface Inspection {
    /**
     * Looks at a site. Returns at once.
     *
     * @param check at which
     * @param asker for whom
     * @param progress told how it goes, from any thread
     * @return what came of it
     */
    CompletableFuture<Outcome> look(Effect.Check check, Asker asker, Consumer<Step> progress);

    /** Why {@code site} is not looked at, as far as its address tells; empty where it may be. Answers at once. */
    default Optional<Refusal> refuses(SiteUrl site) {
        return Optional.empty();
    }

    /**
     * For whom a site is looked at.
     *
     * @param workspace where reports may be shared
     * @param platform where it was asked for
     * @param channel in which of its channels
     * @param person who asked; null where nobody knows any more
     */
    record Asker(
            String workspace,
            String platform,
            String channel,
            @Nullable Person person) {}
}
