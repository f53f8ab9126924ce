package dev.cf5xx.knowledge;

/**
 * One text in both languages.
 *
 * @param en the English, never blank
 * @param zh the Chinese, never blank
 */
public record Text(String en, String zh) {
    public Text {
        if (en.isBlank() || zh.isBlank()) {
            throw new IllegalArgumentException("a text needs both languages: en=\"" + en + "\", zh=\"" + zh + "\"");
        }
    }

    /** The text in {@code lang}. */
    public String in(Lang lang) {
        return lang == Lang.EN ? en : zh;
    }
}
