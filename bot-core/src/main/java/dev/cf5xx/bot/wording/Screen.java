package dev.cf5xx.bot.wording;

import dev.cf5xx.bot.chat.Reply;

/** The smallest terminal people still use. */
final class Screen {
    static final int ROWS = 24;
    static final int COLUMNS = 80;

    private Screen() {}

    /** How many rows a reply takes as plain text. */
    static int rows(Reply reply) {
        return PlainText.of(reply).lines().mapToInt(Screen::rows).sum();
    }

    private static int rows(String line) {
        return Math.max(1, (columns(line) + COLUMNS - 1) / COLUMNS);
    }

    /** Chinese characters and full-width punctuation take two columns. */
    static int columns(String line) {
        return line.codePoints()
                .map(c -> c >= 0x1100 && (c <= 0x115f || (c >= 0x2e80 && c <= 0xffdc && c != 0x303f)) ? 2 : 1)
                .sum();
    }
}
