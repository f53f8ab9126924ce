package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Block.Actions;
import dev.cf5xx.bot.chat.Block.Button;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.bot.diagnose.Report;
import dev.cf5xx.bot.dialogue.State.Looked;
import dev.cf5xx.bot.dialogue.State.Shown;
import dev.cf5xx.bot.understand.Kind;
import dev.cf5xx.bot.understand.MessageReader;
import dev.cf5xx.bot.understand.Reading;
import dev.cf5xx.bot.understand.Suggester;
import dev.cf5xx.bot.wording.CheckReport;
import dev.cf5xx.bot.wording.Explainer;
import dev.cf5xx.bot.wording.PasteLine;
import dev.cf5xx.bot.wording.Saying;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Distinction;
import dev.cf5xx.knowledge.Fact;
import dev.cf5xx.knowledge.Guide;
import dev.cf5xx.knowledge.Knowledge;
import dev.cf5xx.knowledge.Lang;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what the bot does next. Pure: the same arguments give the same turn. */
public final class Dialogue {
    /** As many explicit codes of one message are answered. */
    private static final int MOST_CODES = 3;

    /** Slack puts so many buttons into a row, and Discord five rows of five under a message. */
    private static final int MOST_BUTTONS = 15;

    /** Longer messages in a thread are people talking to each other. In characters. */
    private static final int LONGEST_FOLLOW_UP = 160;

    /** A message of no more characters is no sentence to somebody else. */
    private static final int SHORTEST_SENTENCE = 8;

    /** What is asked for stands before this. Patterns that take quadratic time may look at so much. In characters. */
    private static final int LONGEST_REQUEST = 500;

    /** What is asked about no code in particular, and the guide that knows most of it. */
    private static final Map<String, String> GENERAL = Map.of(
            "ssl-mode", "526",
            "cert", "526",
            "firewall-ips", "522",
            "ray", "overview",
            "har", "overview",
            "trace", "overview",
            "outage", "overview",
            "what-to-send-support", "overview",
            "logs", "overview");

    /** Of these, those that speak of Cloudflare by themselves. */
    private static final Set<String> OURS = Set.of("ssl-mode", "ray", "har", "trace", "outage", "what-to-send-support");

    private static final Pattern QUESTION = Pattern.compile("[?？吗呢么]\\s*$");

    private final Knowledge knowledge;
    private final MessageReader reader;
    private final Looks looking;
    private final Asides asides;
    private final Suggester suggester;
    private final List<Distinction> distinctions;

    /** A dialogue that knows {@code knowledge}. */
    public Dialogue(Knowledge knowledge, MessageReader reader) {
        this.knowledge = knowledge;
        this.reader = reader;
        this.looking = new Looks(new CheckReport(knowledge));
        this.suggester = new Suggester(knowledge, reader);
        this.distinctions = knowledge.distinctions();
        this.asides = new Asides(knowledge, reader, this);
    }

    /** What becomes of something that is said beside a channel. Pure, like {@link #decide}. */
    public Aside aside(Input input, Context context) {
        return asides.aside(input, context);
    }

    /** What somebody may mean who has typed so much; best first. */
    public List<Suggestion> suggest(String typed, Lang lang) {
        return suggester.suggest(typed, lang);
    }

    /** One turn of a conversation. */
    public Turn decide(State state, Input input, Context context) {
        Deciding turn = new Deciding(state, context, input.lang());
        if (context.place() == Place.ASIDE && aside(input, context) instanceof Aside.Begins) {
            asides.decide(turn, input);
            return turn.turn();
        }
        if (input instanceof Input.Said said) {
            new Answering(turn).said(said);
            // What was only noted of a message that got no answer is forgotten with it.
            return turn.silent() ? new Turn(state, List.of()) : turn.turn();
        } else if (input instanceof Input.Pointed pointed) {
            new Answering(turn).pointed(pointed.text());
        } else if (input instanceof Input.Began began) {
            began(turn, began.begin());
        } else if (input instanceof Input.Pressed pressed) {
            new Answering(turn).pressed(pressed.button());
        } else if (input instanceof Input.Submitted submitted) {
            String instead = looking.submitted(turn, submitted);
            if (instead != null) {
                new Answering(turn).said(new Input.Said(instead, true, submitted.who()));
            }
        } else if (input instanceof Input.Checked checked) {
            looking.checked(turn, checked);
        } else {
            throw new IllegalArgumentException(input.toString());
        }
        return turn.turn();
    }

