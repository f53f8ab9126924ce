package dev.cf5xx.bot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Hearing;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Context;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Input;
import dev.cf5xx.bot.dialogue.Listening;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.store.StoreException;
import dev.cf5xx.bot.wording.Talk;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bot. What happens on a platform goes into {@link #hear}; what the bot does about it comes out through the
 * {@link Platform}.
 *
 * <p>An event is taken once, however often it is delivered. Events of one thread are worked on one after the other, in the
 * order in which they were heard; threads do not wait for each other. State and effects are committed before anything is
 * done, so that {@link #resume} can finish after a crash.
 */
public final class Bot implements Listener {
    private static final System.Logger LOG = System.getLogger(Bot.class.getName());

    /** What follows an effect's nonce in the id of the event that it leads to. */
    private static final String CHECKED = "/checked";

    private static final String BEGUN = "/begun";

    private final Store store;
    private final Dialogue dialogue;
    private final Settings settings;
    private final Clock clock;
    private final Map<String, Platform> platforms;
    private final @Nullable Inspection inspection;
    private final Executor executor;
    private final Lanes lanes;

    /** Where something is still to be performed that a platform did not take: nothing overtakes it. */
    private final Set<Venue> stuck = ConcurrentHashMap.newKeySet();

    /** The checks that run and the threads that begin, by the nonce of their effect. */
    private final Map<String, CompletableFuture<List<Outgoing>>> running = new ConcurrentHashMap<>();

    /** A code and nothing else. */
    private static final Pattern CODE = Pattern.compile("[0-9]{3,4}");

    private record Code(String digits, Lang lang) {}

    /** What is answered beside a channel to a code: what people type most, and the same for everybody. */
    private final Cache<Code, Aside> codes =
            Caffeine.newBuilder().maximumSize(500).build();

    private record Channel(String platform, String id) {}

    /** What is set for the channels that were heard of lately. */
    private final Cache<Channel, Listening> channels =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /**
     * Puts a bot together.
     *
     * @param store its memory; closed by whoever opened it
     * @param clock the time
     * @param executor where it works
     * @param platforms where it speaks, each name once
     * @param inspection who looks at sites; null where nobody does
     */
    public Bot(
            Store store,
            Dialogue dialogue,
            Settings settings,
            Clock clock,
            Executor executor,
            List<? extends Platform> platforms,
            @Nullable Inspection inspection) {
        this.store = store;
        this.dialogue = dialogue;
        this.settings = settings;
        this.clock = clock;
        this.platforms = platforms.stream().collect(Collectors.toUnmodifiableMap(Platform::name, it -> it));
        this.inspection = inspection;
        this.executor = executor;
        this.lanes = new Lanes(executor);
    }

    /**
     * Hears an event and acts on it. Returns at once.
     *
     * @return done when the event's effects are, checks included: the effects, in order, and those of the checks' ends after
     *     them, also where the event had been taken before
     */
    public CompletableFuture<List<Outgoing>> hear(Heard heard) {
        return hear(heard, null);
    }

    /**
     * Hears an event of which the site is known that it is about.
     *
     * @param host the site's host name, or null where only the conversation tells
     * @return as of {@link #hear(Heard)}
     */
    public CompletableFuture<List<Outgoing>> hear(Heard heard, @Nullable String host) {
        return hear(heard, host, new CompletableFuture<>());
    }

    @Override
    public Hearing take(Heard heard) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        return new Hearing(taken, hear(heard, null, taken));
    }

    @Override
    public Aside aside(Heard heard) {
        if (heard.act() instanceof Act.Wrote wrote && CODE.matcher(wrote.text()).matches()) {
            Lang lang =
                    heard.who().lang() == null ? settings.lang() : heard.who().lang();
            return codes.get(new Code(wrote.text(), lang), any -> decideAside(heard));
        }
        return decideAside(heard);
    }

    private Aside decideAside(Heard heard) {
        return dialogue.aside(input(heard), context(heard.venue()));
    }

    @Override
    public List<Suggestion> suggest(String typed, Lang lang) {
        return dialogue.suggest(typed, lang);
    }

    private CompletableFuture<List<Outgoing>> hear(Heard heard, @Nullable String host, CompletableFuture<Void> taken) {
        Venue venue = heard.venue();
        CompletableFuture<List<Outgoing>> done = lanes.run(venue, () -> {
            Context context = context(venue);
            List<Outgoing> effects = store.take(
                    venue,
                    heard.id(),
                    clock.instant(),
                    state -> dialogue.decide(about(state, host), input(heard), context));
            taken.complete(null);
            // An event that was taken in another venue belongs to that one's lane.
            perform(
                    venue,
                    effects.stream().filter(it -> it.venue().equals(venue)).toList(),
                    heard.who());
            return effects;
        });
        return done.whenComplete((effects, e) -> {
                    if (e != null) {
                        taken.completeExceptionally(e);
                    }
                })
                .thenCompose(this::withEnds);
    }

    /** The effects, and after them those of the ends of checks and the beginnings of threads, when these have come. */
    private CompletableFuture<List<Outgoing>> withEnds(List<Outgoing> effects) {
        CompletableFuture<List<Outgoing>> all = CompletableFuture.completedFuture(effects);
        for (Outgoing effect : effects) {
            String next = follows(effect);
            if (next != null) {
                CompletableFuture<List<Outgoing>> runs = running.get(effect.nonce());
                CompletableFuture<List<Outgoing>> end = runs == null
                        ? CompletableFuture.completedFuture(store.effects(effect.venue(), next))
                                .thenCompose(this::withEnds)
                        : runs;
                all = all.thenCombine(
                        end,
                        (before, after) ->
                                Stream.concat(before.stream(), after.stream()).toList());
            }
        }
        return all;
    }

    /** The id of the event that an effect leads to; null where it leads to none. */
    private static @Nullable String follows(Outgoing effect) {
        if (effect.effect() instanceof Effect.Check) {
            return effect.nonce() + CHECKED;
        }
        return effect.effect() instanceof Effect.Begin ? effect.nonce() + BEGUN : null;
    }

    private static State about(State state, @Nullable String host) {
        return host == null ? state : state.at(host);
    }

    /**
     * Finishes what an earlier process left undone, and forgets what is older than the retention. To be called once,
     * before the first {@link #hear(Heard)}. Where a platform fails, that venue's effects stay owed, and the others are
     * finished all the same.
     *
     * @return done when all is finished that can be
     */
    public CompletableFuture<Void> resume() {
        forget();
        return finish();
    }

    /** Forgets what is older than the retention. To be called now and then. */
    public void forget() {
        store.forgetBefore(clock.instant().minus(settings.retention()));
    }

    /**
     * Tries once more what a platform did not take. To be called now and then.
     *
     * @return done when all is finished that can be
     */
    public CompletableFuture<Void> finish() {
        Map<Venue, List<Outgoing>> byVenue = new LinkedHashMap<>();
        for (Outgoing effect : owed(store.unfinished())) {
            if (platforms.containsKey(effect.venue().platform())) {
                byVenue.computeIfAbsent(effect.venue(), any -> new ArrayList<>())
                        .add(effect);
            }
        }
        CompletableFuture<?>[] all = byVenue.entrySet().stream()
                .map(entry -> lanes.run(entry.getKey(), () -> {
                            stuck.add(entry.getKey());
                            var unused = tryPerforming(entry.getKey(), entry.getValue(), null);
                            return entry.getValue();
                        })
                        .thenCompose(this::withEnds))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    /** What begins a thread finishes what follows from it: that is not owed beside it. */
    private static List<Outgoing> owed(List<Outgoing> unfinished) {
        Set<String> begun = unfinished.stream()
                .filter(effect -> effect.effect() instanceof Effect.Begin)
                .map(effect -> effect.nonce() + BEGUN)
                .collect(Collectors.toSet());
        return unfinished.stream()
                .filter(effect -> !begun.contains(effect.eventId()))
                .toList();
    }

    /** Performs an event's effects; where earlier ones of the venue are still owed, after those. */
    private void perform(Venue venue, List<Outgoing> effects, @Nullable Person asker) {
        if (!stuck.contains(venue)) {
            try {
                for (Outgoing effect : effects) {
                    perform(effect, asker);
                }
            } catch (UncheckedIOException e) {
                stuck.add(venue);
                throw e;
            }
            return;
        }
        List<Outgoing> all = owed(store.unfinished()).stream()
                .filter(effect -> effect.venue().equals(venue))
                .toList();
        RuntimeException inTheWay = tryPerforming(venue, all, asker);
        if (inTheWay != null) {
            throw inTheWay;
        }
    }

    /**
     * Performs a venue's effects up to the first that its platform does not take: nothing overtakes that one.
     *
     * @return why it was not taken; null where all were
     */
    private @Nullable RuntimeException tryPerforming(Venue venue, List<Outgoing> effects, @Nullable Person asker) {
        for (Outgoing effect : effects) {
            try {
                perform(effect, asker);
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) {
                return e;
            }
        }
        stuck.remove(venue);
        return null;
    }

    private static Input input(Heard heard) {
        if (heard.act() instanceof Act.Wrote wrote) {
            return new Input.Said(wrote.text(), heard.addressed(), heard.who());
        } else if (heard.act() instanceof Act.Pointed pointed) {
            return new Input.Pointed(pointed.text(), heard.who().lang());
        } else if (heard.act() instanceof Act.Pressed pressed) {
            return new Input.Pressed(pressed.button(), heard.who().lang());
        } else if (heard.act() instanceof Act.Submitted submitted) {
            return new Input.Submitted(submitted.form(), submitted.values(), heard.who());
        }
        throw new IllegalArgumentException(heard.act().toString());
    }

    private Context context(Venue venue) {
        Platform platform = platform(venue);
        Context.Gate gate = inspection == null ? null : inspection::refuses;
        return new Context(
                settings.lang(),
                platform.dialect(),
                gate,
                platform.place(venue),
                listening(platform.name(), platform.channel(venue)));
    }

    private Listening listening(String platform, String channel) {
        return channels.get(
                new Channel(platform, channel),
                any -> store.listening(platform, channel).orElse(Listening.DEFAULT));
    }

    private void perform(Outgoing outgoing, @Nullable Person asker) {
        if (outgoing.performed()) {
            return;
        }
        if (outgoing.effect() instanceof Effect.Check check) {
            look(outgoing, check, asker);
            return;
        }
        Venue venue = outgoing.venue();
        Platform platform = platform(venue);
        try {
            if (outgoing.effect() instanceof Effect.Begin begin) {
                begin(platform, outgoing, begin, asker);
            } else {
                store.performed(outgoing, perform(platform, outgoing, asker));
            }
        } catch (HinderedException e) {
            store.abandoned(outgoing);
            hindered(platform, outgoing, e, asker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the person what is in the way, where the platform can still do that. */
    private void hindered(Platform platform, Outgoing outgoing, HinderedException hindered, @Nullable Person asker) {
        LOG.log(Level.WARNING, "{0} does not let the bot speak: {1}", platform.name(), hindered.getMessage());
        if (asker == null || asker.bot()) {
            return;
        }
        Lang lang = asker.lang() == null ? settings.lang() : asker.lang();
        try {
            platform.tell(
                    outgoing.venue(),
                    asker,
                    outgoing.eventId(),
                    Talk.hindered(hindered.hindrance(), hindered.what(), lang));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} does not let the bot say so: {1}", platform.name(), e.getMessage());
        }
    }

    /** Begins a thread, once; what follows in it is an event of its own, in the thread's lane. */
    private void begin(Platform platform, Outgoing outgoing, Effect.Begin begin, @Nullable Person asker)
            throws IOException {
        CompletableFuture<List<Outgoing>> end = new CompletableFuture<>();
        if (running.putIfAbsent(outgoing.nonce(), end) != null) {
            return;
        }
        Begun begun;
        try {
            begun = platform.begin(outgoing.venue(), outgoing.eventId(), outgoing.nonce(), begin.root());
        } catch (IOException | RuntimeException e) {
            running.remove(outgoing.nonce());
            end.completeExceptionally(e);
            throw e;
        }
        Venue thread = begun.thread();
        var unused = lanes.run(thread, () -> {
                    Context context = context(thread);
                    List<Outgoing> effects = store.take(
                            thread,
                            outgoing.nonce() + BEGUN,
                            clock.instant(),
                            state -> dialogue.decide(state, new Input.Began(begin), context));
                    if (!effects.isEmpty() && !effects.get(0).performed()) {
                        store.performed(effects.get(0), begun.message());
                    }
                    store.performed(outgoing, begun.message());
                    perform(thread, effects.stream().skip(1).toList(), asker);
                    return effects;
                })
                .thenCompose(this::withEnds)
                .whenComplete((effects, e) -> {
                    running.remove(outgoing.nonce());
                    if (e == null) {
                        end.complete(effects);
                    } else {
                        end.completeExceptionally(e);
                    }
                });
    }

    private String perform(Platform platform, Outgoing outgoing, @Nullable Person asker) throws IOException {
        Venue venue = outgoing.venue();
        if (outgoing.effect() instanceof Effect.Post post) {
            return platform.post(venue, outgoing.nonce(), post.reply());
        } else if (outgoing.effect() instanceof Effect.Edit edit) {
            String message = messageId(venue, edit);
            platform.edit(venue, message, edit.reply());
            return message;
        } else if (outgoing.effect() instanceof Effect.Open open) {
            if (asker != null) {
                platform.open(venue, outgoing.eventId(), open.form());
            }
            return messageId(venue, open);
        } else if (outgoing.effect() instanceof Effect.Listen listen) {
            String channel = platform.channel(venue);
            store.listen(platform.name(), channel, listen.listening(), clock.instant());
            channels.invalidate(new Channel(platform.name(), channel));
            return outgoing.nonce();
        }
        throw new IllegalArgumentException(outgoing.effect().toString());
    }

    private String messageId(Venue venue, Effect effect) throws IOException {
        return store.messageId(venue, effect.message())
                .orElseThrow(() -> new HinderedException(Hindrance.GONE, effect.message()));
    }

    /** Starts a check, once. Its end is an event of its own, after which the check counts as performed. */
    private void look(Outgoing outgoing, Effect.Check check, @Nullable Person asker) {
        Venue venue = outgoing.venue();
        CompletableFuture<List<Outgoing>> end = new CompletableFuture<>();
        if (inspection == null || running.putIfAbsent(outgoing.nonce(), end) != null) {
            return;
        }
        Platform platform = platform(venue);
        Progress progress = new Progress(lanes, executor, venue, check.lang(), reply -> {
            if (!check.quiet()) {
                platform.progress(venue, messageId(venue, check), reply);
            }
        });
        var unused = inspect(
                        inspection,
                        check,
                        new Inspection.Asker(
                                platform.workspace(venue), platform.name(), platform.channel(venue), asker),
                        progress)
                .exceptionally(e -> {
                    LOG.log(Level.ERROR, "a check went wrong", e);
                    return new Outcome.Broken();
                })
                .thenCompose(outcome -> {
                    progress.end();
                    return lanes.run(venue, () -> looked(outgoing, check, outcome));
                })
                .whenComplete((effects, e) -> {
                    running.remove(outgoing.nonce());
                    if (e == null) {
                        end.complete(effects);
                    } else {
                        end.completeExceptionally(e);
                    }
                });
    }

    private static CompletableFuture<Outcome> inspect(
            Inspection inspection, Effect.Check check, Inspection.Asker asker, Progress progress) {
        try {
            return inspection.look(check, asker, progress);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<Outgoing> looked(Outgoing outgoing, Effect.Check check, Outcome outcome) {
        Venue venue = outgoing.venue();
        Context context = context(venue);
        List<Outgoing> effects = store.take(
                venue,
                outgoing.nonce() + CHECKED,
                clock.instant(),
                state -> dialogue.decide(state, new Input.Checked(check.message(), outcome), context));
        perform(venue, effects, null);
        store.performed(outgoing, store.messageId(venue, check.message()).orElse(outgoing.nonce()));
        if (check.quiet() && effects.isEmpty() && outcome instanceof Outcome.Found) {
            mark(outgoing);
        }
        return effects;
    }

    /** Shows at a message that the bot has looked into it; nobody minds where that does not work. */
    private void mark(Outgoing check) {
        try {
            platform(check.venue()).mark(check.venue(), check.eventId());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "a message was not marked: {0}", e.getMessage());
        }
    }

    private Platform platform(Venue venue) {
        Platform platform = platforms.get(venue.platform());
        if (platform == null) {
            throw new IllegalStateException("no platform is called " + venue.platform());
        }
        return platform;
    }
}
