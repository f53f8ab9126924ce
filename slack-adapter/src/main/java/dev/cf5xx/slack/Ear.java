package dev.cf5xx.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.Attachment;
import com.slack.api.model.File;
import com.slack.api.model.Message;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.AppUninstalledEvent;
import com.slack.api.model.event.MessageBotEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageFileShareEvent;
import com.slack.api.model.event.MessageMeEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import com.slack.api.model.event.TokensRevokedEvent;
import com.slack.api.model.view.View;
import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens on Slack and tells the core. Slack is given its acknowledgement once the core has taken an event; where
 * the core does not, an event is not acknowledged, and Slack delivers it again. Commands and buttons are delivered once: whoever
 * used them is told.
 */
final class Ear {
    /** The command that people type. */
    static final String COMMAND = "/cf5xx";

    /** The shortcut in a message's menu. */
    static final String SHORTCUT = "check_links";

    /** What Slack is to tell, as manifests call it. */
    static final List<String> EVENTS = List.of(
            "app_home_opened",
            "app_mention",
            "app_uninstalled",
            "message.channels",
            "message.groups",
            "message.im",
            "message.mpim",
            "tokens_revoked");

    /** What the bot may do, as manifests call it: the manifest says what for. */
    static final List<String> SCOPES = List.of(
            "app_mentions:read",
            "channels:history",
            "chat:write",
            "commands",
            "files:write",
            "groups:history",
            "im:history",
            "im:write",
            "mpim:history",
            "reactions:write",
            "users:read");

    /**
     * So long the core may take with a message that waited for its turn until its time was over. Slack delivers it again, but
     * what is acknowledged late is worth more than what never is.
     */
    private static final Duration TAKEN_LATE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final Pattern TS = Pattern.compile("\\d{1,11}(\\.\\d{1,9})?");
    /** What is sent again and again takes half the room, and no work, where it is nothing but ASCII. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Pattern ANY = Pattern.compile("(?s).*");

    private final SlackPlatform platform;
    private final Tongues tongues;
    private final Executor executor;
    private final Clock clock;
    private final Consumer<String> onEnd;
    private final CompletableFuture<Listener> listener = new CompletableFuture<>();

    /** What replies look like, for as long as the core holds on to them: what is asked most it gives again and again. */
    private final LoadingCache<Reply, Optional<String>> responses =
            Caffeine.newBuilder().weakKeys().build(Ear::response);

    private volatile String bot = "";
    private volatile @Nullable String botId;

    Ear(SlackPlatform platform, Tongues tongues, Executor executor, Clock clock, Consumer<String> onEnd) {
        this.platform = platform;
        this.tongues = tongues;
        this.executor = executor;
        this.clock = clock;
        this.onEnd = onEnd;
    }

    /** Those of them that are not granted; none where nobody says which are. */
    static List<String> missing(List<String> granted) {
        return granted.isEmpty()
                ? List.of()
                : SCOPES.stream().filter(scope -> !granted.contains(scope)).toList();
    }

    /**
     * Who the bot is: what it says itself is not heard.
     *
     * @param id what it is called as a bot, besides as a user
     */
    void is(String user, @Nullable String id) {
        bot = user;
        botId = id;
    }

    /** Who is told. What happens before is not acknowledged, and so delivered again. */
    void tells(Listener to) {
        listener.complete(to);
    }

    /** Has everything that {@link #EVENTS} and the rest of the manifest name, and nothing else. */
    void attachTo(App app) {
        app.event(AppMentionEvent.class, (payload, context) -> {
            AppMentionEvent event = payload.getEvent();
            return posted(payload, new Post(event), true);
        });
        app.event(MessageEvent.class, (payload, context) -> posted(payload, new Post(payload.getEvent()), false));
        app.event(
                MessageFileShareEvent.class,
                (payload, context) -> posted(payload, new Post(payload.getEvent()), false));
        app.event(
                MessageThreadBroadcastEvent.class,
                (payload, context) -> posted(payload, new Post(payload.getEvent()), false));
        app.event(MessageBotEvent.class, (payload, context) -> posted(payload, new Post(payload.getEvent()), false));
        app.event(MessageMeEvent.class, (payload, context) -> posted(payload, new Post(payload.getEvent()), false));
        app.event(AppHomeOpenedEvent.class, (payload, context) -> opened(payload.getEvent()));
        app.event(AppUninstalledEvent.class, (payload, context) -> ended("app_uninstalled"));
        app.event(TokensRevokedEvent.class, (payload, context) -> {
            List<String> bots = payload.getEvent().getTokens() == null
                    ? null
                    : payload.getEvent().getTokens().getBot();
            return bots != null && bots.contains(bot) ? ended("token_revoked") : Response.ok();
        });
        app.command(COMMAND, (request, context) -> asked(request.getPayload()));
        app.blockAction(ANY, (request, context) -> pressed(request.getPayload()));
        app.messageShortcut(SHORTCUT, (request, context) -> pointed(request.getPayload()));
        app.viewSubmission(
                ANY,
                (request, context) -> submitted(
                        request.getPayload().getView(),
                        request.getPayload().getUser().getId(),
                        values(request.getPayload().getView())));
        app.viewClosed(
                ANY,
                (request, context) -> submitted(
                        request.getPayload().getView(),
                        request.getPayload().getUser().getId(),
                        Map.of()));
    }

