package dev.cf5xx.app.bench;

import java.util.concurrent.Executors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;

/** A listener on JDA that does nothing but defer, to measure beside. */
public final class HelloJda {
    private HelloJda() {}

    /** Takes the token, the base of the REST API and the gateway's address. */
    public static void main(String... words) throws Exception {
        JDA jda = JDABuilder.createLight(words[0])
                .setRestConfig(new RestConfig().setBaseUrl(words[1].endsWith("/") ? words[1] : words[1] + "/"))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return words[2];
                    }
                })
                .setCompression(Compression.NONE)
                .setEventPool(Executors.newFixedThreadPool(8), true)
                .addEventListeners(new ListenerAdapter() {
                    @Override
                    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
                        event.deferReply(true).queue();
                    }
                })
                .build()
                .awaitReady();
        jda.updateCommands()
                .addCommands(Commands.slash("cf5xx", "hello").addOption(OptionType.STRING, "query", "what"))
                .complete();
        System.out.println("listening");
        Thread.currentThread().join();
    }
}