    /** The thread's first message counts as posted; then comes what was said. */
    private void began(Deciding turn, Effect.Begin begin) {
        turn.become(turn.state().in(begin.lang()).askedBy(begin.asker()));
        turn.post(begin.root(), begin.shows());
        String code = begin.shows() == null ? null : begin.shows().code();
        if (code != null) {
            turn.become(turn.state().about(List.of(code)));
        }
        if (begin.said() != null) {
            new Answering(turn).asked(begin.said());
        }
    }

    /** The buttons under a guide. */
    static Actions actions(String message, Guide guide, Lang lang, boolean full) {
        Button size = full
                ? new Button(message + "/less", Saying.LESS_BUTTON.in(lang), Saying.LESS_WORD.in(lang))
                : new Button(message + "/more", Saying.MORE_BUTTON.in(lang, guide.code()), Saying.MORE_WORD.in(lang));
        String other = Saying.OTHER_LANGUAGE_BUTTON.in(lang);
        return new Actions(List.of(
                size, new Button(message + "/in/" + lang.other().tag(), other, other.toLowerCase(Locale.ROOT))));
    }

    /** One turn about what somebody wrote or pressed. */
    private final class Answering {
        private final Deciding turn;

        Answering(Deciding turn) {
            this.turn = turn;
        }

        void said(Input.Said said) {
            Listening listening = turn.context().listening();
            if (said.who().bot()) {
                // Two bots that answer each other never end: where this one is at work it minds no other.
                if (listening.overhears()
                        && listening.minds(said.who().id())
                        && !turn.state().atWork()) {
                    overheard(said.text(), true);
                }
                return;
            } else if (!said.addressed() && !turn.state().atWork()) {
                if (listening.overhears()) {
                    overheard(said.text(), false);
                }
                return;
            } else if (!said.addressed() && listening.mode() == Listening.Mode.OFF) {
                return;
            }
            Optional<Tuning> tuning = said.addressed() ? Tuning.read(said.text(), listening) : Optional.empty();
            if (tuning.isPresent()) {
                tuned(tuning.get(), said.text());
                return;
            }
            Optional<Written> written = written(said.text());
            if (written.isPresent()) {
                turn.become(turn.state().in(written.get().lang()));
                pressed(written.get().button(), written.get().lang());
                return;
            }
            Reading reading = reader.read(said.text(), turn.context().dialect());
            note(reading);
            answer(said, reading);
        }

        /** What people say to each other: an error is answered; links are looked at without a word. */
        private void overheard(String text, boolean every) {
            Reading reading = reader.read(text, turn.context().dialect());
            note(reading);
            if (reading.kind() != Kind.NONE) {
                codes(reading);
            }
            quietly(reading, every || reading.kind() != Kind.NONE || Looks.isNothingBut(reading.urls(), text));
        }

        /**
         * Looks at links that nobody asked to have looked at.
         *
         * @param every at all of them, whatever the channel's setting
         */
        private void quietly(Reading reading, boolean every) {
            Listening listening = turn.context().listening();
            if (turn.context().checks()) {
                Looks.wanted(reading).stream()
                        .filter(url ->
                                every || listening.mode() == Listening.Mode.LINKS || listening.owns(Looks.host(url)))
                        .forEach(url -> looking.quietly(turn, url));
            }
        }

        /** Somebody wants to know, or to change, what the bot listens to. */
        private void tuned(Tuning wish, String text) {
            Lang written = reader.read(text, turn.context().dialect()).lang();
            Lang lang = written == null ? lang() : written;
            if (turn.context().place() == Place.DIRECT) {
                turn.post(Tuned.direct(lang), null);
                return;
            }
            if (wish instanceof Tuning.Change change) {
                turn.add(new Effect.Listen(turn.next(), change.listening()));
            }
            turn.post(Tuned.reply(wish, turn.context().listening(), lang), null);
        }

        /** A message that somebody pointed at: all that is in it is answered, and looked at. */
        void pointed(String text) {
            int before = turn.state().posted();
            asked(text);
            if (turn.state().posted() == before) {
                turn.post(Talk.nothingToLookAt(lang()), null);
            }
        }

        /** What a thread was begun for: everything in it is looked at. */
        void asked(String text) {
            Reading reading = reader.read(text, turn.context().dialect());
            note(reading);
            if (reading.kind() != Kind.NONE) {
                codes(reading);
            }
            List<String> urls = Looks.wanted(reading);
            List<String> looks = urls.isEmpty()
                    ? Looks.named(reading).map(host -> "https://" + host + "/").stream()
                            .toList()
                    : urls;
            looks.forEach(url -> looking.look(turn, url, reading.origins(), false, lang()));
        }

