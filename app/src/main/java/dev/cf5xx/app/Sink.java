package dev.cf5xx.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The standard output; it remembers how writing to it failed, which a print stream forgets. */
final class Sink extends OutputStream {
    private final FileOutputStream file;
    private @Nullable IOException failure;

    Sink(FileDescriptor descriptor) {
        this.file = new FileOutputStream(descriptor);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            file.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Whether writing failed because nobody reads any more, as in {@code cf5xx … | head -1}: that is no error to tell. */
    boolean leftByItsReader() {
        if (failure == null) {
            return false;
        }
        return String.valueOf(failure.getMessage()).contains("Broken pipe") || isPipe();
    }

    /** Where the system says so: its messages may be in any language. */
    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().matches("(?:pipe|socket):.*");
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return false;
        }
    }
}
