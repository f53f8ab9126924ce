package dev.cf5xx.bot.store;

import dev.cf5xx.bot.store.StoreException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite in a folder of its own, with write-ahead log, every commit on disk before it is answered. */
final class SqliteDatabase implements Database {
    private static final String FILE = "cf5xx.db";
    private static final String LOCK = "cf5xx.lock";
    private static final String HISTORY = "schema_history";
    private static final int BUSY_MILLIS = 5_000;

    private final Connection connection;
    private final @Nullable FileChannel lock;

    private SqliteDatabase(Connection connection, @Nullable FileChannel lock) {
        this.connection = connection;
        this.lock = lock;
    }

    static SqliteDatabase in(Path folder) {
        FileChannel lock = lock(folder);
        try {
            // SQLite gives the files beside it the permissions of this one.
            if (!Files.exists(folder.resolve(FILE))) {
                create(folder.resolve(FILE)).close();
            }
            return new SqliteDatabase(open("jdbc:sqlite:" + folder.resolve(FILE)), lock);
        } catch (IOException e) {
            unlock(lock);
            throw new StoreException(Problem.READ_ONLY, e);
        } catch (StoreException e) {
            unlock(lock);
            throw e;
        }
    }

    /** Opens a file for writing, which nobody but its owner may read if it is new. */
    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownersOnly(file, "rw-------"));
    }

    private static FileAttribute<?>[] ownersOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Looks at what is there, and leaves it as it is. */
    static void examine(Path folder) {
        if (!Files.exists(folder.resolve(FILE))) {
            return;
        }
        FileChannel lock = lock(folder);
        SQLiteDataSource source = source("jdbc:sqlite:" + folder.resolve(FILE));
        try (Connection connection = source.getConnection()) {
            refuseForeign(connection);
            refuseNewer(flyway(source));
        } catch (SQLException | FlywayException e) {
            throw problem(e);
        } finally {
            unlock(lock);
        }
    }

    static SqliteDatabase inMemory() {
        return new SqliteDatabase(open("jdbc:sqlite:file:" + UUID.randomUUID() + "?mode=memory&cache=shared"), null);
    }

    private static FileChannel lock(Path folder) {
        FileChannel channel;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, ownersOnly(folder, "rwx------"));
            }
            channel = create(folder.resolve(LOCK));
        } catch (IOException e) {
            throw new StoreException(Problem.READ_ONLY, e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (IOException | OverlappingFileLockException e) {
            unlock(channel);
            throw new StoreException(Problem.LOCKED, e);
        }
        unlock(channel);
        throw new StoreException(Problem.LOCKED, null);
    }

    private static void unlock(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new StoreException(Problem.UNUSABLE, e);
        }
    }

    private static SQLiteDataSource source(String url) {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    private static Connection open(String url) {
        SQLiteDataSource source = source(url);
        try {
            // Opened before the migration, for a database in memory lives only as long as a connection to it.
            Connection connection = source.getConnection();
            try {
                refuseForeign(connection);
                migrate(source);
                // Written into the file: not before it is known to be ours.
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma journal_mode = wal");
                    // An address that was looked at may have had a password in it: what is deleted is gone.
                    statement.execute("pragma secure_delete = on");
                }
                return connection;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | FlywayException e) {
            throw problem(e);
        }
    }

    /** A database with tables but without our history is another program's. */
    private static void refuseForeign(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select count(*), count(case when name = '" + HISTORY + "' then 1 end) from sqlite_master")) {
            if (tables.next() && tables.getInt(1) > 0 && tables.getInt(2) == 0) {
                throw new StoreException(Problem.CORRUPT, null);
            }
        }
    }

    private static void migrate(SQLiteDataSource source) {
        Flyway flyway = flyway(source);
        refuseNewer(flyway);
        flyway.migrate();
    }

    private static Flyway flyway(SQLiteDataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:dev/cf5xx/bot/store/migrations")
                .table(HISTORY)
                .load();
    }

    private static void refuseNewer(Flyway flyway) {
        for (MigrationInfo applied : flyway.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED) {
                throw new StoreException(Problem.NEWER, null);
            }
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public StoreException explain(Exception error) {
        return problem(error);
    }

    private static StoreException problem(Exception error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return new StoreException(problem(sqlite.getResultCode()), error);
            } else if (cause instanceof NativeLibraryNotFoundException || cause instanceof UnsatisfiedLinkError) {
                return new StoreException(Problem.NO_LIBRARY, error);
            }
        }
        return new StoreException(Problem.UNUSABLE, error);
    }

    private static Problem problem(SQLiteErrorCode code) {
        // Extended codes carry the primary one in their low byte.
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_NOTADB.code || primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return Problem.CORRUPT;
        } else if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return Problem.LOCKED;
        } else if (primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return Problem.READ_ONLY;
        } else if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return Problem.FULL;
        }
        return Problem.UNUSABLE;
    }

    /** The write-ahead log keeps every page it was ever given, until it is cut. */
    @Override
    public void wipe() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw problem(e);
        } finally {
            unlock(lock);
        }
    }
}
