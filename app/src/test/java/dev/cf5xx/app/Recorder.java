package dev.cf5xx.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Hearing;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands between an adapter and the bot, passes on everything, and writes down what passes. */
final class Recorder implements Listener {
    /**
     * What the bot said.
     *
     * @param op {@code post}, {@code edit}, {@code form}, {@code begin}, {@code edit-root}, {@code aside}, {@code tell}
     * @param message the platform's id of the message; empty where it has none
     * @param reply what it said; null for a form
     */
    record Spoken(
            String op,
            String message,
            @Nullable Reply reply,
            @Nullable Form form) {}

    private final Platform platform;
    private final Listener bot;
    private final Set<String> known = new HashSet<>();
    private final Set<String> roots = new HashSet<>();
    private final List<JsonNode> asked = new ArrayList<>();
    private final List<Spoken> spoken = new ArrayList<>();
    private final List<CompletableFuture<?>> done = new ArrayList<>();
    private int again;

    private Recorder(Platform platform, Maker maker) {
        this.platform = platform;
        this.bot = maker.over(new Speaking());
    }

    /** Makes a bot that speaks on a platform. */
    interface Maker {
        /** The bot. */
        Listener over(Platform platform);
    }

    /** Records what passes between {@code platform} and the bot that {@code maker} makes. */
    static Recorder between(Platform platform, Maker maker) {
        return new Recorder(platform, maker);
    }

    /** How often something came that was heard before. */
    synchronized int again() {
        return again;
    }

    /** What the core was asked since the last call. */
    synchronized List<JsonNode> asked() {
        List<JsonNode> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    /** What the core answered since the last call. */
    synchronized List<Spoken> spoken() {
        List<Spoken> all = List.copyOf(spoken);
        spoken.clear();
        return all;
    }

    /** Waits until something was heard since the last {@link #asked}, and all that follows from what was heard is done. */
    void settle(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        List<CompletableFuture<?>> follows;
        synchronized (this) {
            while (asked.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("nothing was heard");
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            }
            follows = List.copyOf(done);
            done.clear();
        }
        CompletableFuture.allOf(follows.toArray(CompletableFuture<?>[]::new))
                .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public Aside aside(Heard heard) {
        Aside aside = bot.aside(heard);
        if (aside instanceof Aside.Answer answer) {
            note(heard);
            speak(new Spoken("aside", "", answer.reply(), null));
        }
        return aside;
    }

    @Override
    public Hearing take(Heard heard) {
        Hearing hearing = bot.take(heard);
        synchronized (this) {
            done.add(hearing.done());
        }
        note(heard);
        return hearing;
    }

    @Override
    public List<Suggestion> suggest(String typed, Lang lang) {
        return bot.suggest(typed, lang);
    }

    private synchronized void note(Heard heard) {
        if (known.add(heard.id())) {
            asked.add(json(platform.place(heard.venue()), heard.addressed(), heard.act()));
            notifyAll();
        } else {
            again++;
        }
    }

    private synchronized void speak(Spoken what) {
        spoken.add(what);
    }

    /** What was asked, in words that no platform has. */
    static ObjectNode json(Place place, boolean addressed, Act act) {
        ObjectNode json = Machine.JSON
                .createObjectNode()
                .put("place", place.name().toLowerCase(Locale.ROOT))
                .put("addressed", addressed);
        if (act instanceof Act.Wrote wrote) {
            json.put("act", "wrote").put("text", wrote.text());
        } else if (act instanceof Act.Pointed pointed) {
            json.put("act", "pointed").put("text", pointed.text());
        } else if (act instanceof Act.Pressed pressed) {
            json.put("act", "pressed").put("button", pressed.button());
        } else if (act instanceof Act.Submitted submitted) {
            json.put("act", "submitted").put("form", submitted.form());
            json.set("values", Machine.JSON.valueToTree(submitted.values()));
        }
        return json;
    }

    /** The platform, as the bot speaks there. */
    private final class Speaking implements Platform {
        @Override
        public String name() {
            return platform.name();
        }

        @Override
        public Dialect dialect() {
            return platform.dialect();
        }

        @Override
        public String workspace(Venue venue) {
            return platform.workspace(venue);
        }

        @Override
        public Place place(Venue venue) {
            return platform.place(venue);
        }

        @Override
        public String channel(Venue venue) {
            return platform.channel(venue);
        }

        @Override
        public String post(Venue venue, String nonce, Reply reply) throws IOException {
            String message = platform.post(venue, nonce, reply);
            speak(new Spoken("post", message, reply, null));
            return message;
        }

        @Override
        public void edit(Venue venue, String message, Reply reply) throws IOException {
            platform.edit(venue, message, reply);
            synchronized (Recorder.this) {
                speak(new Spoken(roots.contains(message) ? "edit-root" : "edit", message, reply, null));
            }
        }

        @Override
        public void progress(Venue venue, String message, Reply reply) throws IOException {
            platform.progress(venue, message, reply);
        }

        @Override
        public void open(Venue venue, String event, Form form) throws IOException {
            platform.open(venue, event, form);
            speak(new Spoken("form", "", null, form));
        }

        @Override
        public Begun begin(Venue aside, String event, String nonce, Reply root) throws IOException {
            Begun begun = platform.begin(aside, event, nonce, root);
            synchronized (Recorder.this) {
                roots.add(begun.message());
                speak(new Spoken("begin", begun.message(), root, null));
            }
            return begun;
        }

        @Override
        public void tell(Venue venue, Person person, String event, Reply reply) throws IOException {
            platform.tell(venue, person, event, reply);
            speak(new Spoken("tell", "", reply, null));
        }

        @Override
        public void mark(Venue venue, String event) throws IOException {
            platform.mark(venue, event);
            speak(new Spoken("mark", "", null, null));
        }
    }
}
