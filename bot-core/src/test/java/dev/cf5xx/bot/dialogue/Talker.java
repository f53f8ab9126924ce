package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One thread of conversation, driven turn by turn: says something, keeps the state, shows what came back. */
final class Talker {
    private static final Knowledge KNOWLEDGE = Knowledge.shipped();
    private static final Dialogue DIALOGUE = new Dialogue(KNOWLEDGE, new MessageReader(KNOWLEDGE));

    private final Context context;
    private State state = State.NEW;
    private List<Effect> effects = List.of();

    Talker(Lang lang, Dialect dialect) {
        context = Context.of(lang, dialect);
    }

    static Talker english() {
        return new Talker(Lang.EN, Dialect.PLAIN);
    }

    /** Says something to the bot. */
    String says(String text) {
        return turn(new Input.Said(text, true, null));
    }

    /** Says something to the bot on a platform that knows the person's language. */
    String says(String text, @Nullable Lang personal) {
        return turn(new Input.Said(text, true, personal));
    }

    /** Says something where the bot can hear it. */
    String overheard(String text) {
        return turn(new Input.Said(text, false, null));
    }

    String presses(String button) {
        return turn(new Input.Pressed(button, null));
    }

    private String turn(Input input) {
        State before = state;
        Turn turn = DIALOGUE.decide(before, input, context);
        if (!turn.equals(DIALOGUE.decide(before, input, context))) {
            throw new AssertionError("the same arguments gave another turn");
        }
        state = turn.state();
        effects = turn.effects();
        return replies().map(PlainText::of).collect(Collectors.joining("\n---\n"));
    }

    State state() {
        return state;
    }

    List<Effect> effects() {
        return effects;
    }

    private Stream<Reply> replies() {
        return effects.stream()
                .map(effect -> effect instanceof Effect.Post post ? post.reply() : ((Effect.Edit) effect).reply());
    }

    /** The ids of the buttons under the latest message. */
    List<String> buttons() {
        return replies().toList().get(effects.size() - 1).blocks().stream()
                .filter(Block.Actions.class::isInstance)
                .flatMap(block -> ((Block.Actions) block).buttons().stream())
                .map(Block.Button::id)
                .toList();
    }
}
