package dev.cf5xx.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where SQLite's native library is unpacked. The driver leaves its copy behind when the process is killed, so each process
 * has a folder named after it, and clears away the folders of processes that are gone.
 */
final class NativeLibrary {
    private static final String PROPERTY = "org.sqlite.tmpdir";
    private static final String PREFIX = "cf5xx-native-";

    private NativeLibrary() {}

    static synchronized void prepare() {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            try (Stream<Path> files = Files.list(temp)) {
                files.filter(NativeLibrary::isOrphan).forEach(NativeLibrary::delete);
            }
            Path mine = Files.createDirectories(
                    temp.resolve(PREFIX + ProcessHandle.current().pid()));
            System.setProperty(PROPERTY, mine.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(mine), "cf5xx-native-cleanup"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOrphan(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.matches(PREFIX + "\\d{1,10}")) {
            return false;
        }
        Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())));
        return owner.isEmpty();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Somebody else's, or being cleared by another process just now: not ours to insist on.
            return;
        }
    }
}
