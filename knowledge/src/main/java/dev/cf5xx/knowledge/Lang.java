package dev.cf5xx.knowledge;

import java.util.Locale;
import java.util.Optional;

/** A language the bot speaks. */
public enum Lang {
    /** English. */
    EN,
    /** Simplified Chinese. */
    ZH;

    /** The tag used in files, options and machine output: {@code en} or {@code zh}. */
    public String tag() {
        return this == EN ? "en" : "zh";
    }

    /** The other one. */
    public Lang other() {
        return this == EN ? ZH : EN;
    }

    /**
     * Reads a language tag or POSIX locale name: {@code zh}, {@code zh-CN}, {@code zh_TW.UTF-8}, {@code en-GB}.
     *
     * @return empty for any other language
     */
    public static Optional<Lang> of(String tag) {
        String lower = tag.strip().toLowerCase(Locale.ROOT);
        for (Lang lang : values()) {
            String own = lang.tag();
            if (lower.startsWith(own) && (lower.length() == 2 || !Character.isLetter(lower.charAt(2)))) {
                return Optional.of(lang);
            }
        }
        return Optional.empty();
    }
}
