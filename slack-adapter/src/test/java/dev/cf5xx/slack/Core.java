package dev.cf5xx.slack;

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
import java.util.function.Function;

/** A core that does what a test says. */
final class Core implements Listener, AutoCloseable {
    /** What is done about an event. */
    interface Deed {
        void about(Heard heard) throws Exception;
    }

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Heard> refused = new LinkedBlockingQueue<>();
    private final Map<String, Hearing> byId = new ConcurrentHashMap<>();
    volatile Function<Heard, Aside> aside = it -> new Aside.Begins();
    volatile Deed deed = it -> {};
    volatile boolean takes = true;

    /** Whether nothing is ever taken, and nobody is told that it is not. */
    volatile boolean stuck;

    @Override
    public Aside aside(Heard it) {
        Aside answer = aside.apply(it);
        if (answer instanceof Aside.Answer) {
            heard.add(it);
        }
        return answer;
    }

    @Override
    public Hearing take(Heard it) {
        if (!takes) {
            refused.add(it);
            CompletableFuture<Void> no = CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
            return new Hearing(no, no);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (stuck) {
            refused.add(it);
            return new Hearing(new CompletableFuture<>(), done);
        }
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
        return List.of();
    }

    /** The next event that was heard. */
    Heard next() throws InterruptedException {
        Heard next = heard.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard");
        }
        return next;
    }

    /** The next event that was not taken. */
    Heard nextRefused() throws InterruptedException {
        Heard next = refused.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard");
        }
        return next;
    }

    /** What was heard already. */
    Heard nextNow() {
        try {
            return next();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What is heard of an act that is repeated until what is heard is as wanted. */
    Heard next(Runnable act, java.util.function.Predicate<Heard> wanted) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            act.run();
            Heard next = next();
            if (wanted.test(next)) {
                return next;
            }
        }
        throw new AssertionError("never heard as wanted");
    }

    /** How many events were heard and not yet asked for. */
    int waiting() {
        return heard.size();
    }

    /** How what follows from an event went. */
    void awaitDone(Heard it) throws Exception {
        byId.get(it.id()).done().get(30, TimeUnit.SECONDS);
    }

    static String text(Heard it) {
        return it.act() instanceof Act.Wrote wrote
                ? wrote.text()
                : it.act() instanceof Act.Pointed pointed
                        ? pointed.text()
                        : it.act() instanceof Act.Pressed pressed
                                ? pressed.button()
                                : it.act().toString();
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
