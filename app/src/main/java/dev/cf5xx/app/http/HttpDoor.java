package dev.cf5xx.app.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves paths to handlers over plain HTTP: 404 for any other path, 405 for any other method, 413 for a body over the limit.
 * Whoever takes longer than a request may last loses the connection. To be kept behind whatever ends TLS.
 */
public final class HttpDoor implements AutoCloseable {
    static {
        // A head and its body are written apart: without this the body waits 40 ms for the head to be acknowledged.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        // Connections at once. Without a limit a flood of them uses up the process's files, the store's among them. The
        // JDK reads this when the process makes its first server.
        if (System.getProperty("jdk.httpserver.maxConnections") == null) {
            System.setProperty("jdk.httpserver.maxConnections", "4000");
        }
    }

    private static final Logger LOG = System.getLogger(HttpDoor.class.getName());

    /**
     * What a door stands.
     *
     * @param body bytes of a request's body, at most
     * @param time for a request, from the moment somebody works on it: to read it, to answer it, to send the answer
     * @param atOnce requests that are worked on
     * @param waiting requests that wait for it; more are turned away by closing their connection
     * @param drain how long {@link #close} waits for what is under way
     */
    public record Limits(int body, Duration time, int atOnce, int waiting, Duration drain) {
        /** For people's and platforms' requests, which have a few kilobytes. */
        public static final Limits USUAL =
                new Limits(1 << 20, Duration.ofSeconds(15), 64, 4_000, Duration.ofSeconds(10));
    }

    /**
     * What is served at a path.
     *
     * @param method the only one it has, {@code GET} or {@code POST}; with GET comes HEAD
     */
    public record Route(String method, HttpHandler handler) {
        private boolean takes(String asked) {
            return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
        }
    }

    private final Map<String, Route> routes;
    private final Limits limits;
    private final HttpServer server;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor watch;

    private HttpDoor(InetSocketAddress listen, Map<String, Route> routes, Limits limits) throws IOException {
        this.routes = Map.copyOf(routes);
        this.limits = limits;
        this.server = HttpServer.create(listen, 0);
        this.workers = new ThreadPoolExecutor(
                limits.atOnce(),
                limits.atOnce(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waiting()),
                daemons("http"));
        workers.allowCoreThreadTimeOut(true);
        this.watch = new ScheduledThreadPoolExecutor(1, daemons("http-watch"));
        watch.setRemoveOnCancelPolicy(true);
        server.setExecutor(exchange -> workers.execute(() -> inTime(exchange)));
        server.createContext("/", this::handle);
    }

    /**
     * Listens from now on.
     *
     * @param listen port 0 for any that is free
     * @param routes by path, {@code /health} for example
     * @throws IOException where it cannot listen there
     */
    public static HttpDoor open(InetSocketAddress listen, Map<String, Route> routes, Limits limits) throws IOException {
        HttpDoor door = new HttpDoor(listen, routes, limits);
        door.server.start();
        return door;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Works on one request, and interrupts that when its time is over: a read or write that is interrupted closes its
     * connection. The JDK's server has a time limit too, but one for the whole process, which only a system property sets.
     */
    private void inTime(Runnable exchange) {
        Thread worker = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        ScheduledFuture<?> alarm = watch.schedule(
                () -> {
                    synchronized (done) {
                        if (!done.get()) {
                            worker.interrupt();
                        }
                    }
                },
                limits.time().toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            exchange.run();
        } finally {
            synchronized (done) {
                done.set(true);
            }
            alarm.cancel(false);
            // The next request on this thread has its own time.
            Thread.interrupted();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpAnswer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            if (body.length > 0) {
                exchange.getResponseHeaders().set("Content-Type", answer.type());
            }
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), silent ? -1 : body.length);
            if (!silent) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private HttpAnswer answer(HttpExchange exchange) throws IOException {
        Route route = routes.get(exchange.getRequestURI().getPath());
        if (route == null) {
            return HttpAnswer.of(404);
        }
        if (!route.takes(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", route.method().equals("GET") ? "GET, HEAD" : route.method());
            return HttpAnswer.of(405);
        }
        byte[] body = announced(exchange) > limits.body()
                ? null
                : exchange.getRequestBody().readNBytes(limits.body() + 1);
        if (body == null || body.length > limits.body()) {
            exchange.getResponseHeaders().set("Connection", "close");
            return HttpAnswer.of(413);
        }
        Map<String, List<String>> headers = new TreeMap<>(exchange.getRequestHeaders());
        try {
            return route.handler()
                    .answer(new HttpRequest(route.method(), headers, new String(body, StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            LOG.log(
                    Level.WARNING,
                    "http: no answer in time at {0}",
                    exchange.getRequestURI().getPath());
            return HttpAnswer.of(503);
        } catch (Exception e) {
            LOG.log(
                    Level.WARNING,
                    "http: no answer at " + exchange.getRequestURI().getPath(),
                    e);
            return HttpAnswer.of(500);
        }
    }

    /** The length that a body is said to have; 0 where nothing is said. The JDK has refused what is no number. */
    private static long announced(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Turns new requests away, waits for those under way as long as {@link Limits#drain} says, and listens no more. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(limits.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "http: closing before all was answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        workers.shutdownNow();
        watch.shutdownNow();
    }
}
