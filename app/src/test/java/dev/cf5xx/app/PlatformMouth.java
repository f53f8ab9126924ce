package dev.cf5xx.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.wording.PlainText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A platform's adapter over the fake platform, and the bot behind it, with a recorder between the two. */
abstract class PlatformMouth extends Mouth {
    /** How long what comes at once may take, on a machine that is busy with other things. */
    static final Duration MOST = Duration.ofSeconds(60);

    private static final Pattern INLINE = Pattern.compile("``\\s?(?<long>.*?)\\s?``|`(?<code>[^`]*)`"
            + "|\\[(?<label>(?:[^\\]\\\\]++|\\\\.)*+)]\\(<?(?<url>[^>)]*)>?\\)|<(?<bare>https://[^>]*)>"
            + "|<@(?<user>\\d+)>|<t:(?<moment>\\d+):f>|\\\\(?<escaped>\\p{Punct})|\\*\\*");
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Pattern NUMBER = Pattern.compile("^\\s*\\d+\\. ");

    private final Recorder recorder;
    private final List<Engine> engines = new ArrayList<>();

    PlatformMouth(Platform platform, Path data, Sites sites) {
        recorder = Recorder.between(platform, speaking -> {
            Engine engine = new Engine(data, sites, Clock.systemUTC(), speaking);
            engines.add(engine);
            return engine.bot();
        });
    }

    /** What passes. */
    final Recorder recorder() {
        return recorder;
    }

    /** Does it on the platform. */
    abstract void perform(Step step) throws Exception;

    /** The step's thread has begun with this message. */
    abstract void begun(Step step, String message);

    /** What somebody sees of the message with this id; of one without, the latest that only the one who acted sees. */
    abstract Look look(Step step, String message, Reply reply);

    /**
     * What stands there.
     *
     * @param lines the text as people read it
     * @param buttons the buttons' labels
     */
    record Look(List<String> lines, List<String> buttons) {}

    @Override
    final Turned act(Step step) throws Exception {
        perform(step);
        recorder.settle(MOST);
        List<Recorder.Spoken> spoken = recorder.spoken();
        spoken.stream().filter(each -> each.op().equals("begin")).forEach(each -> begun(step, each.message()));
        List<Answer> answered = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        Set<String> later = new HashSet<>();
        for (int i = spoken.size() - 1; i >= 0; i--) {
            Recorder.Spoken each = spoken.get(i);
            Reply reply = each.reply();
            answered.add(
                    0,
                    new Answer(
                            each.op(),
                            reply == null
                                    ? MissingNode.getInstance()
                                    : Machine.JSON.<JsonNode>valueToTree(reply).path("blocks"),
                            each.form() == null
                                    ? MissingNode.getInstance()
                                    : Machine.JSON.<JsonNode>valueToTree(each.form())));
            // What was edited since is not seen any more.
            if (reply != null && (each.message().isEmpty() || later.add(each.message()))) {
                Look look = look(step, each.message(), reply);
                seen.add(0, new Seen(plain(reply), look.lines(), labels(reply), look.buttons()));
            }
        }
        return new Turned(recorder.asked(), answered, seen);
    }

    private static List<String> plain(Reply reply) {
        Reply without = new Reply(reply.blocks().stream()
                .filter(block -> !(block instanceof Block.Actions))
                .toList());
        return lines(PlainText.of(without));
    }

    private static List<String> labels(Reply reply) {
        return reply.blocks().stream()
                .filter(Block.Actions.class::isInstance)
                .flatMap(block -> ((Block.Actions) block).buttons().stream())
                .map(Block.Button::label)
                .toList();
    }

    /** Lines as they are compared: without what numbers or marks them, and without blanks. */
    static List<String> lines(String text) {
        return text.lines()
                .map(line -> NUMBER.matcher(line).replaceFirst(""))
                .map(line -> line.replaceFirst("^\\s*[•-] ", ""))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The first line of a reply. */
    static String first(Reply reply) {
        return plain(reply).get(0);
    }

    /** The ids of a reply's buttons. */
    static List<String> buttons(Reply reply) {
        return reply.blocks().stream()
                .filter(Block.Actions.class::isInstance)
                .flatMap(block -> ((Block.Actions) block).buttons().stream())
                .map(Block.Button::id)
                .toList();
    }

    /** Markdown as people read it. */
    static List<String> markdown(String markdown) {
        List<String> read = new ArrayList<>();
        boolean literal = false;
        for (String line : markdown.lines().toList()) {
            if (line.strip().startsWith("```")) {
                literal = !literal;
            } else {
                read.add(literal ? line : inline(line.replaceFirst("^\\s*(#{1,4} |-# )", "")));
            }
        }
        return lines(String.join("\n", read));
    }

    private static String inline(String line) {
        return INLINE.matcher(line)
                .replaceAll(found -> Matcher.quoteReplacement(read(line.substring(found.start(), found.end()))));
    }

    private static String read(String part) {
        Matcher found = INLINE.matcher(part);
        if (!found.matches()) {
            throw new AssertionError(part);
        }
        if (found.group("label") != null) {
            return inline(found.group("label")) + " " + found.group("url");
        } else if (found.group("user") != null) {
            return "@" + found.group("user");
        } else if (found.group("moment") != null) {
            return UTC.format(Instant.ofEpochSecond(Long.parseLong(found.group("moment"))));
        }
        return Stream.of("long", "code", "bare", "escaped")
                .map(found::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** The text of a file that has the whole answer, without the buttons that stand in it as text. */
    static List<String> file(byte[] bytes) {
        return markdown(new String(bytes, StandardCharsets.UTF_8)).stream()
                .filter(line -> !line.startsWith("["))
                .toList();
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }
}
