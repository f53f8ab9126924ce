package dev.cf5xx.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.lab.discord.rules.Flags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody asked of the bot with a command, a button or a modal, and what became of it. */
public final class Asked {
    private final Realm realm;
    private final Member member;
    private final Interaction interaction;

    Asked(Realm realm, Member member, Interaction interaction) {
        this.realm = realm;
        this.member = member;
        this.interaction = interaction;
    }

    /** The interaction's id. */
    public String id() {
        return interaction.id;
    }

    /** The interaction's token, for tests that answer it themselves. */
    public String token() {
        return interaction.token;
    }

    /** Who asked. */
    public Member member() {
        return member;
    }

    /** The type of the first answer; 0 for none yet. */
    public int callback() {
        synchronized (realm) {
            return interaction.callback;
        }
    }

    /** Waits for the first answer; its type. */
    public int awaitCallback(Duration most) {
        return realm.await(
                "an answer to " + interaction.data, most, () -> interaction.answered() ? interaction.callback : null);
    }

    /** How long the first answer took, by the platform's clock; null for none yet. */
    public @Nullable Duration took() {
        synchronized (realm) {
            return interaction.answered == null ? null : Duration.between(interaction.made, interaction.answered);
        }
    }

    /** Waits for the answer that can be read: not the sign that the bot is thinking. */
    public Message awaitAnswer(Duration most) {
        return realm.await("an answer to " + interaction.data, most, this::answerNow);
    }

    /** The answer that can be read; null for none yet. */
    public @Nullable Message answer() {
        synchronized (realm) {
            return answerNow();
        }
    }

    private @Nullable Message answerNow() {
        Post original = interaction.original;
        return original == null || interaction.originalGone || original.has(Flags.LOADING)
                ? null
                : Member.seen(realm, original);
    }

    /** Waits for a modal that opens; its form. */
    public JsonNode awaitModal(Duration most) {
        return realm.await("a modal after " + interaction.data, most, () -> interaction.modal);
    }

    /** Waits for choices; the names of them. */
    public List<String> awaitChoices(Duration most) {
        JsonNode choices = realm.await("choices for " + interaction.data, most, () -> interaction.choices);
        List<String> names = new ArrayList<>();
        choices.forEach(it -> names.add(it.path("name").asText()));
        return names;
    }

    Interaction interaction() {
        return interaction;
    }
}
