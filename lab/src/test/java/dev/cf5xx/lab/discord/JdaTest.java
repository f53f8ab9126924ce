package dev.cf5xx.lab.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cf5xx.lab.discord.http.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** JDA, as it is, gets on with the fake. */
class JdaTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private FakeDiscord discord;
    private Member ada;
    private Bot bot;
    private JDA jda;

    @BeforeEach
    void connect() throws Exception {
        discord = FakeDiscord.start(FakeDiscord.Settings.USUAL.limited(false));
        ada = discord.member("ada", "zh-CN");
        bot = new Bot();
        jda = JDABuilder.createLight(FakeDiscord.TOKEN, GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES)
                .setRestConfig(new RestConfig().setBaseUrl(discord.restUrl()))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return discord.gatewayUrl();
                    }
                })
                .addEventListeners(bot)
                .build()
                .awaitReady();
        jda.updateCommands()
                .addCommands(
                        Commands.slash("cf5xx", "Explains an error")
                                .setNameLocalization(DiscordLocale.CHINESE_CHINA, "cf5xx")
                                .setDescriptionLocalization(DiscordLocale.CHINESE_CHINA, "解释错误")
                                .addOptions(new OptionData(OptionType.STRING, "query", "A code", true)
                                        .setAutoComplete(true)),
                        Commands.message("Check links"))
                .complete();
    }

    @AfterEach
    void disconnect() throws Exception {
        if (jda != null) {
            jda.shutdownNow();
            assertThat(jda.awaitShutdown(SOON)).isTrue();
        }
        discord.close();
    }

    @Test
    void slashCommand_answeredEphemerally_isSeenByItsUserAlone() {
        Asked asked = ada.slash(discord.general(), "cf5xx", Map.of("query", "524"));

        Message answer = asked.awaitAnswer(SOON);

        assertThat(answer.text()).isEqualTo("524 zh-CN");
        assertThat(answer.ephemeral()).isTrue();
        assertThat(answer.buttons()).containsExactly("Share", "Form", "Docs");
        assertThat(ada.reads(discord.general())).hasSize(1);
        assertThat(discord.member("bob", "en-US").reads(discord.general())).isEmpty();
        assertThat(discord.refusals()).isEmpty();
    }

    @Test
    void buttonAndModal_pressedAndFilledIn_comeBack() {
        Message answer =
                ada.slash(discord.general(), "cf5xx", Map.of("query", "524")).awaitAnswer(SOON);

        Asked pressed = ada.press(answer, "Form");
        assertThat(pressed.awaitModal(SOON).path("title").asText()).isEqualTo("Details");
        Message thanks = ada.submit(pressed, Map.of("ray", "8f00ba44")).awaitAnswer(SOON);
        Message shared = ada.press(answer, "Share").awaitAnswer(SOON);

        assertThat(thanks.text()).isEqualTo("ray 8f00ba44");
        assertThat(shared.id()).isEqualTo(answer.id());
        assertThat(shared.text()).isEqualTo("shared");
        assertThat(discord.refusals()).isEmpty();
    }

    @Test
    void typing_aQuery_getsChoices() {
        assertThat(ada.typing(discord.general(), "cf5xx", "query", "52").awaitChoices(SOON))
                .containsExactly("52 ok");
    }

    @Test
    void messageCommand_onAPlainMessage_seesItsTextWithoutTheIntent() {
        Message plain = ada.say(discord.general(), "see https://example.net/ please");

        Message answer = ada.onMessage(plain, "Check links").awaitAnswer(SOON);

        assertThat(answer.text()).isEqualTo("see https://example.net/ please");
        assertThat(bot.heard(plain.id())).isEmpty();
    }

    @Test
    void mentionInChannel_startsAThreadWithFileAndComponents() throws Exception {
        Message said = ada.mention(discord.general(), "thread");

        String thread = ada.awaitThread(discord.general(), said, SOON);
        Message first = ada.awaitMessage(thread, SOON, it -> !it.files().isEmpty());

        assertThat(first.files()).containsExactly("报告.txt");
        assertThat(first.text()).isEqualTo("in the thread");
        assertThat(discord.file(first.json().path("attachments").path(0)))
                .isEqualTo("5 报告".getBytes(StandardCharsets.UTF_8));
        Message second = ada.awaitMessage(thread, SOON, it -> it.text().contains("blocks"));
        assertThat(second.flags() & (1 << 15)).isNotZero();
        assertThat(discord.refusals()).isEmpty();
    }

    @Test
    void directMessage_isAnsweredInItsChannel() {
        Member eve = discord.stranger("eve", "en-US");

        eve.whisper("hello");

        assertThat(eve.awaitMessage(eve.dm(), SOON, it -> true).text()).isEqualTo("you said hello");
    }

    @Test
    void connection_askedToReconnect_resumesAndMissesNothing() {
        discord.gateway().reconnect();
        ada.mention(discord.general(), "ping");
        discord.gateway().awaitResumes(1, SOON);

        assertThat(ada.awaitMessage(discord.general(), SOON, it -> true).text()).isEqualTo("pong");
        assertThat(discord.gateway().identifies()).isEqualTo(1);
    }

    @Test
    void connection_dropped_resumesAndHearsWhatWasMissed() {
        discord.gateway().drop();
        ada.mention(discord.general(), "ping");

        assertThat(ada.awaitMessage(discord.general(), SOON, it -> true).text()).isEqualTo("pong");
        assertThat(discord.gateway().resumes()).isEqualTo(1);
    }

    @Test
    void session_invalidated_isBegunAnew() {
        discord.gateway().invalidate(false);
        discord.gateway().awaitIdentifies(2, SOON);

        ada.mention(discord.general(), "ping");

        assertThat(ada.awaitMessage(discord.general(), SOON, it -> true).text()).isEqualTo("pong");
    }

    @Test
    void tooManyRequests_onAPost_isWaitedForAndThePostArrivesOnce() {
        discord.trouble("POST /channels/{channel}/messages", new Trouble.TooMany(Duration.ofMillis(50), "user"));

        ada.mention(discord.general(), "ping");

        assertThat(ada.awaitMessage(discord.general(), SOON, it -> true).text()).isEqualTo("pong");
        assertThat(ada.reads(discord.general())).hasSize(2);
        assertThat(discord.exchanges("POST /channels/{channel}/messages"))
                .extracting(FakeDiscord.Exchange::status)
                .containsExactly(429, 200);
    }

    @Test
    void permission_lost_isKnownToTheBot() throws Exception {
        discord.forbid(discord.general(), dev.cf5xx.lab.discord.rules.Permissions.SEND_MESSAGES);

        // An event after the change: what comes before it has been heard when this is answered.
        ada.slash(discord.general(), "cf5xx", Map.of("query", "1")).awaitAnswer(SOON);

        assertThat(jda.getSelfUser()
                        .getJDA()
                        .getGuilds()
                        .get(0)
                        .getSelfMember()
                        .hasPermission(jda.getTextChannelById(discord.general()), Permission.MESSAGE_SEND))
                .isFalse();
    }

    @Test
    void emojiReaction_ofTheBot_isSeen() {
        Message said = ada.mention(discord.general(), "look");

        discord.await("a reaction", SOON, () -> {
            Message now = ada.again(said);
            return now != null && now.reactions().contains("👀") ? now : null;
        });
    }

    private static final class Bot extends ListenerAdapter {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        String heard(String id) {
            return heard.stream()
                    .filter(it -> it.startsWith(id + " "))
                    .map(it -> it.substring(id.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        @Override
        public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
            event.reply(event.getOption("query").getAsString() + " "
                            + event.getUserLocale().getLocale())
                    .setEphemeral(true)
                    .setAllowedMentions(List.of())
                    .addComponents(ActionRow.of(
                            Button.primary("share", "Share"),
                            Button.secondary("form", "Form"),
                            Button.link("https://example.net/", "Docs")))
                    .queue();
        }

        @Override
        public void onButtonInteraction(ButtonInteractionEvent event) {
            if (event.getComponentId().equals("form")) {
                event.replyModal(Modal.create("details", "Details")
                                .addComponents(Label.of(
                                        "Ray ID",
                                        TextInput.create("ray", TextInputStyle.SHORT)
                                                .build()))
                                .build())
                        .queue();
            } else {
                event.editMessage("shared").queue();
            }
        }

        @Override
        public void onModalInteraction(ModalInteractionEvent event) {
            event.deferReply(true)
                    .flatMap(it -> it.sendMessage("ray " + event.getValue("ray").getAsString()))
                    .queue();
        }

        @Override
        public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
            event.replyChoiceStrings(event.getFocusedOption().getValue() + " ok")
                    .queue();
        }

        @Override
        public void onMessageContextInteraction(MessageContextInteractionEvent event) {
            event.reply(event.getTarget().getContentRaw()).setEphemeral(true).queue();
        }

        @Override
        public void onMessageReceived(MessageReceivedEvent event) {
            heard.add(event.getMessageId() + " " + event.getMessage().getContentRaw());
            if (event.getAuthor().isBot()) {
                return;
            }
            String text = event.getMessage().getContentRaw();
            if (!event.isFromGuild()) {
                event.getChannel().sendMessage("you said " + text).queue();
            } else if (text.endsWith("ping")) {
                event.getChannel().sendMessage("pong").queue();
            } else if (text.endsWith("look")) {
                event.getMessage()
                        .addReaction(net.dv8tion.jda.api.entities.emoji.Emoji.fromUnicode("👀"))
                        .queue();
            } else if (text.endsWith("thread")) {
                event.getMessage()
                        .createThreadChannel("524")
                        .flatMap(it -> it.sendMessage("in the thread")
                                .addFiles(FileUpload.fromData("5 报告".getBytes(StandardCharsets.UTF_8), "报告.txt"))
                                .flatMap(sent -> it.sendMessage(new MessageCreateBuilder()
                                        .useComponentsV2()
                                        .addComponents(TextDisplay.of("blocks"))
                                        .build())))
                        .queue();
            }
        }
    }
}
