package dev.cf5xx.bot.chat;

import dev.cf5xx.knowledge.Lang;
import java.util.List;

/** What platforms tell what happens on them. Every method may be called from any thread. */
public interface Listener {
    /**
     * Something was said, or a button pressed, {@linkplain Place#ASIDE beside a channel}. Answers at once: nothing is stored
     * and nothing is connected to.
     */
    Aside aside(Heard heard);

    /** Something happened. Returns at once. An event with an id that was taken before changes nothing. */
    Hearing take(Heard heard);

    /**
     * What somebody may mean who has typed so much of a question. Answers at once.
     *
     * @return best first, at most 25
     */
    List<Suggestion> suggest(String typed, Lang lang);
}
