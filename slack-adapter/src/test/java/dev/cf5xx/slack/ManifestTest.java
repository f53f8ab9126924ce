package dev.cf5xx.slack;

import static dev.cf5xx.slack.Office.MOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cf5xx.bot.chat.Aside;
import dev.cf5xx.bot.chat.Form;
import dev.cf5xx.bot.chat.Heard;
import dev.cf5xx.bot.chat.Person;
import dev.cf5xx.bot.chat.Platform;
import dev.cf5xx.lab.slack.FakeSlack;
import dev.cf5xx.lab.slack.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the manifest asks of Slack is what the adapter does, no more and no less. */
class ManifestTest {
    private static final Path FILE = Path.of("manifest.yaml");

    private static JsonNode manifest() throws Exception {
        return new YAMLMapper().readTree(Files.readString(FILE));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    @Test
    void events_areThoseThatAreHandled() throws Exception {
        assertThat(texts(manifest().at("/settings/event_subscriptions/bot_events")))
                .containsExactlyElementsOf(Ear.EVENTS);
    }

    @Test
    void commandsAndShortcuts_areThoseThatAreHandled() throws Exception {
        assertThat(manifest().at("/features/slash_commands").findValuesAsText("command"))
                .containsExactly(Ear.COMMAND);
        assertThat(manifest().at("/features/shortcuts").findValuesAsText("callback_id"))
                .containsExactly(Ear.SHORTCUT);
        assertThat(manifest().at("/features/shortcuts/0/type").asText()).isEqualTo("message");
    }

    @Test
    void texts_areWithinSlacksLimits() throws Exception {
        JsonNode manifest = manifest();
        // slackapi/manifest-schema, manifest.schema.2.0.0.json; the description's is
        // docs.slack.dev/reference/app-manifest.
        assertThat(manifest.at("/features/slash_commands/0/command").asText().length())
                .isLessThanOrEqualTo(32);
        assertThat(manifest.at("/features/shortcuts/0/name").asText().length()).isLessThanOrEqualTo(24);
        assertThat(manifest.at("/display_information/description").asText().length())
                .isLessThanOrEqualTo(140);
    }

    @Test
    void historyScopes_areThoseOfTheEvents() throws Exception {
        Map<String, String> needed = Map.of(
                "message.channels", "channels:history",
                "message.groups", "groups:history",
                "message.im", "im:history",
                "message.mpim", "mpim:history",
                "app_mention", "app_mentions:read");
        List<String> scopes = texts(manifest().at("/oauth_config/scopes/bot"));

        assertThat(scopes.stream().filter(scope -> scope.endsWith(":history") || scope.startsWith("app_")))
                .containsExactlyInAnyOrderElementsOf(Ear.EVENTS.stream()
                        .map(needed::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Test
    void scopes_areThoseThatAreCheckedFor() throws Exception {
        assertThat(texts(manifest().at("/oauth_config/scopes/bot"))).containsExactlyElementsOf(Ear.SCOPES);
    }

    @Test
    void everyScope_hasItsReason() throws Exception {
        List<String> lines = Files.readAllLines(FILE);
        int from = lines.indexOf("    bot:");
        int to = lines.indexOf("settings:");

        assertThat(IntStream.range(from + 1, to)
                        .filter(i -> lines.get(i).strip().startsWith("- "))
                        .filter(i -> !lines.get(i - 1).strip().startsWith("#"))
                        .mapToObj(lines::get))
                .isEmpty();
    }

    @Test
    void scopes_areEnough_andNoneIsTooMuch() throws Exception {
        Set<String> granted = new HashSet<>(texts(manifest().at("/oauth_config/scopes/bot")));
        Set<String> events = new HashSet<>(texts(manifest().at("/settings/event_subscriptions/bot_events")));

        assertThat(everything(granted, events)).isEmpty();
        for (String scope : granted) {
            // Without these Slack does not tell the events, nor knows the command; no call is refused.
            if (scope.equals("app_mentions:read") || scope.equals("commands") || scope.endsWith(":history")) {
                continue;
            }
            Set<String> less = new HashSet<>(granted);
            less.remove(scope);
            assertThat(everything(less, events)).as("without " + scope).contains(scope);
        }
    }

    /** Has the adapter do everything it can, and gives the scopes that it lacked. */
    private static Set<String> everything(Set<String> scopes, Set<String> events) throws Exception {
        FakeSlack.Settings settings =
                FakeSlack.Settings.USUAL.scopes(scopes).events(events).limited(false);
        try (Office office = new Office(settings).open()) {
            Platform platform = office.platform();
            office.core.aside = it -> new Aside.Answer(Core.reply("aside"));
            office.ann.types(office.ops, "/cf5xx 524").acked(MOST);
            Heard aside = office.core.next();
            Member.Said said = office.ann.says(office.ops, "hello").acked(MOST);
            Heard heard = office.core.next();
            quietly(() -> {
                String ts = platform.post(heard.venue(), "n/0", SlackPlatformTest.longer());
                platform.edit(heard.venue(), ts, Core.reply("b"));
            });
            quietly(() -> platform.post(heard.venue(), "n/0", Core.reply("again")));
            quietly(() -> platform.begin(aside.venue(), aside.id(), "n/1", Core.reply("root")));
            quietly(() -> platform.mark(heard.venue(), heard.id()));
            quietly(() -> platform.open(heard.venue(), aside.id(), new Form("f", "F", List.of(), "Go")));
            String without = office.slack.workspace().channelWithoutBot("without", office.ann);
            quietly(() -> platform.tell(
                    new Spot(office.team(), without, "1.000001", null).venue(),
                    new Person(office.ann.id(), null),
                    "none",
                    Core.reply("psst")));
            office.ann.opensApp("home").forEach(delivery -> delivery.acked(MOST));
            office.slack.await(
                    "the language",
                    MOST,
                    () -> office.slack.exchanges("users.info").isEmpty() ? null : true);
            assertThat(said.told()).isNotEmpty();
            Set<String> missing = new HashSet<>();
            office.slack.refusals().stream()
                    .filter(refused -> refused.error().equals("missing_scope"))
                    .forEach(refused -> missing.add(scopeOf(refused.method())));
            return missing;
        }
    }

    /** The scope that a method needs, by its page in Slack's reference. */
    private static String scopeOf(String method) {
        return switch (method) {
            case "chat.postMessage", "chat.postEphemeral", "chat.update" -> "chat:write";
            case "conversations.open" -> "im:write";
            case "reactions.add" -> "reactions:write";
            case "users.info" -> "users:read";
            case "files.getUploadURLExternal", "files.completeUploadExternal" -> "files:write";
            default -> method;
        };
    }

    private interface Verb {
        void run() throws Exception;
    }

    private static void quietly(Verb verb) {
        try {
            verb.run();
        } catch (Exception e) {
            // What was refused is asked for afterwards.
            assertThat(e).isInstanceOf(java.io.IOException.class);
        }
    }
}
