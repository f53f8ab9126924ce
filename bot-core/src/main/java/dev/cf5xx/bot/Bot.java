package dev.cf5xx.bot;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Context;
import dev.cf5xx.bot.dialogue.Dialogue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Input;
import dev.cf5xx.bot.dialogue.Outcome;
import dev.cf5xx.bot.dialogue.State;
import dev.cf5xx.bot.store.Outgoing;
import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
public final class Bot {
    private static final System.Logger LOG = System.getLogger(Bot.class.getName());

    private final Store store;
    private final Dialogue dialogue;
    private final Settings settings;
    private final Clock clock;
    private final Map<String, Platform> platforms;
    private final @Nullable Inspection inspection;
    private final Executor executor;
    private final Lanes lanes;

    /** The checks that run, by the nonce of their effect. */
    private final Map<String, CompletableFuture<List<Outgoing>>> running = new ConcurrentHashMap<>();

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
        return lanes.run(heard.venue(), () -> {
                    List<Outgoing> effects = store.take(
                            heard.venue(),
                            heard.id(),
                            clock.instant(),
                            state -> dialogue.decide(about(state, host), input(heard), context(heard.venue())));
                    for (Outgoing effect : effects) {
                        // An event that was taken in another venue belongs to that one's lane.
                        if (effect.venue().equals(heard.venue())) {
                            perform(effect, heard.who());
                        }
                    }
                    return effects;
                })
                .thenCompose(this::withChecks);
    }

    /** The effects, and after them those of the checks' ends, when these have come. */
    private CompletableFuture<List<Outgoing>> withChecks(List<Outgoing> effects) {
        CompletableFuture<List<Outgoing>> all = CompletableFuture.completedFuture(effects);
        for (Outgoing effect : effects) {
            if (effect.effect() instanceof Effect.Check) {
                CompletableFuture<List<Outgoing>> runs = running.get(effect.nonce());
                CompletableFuture<List<Outgoing>> end = runs == null
                        ? CompletableFuture.completedFuture(store.effects(effect.venue(), ended(effect)))
                        : runs;
                all = all.thenCombine(
                        end,
                        (before, after) ->
                                Stream.concat(before.stream(), after.stream()).toList());
            }
        }
        return all;
    }

    private static State about(State state, @Nullable String host) {
        return host == null
                ? state
                : new State(state.lang(), state.codes(), host, state.named(), state.posted(), state.shown());
    }

    /**
     * Finishes what an earlier process left undone, and forgets what is older than the retention. To be called once,
     * before the first {@link #hear(Heard)}. Where a platform fails, that venue's effects stay owed, and the others are
     * finished all the same.
     *
     * @return done when all is finished that can be
     */
    public CompletableFuture<Void> resume() {
        store.forgetBefore(clock.instant().minus(settings.retention()));
        Map<Venue, List<Outgoing>> byVenue = new LinkedHashMap<>();
        for (Outgoing effect : store.unfinished()) {
            if (platforms.containsKey(effect.venue().platform())) {
                byVenue.computeIfAbsent(effect.venue(), any -> new ArrayList<>())
                        .add(effect);
            }
        }
        CompletableFuture<?>[] all = byVenue.entrySet().stream()
                .map(entry -> lanes.run(entry.getKey(), () -> {
                            finish(entry.getValue());
                            return entry.getValue();
                        })
                        .thenCompose(this::withChecks))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    /** Performs a venue's effects up to the first that its platform does not take: nothing overtakes that one. */
    private void finish(List<Outgoing> effects) {
        for (Outgoing effect : effects) {
            try {
                perform(effect, null);
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) {
                return;
            }
        }
    }

    private static Input input(Heard heard) {
        if (heard.act() instanceof Act.Wrote wrote) {
            return new Input.Said(wrote.text(), heard.addressed(), heard.who().lang());
        } else if (heard.act() instanceof Act.Pointed pointed) {
            return new Input.Said(pointed.text(), true, heard.who().lang());
        } else if (heard.act() instanceof Act.Pressed pressed) {
            return new Input.Pressed(pressed.button(), heard.who().lang());
        } else if (heard.act() instanceof Act.Submitted submitted) {
            return new Input.Submitted(
                    submitted.form(), submitted.values(), heard.who().lang());
        }
        throw new IllegalArgumentException(heard.act().toString());
    }

    private Context context(Venue venue) {
        Platform platform = platform(venue);
        Context.Gate gate = inspection == null ? null : inspection::refuses;
        return new Context(settings.lang(), platform.dialect(), gate, platform.place(venue) == Place.DIRECT);
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
        try {
            store.performed(outgoing, perform(platform(venue), outgoing, asker));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        }
        throw new IllegalArgumentException(outgoing.effect().toString());
    }

    private String messageId(Venue venue, Effect effect) throws IOException {
        return store.messageId(venue, effect.message())
                .orElseThrow(() -> new IOException("no message " + effect.message()));
    }

    /** Starts a check, once. Its end is an event of its own, after which the check counts as performed. */
    private void look(Outgoing outgoing, Effect.Check check, @Nullable Person asker) {
        Venue venue = outgoing.venue();
        CompletableFuture<List<Outgoing>> end = new CompletableFuture<>();
        if (inspection == null || running.putIfAbsent(outgoing.nonce(), end) != null) {
            return;
        }
        Progress progress = new Progress(
                lanes,
                executor,
                venue,
                check.lang(),
                reply -> platform(venue).progress(venue, messageId(venue, check), reply));
        var unused = inspect(
                        inspection,
                        check,
                        new Inspection.Asker(platform(venue).workspace(venue), venue, asker),
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
        List<Outgoing> effects = store.take(
                venue,
                ended(outgoing),
                clock.instant(),
                state -> dialogue.decide(state, new Input.Checked(check.message(), outcome), context(venue)));
        effects.forEach(effect -> perform(effect, null));
        store.performed(outgoing, store.messageId(venue, check.message()).orElse(outgoing.nonce()));
        return effects;
    }

    /** The id of the event that a check's end is. */
    private static String ended(Outgoing check) {
        return check.nonce() + "/checked";
    }

    private Platform platform(Venue venue) {
        Platform platform = platforms.get(venue.platform());
        if (platform == null) {
            throw new IllegalStateException("no platform is called " + venue.platform());
        }
        return platform;
    }
}
