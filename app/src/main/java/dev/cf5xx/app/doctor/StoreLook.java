package dev.cf5xx.app.doctor;

import dev.cf5xx.bot.store.Store;
import dev.cf5xx.bot.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks at the folder of the bot's memory, and leaves it as it is. */
final class StoreLook {
    private static final String ID = "store";

    /** Bytes that should be left: the memory of a busy bot for months, with its log. */
    private static final long LEAST = 100L << 20;

    private StoreLook() {}

    static Looked look(@Nullable Path folder) {
        return Looked.of(folder == null ? Finding.unset(ID, Remark.STORE_UNSET) : finding(folder.toAbsolutePath()));
    }

    private static Finding finding(Path folder) {
        try {
            Path there = folder;
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            if (!Files.isDirectory(there) || !Files.isWritable(there)) {
                return Finding.wrong(ID, Remark.STORE_READ_ONLY, folder);
            }
            long left = Files.getFileStore(there).getUsableSpace();
            if (left < LEAST) {
                return Finding.wrong(ID, Remark.STORE_FULL, folder, left >> 20, LEAST >> 20);
            }
            if (!there.equals(folder)) {
                return Finding.fine(ID, Remark.STORE_NEW, folder);
            }
            // Permissions do not tell of a file system that is mounted read-only.
            Files.delete(Files.createTempFile(folder, ".cf5xx-doctor", null));
            Store.examine(folder);
            return Finding.fine(ID, Remark.STORE, folder);
        } catch (IOException e) {
            return Finding.wrong(ID, Remark.STORE_READ_ONLY, folder);
        } catch (StoreException e) {
            return switch (e.problem()) {
                // A bot that runs is no fault; whoever wants a second one learns what to do.
                case LOCKED -> Finding.unset(ID, Remark.STORE_IN_USE, folder);
                case CORRUPT -> Finding.wrong(ID, Remark.STORE_CORRUPT, folder);
                case READ_ONLY -> Finding.wrong(ID, Remark.STORE_READ_ONLY, folder);
                case NEWER -> Finding.wrong(ID, Remark.STORE_NEWER, folder);
                case FULL -> Finding.wrong(ID, Remark.STORE_FULL, folder, 0, LEAST >> 20);
                case NO_LIBRARY -> Finding.wrong(ID, Remark.STORE_NO_LIBRARY);
                case UNUSABLE -> Finding.wrong(ID, Remark.STORE_UNUSABLE, folder);
            };
        }
    }
}
