package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Hearing;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A core that does what a test says. */
final class Core implements Listener, AutoCloseable {
    /** What is done about an event. */
    interface Deed {
        void about(Heard heard) throws Exception;
    }

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Map<String, Hearing> byId = new ConcurrentHashMap<>();
    volatile Aside aside = new Aside.Begins();
    volatile Deed deed = it -> {};
    volatile boolean takes = true;
    volatile boolean failing;
    volatile List<Suggestion> suggestions = List.of();
    volatile Lang suggestedIn;

    @Override
    public Aside aside(Heard it) {
        if (failing) {
            throw new IllegalStateException("a bug");
        }
        if (!(aside instanceof Aside.Begins)) {
            heard.add(it);
        }
        return aside;
    }

    @Override
    public Hearing take(Heard it) {
        if (!takes) {
            heard.add(it);
            CompletableFuture<Void> no = CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
            return new Hearing(no, no);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Hearing hearing = new Hearing(CompletableFuture.completedFuture(null), done);
        Hearing before = byId.putIfAbsent(it.id(), hearing);
        if (before != null) {
            return before;
        }
        heard.add(it);
        Deed now = deed;
        executor.execute(() -> {
            try {
                now.about(it);
                done.complete(null);
            } catch (Exception | AssertionError e) {
                done.completeExceptionally(e);
            }
        });
        return hearing;
    }

    @Override
    public List<Suggestion> suggest(String typed, Lang lang) {
        suggestedIn = lang;
        return suggestions;
    }

    /** The next event that was heard. */
    Heard next() throws InterruptedException {
        Heard next = heard.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard");
        }
        return next;
    }

    boolean heardNothingMore() {
        return heard.isEmpty();
    }

    /** How what follows from an event went. */
    void awaitDone(Heard it) throws Exception {
        byId.get(it.id()).done().get(30, TimeUnit.SECONDS);
    }

    String text(Heard it) {
        return it.act() instanceof Act.Wrote wrote ? wrote.text() : it.act().toString();
    }

    static Reply reply(String text) {
        return Reply.of(Block.Paragraph.of(Span.words(text)));
    }

    static Reply withButton(String text, String id) {
        return reply(text).plus(new Block.Actions(List.of(new Block.Button(id, "Press " + id, id))));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
