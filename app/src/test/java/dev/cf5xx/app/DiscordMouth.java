package dev.cf5xx.app;

import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.discord.DiscordAdapter;
import dev.cf5xx.discord.DiscordSettings;
import dev.cf5xx.lab.discord.Asked;
import dev.cf5xx.lab.discord.FakeDiscord;
import dev.cf5xx.lab.discord.Member;
import dev.cf5xx.lab.discord.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Discord, with or without the privileged intent to read what is not addressed to the bot. */
final class DiscordMouth extends PlatformMouth {
    private final FakeDiscord discord;
    private final DiscordAdapter adapter;
    private final boolean reading;
    private final Member ann;
    private final Member bao;
    private final String channel;

    /** The threads, by the script's names; also channels of direct messages. */
    private final Map<String, String> threads = new HashMap<>();

    /** What was said in a channel, and pointed at. */
    private final Map<String, Message> said = new HashMap<>();

    private @Nullable Asked last;

    private DiscordMouth(FakeDiscord discord, DiscordAdapter adapter, boolean reading, Path data, Sites sites) {
        super(adapter.platform(), data, sites);
        this.discord = discord;
        this.adapter = adapter;
        this.reading = reading;
        ann = discord.member("ann", "en-US");
        bao = discord.member("bao", "zh-CN");
        channel = discord.general();
    }

    static DiscordMouth open(boolean reading, Path data, Sites sites) throws IOException {
        FakeDiscord discord =
                FakeDiscord.start(FakeDiscord.Settings.USUAL.limited(false).messageContent(reading));
        DiscordMouth mouth =
                new DiscordMouth(discord, adapter(discord, reading, Clock.systemUTC()), reading, data, sites);
        try {
            mouth.adapter.connect();
            mouth.adapter.listen(mouth.recorder());
            return mouth;
        } catch (IOException | RuntimeException | Error e) {
            mouth.close();
            throw e;
        }
    }

    /** An adapter that connects with {@code discord}. */
    static DiscordAdapter adapter(FakeDiscord discord, boolean reading, Clock clock) {
        return new DiscordAdapter(
                DiscordSettings.of(FakeDiscord.TOKEN)
                        .readingMessages(reading)
                        .at(URI.create(discord.restUrl()), URI.create(discord.gatewayUrl())),
                clock);
    }

    FakeDiscord discord() {
        return discord;
    }

    boolean reading() {
        return reading;
    }

    /** Everything that the bot wrote in the channel, its threads and direct messages. */
    List<Message> written() {
        List<String> places = new ArrayList<>(threads.values());
        places.addAll(List.of(channel, ann.dm(), bao.dm()));
        return places.stream()
                .distinct()
                .flatMap(place -> Optional.ofNullable(place).stream())
                .flatMap(place -> java.util.stream.Stream.concat(ann.reads(place).stream(), bao.reads(place).stream()))
                .filter(message -> message.author().equals(discord.application()))
                .toList();
    }

    private Member who(Step step) {
        return step.chinese() ? bao : ann;
    }

    @Override
    void perform(Step step) {
        Member who = who(step);
        if (step instanceof Step.Commands it) {
            last = who.slash(channel, "cf5xx", Map.of("query", it.text()));
            last.awaitCallback(MOST);
        } else if (step instanceof Step.Calls it) {
            threads.put(it.thread(), who.mention(channel, it.text()).id());
        } else if (step instanceof Step.Says it) {
            said.put(it.thread(), who.say(channel, it.text()));
        } else if (step instanceof Step.Replies it) {
            String thread = threads.get(it.thread());
            if (reading) {
                who.say(thread, it.text());
            } else {
                who.mention(thread, it.text());
            }
        } else if (step instanceof Step.Presses it) {
            String button = button(it);
            Message message = discord.await("a button " + button, MOST, () -> holding(who, it, button));
            last = who.press(message, button);
            last.awaitCallback(MOST);
        } else if (step instanceof Step.Fills it) {
            Asked opened = last;
            opened.awaitModal(MOST);
            last = who.submit(opened, it.values());
            last.awaitCallback(MOST);
        } else if (step instanceof Step.Points it) {
            Message at = said.get(it.thread());
            threads.put(it.thread(), at.id());
            last = who.onMessage(at, "Check links");
            last.awaitCallback(MOST);
        } else if (step instanceof Step.Whispers it) {
            threads.put(it.thread(), who.dm());
            who.whisper(it.text());
        }
    }

    private @Nullable Message holding(Member who, Step.Presses step, String button) {
        List<String> places = new ArrayList<>(List.of(channel));
        if (threads.containsKey(step.thread())) {
            places.add(0, threads.get(step.thread()));
        }
        for (String place : places) {
            List<Message> all = who.reads(place);
            for (int i = all.size() - 1; i >= 0; i--) {
                boolean here = all.get(i).components().stream()
                        .anyMatch(part -> part.path("custom_id").asText().equals(button));
                boolean root = place.equals(channel)
                        && threads.containsKey(step.thread())
                        && !all.get(i).id().equals(threads.get(step.thread()));
                if (here && !root) {
                    return all.get(i);
                }
            }
        }
        return null;
    }

    @Override
    void begun(Step step, String message) {
        threads.put(step.thread(), message);
    }

    @Override
    Look look(Step step, String message, Reply reply) {
        if (message.isEmpty()) {
            return seen(discord.await("an answer to " + step, MOST, () -> aside(who(step), reply)));
        }
        return seen(written().stream()
                .filter(it -> it.id().equals(message))
                .findFirst()
                .orElseThrow());
    }

    /** The latest message for one person alone that begins as {@code reply} does and has its buttons. */
    private @Nullable Message aside(Member who, Reply reply) {
        return who.reads(channel).stream()
                .filter(it -> it.ephemeral() && markdown(it.text()).contains(first(reply)))
                .filter(it -> it.components().stream()
                        .filter(part -> part.path("type").asInt() == 2)
                        .map(part -> part.path("custom_id").asText())
                        .toList()
                        .equals(buttons(reply)))
                .reduce((before, after) -> after)
                .orElse(null);
    }

    private Look seen(Message message) {
        boolean whole = message.files().isEmpty();
        List<String> lines = whole
                ? markdown(message.text())
                : file(discord.file(message.json().path("attachments").path(0)));
        return new Look(lines, message.buttons());
    }

    @Override
    public String toString() {
        return reading ? "Discord, reading all messages" : "Discord";
    }

    @Override
    public void close() {
        adapter.close();
        super.close();
        discord.close();
    }
}
