package dev.cf5xx.bot.chat;

import java.io.IOException;

/** A platform does not let the bot do something, and will not if asked again. */
public final class HinderedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Hindrance hindrance;
    private final String what;

    /**
     * A hindrance.
     *
     * @param what the scope's or permission's name as the platform writes it, or the platform's own word for what is wrong
     */
    public HinderedException(Hindrance hindrance, String what) {
        super(hindrance + ": " + what);
        this.hindrance = hindrance;
        this.what = what;
    }

    /** Why. */
    public Hindrance hindrance() {
        return hindrance;
    }

    /** The scope's or permission's name as the platform writes it, or the platform's own word for what is wrong. */
    public String what() {
        return what;
    }
}
