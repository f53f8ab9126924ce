package dev.cf5xx.app;

import dev.cf5xx.bot.wording.PlainText;

/** Styling by the escape sequences of terminals. */
final class AnsiStyle implements PlainText.Style {
    private static final char ESC = 27;

    @Override
    public String heading(String text) {
        return styled("1;36", text);
    }

    @Override
    public String strong(String text) {
        return styled("1", text);
    }

    @Override
    public String code(String text) {
        return styled("33", text);
    }

    @Override
    public String faint(String text) {
        return styled("2", text);
    }

    private static String styled(String sgr, String text) {
        return ESC + "[" + sgr + "m" + text + ESC + "[0m";
    }
}