    private Response ended(String error) {
        onEnd.accept(error);
        return Response.ok();
    }

    /**
     * An event is to come again. An exception, because bolt acknowledges what a handler answers with an error, as it does what
     * has no handler.
     */
    static final class NotTakenException extends IOException {
        private static final long serialVersionUID = 1L;

        NotTakenException() {
            super("not taken");
        }
    }

    /** What a message is, whichever of its kinds: Slack has a class for each. */
    private record Post(
            String channel,
            @Nullable String user,
            @Nullable String botId,
            String text,
            String ts,
            @Nullable String thread,
            List<File> files,
            List<Attachment> attachments) {
        Post {
            text = text == null ? "" : text;
            files = files == null ? List.of() : files;
            attachments = attachments == null ? List.of() : attachments;
        }

        Post(AppMentionEvent it) {
            this(
                    it.getChannel(),
                    it.getUser(),
                    it.getBotId(),
                    it.getText(),
                    it.getTs(),
                    it.getThreadTs(),
                    it.getFiles(),
                    it.getAttachments());
        }

        Post(MessageEvent it) {
            this(
                    it.getChannel(),
                    it.getUser(),
                    it.getBotId(),
                    it.getText(),
                    it.getTs(),
                    it.getThreadTs(),
                    it.getFiles(),
                    it.getAttachments());
        }

        Post(MessageFileShareEvent it) {
            this(
                    it.getChannel(),
                    it.getUser(),
                    null,
                    it.getText(),
                    it.getTs(),
                    it.getThreadTs(),
                    it.getFiles(),
                    it.getAttachments());
        }

        Post(MessageThreadBroadcastEvent it) {
            this(
                    it.getChannel(),
                    it.getUser(),
                    null,
                    it.getText(),
                    it.getTs(),
                    it.getThreadTs(),
                    List.of(),
                    it.getAttachments());
        }

        Post(MessageBotEvent it) {
            this(
                    it.getChannel(),
                    null,
                    it.getBotId(),
                    it.getText(),
                    it.getTs(),
                    it.getThreadTs(),
                    List.of(),
                    it.getAttachments());
        }

        Post(MessageMeEvent it) {
            this(it.getChannel(), it.getUser(), it.getBotId(), it.getText(), it.getTs(), null, List.of(), List.of());
        }
    }

    private Response posted(EventsApiPayload<?> payload, Post post, boolean mention) throws NotTakenException {
        boolean own = bot.equals(post.user) || (post.botId != null && post.botId.equals(botId));
        String author = post.user != null ? post.user : post.botId;
        if (own || author == null || post.channel == null || post.ts == null) {
            return Response.ok();
        }
        Spot channel = new Spot(payload.getTeamId(), post.channel, null, null);
        boolean robot = post.botId != null || author.equals("USLACKBOT");
        boolean mentioned = mention || Typed.mentions(post.text, bot);
        boolean addressed = channel.isDirect() || mentioned;
        Spot spot = channel.thread(post.thread != null ? post.thread : channel.isDirect() ? null : post.ts);
        String text = Typed.text(robot ? everything(post.text, post.attachments) : post.text, bot);
        if (text.isEmpty() && post.files.isEmpty() && !addressed) {
            return Response.ok();
        }
        Act act = new Act.Wrote(
                text,
                post.files.stream()
                        .filter(file -> file.getId() != null)
                        .map(file -> new dev.cf5xx.bot.chat.Attachment(
                                file.getId(),
                                Objects.requireNonNullElse(file.getName(), ""),
                                file.getSize() == null ? 0 : file.getSize()))
                        .toList());
        Person who = new Person(author, robot ? null : tongues.of(author), robot);
        Heard heard = new Heard(channel.event(post.ts), spot.venue(), who, at(post.ts), addressed, act);
        if (!took(heard, null)) {
            throw new NotTakenException();
        }
        return Response.ok();
    }

