package dev.cf5xx.bot.dialogue;

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
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what the bot does next. Pure: the same arguments give the same turn. */
public final class Dialogue {
    /** As many explicit codes of one message are answered. */
    private static final int MOST_CODES = 3;

    /** Longer messages in a thread are people talking to each other. In characters. */
    private static final int LONGEST_FOLLOW_UP = 60;

    private static final Set<String> HELP = Set.of("help", "?", "？", "hi", "hello", "帮助", "你好", "在吗", "怎么用");

    private static final Set<String> THANKS =
            Set.of("thanks", "thank you", "thx", "ty", "cheers", "谢谢", "多谢", "谢了", "感谢", "好的谢谢");

    /** A message of no more characters is no sentence to somebody else. */
    private static final int SHORTEST_SENTENCE = 8;

    private static final Pattern QUESTION = Pattern.compile("[?？吗呢么]\\s*$");

    /** Error pages and documentation link there; it is nobody's site. */
    private static final Pattern CLOUDFLARES_OWN =
            Pattern.compile("(?:^|\\.)(?:cloudflare|cloudflarestatus|cloudflareinsights)\\.com$");

    private final Knowledge knowledge;
    private final MessageReader reader;

    /** A dialogue that knows {@code knowledge}. */
    public Dialogue(Knowledge knowledge, MessageReader reader) {
        this.knowledge = knowledge;
        this.reader = reader;
    }

    /** One turn of a conversation. */
    public Turn decide(State state, Input input, Context context) {
        if (input instanceof Input.Said said) {
            return new Deciding(state, context, said.lang()).said(said);
        } else if (input instanceof Input.Pressed pressed) {
            return new Deciding(state, context, pressed.lang()).pressed(pressed.button());
        }
        throw new IllegalArgumentException(input.toString());
    }

    /** One turn while it is being decided. */
    private final class Deciding {
        private final Context context;
        private final @Nullable Lang personal;
        private final List<Effect> effects = new ArrayList<>();
        private State state;

        Deciding(State state, Context context, @Nullable Lang personal) {
            this.state = state;
            this.context = context;
            this.personal = personal;
        }

        Turn said(Input.Said said) {
            Optional<String> button = said.addressed() || state.atWork() ? written(said.text()) : Optional.empty();
            if (button.isPresent()) {
                return pressed(button.get());
            }
            State before = state;
            Reading reading = reader.read(said.text(), context.dialect());
            note(reading);
            answer(said, reading);
            return new Turn(effects.isEmpty() ? before : state, List.copyOf(effects));
        }

        private void note(Reading reading) {
            if (reading.lang() != null) {
                state = state.in(reading.lang());
            }
            Set<String> named = new HashSet<>(state.named());
            if (named.addAll(reading.topics())) {
                state = state.naming(Set.copyOf(named));
            }
            site(reading).ifPresent(host -> state = state.at(host));
        }

        /** The host name of the first address in a message that is safe to repeat. */
        private static Optional<String> site(Reading reading) {
            return reading.urls().stream()
                    .map(Deciding::host)
                    .flatMap(Optional::stream)
                    .filter(host -> !CLOUDFLARES_OWN.matcher(host).find())
                    .findFirst();
        }

