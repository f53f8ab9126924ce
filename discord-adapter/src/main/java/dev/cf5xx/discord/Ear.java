package dev.cf5xx.discord;

import dev.cf5xx.bot.chat.Act;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Attachment;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Hearing;
import dev.cf5xx.bot.chat.Listener;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Suggestion;
import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.entities.MessageType;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens on Discord and tells the core. Events come on the thread that reads the socket and are put aside at once;
 * those of one channel are then told in their order.
 */
final class Ear extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);

    /**
     * An interaction that nobody has answered by then is acknowledged. Earlier, and a form could not be opened; later, and
     * Discord might give it up after {@link DiscordLimits#FIRST_RESPONSE}.
     */
    private static final Duration SETTLE = Duration.ofMillis(1200);

    /** Characters that are taken from one message; Discord's own limit for people is 4000. */
    private static final int LONGEST = 16_000;

    private final Listener listener;
    private final DiscordPlatform platform;
    private final Interactions interactions;
    private final Lanes lanes;
    private final ScheduledExecutorService timer;
    private final boolean readsMessages;

    /** Whom was told which permission is missing, and where: once is enough. */
    private final Recent<Boolean> told = new Recent<>();

    Ear(
            Listener listener,
            DiscordPlatform platform,
            Interactions interactions,
            Lanes lanes,
            ScheduledExecutorService timer,
            boolean readsMessages) {
        this.listener = listener;
        this.platform = platform;
        this.interactions = interactions;
        this.lanes = lanes;
        this.timer = timer;
        this.readsMessages = readsMessages;
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        lanes.run(event.getChannel().getId(), () -> heard(event.getMessage()));
    }

    private void heard(Message message) {
        User author = message.getAuthor();
        User self = message.getJDA().getSelfUser();
        // What Discord itself writes, of joins, pins and threads, has types of its own.
        boolean said = message.getType() == MessageType.DEFAULT || message.getType() == MessageType.INLINE_REPLY;
        if (!said || author.equals(self)) {
            return;
        }
        Channel channel = message.getChannel();
        boolean direct = !message.isFromGuild();
        boolean mentioned = mentions(message, self);
        boolean addressed = direct || mentioned;
        String text = text(message, self);
        // Without the intent Discord leaves out what is not for the bot, and there is nothing to read.
        boolean nothing = text.isBlank() && message.getAttachments().isEmpty() && !addressed;
        if (nothing || (!addressed && !readsMessages)) {
            return;
        }
        Person who = new Person(author.getId(), null, author.isBot() || message.isWebhookMessage());
        Spot spot = spot(message, channel, addressed, who);
        Heard heard = new Heard(
                message.getId(),
                spot.venue(),
                who,
                message.getTimeCreated().toInstant(),
                addressed,
                new Act.Wrote(
                        text,
                        message.getAttachments().stream()
                                .map(file -> new Attachment(file.getId(), file.getFileName(), file.getSize()))
                                .toList()));
        var unused = listener.take(heard).taken().whenComplete((taken, e) -> {
            if (e != null) {
                LOG.warn("discord: a message was not taken", e);
                if (addressed && !who.bot()) {
                    tell(spot, who, message.getId(), Notice.FAILED);
                }
            }
        });
    }

    private static boolean mentions(Message message, User self) {
        Message replied = message.getReferencedMessage();
        if (message.getMentions().getUsers().contains(self)
                || (message.getType() == MessageType.INLINE_REPLY
                        && replied != null
                        && replied.getAuthor().equals(self))) {
            return true;
        }
        // The role that Discord makes for a bot has the bot's name: it is what people pick by mistake.
        Role own = message.isFromGuild() ? message.getGuild().getBotRole() : null;
        return own != null && message.getMentions().getRoles().contains(own);
    }

    private static String text(Message message, User self) {
        String content = message.getContentRaw();
        Role own = message.isFromGuild() ? message.getGuild().getBotRole() : null;
        String text = content.replace("<@" + self.getId() + ">", " ").replace("<@!" + self.getId() + ">", " ");
        if (own != null) {
            text = text.replace("<@&" + own.getId() + ">", " ");
        }
        return DiscordRenderer.head(text.strip(), LONGEST);
    }

    /** Where a message is answered. */
    private Spot spot(Message message, Channel channel, boolean addressed, Person who) {
        if (!message.isFromGuild()) {
            return Spot.direct(channel.getId());
        }
        String guild = message.getGuild().getId();
        if (channel instanceof ThreadChannel thread) {
            return Spot.in(guild, thread.getParentChannel().getId()).thread(thread.getId());
        }
        Spot spot = Spot.in(guild, channel.getId());
        Message replied = message.getReferencedMessage();
        if (replied != null && message.getJDA().getThreadChannelById(replied.getId()) != null) {
            return spot.thread(replied.getId());
        }
        if (!(channel instanceof IThreadContainer container)) {
            platform.heardIn(spot, message.getId());
            return spot;
        }
        Permission missing = missingForThread(container);
        if (missing == null) {
            platform.heardFresh(message.getId());
            return spot.thread(message.getId());
        }
        platform.heardIn(spot, message.getId());
        if (addressed && !who.bot() && told.add(spot.text() + "@" + who.id() + missing, true)) {
            tell(spot, who, message.getId(), Notice.NO_THREADS, Calls.name(missing));
        }
        return spot;
    }

    private static @Nullable Permission missingForThread(GuildChannel channel) {
        return Stream.of(
                        Permission.CREATE_PUBLIC_THREADS,
                        Permission.MESSAGE_SEND_IN_THREADS,
                        Permission.MESSAGE_HISTORY)
                .filter(permission -> !channel.getGuild().getSelfMember().hasPermission(channel, permission))
                .findFirst()
                .orElse(null);
    }

    private void tell(Spot spot, Person who, String event, Notice notice, String... values) {
        // In a lane of its own: it may wait for Discord, and nobody is to wait for it.
        lanes.run("tell " + who.id(), () -> {
            try {
                platform.tell(spot.venue(), who, event, notice.in(who.lang(), values));
            } catch (IOException e) {
                LOG.info("discord: somebody could not be told: {}", e.getMessage());
            }
        });
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        String query = event.getOption(CommandList.QUERY, "", OptionMapping::getAsString);
        asked(event, false, true, new Act.Wrote(query.strip()));
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        asked(event, true, event.getMessage().isEphemeral(), new Act.Pressed(event.getComponentId()));
    }

    @Override
    public void onModalInteraction(ModalInteractionEvent event) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ModalMapping field : event.getValues()) {
            if (field.getType() == net.dv8tion.jda.api.components.Component.Type.TEXT_INPUT) {
                values.put(field.getCustomId(), field.getAsString());
            }
        }
        Message message = event.getMessage();
        asked(
                event,
                message != null,
                message != null && message.isEphemeral(),
                new Act.Submitted(event.getModalId(), Map.copyOf(values)));
    }

    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        Message target = event.getTarget();
        Opened opened = new Opened(event, false, lang(event));
        Spot at = spot(event);
        boolean direct = at.isDirect();
        if (!interactions.keep(event.getId(), opened, direct ? at : null)) {
            return;
        }
        Spot spot;
        if (direct || at.thread() != null || !(event.getChannel() instanceof IThreadContainer container)) {
            spot = at;
        } else if (missingForThread(container) == null) {
            spot = at.thread(target.getId());
            platform.heardFresh(target.getId());
        } else {
            spot = at;
            platform.heardIn(at, target.getId());
        }
        Heard heard = new Heard(
                event.getId(), spot.venue(), person(event), at(event), true, new Act.Pointed(everything(target)));
        inTime(opened);
        inLane(
                spot,
                opened,
                () -> guarded(opened, () -> {
                    // In direct messages, and where no thread can be, the answer stands in sight.
                    boolean elsewhere = spot.thread() != null && at.thread() == null;
                    take(opened, heard, elsewhere ? Notice.IN_THREAD : null);
                }));
    }

    /** The words of a message and of what it shows. */
    private static String everything(Message message) {
        Stream<String> shown = message.getEmbeds().stream().flatMap(Ear::words);
        Stream<String> passedOn = message.getMessageSnapshots().stream().map(snapshot -> snapshot.getContentRaw());
        String text = Stream.concat(Stream.of(message.getContentRaw()), Stream.concat(passedOn, shown))
                .filter(Objects::nonNull)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        return DiscordRenderer.head(text, LONGEST);
    }

    private static Stream<String> words(MessageEmbed embed) {
        return Stream.concat(
                Stream.of(embed.getTitle(), embed.getUrl(), embed.getDescription())
                        .filter(Objects::nonNull),
                embed.getFields().stream().map(field -> field.getName() + "\n" + field.getValue()));
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        lanes.run("suggest " + event.getUser().getId(), () -> {
            List<Command.Choice> choices = suggestions(event).stream()
                    .filter(suggestion -> !suggestion.query().isBlank()
                            && !suggestion.label().isBlank()
                            && suggestion.query().length() <= DiscordLimits.CHOICE_VALUE)
                    .limit(DiscordLimits.CHOICES)
                    .map(suggestion -> new Command.Choice(
                            DiscordRenderer.head(Markup.clean(suggestion.label()), DiscordLimits.CHOICE_NAME),
                            suggestion.query()))
                    .toList();
            logged(event.replyChoices(choices).submit());
        });
    }

    private List<Suggestion> suggestions(CommandAutoCompleteInteractionEvent event) {
        try {
            return listener.suggest(event.getFocusedOption().getValue(), lang(event));
        } catch (RuntimeException e) {
            LOG.warn("discord: no suggestions", e);
            return List.of();
        }
    }

    /**
     * Somebody did something that Discord wants an answer to.
     *
     * @param fromMessage whether with a message of ours
     * @param aside whether only that person sees it
     */
    private void asked(IReplyCallback event, boolean fromMessage, boolean aside, Act act) {
        Spot at = spot(event);
        boolean beside = aside && !at.isDirect();
        Spot spot = beside ? at.beside(event.getUser().getId()) : at;
        Opened opened = new Opened(event, fromMessage, lang(event));
        if (!interactions.keep(event.getId(), opened, at.isDirect() && !fromMessage ? at : null)) {
            return;
        }
        Heard heard = new Heard(event.getId(), spot.venue(), person(event), at(event), true, act);
        inTime(opened);
        inLane(
                spot,
                opened,
                () -> guarded(opened, () -> {
                    if (beside && listener.aside(heard) instanceof Aside.Answer answer) {
                        logged(fromMessage ? opened.replace(answer.reply()) : opened.whisper(answer.reply()));
                    } else {
                        take(opened, heard, null);
                    }
                }));
    }

    /**
     * Has the core take it.
     *
     * @param taken what is said when it is durable; null where the core's own answer says enough
     */
    private void take(Opened opened, Heard heard, @Nullable Notice taken) {
        Hearing hearing = listener.take(heard);
        CompletableFuture<?> told = hearing.taken().handle((durable, e) -> {
            if (e != null) {
                LOG.warn("discord: an interaction was not taken", e);
                logged(opened.whisper(Notice.FAILED.in(opened.lang())));
            } else if (taken != null) {
                logged(opened.whisper(taken.in(opened.lang())));
            }
            return null;
        });
        // Whoever still waits when all is done waits in vain.
        var unused = told.thenCompose(any -> hearing.done()).whenComplete((all, e) -> logged(opened.end()));
    }

    /** In the order of its channel; where too much waits there, whoever did it is told. */
    private void inLane(Spot spot, Opened opened, Runnable work) {
        if (!lanes.run(spot.messages(), work)) {
            logged(opened.whisper(Notice.FAILED.in(opened.lang())));
        }
    }

    /** Whatever goes wrong, whoever did it is told. */
    private void guarded(Opened opened, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("discord: an interaction could not be worked on", e);
            logged(opened.whisper(Notice.FAILED.in(opened.lang())));
        }
    }

    private void inTime(Opened opened) {
        try {
            var unused = timer.schedule(() -> logged(opened.settle()), SETTLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("discord: closing");
        }
    }

    private static void logged(CompletableFuture<?> answer) {
        var unused = answer.whenComplete((done, e) -> {
            if (e != null) {
                LOG.info("discord: an answer did not arrive: {}", e.getMessage());
            }
        });
    }

    /** Where an interaction happened. */
    private static Spot spot(Interaction event) {
        Channel channel = Objects.requireNonNull(event.getChannel(), "an interaction without a channel");
        if (event.getGuild() == null) {
            return Spot.direct(channel.getId());
        }
        String guild = event.getGuild().getId();
        return channel instanceof ThreadChannel thread
                ? Spot.in(guild, thread.getParentChannel().getId()).thread(thread.getId())
                : Spot.in(guild, channel.getId());
    }

    private static Person person(Interaction event) {
        String locale = event.getUserLocale().getLocale();
        return new Person(
                event.getUser().getId(),
                Lang.of(locale).orElse(null),
                event.getUser().isBot());
    }

    private static Lang lang(Interaction event) {
        return Lang.of(event.getUserLocale().getLocale()).orElse(Lang.EN);
    }

    /** The platform's clock is in the id. */
    private static Instant at(Interaction event) {
        OffsetDateTime created = event.getTimeCreated();
        return created.toInstant();
    }
}
