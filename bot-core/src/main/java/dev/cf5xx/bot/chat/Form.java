package dev.cf5xx.bot.chat;

import java.util.List;

/**
 * Something to fill in, which only the one who opens it sees.
 *
 * @param id what comes back in {@link Act.Submitted}; at most 100 characters of ASCII
 * @param title at most 24 characters
 * @param fields what to fill in, at most five
 * @param submit the label of the button that sends it, at most 24 characters
 */
public record Form(String id, String title, List<Field> fields, String submit) {

    /**
     * One line to fill in.
     *
     * @param id its name in {@link Act.Submitted#values}
     * @param label at most 45 characters
     * @param hint an example
     */
    public record Field(String id, String label, String hint) {}
}