        private void note(Reading reading) {
            if (reading.lang() != null) {
                turn.become(turn.state().in(reading.lang()));
            }
            Set<String> named = new HashSet<>(turn.state().named());
            if (named.addAll(reading.topics())) {
                turn.become(turn.state().naming(Set.copyOf(named)));
            }
            Looks.site(reading).ifPresent(host -> turn.become(turn.state().at(host)));
        }

        private void answer(Input.Said said, Reading reading) {
            boolean addressed = said.addressed();
            boolean checks = turn.context().checks();
            String word = word(said.text());
            boolean wanted =
                    addressed || reading.kind() != Kind.NONE || Looks.isNothingBut(reading.urls(), said.text());
            List<String> looks = checks && wanted ? Looks.wanted(reading) : List.of();
            Optional<Looked> look =
                    turn.state().newestLook().map(it -> it.getValue().looked());
            Optional<String> host = Looks.named(reading);
            if (reading.kind() != Kind.NONE) {
                codes(reading);
                looks.forEach(url -> looking.look(turn, url, reading.origins(), false, lang()));
            } else if (!looks.isEmpty()) {
                looks.forEach(url -> looking.look(turn, url, reading.origins(), false, lang()));
            } else if (checks && look.isPresent() && !reading.origins().isEmpty()) {
                looking.again(turn, look.get(), reading.origins(), lang());
            } else if (checks && look.isPresent() && Phrases.IS_IT_FIXED.contains(question(word))) {
                looking.again(turn, look.get(), look.get().origins(), lang());
            } else if (checks && host.isPresent() && reading.mentioned().isEmpty() && (addressed || asksToLook(word))) {
                named(host.get(), word, reading.origins());
            } else if (addressed && (word.isEmpty() || Phrases.HELP.contains(word))) {
                turn.post(Talk.help(knowledge, turn.context().checks(), lang()), null);
            } else if (addressed && declines(word)) {
                turn.post(Talk.neverMind(lang()), null);
            } else if (addressed && Phrases.THANKS.contains(word)) {
                turn.post(Talk.thanks(lang()), null);
            } else if (addressed
                    && reading.unknown().isEmpty()
                    && !reading.mentioned().isEmpty()) {
                codes(reading.takingMentioned());
            } else if ((addressed || followsUp(said)) && followUp(reading)) {
                return;
            } else if (!addressed) {
                quietly(reading, false);
            } else if (checks && Looks.otherScheme(said.text()).isPresent()) {
                turn.post(CheckReport.refused(Looks.otherScheme(said.text()).get(), turn.whom(lang())), null);
            } else if (!reading.unknown().isEmpty()) {
                turn.post(Talk.unknownCode(knowledge, reading.unknown().get(0), lang()), null);
            } else if (Looks.site(reading).isPresent()) {
                turn.post(Talk.whatDoesItShow(Looks.site(reading).get(), lang()), null);
            } else if (turn.state().codes().isEmpty() && general(reading)) {
                return;
            } else if (turn.state().codes().isEmpty()
                    && (reading.cloudflare() || !reading.pasted().isEmpty())) {
                turn.post(with(reading, Talk.whichCode(lang())), null);
            } else if (turn.state().codes().isEmpty()) {
                turn.post(Talk.notOurs(turn.context().checks(), lang()), null);
            } else {
                turn.post(Talk.aboutCode(Saying.CAN_TELL, turn.state().codes().get(0), lang()), null);
            }
        }

        /** The beginning of a message in small letters, without what ends a sentence; all of it, where it is a phrase. */
        private static String word(String text) {
            String stripped = text.strip();
            return stripped.substring(0, Math.min(LONGEST_REQUEST, stripped.length()))
                    .toLowerCase(Locale.ROOT)
                    .replaceFirst("[!！.。~～]+$", "");
        }

        /** Whether somebody thinks better of it: a mere "no" says so only right after an offer. */
        private boolean declines(String word) {
            return Phrases.NEVER_MIND.contains(word) || (turn.state().offer().isPresent() && Phrases.NO.contains(word));
        }

        private static String question(String word) {
            return word.replaceFirst("\\s*[?？]+$", "");
        }

        /** Whether people in a thread ask the bot rather than each other: a short question, or next to nothing. */
        private boolean followsUp(Input.Said said) {
            String text = said.text().strip();
            return turn.state().atWork()
                    && text.length() <= LONGEST_FOLLOW_UP
                    && (QUESTION.matcher(text).find() || text.length() <= SHORTEST_SENTENCE);
        }