        /** The host name of an address, where it is one that is safe to put into a command. */
        private static Optional<String> host(String url) {
            try {
                String host = URI.create(url).getHost();
                boolean plain = host != null && host.matches("[A-Za-z0-9.-]{1,253}") && host.contains(".");
                return plain ? Optional.of(host.toLowerCase(Locale.ROOT)) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private void answer(Input.Said said, Reading reading) {
            boolean addressed = said.addressed();
            String word = said.text().strip().toLowerCase(Locale.ROOT).replaceFirst("[!！.。~～]+$", "");
            if (reading.kind() != Kind.NONE) {
                codes(reading);
            } else if (addressed && HELP.contains(word)) {
                post(Talk.help(knowledge, lang()), null);
            } else if (addressed && THANKS.contains(word)) {
                post(Talk.thanks(lang()), null);
            } else if (addressed
                    && reading.unknown().isEmpty()
                    && !reading.mentioned().isEmpty()) {
                codes(reading.takingMentioned());
            } else if ((addressed || followsUp(said)) && followUp(reading)) {
                return;
            } else if (addressed && !reading.unknown().isEmpty()) {
                post(Talk.unknownCode(knowledge, reading.unknown().get(0), lang()), null);
            } else if (addressed && site(reading).isPresent()) {
                post(Talk.whatDoesItShow(site(reading).get(), lang()), null);
            } else if (addressed && state.codes().isEmpty() && reading.cloudflare()) {
                post(Talk.whichCode(lang()), null);
            } else if (addressed && state.codes().isEmpty()) {
                post(Talk.notOurs(lang()), null);
            } else if (addressed) {
                post(Talk.aboutCode(Saying.CAN_TELL, state.codes().get(0), lang()), null);
            }
        }

        /** Whether people in a thread ask the bot rather than each other: a short question, or next to nothing. */
        private boolean followsUp(Input.Said said) {
            String text = said.text().strip();
            return state.atWork()
                    && text.length() <= LONGEST_FOLLOW_UP
                    && (QUESTION.matcher(text).find() || text.length() <= SHORTEST_SENTENCE);
        }

        private void codes(Reading reading) {
            List<Guide> guides = reading.codes().stream()
                    .map(knowledge::guide)
                    .flatMap(Optional::stream)
                    .limit(MOST_CODES)
                    .toList();
            state = state.about(reading.codes());
            if (!reading.explicit() && guides.size() > 1) {
                which(guides);
                return;
            }
            // A 530 is explained by the 1XXX it comes with.
            boolean because = guides.stream().anyMatch(guide -> guide.code().length() == 4);
            for (Guide guide : guides) {
                if (because && guide.code().equals("530")) {
                    continue;
                }
                if (reading.kind() == Kind.GENERIC_5XX) {
                    show(Explainer.generic(guide, whom(lang())), guide.code(), lang());
                } else {
                    brief(guide, lang());
                }
            }
        }

        /** Words that fit several codes: asks which one, a button each. */
        private void which(List<Guide> guides) {
            String name = State.name(state.posted() + 1);
            List<Button> buttons = guides.stream()
                    .map(guide -> new Button(name + "/code/" + guide.code(), guide.code(), guide.code()))
                    .toList();
            post(
                    Talk.which(guides, lang()).plus(new Actions(buttons)),
                    new Shown(guides.get(0).code(), lang()));
        }

        /** A question without a code, about what the thread is about. */
        private boolean followUp(Reading reading) {
            if (state.codes().isEmpty() || reading.topics().isEmpty()) {
                return false;
            }
            Optional<Guide> guide = knowledge.guide(state.codes().get(0));
            if (guide.isEmpty()) {
                return false;
            }
            Lang lang = lang();
            for (String topic : reading.topics()) {
                Reply part = Explainer.part(
                        guide.get(),
                        topic,
                        fact -> reader.speaksOf(topic, fact.text().en()),
                        whom(lang));
                if (part != null) {
                    show(part, guide.get().code(), lang);
                    return true;
                }
            }
            show(
                    Talk.aboutCode(Saying.NOTHING_ON_THAT, guide.get().code(), lang),
                    guide.get().code(),
                    lang);
            return true;
        }

        /** What somebody wrote instead of pressing a button of the latest message. */
        private Optional<String> written(String text) {
            String word = text.strip().toLowerCase(Locale.ROOT);
            String latest = null;
            for (String name : state.shown().keySet()) {
                latest = name;
            }
            if (latest == null) {
                return Optional.empty();
            }
            for (Lang lang : Lang.values()) {
                if (word.equals(Saying.MORE_WORD.in(lang))) {
                    return Optional.of(latest + "/more");
                }
                if (word.equals(Saying.LESS_WORD.in(lang))) {
                    return Optional.of(latest + "/less");
                }
                if (word.equals(Saying.OTHER_LANGUAGE_BUTTON.in(lang).toLowerCase(Locale.ROOT))) {
                    return Optional.of(latest + "/in/" + lang.other().tag());
                }
            }
            return Optional.empty();
        }

        Turn pressed(String button) {
            String[] parts = button.split("/", -1);
            Shown shown = parts.length >= 2 ? state.shown().get(parts[0]) : null;
            Guide guide = shown == null ? null : knowledge.guide(shown.code()).orElse(null);
            if (shown == null || guide == null) {
                post(Talk.buttonGone(lang()), null);
                return new Turn(state, List.copyOf(effects));
            }
            String message = parts[0];
            switch (parts[1]) {
                case "more" ->
                    effects.add(new Effect.Edit(
                            message,
                            Explainer.full(guide, whom(shown.lang()))
                                    .plus(actions(message, guide, shown.lang(), true))));
                case "less" ->
                    effects.add(new Effect.Edit(
                            message,
                            Explainer.brief(guide, whom(shown.lang()))
                                    .plus(actions(message, guide, shown.lang(), false))));
                case "in" -> brief(guide, Lang.of(parts[parts.length - 1]).orElse(shown.lang()));
                case "code" -> {
                    Guide other = knowledge.guide(parts[parts.length - 1]).orElse(guide);
                    state = state.about(List.of(other.code()));
                    brief(other, lang());
                }
                default -> post(Talk.buttonGone(lang()), null);
            }
            return new Turn(state, List.copyOf(effects));
        }

        private void brief(Guide guide, Lang lang) {
            show(Explainer.brief(guide, whom(lang)), guide.code(), lang);
        }

        private void show(Reply reply, String code, Lang lang) {
            String name = State.name(state.posted() + 1);
            Guide guide = knowledge.guide(code).orElseThrow();
            post(reply.plus(actions(name, guide, lang, false)), new Shown(code, lang));
        }

        private Actions actions(String message, Guide guide, Lang lang, boolean full) {
            Button size = full
                    ? new Button(message + "/less", Saying.LESS_BUTTON.in(lang), Saying.LESS_WORD.in(lang))
                    : new Button(
                            message + "/more", Saying.MORE_BUTTON.in(lang, guide.code()), Saying.MORE_WORD.in(lang));
            String other = Saying.OTHER_LANGUAGE_BUTTON.in(lang);
            return new Actions(List.of(
                    size, new Button(message + "/in/" + lang.other().tag(), other, other.toLowerCase(Locale.ROOT))));
        }

        private void post(Reply reply, @Nullable Shown shown) {
            state = state.posting(shown);
            effects.add(new Effect.Post(State.name(state.posted()), reply));
        }

        /** The language to answer in: the thread's (the message's own, if it had one), the person's, the workspace's. */
        private Lang lang() {
            if (state.lang() != null) {
                return state.lang();
            }
            return personal == null ? context.lang() : personal;
        }

        private Reader whom(Lang lang) {
            return new Reader(lang, state.host(), state.named());
        }
    }
}
