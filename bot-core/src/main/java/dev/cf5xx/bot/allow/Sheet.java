package dev.cf5xx.bot.allow;

import dev.cf5xx.knowledge.Lang;
import java.util.List;
import java.util.function.Function;

/** The text as it grows. All tools here take {@code #} for a comment. */
final class Sheet {
    private final StringBuilder text = new StringBuilder();
    private final Lang lang;

    Sheet(Lang lang) {
        this.lang = lang;
    }

    void line(String line) {
        text.append(line).append('\n');
    }

    void blank() {
        line("");
    }

    void each(List<String> ranges, Function<String, String> form) {
        ranges.forEach(range -> line(form.apply(range)));
    }

    void note(Advice advice) {
        line("# " + advice.in(lang));
    }

    void note(Advice advice, String value) {
        line("# " + advice.in(lang).replace("{0}", value));
    }

    void indented(Advice advice) {
        line("    # " + advice.in(lang));
    }

    void undo(List<String> commands) {
        note(Advice.UNDO_COMMANDS);
        commands.forEach(command -> line("#   " + command));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
