package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.wording.PlainText;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        this(Context.of(lang, dialect));
    }

    private Talker(Context context) {
        this.context = context;
    }

    /** Talks English to a bot that looks at every site. */
    static Talker looking() {
        return new Talker(new Context(
                Lang.EN, Dialect.PLAIN, site -> Optional.empty(), dev.cf5xx.bot.chat.Place.DIRECT, Listening.DEFAULT));
    }

    /** The look that the latest turn began ends. */
    String ends(Outcome outcome) {
        return turn(new Input.Checked(check().orElseThrow().message(), outcome));
    }

    /** The look that the latest turn began. */
    Optional<Effect.Check> check() {
        return effects.stream()
                .filter(Effect.Check.class::isInstance)
                .map(Effect.Check.class::cast)
                .findFirst();
    }

    /** Fills in the form that was opened for a message. */
    String submits(String message, String address) {
        return turn(new Input.Submitted(message + "/origin", Map.of(Talk.ADDRESS, address), new Person("u", null)));
    }

    static Talker english() {
        return new Talker(Lang.EN, Dialect.PLAIN);
    }

    /** Says something to the bot. */
    String says(String text) {
        return turn(new Input.Said(text, true, new Person("u", null)));
    }

    /** Says something to the bot on a platform that knows the person's language. */
    String says(String text, @Nullable Lang personal) {
        return turn(new Input.Said(text, true, new Person("u", personal)));
    }

    /** Says something where the bot can hear it. */
    String overheard(String text) {
        return turn(new Input.Said(text, false, new Person("u", null)));
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
                .filter(Effect::visible)
                .map(effect -> effect instanceof Effect.Post post
                        ? post.reply()
                        : effect instanceof Effect.Open open ? Talk.form(open.form()) : ((Effect.Edit) effect).reply());
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
