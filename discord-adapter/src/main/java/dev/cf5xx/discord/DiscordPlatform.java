package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Begun;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Dialect;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.HinderedException;
import dev.cf5xx.bot.chat.Hindrance;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Place;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Span;
import dev.cf5xx.bot.chat.Venue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.PrivateChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.requests.restaction.MessageCreateAction;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.JDAImpl;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Discord, as the bot speaks there. Calls wait for Discord, which under its limits may take a while; JDA keeps the order in
 * which a channel is written to, and repeats what a limit held back.
 */
public final class DiscordPlatform implements Platform {
    /** The name in {@link Venue#platform}. */
    public static final String NAME = "discord";

    /** What the bot is invited with: each is needed for something it does, and nothing more is asked for. */
    static final Set<Permission> PERMISSIONS = Collections.unmodifiableSet(EnumSet.of(
            Permission.VIEW_CHANNEL,
            Permission.MESSAGE_SEND,
            Permission.CREATE_PUBLIC_THREADS,
            Permission.MESSAGE_SEND_IN_THREADS,
            Permission.MESSAGE_HISTORY,
            Permission.MESSAGE_ATTACH_FILES,
            Permission.MESSAGE_ADD_REACTION));

    private static final Emoji LOOKED = Emoji.fromUnicode("U+1F440");

    /** A later step replaces one that would have to wait longer. */
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    private static final List<Permission> FOR_MESSAGE =
            List.of(Permission.VIEW_CHANNEL, Permission.MESSAGE_SEND, Permission.MESSAGE_ATTACH_FILES);
    private static final List<Permission> FOR_MESSAGE_IN_THREAD =
            List.of(Permission.VIEW_CHANNEL, Permission.MESSAGE_SEND_IN_THREADS, Permission.MESSAGE_ATTACH_FILES);
    private static final List<Permission> FOR_THREAD =
            List.of(Permission.VIEW_CHANNEL, Permission.CREATE_PUBLIC_THREADS, Permission.MESSAGE_HISTORY);
    private static final List<Permission> FOR_REACTION =
            List.of(Permission.VIEW_CHANNEL, Permission.MESSAGE_HISTORY, Permission.MESSAGE_ADD_REACTION);

    private final Interactions interactions;

    /** Messages that were heard in a channel and have no thread yet. */
    private final Recent<Boolean> fresh = new Recent<>();

    /** The message that is answered next, by the channel it stands in, where no thread can be. */
    private final Recent<String> latest = new Recent<>();

    private volatile @Nullable JDA jda;

    DiscordPlatform(Interactions interactions) {
        this.interactions = interactions;
    }

    void connected(JDA connection) {
        this.jda = connection;
    }

    /** A message stands in a channel, and a thread can begin with it. */
    void heardFresh(String message) {
        fresh.put(message, true);
    }

