package dev.cf5xx.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.slack.api.Slack;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.webhook.WebhookResponse;
import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the bot speaks on Slack. A message carries the core's nonce in its metadata, where it is looked for when nobody knows
 * whether it arrived.
 */
public final class SlackPlatform implements Platform {
    /** The name in {@link Venue#platform}. */
    static final String NAME = "slack";

    /** The kind of metadata that a message carries. */
    private static final String METADATA = "cf5xx_message";

    /** Pages of a thread or channel that are read to find a message. */
    private static final int MOST_PAGES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SlackPlatform.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Slack slack;
    private final Api api;
    private final Tongues tongues;

    /** How what happened lately can still be answered, by the event's id. */
    private final Cache<String, Trail> trails = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(SlackLimits.RESPONSE_URL)
            .build();

    /** Events heard in this process: what follows from them was not posted in an earlier one. */
    private final Cache<String, Boolean> heard = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofHours(6))
            .build();

    /** Nonces that somebody tried to post. */
    private final Cache<String, Boolean> tried = Caffeine.newBuilder()
            .maximumSize(50_000)
            .expireAfterWrite(Duration.ofHours(6))
            .build();

    /** Places as they are written: what is going on asks for the same ones again and again. */
    private final LoadingCache<String, Optional<Spot>> spots =
            Caffeine.newBuilder().maximumSize(10_000).build(Spot::read);

    /** What file was put behind a message. */
    private final Cache<String, String> attached = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    SlackPlatform(Slack slack, Api api, Tongues tongues) {
        this.slack = slack;
        this.api = api;
        this.tongues = tongues;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Plain: brackets and entities are taken out of what is heard before the core is told. */
    @Override
    public Dialect dialect() {
        return Dialect.PLAIN;
    }

    @Override
    public String workspace(Venue venue) {
        return spots.get(venue.thread()).map(Spot::team).orElse(NAME);
    }

    @Override
    public Place place(Venue venue) {
        return spots.get(venue.thread()).map(Spot::place).orElse(Place.THREAD);
    }

    @Override
    public String channel(Venue venue) {
        return spots.get(venue.thread())
                .map(spot -> spot.team() + "/" + spot.channel())
                .orElse(venue.thread());
    }

    private Spot spot(Venue venue) throws HinderedException {
        return spots.get(venue.thread())
                .orElseThrow(() -> new HinderedException(Hindrance.REFUSED, "no place: " + venue.thread()));
    }

    /** An event that is told to the core. */
    void heard(String event, @Nullable Trail trail) {
        heard.put(event, true);
        if (trail != null) {
            trails.put(event, trail);
        }
    }

    @Override
    public String post(Venue venue, String nonce, Reply reply) throws IOException {
        Spot spot = spot(venue);
        try {
            return say(spot.channel(), spot.thread(), nonce, reply);
        } catch (IOException e) {
            throw Api.failure(e);
        }
    }

    @Override
    public Begun begin(Venue aside, String event, String nonce, Reply root) throws IOException {
        Spot spot = spot(aside);
        try {
            String ts = say(spot.channel(), spot.thread(), nonce, root);
            String thread = spot.isDirect() || spot.thread() != null ? spot.thread() : ts;
            return new Begun(new Spot(spot.team(), spot.channel(), thread, null).venue(), ts);
        } catch (IOException e) {
            String user = spot.user();
            if (spot.isDirect() && user != null && Api.failure(e) instanceof HinderedException) {
                // Somebody typed the command in a conversation that the bot has no part in.
                return beginInDirect(spot, user, nonce, root);
            }
            throw Api.failure(e);
        }
    }

    private Begun beginInDirect(Spot spot, String user, String nonce, Reply root) throws IOException {
        try {
            String channel = direct(user);
            String ts = say(channel, null, nonce, root);
            return new Begun(new Spot(spot.team(), channel, null, null).venue(), ts);
        } catch (IOException e) {
            throw Api.failure(e);
        }
    }

    private String say(String channel, @Nullable String thread, String nonce, Reply reply) throws IOException {
        SlackMessage message = SlackRenderer.message(reply);
        return api.inOrder(channel, turn -> {
            String ts = isNew(nonce) ? null : find(channel, thread, nonce).orElse(null);
            tried.put(nonce, true);
            SlackMessage sent = message;
            if (ts == null) {
                try {
                    ts = send(turn, channel, thread, nonce, message);
                } catch (Api.RefusedException e) {
                    if (!e.error().equals("msg_blocks_too_long")) {
                        throw e;
                    }
                    sent = smaller(reply, SlackRenderer.Rest.BEHIND);
                    ts = send(turn, channel, thread, nonce, sent);
                }
            }
            attach(turn, channel, thread == null && !channel.startsWith("D") ? ts : thread, ts, sent);
            return ts;
        });
    }

    /** Where Slack counts otherwise than was found out. */
    private static SlackMessage smaller(Reply reply, SlackRenderer.Rest rest) {
        return SlackRenderer.render(reply, SlackLimits.MESSAGE / 2, rest);
    }

    private String send(Api.Turn turn, String channel, @Nullable String thread, String nonce, SlackMessage message)
            throws IOException {
        try {
            return sendOnce(turn, channel, thread, nonce, message);
        } catch (Api.RefusedException e) {
            throw e;
        } catch (IOException e) {
            // It may have arrived. If it has not, it is tried once more; after that it is the core's turn to try again.
            Optional<String> arrived = find(channel, thread, nonce);
            if (arrived.isPresent()) {
                return arrived.get();
            }
            return sendOnce(turn, channel, thread, nonce, message);
        }
    }

    private static String sendOnce(
            Api.Turn turn, String channel, @Nullable String thread, String nonce, SlackMessage message)
            throws IOException {
        ChatPostMessageResponse posted = turn.post(client -> client.chatPostMessage(request -> request.channel(channel)
                .threadTs(thread)
                .text(message.text())
                .blocksAsString(message.blocks().toString())
                .unfurlLinks(false)
                .unfurlMedia(false)
                .linkNames(false)
                .metadata(Message.Metadata.builder()
                        .eventType(METADATA)
                        .eventPayload(Map.of("nonce", nonce))
                        .build())));
        return Objects.requireNonNull(posted.getTs(), "a message without a ts");
    }

    /**
     * Whether a message cannot have been posted before: nobody in this process has tried, and what it follows from happened in
     * this process. A nonce begins with the id of the event.
     */
    private boolean isNew(String nonce) {
        if (tried.getIfPresent(nonce) != null) {
            return false;
        }
        for (int i = 1; i < nonce.length(); i++) {
            if (!Character.isLetterOrDigit(nonce.charAt(i)) && heard.getIfPresent(nonce.substring(0, i)) != null) {
                return true;
            }
        }
        return heard.getIfPresent(nonce) != null;
    }

    /** The message with this nonce, among the latest of a channel or all of a thread. */
    private Optional<String> find(String channel, @Nullable String thread, String nonce) throws IOException {
        try {
            if (thread == null) {
                return among(
                        api.ask(client -> client.conversationsHistory(request -> request.channel(channel)
                                        .limit(SlackLimits.PAGE)
                                        .includeAllMetadata(true)))
                                .getMessages(),
                        nonce);
            }
            String cursor = null;
            for (int page = 0; page < MOST_PAGES; page++) {
                String from = cursor;
                ConversationsRepliesResponse replies =
                        api.ask(client -> client.conversationsReplies(request -> request.channel(channel)
                                .ts(thread)
                                .cursor(from)
                                .limit(SlackLimits.PAGE)
                                .includeAllMetadata(true)));
                Optional<String> found = among(replies.getMessages(), nonce);
                ResponseMetadata next = replies.getResponseMetadata();
                cursor = next == null ? null : next.getNextCursor();
                if (found.isPresent() || cursor == null || cursor.isEmpty()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (Api.RefusedException e) {
            // Who may not read here cannot know; saying it twice is better than not at all.
            LOG.warn("slack: cannot look for a message in {}: {}", channel, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> among(@Nullable List<Message> messages, String nonce) {
        return (messages == null ? List.<Message>of() : messages)
                .stream()
                        .filter(message -> message.getMetadata() != null
                                && METADATA.equals(message.getMetadata().getEventType())
                                && message.getMetadata().getEventPayload() != null
                                && nonce.equals(
                                        message.getMetadata().getEventPayload().get("nonce")))
                        .map(Message::getTs)
                        .findFirst();
    }

    /** Puts the file behind a message that is not all, once for each content. */
    private void attach(Api.Turn turn, String channel, @Nullable String thread, String message, SlackMessage sent)
            throws IOException {
        String file = sent.file();
        if (file == null) {
            return;
        }
        String name = "cf5xx-" + digest(message + file) + ".md";
        if (name.equals(attached.getIfPresent(channel + "/" + message))) {
            return;
        }
        upload(turn, channel, thread, name, file);
        attached.put(channel + "/" + message, name);
    }

    private static void upload(Api.Turn turn, String channel, @Nullable String thread, String name, String file)
            throws IOException {
        var unused = turn.post(client -> client.filesUploadV2(request -> request.channel(channel)
                .threadTs(thread)
                .filename(name)
                .title(name)
                .fileData(file.getBytes(StandardCharsets.UTF_8))));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void edit(Venue venue, String message, Reply reply) throws IOException {
        Spot spot = spot(venue);
        try {
            api.inOrder(spot.channel(), turn -> {
                SlackMessage sent = SlackRenderer.message(reply);
                try {
                    update(turn, spot.channel(), message, sent);
                } catch (Api.RefusedException e) {
                    if (!e.error().equals("msg_blocks_too_long")) {
                        throw e;
                    }
                    sent = smaller(reply, SlackRenderer.Rest.BEHIND);
                    update(turn, spot.channel(), message, sent);
                }
                attach(
                        turn,
                        spot.channel(),
                        spot.thread() == null && !spot.isDirect() ? message : spot.thread(),
                        message,
                        sent);
                return message;
            });
        } catch (IOException e) {
            throw Api.failure(e);
        }
    }

    private static void update(Api.Turn turn, String channel, String ts, SlackMessage message) throws IOException {
        var unused = turn.edit(client -> client.chatUpdate(request -> request.channel(channel)
                .ts(ts)
                .text(message.text())
                .blocksAsString(message.blocks().toString())
                .linkNames(false)));
    }

    @Override
    public void progress(Venue venue, String message, Reply reply) throws IOException {
        Spot spot = spot(venue);
        SlackMessage shown = SlackRenderer.message(reply);
        var unused = api.editIfIdle(
                spot.channel(),
                client -> client.chatUpdate(request -> request.channel(spot.channel())
                        .ts(message)
                        .text(shown.text())
                        .blocksAsString(shown.blocks().toString())
                        .linkNames(false)));
    }

    @Override
    public void open(Venue venue, String event, Form form) throws IOException {
        Spot spot = spot(venue);
        Trail trail = trails.getIfPresent(event);
        if (trail == null) {
            return;
        }
        String trigger = trail.trigger();
        if (trigger != null) {
            try {
                String view = view(form, spot).toString();
                var unused = api.ask(client ->
                        client.viewsOpen(request -> request.triggerId(trigger).viewAsString(view)));
                return;
            } catch (Api.RefusedException e) {
                if (!e.error().contains("trigger")) {
                    throw Api.failure(e);
                }
                LOG.info("slack: a form was too late: {}", e.error());
            }
        }
        Lang lang = tongues.of(trail.user());
        tell(venue, new Person(trail.user(), lang), event, Notice.FORM_LATE.in(lang));
    }

    /** A form as a view that remembers where it was opened. */
    static ObjectNode view(Form form, Spot spot) {
        ObjectNode view = JSON.objectNode().put("type", "modal");
        view.put("callback_id", Mrkdwn.head(form.id(), SlackLimits.ID));
        view.put("private_metadata", Mrkdwn.head(spot.text(), SlackLimits.PRIVATE_METADATA));
        view.put("notify_on_close", true);
        plain(view, "title", form.title(), SlackLimits.VIEW_TITLE);
        plain(view, "submit", form.submit(), SlackLimits.VIEW_TITLE);
        Lang lang = (form.title() + form.submit())
                        .codePoints()
                        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                ? Lang.ZH
                : Lang.EN;
        plain(view, "close", Notice.CANCEL.text(lang), SlackLimits.VIEW_TITLE);
        ArrayNode blocks = view.putArray("blocks");
        for (Form.Field field : form.fields()) {
            ObjectNode block = blocks.addObject().put("type", "input");
            block.put("block_id", Mrkdwn.head(field.id(), SlackLimits.ID)).put("optional", true);
            plain(block, "label", field.label(), SlackLimits.FIELD_LABEL);
            ObjectNode element =
                    block.putObject("element").put("type", "plain_text_input").put("action_id", "value");
            if (!field.hint().isBlank()) {
                plain(element, "placeholder", field.hint(), SlackLimits.FIELD_HINT);
            }
        }
        return view;
    }

    private static void plain(ObjectNode to, String key, String text, int most) {
        to.putObject(key)
                .put("type", "plain_text")
                .put("text", Mrkdwn.head(Mrkdwn.clean(text), most))
                .put("emoji", false);
    }

    @Override
    public void tell(Venue venue, Person person, String event, Reply reply) throws IOException {
        Spot spot = spot(venue);
        Trail trail = trails.getIfPresent(event);
        try {
            if (trail != null && trail.user().equals(person.id()) && respond(trail, reply, false)) {
                return;
            }
            if (!spot.isDirect()) {
                try {
                    whisper(spot, person.id(), reply);
                    return;
                } catch (Api.RefusedException e) {
                    if (!(Api.failure(e) instanceof HinderedException hindered)
                            || hindered.hindrance() == Hindrance.REFUSED) {
                        throw e;
                    }
                }
            }
            send(direct(person.id()), reply);
        } catch (IOException e) {
            throw Api.failure(e);
        }
    }

    private void whisper(Spot spot, String user, Reply reply) throws IOException {
        SlackMessage message = SlackRenderer.render(reply, SlackLimits.MESSAGE, SlackRenderer.Rest.DIRECT);
        api.inOrder(spot.channel(), turn -> {
            var unused = turn.post(client -> client.chatPostEphemeral(request -> request.channel(spot.channel())
                    .user(user)
                    .threadTs(spot.thread())
                    .text(message.text())
                    .blocksAsString(message.blocks().toString())
                    .linkNames(false)));
            return message;
        });
        sendFile(user, message);
    }

    /** Says something in direct messages. */
    private void send(String channel, Reply reply) throws IOException {
        SlackMessage message = SlackRenderer.message(reply);
        api.inOrder(channel, turn -> {
            String ts = turn.post(client -> client.chatPostMessage(request -> request.channel(channel)
                            .text(message.text())
                            .blocksAsString(message.blocks().toString())
                            .unfurlLinks(false)
                            .unfurlMedia(false)
                            .linkNames(false)))
                    .getTs();
            attach(turn, channel, null, ts, message);
            return ts;
        });
    }

    private void sendFile(String user, SlackMessage message) throws IOException {
        String file = message.file();
        if (file != null) {
            String channel = direct(user);
            api.inOrder(channel, turn -> {
                upload(turn, channel, null, "cf5xx-" + digest(file) + ".md", file);
                return file;
            });
        }
    }

    private String direct(String user) throws IOException {
        return api.ask(client -> client.conversationsOpen(request -> request.users(List.of(user))))
                .getChannel()
                .getId();
    }

    /** Answers whoever did something beside a channel, by whatever way is left. */
    void answer(Heard heard, Trail trail, Reply reply, boolean replace) throws IOException {
        if (!respond(trail, reply, replace)) {
            tell(heard.venue(), heard.who(), heard.id(), reply);
        }
    }

    /**
     * Answers whoever did something, and nobody else.
     *
     * @param replace whether in the place of the message that a button was on
     * @return whether that was possible
     */
    boolean respond(Trail trail, Reply reply, boolean replace) throws IOException {
        SlackMessage message = SlackRenderer.render(reply, SlackLimits.RESPONSE, SlackRenderer.Rest.DIRECT);
        if (!respond(trail, message, replace)) {
            // What such an address takes at most is not documented.
            message = smaller(reply, SlackRenderer.Rest.DIRECT);
            if (!respond(trail, message, replace)) {
                return false;
            }
        }
        sendFile(trail.user(), message);
        return true;
    }

    private boolean respond(Trail trail, SlackMessage message, boolean replace) throws IOException {
        String url = trail.use();
        if (url == null) {
            return false;
        }
        ObjectNode json = message.response();
        json.put("replace_original", replace);
        if (!replace && trail.thread() != null) {
            json.put("thread_ts", trail.thread());
        }
        WebhookResponse response = slack.send(url, json.toString());
        if (response.getCode() != 200) {
            LOG.info("slack: an answer was not taken: {} {}", response.getCode(), response.getBody());
        }
        return response.getCode() == 200;
    }

    @Override
    public void mark(Venue venue, String event) throws IOException {
        Spot.Posted message = Spot.message(event).orElse(null);
        if (message == null) {
            return;
        }
        try {
            var unused = api.ask(client -> client.reactionsAdd(request ->
                    request.channel(message.channel()).timestamp(message.ts()).name("eyes")));
        } catch (Api.RefusedException e) {
            if (!e.error().equals("already_reacted")) {
                throw Api.failure(e);
            }
        }
    }

    /** Shows the app's Home to somebody. */
    void home(String user, Reply reply) throws IOException {
        ObjectNode view = JSON.objectNode().put("type", "home");
        view.set("blocks", SlackRenderer.message(reply).blocks());
        var unused = api.ask(
                client -> client.viewsPublish(request -> request.userId(user).viewAsString(view.toString())));
    }
}
