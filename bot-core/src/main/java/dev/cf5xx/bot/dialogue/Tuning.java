package dev.cf5xx.bot.dialogue;

import dev.cf5xx.bot.dialogue.Listening.Mode;
import dev.cf5xx.bot.target.SiteUrl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody wants changed about what the bot listens to; read from the words for it. */
sealed interface Tuning {
    /** Wants to know how it is. */
    record Show() implements Tuning {}

    /** Wants it so. */
    record Change(Listening listening) implements Tuning {}

    /** Names something that is no site, or no bot. */
    record NoSite(String written) implements Tuning {}

    /** Names something that is no bot. */
    record NoBot(String written) implements Tuning {}

    /** As many sites and bots are kept of one channel. */
    int MOST = 50;

    /** Longer messages are no wish. In characters. */
    int LONGEST = 2_000;

    /** The word alone, or with what is to be listened to behind it. */
    Pattern WORDS = Pattern.compile(
            "^(?:listen(?:ing)?(?:\\s+(?:to|for|only to))?(?=\\s|[?？:：]|$)|监听)\\s*[?？:：]?\\s*(?<what>\\S*?)"
                    + "(?:[\\s:：]+(?<values>.*))?$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    Set<String> ERRORS = Set.of("errors", "error", "报错", "错误");
    Set<String> LINKS = Set.of("links", "link", "urls", "url", "链接", "网址");
    Set<String> MENTIONS = Set.of("mentions", "mention", "提及", "@");
    Set<String> OFF = Set.of("off", "nothing", "关闭", "关", "关掉");
    Set<String> SITES = Set.of("sites", "site", "网站", "站点");
    Set<String> BOTS = Set.of("bots", "bot", "机器人");
    Set<String> NONE = Set.of("none", "no", "清空", "无", "没有");
    Set<String> EVERY = Set.of("all", "every", "any", "全部", "所有");

    Pattern BETWEEN = Pattern.compile("[\\s,，、;；]+");

    /** A mention as Discord writes it, or as Slack's adapter does; a bare id. */
    Pattern ID = Pattern.compile("<@!?(\\d{5,20})>|@?([A-Z][A-Z0-9]{5,20}|\\d{15,20})");

    /**
     * Reads a wish; empty where a message is none.
     *
     * @param before what is to be changed
     */
    static Optional<Tuning> read(String text, Listening before) {
        Matcher words = WORDS.matcher(text.strip());
        if (text.length() > LONGEST || !words.matches()) {
            return Optional.empty();
        }
        String what = words.group("what").toLowerCase(Locale.ROOT);
        String values =
                words.group("values") == null ? "" : words.group("values").strip();
        if (what.isEmpty() && values.isEmpty()) {
            return Optional.of(new Show());
        } else if (SITES.contains(what)) {
            return Optional.of(sites(values, before));
        } else if (BOTS.contains(what)) {
            return Optional.of(bots(values, before));
        } else if (!values.isEmpty()) {
            return Optional.empty();
        }
        return mode(what).map(mode -> new Change(before.in(mode)));
    }

    private static Optional<Mode> mode(String what) {
        if (ERRORS.contains(what)) {
            return Optional.of(Mode.ERRORS);
        } else if (LINKS.contains(what)) {
            return Optional.of(Mode.LINKS);
        } else if (MENTIONS.contains(what)) {
            return Optional.of(Mode.MENTIONS);
        }
        return OFF.contains(what) ? Optional.of(Mode.OFF) : Optional.empty();
    }

    private static Tuning sites(String values, Listening before) {
        if (values.isEmpty()) {
            return new Show();
        } else if (NONE.contains(values.toLowerCase(Locale.ROOT))) {
            return new Change(before.to(List.of()));
        }
        Set<String> hosts = new LinkedHashSet<>();
        for (String value : BETWEEN.split(values, -1)) {
            String url = value.matches("(?i)https?://.*") ? value : "https://" + value + "/";
            if (!(SiteUrl.read(url) instanceof SiteUrl site) || !site.host().contains(".")) {
                return new NoSite(value);
            }
            hosts.add(site.host());
        }
        return new Change(before.to(new ArrayList<>(hosts).subList(0, Math.min(MOST, hosts.size()))));
    }

    private static Tuning bots(String values, Listening before) {
        if (values.isEmpty()) {
            return new Show();
        } else if (NONE.contains(values.toLowerCase(Locale.ROOT))) {
            return new Change(before.minding(List.of()));
        } else if (EVERY.contains(values.toLowerCase(Locale.ROOT))) {
            return new Change(before.minding(List.of(Listening.EVERY_BOT)));
        }
        Set<String> ids = new LinkedHashSet<>();
        for (String value : BETWEEN.split(values, -1)) {
            Matcher id = ID.matcher(value);
            if (!id.matches()) {
                return new NoBot(value);
            }
            ids.add(id.group(1) == null ? id.group(2) : id.group(1));
        }
        return new Change(before.minding(new ArrayList<>(ids).subList(0, Math.min(MOST, ids.size()))));
    }
}
