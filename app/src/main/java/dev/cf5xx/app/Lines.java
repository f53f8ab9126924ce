package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a text that somebody gave us: UTF-8 and of bearable length, or a clear complaint. */
final class Lines implements AutoCloseable {
    /** In characters. */
    static final int LONGEST = 1_000_000;

    private final InputStream in;
    /** Null for the standard input. */
    private final @Nullable String path;

    private final Lang lang;
    private boolean first = true;

    /** A line that cannot be used; the next one can still be asked for. */
    static final class BadLine extends BadInput {
        private static final long serialVersionUID = 1L;

        private final String code;

        BadLine(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The code in machine output. */
        String code() {
            return code;
        }
    }

    private Lines(InputStream in, @Nullable String path, Lang lang) {
        this.in = new BufferedInputStream(in);
        this.path = path;
        this.lang = lang;
    }

    /** The lines of the file at {@code path}, or of the standard input for {@code -}. */
    static Lines of(String path, Surroundings around, Lang lang) {
        if (path.equals("-")) {
            return standardInput(around, lang);
        }
        try {
            return new Lines(Files.newInputStream(Path.of(path)), path, lang);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput(Message.NO_FILE.in(lang, path));
        }
    }

    /** The lines of the standard input. */
    static Lines standardInput(Surroundings around, Lang lang) {
        return new Lines(around.in(), null, lang);
    }

    /** What is read, in words for the one who asked. */
    String name() {
        return path == null ? Message.STANDARD_INPUT.in(lang) : path;
    }

    /**
     * The next line without its end, or null after the last.
     *
     * @throws BadLine if it is no text or too long
     */
    @Nullable
    String next() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        try {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                // A character takes at most three bytes; what is beyond is read and dropped.
                tooLong |= bytes.size() >= 3 * LONGEST;
                if (!tooLong) {
                    bytes.write(c);
                }
            }
        } catch (IOException e) {
            throw unreadable();
        }
        boolean mayHaveMark = first;
        first = false;
        String line = tooLong ? "" : decode(bytes.toByteArray());
        if (tooLong || line.length() > LONGEST) {
            throw new BadLine("too-long", Message.LINE_TOO_LONG.in(lang, LONGEST));
        }
        if (line.endsWith("\r")) {
            line = line.substring(0, line.length() - 1);
        }
        return mayHaveMark && line.startsWith("\ufeff") ? line.substring(1) : line;
    }

    private String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            throw new BadLine("not-text", Message.NOT_TEXT.in(lang, name()));
        }
        throw new BadLine("not-text", Message.NOT_TEXT.in(lang, name()));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private BadInput unreadable() {
        return new BadInput(path == null ? Message.INPUT_BROKE_OFF.in(lang) : Message.NO_FILE.in(lang, path));
    }
}
