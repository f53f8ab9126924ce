package dev.cf5xx.app;

import dev.cf5xx.knowledge.Lang;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where SQLite's native library is unpacked. The driver leaves its copy behind when the process is killed, so each process
 * has a folder named after it, and clears away its user's folders of processes that are gone. The name cannot be guessed
 * and nobody else may write there: what is unpacked is going to be run.
 */
final class NativeLibrary {
    private static final String PROPERTY = "org.sqlite.tmpdir";
    private static final String PREFIX = "cf5xx-native-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,10})(?:-\\d+)?");

    private NativeLibrary() {}

    /**
     * Makes the folder, once.
     *
     * @throws BadInput if there is no place for it
     */
    static synchronized void prepare(Lang lang) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try {
            Path mine = Files.createTempDirectory(
                    temporary(), PREFIX + ProcessHandle.current().pid() + "-");
            System.setProperty(PROPERTY, mine.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(mine), "cf5xx-native-cleanup"));
            clear(Files.getOwner(mine));
        } catch (IOException e) {
            BadInput bad = new BadInput(Message.NO_LIBRARY.in(lang, temporary()));
            bad.initCause(e);
            throw bad;
        }
    }

    /** The folder for temporary files. */
    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void clear(UserPrincipal me) {
        List<Path> folders;
        try (Stream<Path> files = Files.list(temporary())) {
            folders = files.filter(NativeLibrary::isOrphan).toList();
        } catch (IOException | UncheckedIOException e) {
            // What lies there is not ours to see.
            return;
        }
        for (Path folder : folders) {
            if (isOf(me, folder)) {
                delete(folder);
            }
        }
    }

    private static boolean isOrphan(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static boolean isOf(UserPrincipal me, Path folder) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(me);
        } catch (IOException e) {
            return false;
        }
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