    /** The words of a message and of what it shows; not of previews, which repeat its links. */
    private static String everything(@Nullable String text, @Nullable List<Attachment> attachments) {
        Stream<String> shown = (attachments == null ? List.<Attachment>of() : attachments)
                .stream().filter(attachment -> attachment.getFromUrl() == null).flatMap(attachment -> {
                    Stream<String> words = Stream.of(
                                    attachment.getPretext(),
                                    attachment.getTitle(),
                                    attachment.getTitleLink(),
                                    attachment.getText())
                            .filter(Objects::nonNull);
                    List<String> all = words.toList();
                    return all.isEmpty() ? Stream.ofNullable(attachment.getFallback()) : all.stream();
                });
        return Stream.concat(Stream.ofNullable(text), shown)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private Response opened(AppHomeOpenedEvent event) {
        if (event.getUser() == null) {
            return Response.ok();
        }
        // Whoever opens the direct messages is about to write: his language is known by then.
        var unused = tongues.of(event.getUser());
        if ("home".equals(event.getTab())) {
            later(() -> platform.home(event.getUser(), Notice.home(tongues.ask(event.getUser()))));
        }
        return Response.ok();
    }

    private Response asked(SlashCommandPayload command) {
        Trail trail = new Trail(command.getUserId(), null, command.getTriggerId(), command.getResponseUrl());
        Spot channel = new Spot(command.getTeamId(), command.getChannelId(), null, null);
        Lang lang = tongues.of(command.getUserId());
        Heard heard = new Heard(
                channel.event("by-" + command.getTriggerId()),
                channel.beside(command.getUserId()).venue(),
                new Person(command.getUserId(), lang),
                clock.instant(),
                true,
                new Act.Wrote(Typed.text(Objects.requireNonNullElse(command.getText(), ""), bot)));
        try {
            Aside aside = listening().aside(heard);
            if (aside instanceof Aside.Answer answer) {
                Optional<String> response = responses.get(answer.reply());
                if (response.isPresent()) {
                    return json(response.get());
                }
                platform.heard(heard.id(), trail);
                // A longer one is taken there, and refused where one can hear of it.
                later(() -> platform.answer(heard, trail, answer.reply(), false));
                return Response.ok();
            }
            if (took(heard, trail)) {
                return Response.ok();
            }
        } catch (TimeoutException | RuntimeException e) {
            LOG.warn("slack: a command could not be worked on", e);
        }
        return json(SlackRenderer.message(Notice.FAILED.in(lang)).response().toString());
    }

    /** A reply as the answer to a command; empty where it is too long for one. */
    private static Optional<String> response(Reply reply) {
        SlackMessage message = SlackRenderer.render(reply, SlackLimits.MESSAGE, SlackRenderer.Rest.DIRECT);
        if (message.file() != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ASCII.writeValueAsString(message.response()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Response pressed(BlockActionPayload payload) {
        if (payload.getActions() == null
                || payload.getActions().isEmpty()
                || payload.getChannel() == null
                || payload.getTeam() == null
                || payload.getContainer() == null) {
            return Response.ok();
        }
        BlockActionPayload.Action action = payload.getActions().get(0);
        BlockActionPayload.Container container = payload.getContainer();
        String user = payload.getUser().getId();
        Spot channel = new Spot(payload.getTeam().getId(), payload.getChannel().getId(), null, null);
        boolean aside = container.isEphemeral();
        String thread = container.getThreadTs();
        if (thread == null && payload.getMessage() != null) {
            thread = payload.getMessage().getThreadTs();
        }
        if (thread == null && !aside && !channel.isDirect()) {
            thread = container.getMessageTs();
        }
        Spot spot = aside ? channel.thread(thread).beside(user) : channel.thread(thread);
        Trail trail = new Trail(user, thread, payload.getTriggerId(), payload.getResponseUrl());
        Lang lang = tongues.of(user);
        Heard heard = new Heard(
                channel.event("by-" + payload.getTriggerId()),
                spot.venue(),
                new Person(user, lang),
                clock.instant(),
                true,
                new Act.Pressed(action.getActionId()));
        try {
            if (aside && listening().aside(heard) instanceof Aside.Answer answer) {
                platform.heard(heard.id(), trail);
                later(() -> platform.answer(heard, trail, answer.reply(), true));
            } else if (!took(heard, trail)) {
                failed(trail, lang);
            }
        } catch (TimeoutException | RuntimeException e) {
            LOG.warn("slack: a button could not be worked on", e);
            failed(trail, lang);
        }
        return Response.ok();
    }

    private Response pointed(MessageShortcutPayload payload) {
        Message message = payload.getMessage();
        Spot channel = new Spot(payload.getTeam().getId(), payload.getChannel().getId(), null, null);
        String inThread = message.getThreadTs();
        Spot spot = channel.thread(inThread != null ? inThread : channel.isDirect() ? null : payload.getMessageTs());
        String user = payload.getUser().getId();
        Trail trail = new Trail(user, inThread, payload.getTriggerId(), payload.getResponseUrl());
        Lang lang = tongues.of(user);
        Heard heard = new Heard(
                channel.event("by-" + payload.getTriggerId()),
                spot.venue(),
                new Person(user, lang),
                clock.instant(),
                true,
                new Act.Pointed(Typed.text(everything(message.getText(), message.getAttachments()), bot)));
        if (!took(heard, trail)) {
            failed(trail, lang);
        } else if (!channel.isDirect() && inThread == null) {
            later(() -> platform.respond(trail, Notice.IN_THREAD.in(lang), false));
        }
        return Response.ok();
    }

    private static Map<String, String> values(View view) {
        Map<String, String> values = new LinkedHashMap<>();
        if (view.getState() != null && view.getState().getValues() != null) {
            view.getState()
                    .getValues()
                    .forEach((field, inputs) -> inputs.values().stream()
                            .map(value -> value.getValue())
                            .filter(Objects::nonNull)
                            .findFirst()
                            .ifPresent(value -> values.put(field, Mrkdwn.head(value, Typed.LONGEST))));
        }
        return Map.copyOf(values);
    }

    private Response submitted(View view, String user, Map<String, String> values) {
        Spot spot = Spot.read(Objects.requireNonNullElse(view.getPrivateMetadata(), ""))
                .orElse(null);
        if (spot == null) {
            return Response.ok();
        }
        Lang lang = tongues.of(user);
        Heard heard = new Heard(
                spot.event("view-" + view.getId()),
                spot.venue(),
                new Person(user, lang),
                clock.instant(),
                true,
                new Act.Submitted(view.getCallbackId(), values));
        if (took(heard, null) || values.isEmpty()) {
            return Response.ok();
        }
        // The form stays, with all that was written into it.
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        errors.put("response_action", "errors");
        errors.putObject("errors").put(values.keySet().iterator().next(), Notice.FAILED.line(lang));
        return json(errors.toString());
    }

    /** Tells the core, and waits until it has taken it; what happens then is the core's business. */
    private boolean took(Heard heard, @Nullable Trail trail) {
        Duration left = Arrival.left();
        if (!(heard.act() instanceof Act.Wrote) || trail != null) {
            if (left.isZero()) {
                // Whoever did it is about to read that it failed: so it must not be done any more.
                LOG.warn("slack: what somebody did waited too long for its turn");
                return false;
            }
        } else if (left.compareTo(TAKEN_LATE) < 0) {
            left = TAKEN_LATE;
        }
        try {
            platform.heard(heard.id(), trail);
            listening().take(heard).taken().get(left.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warn("slack: an event was not taken", e);
        }
        return false;
    }

    private Listener listening() throws TimeoutException {
        Listener to = listener.getNow(null);
        if (to == null) {
            throw new TimeoutException("nobody listens yet");
        }
        return to;
    }

    private void failed(Trail trail, @Nullable Lang lang) {
        later(() -> platform.respond(trail, Notice.FAILED.in(lang), false));
    }

    /** Something that Slack is told besides the acknowledgement. */
    private interface Errand {
        void run() throws IOException;
    }

    private void later(Errand errand) {
        try {
            executor.execute(() -> {
                try {
                    errand.run();
                } catch (IOException | RuntimeException e) {
                    LOG.info("slack: an answer did not arrive: {}", e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.info("slack: closing; an answer is not sent");
        }
    }

    private static Response json(String body) {
        return Response.builder()
                .statusCode(200)
                .contentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8)
                .body(body)
                .build();
    }

    private Instant at(String ts) {
        if (!TS.matcher(ts).matches()) {
            return clock.instant();
        }
        BigDecimal seconds = new BigDecimal(ts);
        return Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
}
