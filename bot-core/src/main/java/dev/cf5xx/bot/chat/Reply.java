package dev.cf5xx.bot.chat;

import java.util.ArrayList;
import java.util.List;

/** One message of the bot, on no platform in particular. */
public record Reply(List<Block> blocks) {
    public Reply {
        blocks = List.copyOf(blocks);
    }

    /** A reply of these blocks. */
    public static Reply of(Block... blocks) {
        return new Reply(List.of(blocks));
    }

    /** This reply with one more block at its beginning. */
    public Reply after(Block block) {
        List<Block> more = new ArrayList<>(List.of(block));
        more.addAll(blocks);
        return new Reply(more);
    }

    /** This reply with one more block at its end. */
    public Reply plus(Block block) {
        List<Block> more = new ArrayList<>(blocks);
        more.add(block);
        return new Reply(more);
    }
}
