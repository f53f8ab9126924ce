package dev.cf5xx.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import dev.cf5xx.lab.slack.Post;
import dev.cf5xx.slack.SlackAdapter;
import dev.cf5xx.slack.SlackSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Slack over Socket Mode. */
final class SlackMouth extends PlatformMouth {
    /** A message that is not whole says so. */
    private static final String CUT = "the whole answer";

    private final FakeSlack slack;
    private final SlackAdapter adapter;
    private final Member ann;
    private final Member bao;
    private final String channel;

    /** Where threads begin, and where people write to the bot alone, by the script's names. */
    private final Map<String, String> threads = new HashMap<>();

    /** The channel of what was whispered in a thread of the script's. */
    private final Map<String, String> direct = new HashMap<>();

    private SlackMouth(FakeSlack slack, SlackAdapter adapter, Path data, Sites sites) {
        super(adapter.platform(), data, sites);
        this.slack = slack;
        this.adapter = adapter;
        ann = slack.member("ann", "en-US");
        bao = slack.member("bao", "zh-CN");
        channel = slack.channel("ops", ann, bao);
    }

    static SlackMouth open(Path data, Sites sites) throws IOException {
        FakeSlack slack = FakeSlack.start(FakeSlack.Settings.USUAL.limited(false));
        SlackAdapter adapter = adapter(slack, Clock.systemUTC());
        SlackMouth mouth = new SlackMouth(slack, adapter, data, sites);
        try {
            adapter.connect();
            adapter.listen(mouth.recorder());
            // Slack is asked for somebody's language when they are first heard of; here they are heard of before.
            for (Member member : List.of(mouth.ann, mouth.bao)) {
                member.opensApp("home").forEach(delivery -> delivery.acked(MOST));
                slack.await("a home", MOST, member::home);
            }
            return mouth;
        } catch (IOException | RuntimeException | Error e) {
            mouth.close();
            throw e;
        }
    }

    /** An adapter that connects with {@code slack}. */
    static SlackAdapter adapter(FakeSlack slack, Clock clock) {
        return new SlackAdapter(
                SlackSettings.socketMode(FakeSlack.TOKEN, FakeSlack.APP_TOKEN).at(URI.create(slack.apiUrl())), clock);
    }

    FakeSlack slack() {
        return slack;
    }

    /** Everything that the bot wrote in the channel, its threads and direct messages. */
    List<Post> written() {
        List<Post> all = new ArrayList<>(slack.workspace().botPosts(channel));
        all.addAll(slack.workspace().botPosts(slack.workspace().direct(ann.id())));
        all.addAll(slack.workspace().botPosts(slack.workspace().direct(bao.id())));
        return all;
    }

    /** The ids of whoever takes part. */
    List<String> people() {
        return List.of(ann.id(), bao.id());
    }

    private Member who(Step step) {
        return step.chinese() ? bao : ann;
    }

    @Override
    void perform(Step step) {
        Member who = who(step);
        if (step instanceof Step.Commands it) {
            who.types(channel, "/cf5xx " + it.text()).acked(MOST);
        } else if (step instanceof Step.Calls it) {
            threads.put(
                    it.thread(), who.callsBot(channel, it.text()).acked(MOST).ts());
        } else if (step instanceof Step.Says it) {
            threads.put(it.thread(), who.says(channel, it.text()).acked(MOST).ts());
        } else if (step instanceof Step.Replies it) {
            who.replies(channel, threads.get(it.thread()), it.text()).acked(MOST);
        } else if (step instanceof Step.Presses it) {
            String button = button(it);
            who.presses(who.awaits(where(step), MOST, post -> post.button(button) != null && in(step, post)), button)
                    .acked(MOST);
        } else if (step instanceof Step.Fills it) {
            JsonNode view = who.awaitView(MOST);
            Map<String, String> filled = new HashMap<>();
            view.path("blocks").forEach(block -> {
                String value = it.values().get(block.path("block_id").asText());
                if (value != null) {
                    filled.put(block.path("element").path("action_id").asText(), value);
                }
            });
            who.submits(filled).acked(MOST);
        } else if (step instanceof Step.Points it) {
            Post at = who.sees(channel).stream()
                    .filter(post -> post.ts().equals(threads.get(it.thread())))
                    .findFirst()
                    .orElseThrow();
            who.usesShortcut("check_links", at).acked(MOST);
        } else if (step instanceof Step.Whispers it) {
            direct.put(it.thread(), who.whispers(it.text()).acked(MOST).channel());
        }
    }

