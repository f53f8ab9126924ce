package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Block.Actions;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn while it is being decided: the state so far, and the effects so far. */
final class Deciding {
    private final Context context;
    private final @Nullable Lang personal;
    private final List<Effect> effects = new ArrayList<>();
    private State state;

    /**
     * A turn that starts from {@code state}.
     *
     * @param personal the language the platform knows of the person, or null
     */
    Deciding(State state, Context context, @Nullable Lang personal) {
        this.state = state;
        this.context = context;
        this.personal = personal;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    Context context() {
        return context;
    }

    /** Whether nothing is going to happen, so far. */
    boolean silent() {
        return effects.isEmpty();
    }

    /** The language to answer in: the thread's (the message's own, if it had one), the person's, the workspace's. */
    Lang lang() {
        if (state.lang() != null) {
            return state.lang();
        }
        return personal == null ? context.lang() : personal;
    }

    Reader whom(Lang lang) {
        return new Reader(lang, state.host(), state.named());
    }

    /** The name of the message that {@link #post} makes next. */
    String next() {
        return State.name(state.posted() + 1);
    }

    /**
     * Posts a message.
     *
     * @param shown what it shows, so that its buttons can be answered; null where it has none
     */
    void post(Reply reply, @Nullable Shown shown) {
        state = state.posting(shown);
        effects.add(new Effect.Post(State.name(state.posted()), reply));
    }

    /** Replaces a message. */
    void edit(String message, Reply reply, @Nullable Actions actions) {
        effects.add(new Effect.Edit(message, actions == null ? reply : reply.plus(actions)));
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    Turn turn() {
        return new Turn(state, List.copyOf(effects));
    }
}
