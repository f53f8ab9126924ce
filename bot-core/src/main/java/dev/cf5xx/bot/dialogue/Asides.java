package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Block.Actions;
import dev.cf5xx.bot.chat.Block.Button;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.bot.understand.Kind;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.bot.wording.Explainer;
import dev.cf5xx.bot.wording.Reader;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is said beside a channel. An answer there stands alone: its buttons say all there is to know. What everybody is to see
 * begins a thread.
 */
final class Asides {
    private final Knowledge knowledge;
    private final MessageReader reader;
    private final Dialogue dialogue;

    /** Asides that are answered by {@code dialogue} wherever nothing needs to be remembered. */
    Asides(Knowledge knowledge, MessageReader reader, Dialogue dialogue) {
        this.knowledge = knowledge;
        this.reader = reader;
        this.dialogue = dialogue;
    }

    /** The answer, or that it begins a thread. */
    Aside aside(Input input, Context context) {
        if (input instanceof Input.Said said) {
            if (change(said, context).isPresent()) {
                return new Aside.Begins();
            }
            return looks(said, context).isEmpty() ? said(said, context) : new Aside.Begins();
        } else if (input instanceof Input.Pressed pressed) {
            Optional<Lone> button = Lone.read(pressed.button());
            boolean shares = button.filter(it -> it.verb().equals("share"))
                    .flatMap(it -> knowledge.guide(it.code()))
                    .isPresent();
            return shares ? new Aside.Begins() : new Aside.Answer(pressed(button, pressed, context));
        }
        return new Aside.Begins();
    }

    /** What begins a thread. */
    void decide(Deciding turn, Input input) {
        if (input instanceof Input.Said said) {
            Lang written = read(said, turn.context()).lang();
            Lang lang = written == null ? turn.lang() : written;
            String asker = said.who().id();
            Optional<Listening> change = change(said, turn.context());
            if (change.isPresent()) {
                turn.add(new Effect.Listen(turn.next(), change.get()));
                turn.add(new Effect.Begin(
                        turn.next(), Tuned.changedBy(asker, change.get(), lang), null, null, lang, null));
                return;
            }
            turn.add(new Effect.Begin(
                    turn.next(),
                    Talk.askedToLook(asker, looks(said, turn.context()), lang),
                    said.text(),
                    null,
                    lang,
                    asker));
        } else if (input instanceof Input.Pressed pressed) {
            Lone.read(pressed.button())
                    .ifPresent(lone -> knowledge
                            .guide(lone.code())
                            .ifPresent(guide -> turn.add(new Effect.Begin(
                                    turn.next(),
                                    Explainer.brief(guide, reader(lone))
                                            .plus(Dialogue.actions(State.name(1), guide, lone.lang(), false)),
                                    null,
                                    new Shown(guide.code(), lone.lang()),
                                    lone.lang(),
                                    null))));
        }
    }

    /** What the bot is to listen to from now on; everybody is to read that. */
    private static Optional<Listening> change(Input.Said said, Context context) {
        return Tuning.read(said.text(), context.listening())
                .filter(Tuning.Change.class::isInstance)
                .map(wish -> ((Tuning.Change) wish).listening());
    }

    private Reading read(Input.Said said, Context context) {
        return reader.read(said.text(), context.dialect());
    }

    /** The hosts to look at; somebody who types a command with nothing but a name wants it looked at. */
    private List<String> looks(Input.Said said, Context context) {
        if (!context.checks()) {
            return List.of();
        }
        Reading reading = read(said, context);
        List<String> urls = Looks.wanted(reading);
        if (!urls.isEmpty()) {
            return urls.stream().map(Looks::host).toList();
        }
        boolean named = reading.kind() == Kind.NONE && reading.mentioned().isEmpty();
        return named ? Looks.named(reading).stream().toList() : List.of();
    }

    private Aside said(Input.Said said, Context context) {
        Turn turn = dialogue.decide(State.NEW, said, context.alone());
        List<Block> blocks = new ArrayList<>();
        for (Effect effect : turn.effects()) {
            if (effect instanceof Effect.Post post) {
                Shown shown = turn.state().shown().get(post.message());
                Lone lone = shown == null || shown.code() == null
                        ? null
                        : new Lone(
                                "",
                                shown.code(),
                                shown.lang(),
                                turn.state().host(),
                                turn.state().named());
                for (Block block : post.reply().blocks()) {
                    if (!(block instanceof Actions actions)) {
                        blocks.add(block);
                    } else if (lone != null) {
                        blocks.add(alone(actions, lone));
                    }
                }
            }
        }
        return new Aside.Answer(new Reply(blocks));
    }

    /** Buttons that say all they need to say, and one that shares the answer. */
    private static Actions alone(Actions actions, Lone lone) {
        List<Button> buttons = new ArrayList<>();
        boolean which = false;
        for (Button button : actions.buttons()) {
            String[] parts = button.id().split("/", -1);
            String last = parts[parts.length - 1];
            which |= parts[1].equals("code");
            Lone own =
                    switch (parts[1]) {
                        case "in" -> lone.doing("less").in(Lang.of(last).orElse(lone.lang()));
                        case "code" -> new Lone("less", last, lone.lang(), lone.host(), lone.named());
                        default -> lone.doing(parts[1]);
                    };
            buttons.add(new Button(own.id(), button.label(), button.word()));
        }
        if (!which) {
            buttons.add(Talk.share(lone.doing("share").id(), lone.lang()));
        }
        return new Actions(buttons);
    }

    private Reply pressed(Optional<Lone> button, Input.Pressed pressed, Context context) {
        Lang lang = pressed.lang() == null ? context.lang() : pressed.lang();
        Optional<Guide> guide = button.flatMap(it -> knowledge.guide(it.code()));
        if (button.isEmpty() || guide.isEmpty()) {
            return Talk.buttonGone(lang);
        }
        Lone lone = button.get();
        boolean full = lone.verb().equals("more");
        Reply reply = full ? Explainer.full(guide.get(), reader(lone)) : Explainer.brief(guide.get(), reader(lone));
        return reply.plus(buttons(lone, full));
    }

    private static Actions buttons(Lone lone, boolean full) {
        Lang lang = lone.lang();
        Button size = full
                ? new Button(lone.doing("less").id(), Saying.LESS_BUTTON.in(lang), Saying.LESS_WORD.in(lang))
                : new Button(
                        lone.doing("more").id(), Saying.MORE_BUTTON.in(lang, lone.code()), Saying.MORE_WORD.in(lang));
        String other = Saying.OTHER_LANGUAGE_BUTTON.in(lang);
        Lone turned = lone.doing(full ? "more" : "less").in(lang.other());
        return new Actions(List.of(
                size,
                new Button(turned.id(), other, other.toLowerCase(Locale.ROOT)),
                Talk.share(lone.doing("share").id(), lang)));
    }

    private static Reader reader(Lone lone) {
        return new Reader(lone.lang(), lone.host(), lone.named());
    }
}