    /** A message stands where no thread can be. */
    void heardIn(Spot spot, String message) {
        latest.put(spot.text(), message);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Dialect dialect() {
        return Dialect.DISCORD;
    }

    @Override
    public String workspace(Venue venue) {
        return Spot.read(venue.thread())
                .map(spot -> NAME + "/" + (spot.isDirect() ? spot.guild() + "/" + spot.channel() : spot.guild()))
                .orElse(NAME);
    }

    @Override
    public Place place(Venue venue) {
        return Spot.read(venue.thread()).map(Spot::place).orElse(Place.THREAD);
    }

    @Override
    public String channel(Venue venue) {
        return Spot.read(venue.thread())
                .map(spot -> spot.guild() + "/" + spot.channel())
                .orElse(venue.thread());
    }

    @Override
    public String post(Venue venue, String nonce, Reply reply) throws IOException {
        Spot spot = spot(venue);
        if (spot.user() != null) {
            throw new HinderedException(Hindrance.REFUSED, "a message beside a channel");
        }
        Opened owed = spot.isDirect() ? interactions.owed(spot) : null;
        Message answer = owed == null ? null : answer(owed, reply);
        return answer != null ? answer.getId() : send(spot, nonce, reply).getId();
    }

    @Override
    public void edit(Venue venue, String message, Reply reply) throws IOException {
        edit(venue, message, reply, Calls.PATIENCE);
    }

    @Override
    public void progress(Venue venue, String message, Reply reply) throws IOException {
        edit(venue, message, reply, PROGRESS);
    }

    private void edit(Venue venue, String message, Reply reply, Duration patience) throws IOException {
        Spot spot = spot(venue);
        // The interaction lets the bot edit its answer also where it may not look into the channel.
        Opened opened = interactions.answeredWith(message);
        try {
            if (opened != null) {
                Calls.get(patience, opened.edit(message, reply));
                return;
            }
        } catch (IOException e) {
            if (!Calls.isLate(e)) {
                throw Calls.failure(e, null, List.of());
            }
        }
        MessageChannel channel = holding(spot, message);
        // JDA asks for no permission here: one's own message can be edited where it can be seen.
        Calls.get(
                patience,
                channel,
                List.of(Permission.VIEW_CHANNEL, Permission.MESSAGE_ATTACH_FILES),
                () -> channel.editMessageById(message, DiscordRenderer.edit(reply)));
    }

    @Override
    public void open(Venue venue, String event, Form form) throws IOException {
        Opened opened = interactions.of(event);
        if (opened == null) {
            throw new IOException("nobody waits for a form any more");
        }
        CompletableFuture<?> shown = opened.open(modal(form));
        try {
            if (shown != null) {
                Calls.get(DiscordLimits.FIRST_RESPONSE, shown);
                return;
            }
        } catch (IOException e) {
            if (!Calls.isLate(e)) {
                throw Calls.failure(e, null, List.of());
            }
        }
        tell(venue, new Person(opened.user(), opened.lang()), event, Notice.FORM_LATE.in(opened.lang()));
    }

    private static Modal modal(Form form) {
        List<Label> fields = form.fields().stream()
                .limit(DiscordLimits.FORM_FIELDS)
                .map(field -> Label.of(
                        head(field.label(), DiscordLimits.FIELD_LABEL),
                        TextInput.create(head(field.id(), DiscordLimits.FIELD_ID), TextInputStyle.SHORT)
                                .setRequired(false)
                                .setPlaceholder(
                                        field.hint().isBlank() ? null : head(field.hint(), DiscordLimits.FIELD_HINT))
                                .build()))
                .toList();
        // The button that sends a form has the label that Discord gives it.
        return Modal.create(head(form.id(), DiscordLimits.FORM_ID), head(form.title(), DiscordLimits.FORM_TITLE))
                .addComponents(fields)
                .build();
    }

    @Override
    public Begun begin(Venue aside, String event, String nonce, Reply root) throws IOException {
        Spot spot = spot(aside).forAll();
        Opened opened = interactions.of(event);
        Message answer = opened == null ? null : answer(opened, root);
        String message = (answer != null ? answer : send(spot, nonce, root)).getId();
        if (spot.thread() != null || spot.isDirect() || !(messageChannel(spot) instanceof IThreadContainer channel)) {
            return new Begun(spot.venue(), message);
        }
        try {
            begin(channel, message, root);
            return new Begun(spot.thread(message).venue(), message);
        } catch (HinderedException e) {
            // The root is there for all to read: what follows stands below it.
            heardIn(spot, message);
            if (opened != null && e.hindrance() == Hindrance.PERMISSION) {
                tell(
                        aside,
                        new Person(opened.user(), opened.lang()),
                        event,
                        Notice.NO_THREADS.in(opened.lang(), e.what()));
            }
            return new Begun(spot.venue(), message);
        }
    }

    @Override
    public void tell(Venue venue, Person person, String event, Reply reply) throws IOException {
        Opened opened = interactions.of(event);
        try {
            if (opened != null) {
                Calls.get(Calls.PATIENCE, opened.whisper(reply));
                return;
            }
        } catch (IOException e) {
            if (!Calls.isLate(e)) {
                throw Calls.failure(e, null, List.of());
            }
        }
        if (person.bot() || !person.id().matches("\\d{1,20}")) {
            return;
        }
        try {
            PrivateChannel direct = call(null, List.of(), () -> jda().openPrivateChannelById(person.id()));
            call(direct, List.of(), () -> direct.sendMessage(DiscordRenderer.create(reply)));
        } catch (HinderedException e) {
            // Who takes no direct messages cannot be told.
            if (e.hindrance() != Hindrance.REFUSED) {
                throw e;
            }
        }
    }

    @Override
    public void mark(Venue venue, String event) throws IOException {
        MessageChannel channel = holding(spot(venue), event);
        call(channel, FOR_REACTION, () -> channel.addReactionById(event, LOOKED));
    }

    /** The interaction's answer, for all to read; null where it is too late for that. */
    private @Nullable Message answer(Opened opened, Reply reply) throws IOException {
        try {
            Message message = Calls.get(Calls.PATIENCE, opened.say(reply));
            interactions.answered(opened, message.getId());
            return message;
        } catch (IOException e) {
            if (Calls.isLate(e)) {
                return null;
            }
            throw Calls.failure(e, null, List.of());
        }
    }

    private Message send(Spot spot, String nonce, Reply reply) throws IOException {
        MessageChannel channel = spot.thread() != null ? thread(spot, reply) : messageChannel(spot);
        String answered = latest.get(spot.text());
        return call(channel, spot.thread() != null ? FOR_MESSAGE_IN_THREAD : FOR_MESSAGE, () -> {
            MessageCreateAction action =
                    channel.sendMessage(DiscordRenderer.create(reply)).setNonce(nonce(nonce));
            return answered == null
                    ? action
                    : action.setMessageReference(answered).failOnInvalidReply(false);
        });
    }

    /** What Discord knows the message by, so that sending it again sends nothing: it has a limit, the core's has none. */
    static String nonce(String nonce) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, DiscordLimits.NONCE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thread, which begins now where it does not exist yet. */
    private MessageChannel thread(Spot spot, Reply reply) throws IOException {
        String id = spot.messages();
        if (fresh.remove(id) == null) {
            ThreadChannel known = knownThread(spot);
            if (known != null) {
                return known;
            }
        }
        if (!(messageChannel(spot) instanceof IThreadContainer channel)) {
            throw new HinderedException(Hindrance.GONE, "thread");
        }
        return begin(channel, id, reply);
    }

    private ThreadChannel begin(IThreadContainer channel, String message, Reply reply) throws IOException {
        try {
            return call(channel, FOR_THREAD, () -> channel.createThreadChannel(threadName(reply), message));
        } catch (IOException e) {
            if (e.getCause() != null && Calls.is(e.getCause(), ErrorResponse.THREAD_WITH_THIS_MESSAGE_ALREADY_EXISTS)) {
                ThreadChannel known = knownThread(
                        Spot.in(channel.getGuild().getId(), channel.getId()).thread(message));
                if (known != null) {
                    return known;
                }
            }
            throw e;
        }
    }

    /** The thread, also where it was archived and JDA does not know it any more; null where there is none. */
    private @Nullable ThreadChannel knownThread(Spot spot) throws IOException {
        ThreadChannel cached = jda().getThreadChannelById(spot.messages());
        if (cached != null) {
            return cached;
        }
        Guild guild = guild(spot);
        try {
            return look(
                    spot.messages(),
                    json -> ((JDAImpl) jda())
                            .getEntityBuilder()
                            .createThreadChannel(
                                    (net.dv8tion.jda.internal.entities.GuildImpl) guild,
                                    json,
                                    guild.getIdLong(),
                                    false));
        } catch (HinderedException e) {
            if (e.hindrance() == Hindrance.GONE) {
                return null;
            }
            throw e;
        }
    }

    private interface Made<T> {
        T of(DataObject json);
    }

    /** Asks for a channel that is not among those JDA keeps; its public face has no way to. */
    private <T> T look(String channel, Made<T> made) throws IOException {
        return call(
                null,
                List.of(),
                () -> new RestActionImpl<>(
                        jda(),
                        Route.Channels.GET_CHANNEL.compile(channel),
                        (response, request) -> made.of(response.getObject())));
    }

    /** Where a message of this place is: what a thread begins with stands before it. */
    private MessageChannel holding(Spot spot, String message) throws IOException {
        if (spot.thread() == null || spot.thread().equals(message)) {
            return messageChannel(spot);
        }
        ThreadChannel thread = knownThread(spot);
        if (thread == null) {
            throw new HinderedException(Hindrance.GONE, "thread");
        }
        return thread;
    }

    /** The channel, not the thread. */
    private MessageChannel messageChannel(Spot spot) throws IOException {
        if (spot.isDirect()) {
            PrivateChannel known = jda().getPrivateChannelById(spot.channel());
            return known != null
                    ? known
                    : look(
                            spot.channel(),
                            json -> ((JDAImpl) jda()).getEntityBuilder().createPrivateChannel(json));
        }
        GuildChannel channel = guild(spot).getGuildChannelById(spot.channel());
        if (channel instanceof GuildMessageChannel messages) {
            return messages;
        }
        throw new HinderedException(Hindrance.GONE, ErrorResponse.UNKNOWN_CHANNEL.getMeaning());
    }

    private Guild guild(Spot spot) throws IOException {
        Guild guild = jda().getGuildById(spot.guild());
        if (guild == null) {
            throw new HinderedException(Hindrance.NOT_IN_CHANNEL, ErrorResponse.UNKNOWN_GUILD.getMeaning());
        }
        return guild;
    }

    private static <T> T call(
            net.dv8tion.jda.api.entities.channel.@Nullable Channel channel,
            List<Permission> needed,
            Supplier<? extends RestAction<T>> action)
            throws IOException {
        return Calls.get(Calls.PATIENCE, channel, needed, action);
    }

    private JDA jda() {
        JDA connection = jda;
        if (connection == null) {
            throw new IllegalStateException("not connected to Discord yet");
        }
        return connection;
    }

    private Spot spot(Venue venue) throws IOException {
        if (jda == null) {
            throw new IOException("not connected to Discord yet");
        }
        return Spot.read(venue.thread())
                .orElseThrow(() -> new HinderedException(Hindrance.GONE, "no place on Discord: " + venue.thread()));
    }

    /** What a reply is about, as a title. */
    static String threadName(Reply reply) {
        String name = reply.blocks().stream()
                .map(block -> block instanceof Block.Heading heading
                        ? heading.text()
                        : block instanceof Block.Paragraph paragraph ? plain(paragraph.spans()) : "")
                .map(text -> Markup.clean(text).strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("cf5xx");
        return head(name, DiscordLimits.THREAD_NAME);
    }

    private static String plain(List<Span> spans) {
        StringBuilder text = new StringBuilder();
        for (Span span : spans) {
            if (span instanceof Span.Words words) {
                text.append(words.text());
            } else if (span instanceof Span.Quoted quoted) {
                text.append(quoted.text());
            } else if (span instanceof Span.Code code) {
                text.append(code.text());
            } else if (span instanceof Span.Link link) {
                text.append(link.label());
            }
        }
        return text.toString();
    }

    private static String head(String text, int length) {
        return DiscordRenderer.head(text, length);
    }
}
