package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
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

    private final Reader in;
    private final String name;
    private final Lang lang;
    private boolean first = true;

    private Lines(InputStream in, String name, Lang lang) {
        this.in = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        this.name = name;
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
        return new Lines(around.in(), Message.STANDARD_INPUT.in(lang), lang);
    }

    /** The next line without its end, or null after the last. */
    @Nullable
    String next() {
        StringBuilder line = new StringBuilder();
        try {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                if (c == 0) {
                    throw new BadInput(Message.NOT_TEXT.in(lang, name));
                }
                if (line.length() >= LONGEST) {
                    throw new BadInput(Message.TOO_LONG.in(lang, LONGEST));
                }
                line.append((char) c);
            }
        } catch (CharacterCodingException e) {
            throw new BadInput(Message.NOT_TEXT.in(lang, name));
        } catch (IOException e) {
            throw new BadInput(Message.NO_FILE.in(lang, name));
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        if (first && line.length() > 0 && line.charAt(0) == '\ufeff') {
            line.deleteCharAt(0);
        }
        first = false;
        return line.toString();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new BadInput(Message.NO_FILE.in(lang, name));
        }
    }
}
