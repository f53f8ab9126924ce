package dev.cf5xx.discord;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;

/** The commands people find in Discord. */
final class CommandList {
    /** Asks anything, or has an address checked. */
    static final String ASK = "cf5xx";

    /** What is asked. */
    static final String QUERY = "query";

    /** In the menu of a message, under Apps: looks at the links in it. */
    static final String CHECK_LINKS = "Check links";

    private static final String ASK_EN =
            "A Cloudflare 5XX: what it means, whose fault it is, what to do; or check a site";
    private static final String ASK_ZH = "Cloudflare 5XX 错误：什么意思、谁的问题、怎么处理；也可以检查网站";
    private static final String QUERY_EN = "A code (522), a question, or an address (https://…)";
    private static final String QUERY_ZH = "错误代码（522）、问题，或网址（https://…）";

    private CommandList() {}

    static List<CommandData> all() {
        // Where a default has a language too, it is named for it: otherwise en-US would be shown en-GB's.
        OptionData query = new OptionData(OptionType.STRING, QUERY, QUERY_EN, false, true)
                .setNameLocalization(DiscordLocale.ENGLISH_US, QUERY)
                .setNameLocalization(DiscordLocale.ENGLISH_UK, QUERY)
                .setNameLocalization(DiscordLocale.CHINESE_CHINA, "问题")
                .setNameLocalization(DiscordLocale.CHINESE_TAIWAN, "问题")
                .setDescriptionLocalization(DiscordLocale.ENGLISH_US, QUERY_EN)
                .setDescriptionLocalization(DiscordLocale.ENGLISH_UK, QUERY_EN)
                .setDescriptionLocalization(DiscordLocale.CHINESE_CHINA, QUERY_ZH)
                .setDescriptionLocalization(DiscordLocale.CHINESE_TAIWAN, QUERY_ZH);
        CommandData ask = Commands.slash(ASK, ASK_EN)
                .addOptions(query)
                .setNameLocalization(DiscordLocale.ENGLISH_US, ASK)
                .setNameLocalization(DiscordLocale.ENGLISH_UK, ASK)
                .setNameLocalization(DiscordLocale.CHINESE_CHINA, ASK)
                .setNameLocalization(DiscordLocale.CHINESE_TAIWAN, ASK)
                .setDescriptionLocalization(DiscordLocale.ENGLISH_US, ASK_EN)
                .setDescriptionLocalization(DiscordLocale.ENGLISH_UK, ASK_EN)
                .setDescriptionLocalization(DiscordLocale.CHINESE_CHINA, ASK_ZH)
                .setDescriptionLocalization(DiscordLocale.CHINESE_TAIWAN, ASK_ZH);
        CommandData links = Commands.message(CHECK_LINKS)
                .setNameLocalization(DiscordLocale.ENGLISH_US, CHECK_LINKS)
                .setNameLocalization(DiscordLocale.ENGLISH_UK, CHECK_LINKS)
                .setNameLocalization(DiscordLocale.CHINESE_CHINA, "检查链接")
                .setNameLocalization(DiscordLocale.CHINESE_TAIWAN, "检查链接");
        return List.of(ask, links).stream()
                .map(command -> command.setContexts(InteractionContextType.GUILD, InteractionContextType.BOT_DM)
                        .setIntegrationTypes(IntegrationType.GUILD_INSTALL))
                .toList();
    }

    /** Whether Discord has just these. */
    static boolean areThere(List<Command> there) {
        return same(there.stream().map(CommandData::fromCommand).toList()).equals(same(all()));
    }

    private static Set<Object> same(List<CommandData> commands) {
        // As plain objects: they compare by what is in them, whatever the order of keys.
        return commands.stream().map(command -> command.toData().toMap()).collect(Collectors.toSet());
    }
}
