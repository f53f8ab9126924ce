package dev.cf5xx.bot.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * A run of text within a line. Which kind it is says who wrote it, so that a renderer knows what to escape: everything
 * from a stranger travels as {@link Quoted} and nothing else.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Span.Words.class, name = "words"),
    @JsonSubTypes.Type(value = Span.Quoted.class, name = "quoted"),
    @JsonSubTypes.Type(value = Span.Code.class, name = "code"),
    @JsonSubTypes.Type(value = Span.Link.class, name = "link"),
    @JsonSubTypes.Type(value = Span.Moment.class, name = "moment"),
    @JsonSubTypes.Type(value = Span.Someone.class, name = "someone")
})
public sealed interface Span {

    /**
     * The bot's own words.
     *
     * @param strong whether they stand out
     */
    record Words(String text, boolean strong) implements Span {}

    /** What a stranger wrote: a host name, a page title, a header. Never formatted, linked or allowed to mention. */
    record Quoted(String text) implements Span {}

    /** A literal of the bot's own: a command, a parameter, a log line. One line; it may hold a stranger's host name. */
    record Code(String text) implements Span {}

    /**
     * A link of the bot's own.
     *
     * @param url absolute, https
     */
    record Link(String url, String label) implements Span {}

    /** A point in time, which a platform shows in each reader's own zone where it can. */
    record Moment(
            @JsonSerialize(using = ToStringSerializer.class) Instant at) implements Span {
        /** Reads what the instant is written as. */
        @JsonCreator
        static Moment read(@JsonProperty("at") String at) {
            return new Moment(Instant.parse(at));
        }
    }

    /**
     * Somebody of the platform's, shown by name where the platform can.
     *
     * @param id as of {@link Person#id}
     */
    record Someone(String id) implements Span {}

    /** The bot's own words, plain. */
    static Span words(String text) {
        return new Words(text, false);
    }

    /** The bot's own words, standing out. */
    static Span strong(String text) {
        return new Words(text, true);
    }
}