        private void codes(Reading reading) {
            List<String> codes = reading.codes();
            if (reading.compares() && codes.size() == 1) {
                // "How does it differ from 522?" compares with what the thread is about.
                codes = Stream.concat(turn.state().codes().stream().limit(1), codes.stream())
                        .distinct()
                        .toList();
            }
            List<Guide> guides = codes.stream()
                    .map(knowledge::guide)
                    .flatMap(Optional::stream)
                    .toList();
            List<String> topics = reading.topics();
            if (topics.isEmpty() && reading.brief() && turn.state().topic() != null) {
                // "And 525?" asks the same of another code.
                topics = List.of(turn.state().topic());
            }
            turn.become(turn.state().about(reading.codes()).asking(topics.isEmpty() ? null : topics.get(0)));
            if (!reading.explicit() && guides.size() > 1) {
                beside(with(reading, Talk.which(guides, distinctions, turn.whom(lang()))), guides);
                return;
            }
            // A 530 is explained by the 1XXX it comes with.
            boolean because = !reading.compares()
                    && guides.stream().anyMatch(guide -> guide.code().length() == 4);
            List<Guide> told = guides.stream()
                    .filter(guide -> !because || !guide.code().equals("530"))
                    .toList();
            if (told.size() > MOST_CODES) {
                beside(Explainer.list(told, turn.whom(lang())), told.subList(0, Math.min(MOST_BUTTONS, told.size())));
            } else if (told.size() > 1) {
                beside(with(reading, Explainer.beside(told, distinctions, null, turn.whom(lang()))), told);
            } else if (reading.kind() == Kind.GENERIC_5XX) {
                show(
                        with(reading, Explainer.generic(told.get(0), turn.whom(lang()))),
                        told.get(0).code(),
                        lang());
            } else {
                Guide guide = told.get(0);
                Reply asked = Explainer.asked(guide, topics, this::speaks, turn.whom(lang()));
                show(with(reading, asked), guide.code(), lang());
            }
        }

        /** A question that is about no code: which SSL mode, what is a Ray ID. */
        private boolean general(Reading reading) {
            for (String topic : reading.topics()) {
                String code = GENERAL.get(topic);
                if (code != null && (reading.cloudflare() || OURS.contains(topic))) {
                    Guide guide = knowledge.guide(code).orElseThrow();
                    Reply part = Explainer.part(guide, topic, fact -> speaks(topic, fact), turn.whom(lang()));
                    if (part != null) {
                        turn.post(part, null);
                        return true;
                    }
                }
            }
            return false;
        }

        /** Whether a fact speaks of a topic. */
        private boolean speaks(String topic, Fact fact) {
            return reader.speaksOf(topic, fact.text().en());
        }

        /** With what was read from pastes, if anything was, before it. */
        private Reply with(Reading reading, Reply reply) {
            return PasteLine.of(reading.pasted(), lang()).map(reply::after).orElse(reply);
        }

        /** A reply about several codes, with a button for each. */
        private void beside(Reply reply, List<Guide> guides) {
            String name = turn.next();
            List<Button> buttons = guides.stream()
                    .map(guide -> new Button(name + "/code/" + guide.code(), guide.code(), guide.code()))
                    .toList();
            turn.post(reply.plus(new Actions(buttons)), new Shown(guides.get(0).code(), lang()));
        }