    private String where(Step step) {
        return direct.getOrDefault(step.thread(), channel);
    }

    /** Whether a message stands where a step happens; what only one sees stands in the channel. */
    private boolean in(Step step, Post post) {
        String thread = threads.get(step.thread());
        return thread == null || post.thread().equals(thread) || post.ts().equals(thread);
    }

    @Override
    void begun(Step step, String message) {
        threads.put(step.thread(), message);
    }

    @Override
    Look look(Step step, String message, Reply reply) {
        Post post = message.isEmpty()
                ? who(step).awaits(channel, MOST, it -> isAside(it, reply))
                : slack.workspace().everything(where(step)).stream()
                        .filter(it -> it.ts().equals(message))
                        .findFirst()
                        .orElseThrow();
        List<String> labels = post.elements().stream()
                .map(it -> it.path("text").path("text").asText())
                .toList();
        boolean whole = !post.blocks().toString().contains(CUT);
        return new Look(whole ? lines(post.blocks()) : withoutButtons(file(attached(step, post)), labels), labels);
    }

    /** A file has its message's buttons too, each with the word that may be written instead. */
    private static List<String> withoutButtons(List<String> file, List<String> labels) {
        return file.stream()
                .filter(line -> labels.stream().noneMatch(label -> line.startsWith(label + " → ")))
                .toList();
    }

    /** Whether it is for one person alone, begins as {@code reply} does and has its buttons. */
    private static boolean isAside(Post post, Reply reply) {
        return post.ephemeral()
                && lines(post.blocks()).contains(first(reply))
                && post.elements().stream()
                        .map(it -> it.path("action_id").asText())
                        .toList()
                        .equals(buttons(reply));
    }

    /** The latest file behind a message, which says that there is one. */
    private byte[] attached(Step step, Post post) {
        String id = slack.workspace().botPosts(where(step)).stream()
                .filter(it -> it.thread().equals(post.thread()))
                .flatMap(it -> it.files().stream())
                .reduce((before, after) -> after)
                .orElseThrow()
                .path("id")
                .asText();
        return Objects.requireNonNull(slack.file(id));
    }

    /** Blocks as people read them. */
    private static List<String> lines(JsonNode blocks) {
        StringBuilder text = new StringBuilder();
        for (JsonNode block : blocks) {
            if (block.path("type").asText().equals("header")) {
                text.append(block.path("text").path("text").asText()).append('\n');
            } else if (block.path("type").asText().equals("context")) {
                block.path("elements")
                        .forEach(it -> text.append(it.path("text").asText()).append('\n'));
            }
            rich(
                    block.path("type").asText().equals("rich_text")
                            ? block
                            : com.fasterxml.jackson.databind.node.MissingNode.getInstance(),
                    text);
        }
        return lines(text.toString());
    }

    private static void rich(JsonNode node, StringBuilder text) {
        for (JsonNode element : node.path("elements")) {
            switch (element.path("type").asText()) {
                case "rich_text_section", "rich_text_preformatted" -> {
                    rich(element, text);
                    text.append('\n');
                }
                case "rich_text_list" -> rich(element, text);
                case "text" -> text.append(element.path("text").asText());
                case "link" ->
                    text.append(element.path("text").asText())
                            .append(element.has("text") ? " " : "")
                            .append(element.path("url").asText());
                case "date" -> text.append(element.path("fallback").asText());
                case "user" -> text.append('@').append(element.path("user_id").asText());
                default -> throw new AssertionError(element.toString());
            }
        }
    }

    @Override
    public String toString() {
        return "Slack";
    }

    @Override
    public void close() {
        adapter.close();
        super.close();
        slack.close();
    }
}