        /** A question without a code, about what the thread is about. */
        private boolean followUp(Reading reading) {
            Optional<Looked> look = about();
            if (look.isPresent() && looking.answer(turn, look.get(), reading.topics())) {
                return true;
            }
            if (turn.state().codes().isEmpty() || reading.topics().isEmpty()) {
                return false;
            }
            Optional<Guide> guide = knowledge.guide(turn.state().codes().get(0));
            if (guide.isEmpty()) {
                return false;
            }
            Lang lang = lang();
            turn.become(turn.state().asking(reading.topics().get(0)));
            for (String topic : reading.topics()) {
                Reply part = Explainer.part(guide.get(), topic, fact -> speaks(topic, fact), turn.whom(lang));
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

        /**
         * The look the thread is about: the newest that brought a report or still runs, unless another code came up since. One
         * that came to nothing hides no earlier report on the same address, but every one on another.
         */
        private Optional<Looked> about() {
            boolean guides = false;
            Set<String> vain = new HashSet<>();
            for (Map.Entry<String, Shown> entry : turn.state().newestFirst()) {
                Looked looked = entry.getValue().looked();
                if (looked == null) {
                    guides = true;
                } else if (!looked.offered() && looked.fruitless()) {
                    vain.add(looked.url());
                } else if (!looked.offered()) {
                    boolean same = vain.stream().allMatch(looked.url()::equals);
                    return same && (!guides || explains(looked.report())) ? Optional.of(looked) : Optional.empty();
                }
            }
            return Optional.empty();
        }

        /** Whether a report is about the code the thread is about. */
        private boolean explains(@Nullable Report report) {
            return report != null
                    && turn.state().codes().stream()
                            .limit(1)
                            .anyMatch(code -> code.equals(report.subcode())
                                    || report.diagnoses().stream()
                                            .anyMatch(diagnosis -> code.equals(diagnosis.code())));
        }

        private static boolean asksToLook(String word) {
            return Phrases.ASKS_TO_LOOK.matcher(word).find();
        }

        /** A host that was named: looked at where that is asked for, else offered. */
        private void named(String host, String word, List<String> origins) {
            String url = "https://" + host + "/";
            if (!origins.isEmpty() || asksToLook(word)) {
                looking.look(turn, url, origins, false, lang());
                return;
            }
            looking.offer(turn, url, host, origins, lang());
        }

        /**
         * What somebody wrote instead of pressing a button.
         *
         * @param lang the language of the word
         */
        private record Written(String button, Lang lang) {}

        /** A word for a button of the latest message; one about a look, for the newest look's. */
        private Optional<Written> written(String text) {
            String word = word(text);
            Optional<String> latest = turn.state().newest();
            Optional<String> look = turn.state().newestLook().map(Map.Entry::getKey);
            Optional<String> offer = turn.state().offer();
            for (Lang lang : Lang.values()) {
                if (latest.isPresent() && word.equals(Saying.MORE_WORD.in(lang))) {
                    return Optional.of(new Written(latest.get() + "/more", lang));
                }
                if (latest.isPresent() && word.equals(Saying.LESS_WORD.in(lang))) {
                    return Optional.of(new Written(latest.get() + "/less", lang));
                }
                if (look.isPresent()
                        && (word.equals(Saying.CHECK_AGAIN_WORD.in(lang))
                                || Phrases.again(lang).contains(word))) {
                    return Optional.of(new Written(look.get() + "/again", lang));
                }
                if (look.isPresent() && word.equals(Saying.ORIGIN_WORD.in(lang))) {
                    return Optional.of(new Written(look.get() + "/origin", lang));
                }
                if (offer.isPresent() && word.equals(Saying.OFFER_WORD.in(lang))) {
                    return Optional.of(new Written(offer.get() + "/look", lang));
                }
                if (latest.isPresent()
                        && word.equals(Saying.OTHER_LANGUAGE_BUTTON.in(lang).toLowerCase(Locale.ROOT))) {
                    return Optional.of(
                            new Written(latest.get() + "/in/" + lang.other().tag(), lang.other()));
                }
            }
            return Optional.empty();
        }

        void pressed(String button) {
            pressed(button, null);
        }

        /**
         * @param lang the language of the word that was written; null where a button was pressed, which speaks its message's
         */
        private void pressed(String button, @Nullable Lang lang) {
            String[] parts = button.split("/", -1);
            Shown shown = parts.length >= 2 ? turn.state().shown().get(parts[0]) : null;
            if (shown != null && shown.looked() != null) {
                looking.pressed(turn, parts[0], shown.looked(), lang == null ? shown.lang() : lang, parts);
                return;
            }
            Guide guide = shown == null || shown.code() == null
                    ? null
                    : knowledge.guide(shown.code()).orElse(null);
            if (shown == null || guide == null) {
                turn.post(Talk.buttonGone(lang()), null);
                return;
            }
            String message = parts[0];
            switch (parts[1]) {
                case "more" ->
                    turn.edit(
                            message,
                            Explainer.full(guide, turn.whom(shown.lang())),
                            actions(message, guide, shown.lang(), true));
                case "less" ->
                    turn.edit(
                            message,
                            Explainer.brief(guide, turn.whom(shown.lang())),
                            actions(message, guide, shown.lang(), false));
                case "in" -> brief(guide, Lang.of(parts[parts.length - 1]).orElse(shown.lang()));
                case "code" -> {
                    Guide other = knowledge.guide(parts[parts.length - 1]).orElse(guide);
                    turn.become(turn.state().about(List.of(other.code())));
                    brief(other, lang());
                }
                default -> turn.post(Talk.buttonGone(lang()), null);
            }
        }

        private Lang lang() {
            return turn.lang();
        }

        private void brief(Guide guide, Lang lang) {
            show(Explainer.brief(guide, turn.whom(lang)), guide.code(), lang);
        }

        private void show(Reply reply, String code, Lang lang) {
            String name = turn.next();
            Guide guide = knowledge.guide(code).orElseThrow();
            turn.post(reply.plus(actions(name, guide, lang, false)), new Shown(code, lang));
        }
    }
}
