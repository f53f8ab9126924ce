package dev.cf5xx.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cf5xx.bot.chat.Block;
import dev.cf5xx.bot.chat.Reply;
import dev.cf5xx.bot.chat.Venue;
import dev.cf5xx.bot.dialogue.Effect;
import dev.cf5xx.bot.dialogue.Turn;
import dev.cf5xx.bot.store.StoreException.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the store to naming what is wrong with a folder it cannot use, and to leaving every byte in it alone. */
class DamagedStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path parent;

    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        folder = parent.resolve("data");
        file = folder.resolve("cf5xx.db");
    }

    private static List<Outgoing> take(Store store, String id) {
        Effect effect = new Effect.Post("m", Reply.of(new Block.Listing("x".repeat(3000))));
        return store.take(new Venue("test", "t"), id, NOON, state -> new Turn(state, List.of(effect)));
    }

    /** A store of some pages, closed. */
    private void used() {
        try (Store store = Store.in(folder)) {
            for (int i = 0; i < 20; i++) {
                take(store, "e" + i);
            }
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Every file of the folder but the lock, which holds nothing. */
    private Map<String, String> bytes() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.filter(it -> !it.endsWith("cf5xx.lock")).toList()) {
                all.put(each.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(each)));
            }
        }
        return all;
    }

    private static Problem problem(Path folder) {
        StoreException e = catchThrowableOfType(
                StoreException.class, () -> Store.in(folder).close());
        assertThat(e).as("opening fails").isNotNull();
        return e.problem();
    }

    private void refused(Problem expected) throws IOException {
        Map<String, String> before = bytes();
        assertThat(problem(folder)).isEqualTo(expected);
        assertThat(bytes()).isEqualTo(before);
        assertThat(problem(folder)).as("the second time").isEqualTo(expected);
    }

    @Test
    void in_noFolderYet_makesIt() {
        used();

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void in_folderAndFilesItMakes_areTheOwnersOnly() throws Exception {
        Assumptions.assumeTrue(Files.getFileStore(folder.getParent()).supportsFileAttributeView("posix"));
        try (Store store = Store.in(folder)) {
            take(store, "e1");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.toList())
                        .hasSizeGreaterThan(2)
                        .allSatisfy(it -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(it)))
                                .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void in_linkToAFolder_isThatFolder() throws Exception {
        Path real = Files.createDirectories(folder.resolveSibling("real"));
        Files.createSymbolicLink(folder, real);

        used();

        assertThat(real.resolve("cf5xx.db")).isNotEmptyFile();
    }

    @Test
    void in_emptyDatabaseFile_beginsANewOne() throws Exception {
        Files.createDirectories(folder);
        Files.createFile(file);

        try (Store store = Store.in(folder)) {
            assertThat(take(store, "e1")).hasSize(1);
        }
    }

    @Test
    void in_textFile_isCorrupt() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(file, "this is somebody's shopping list, and no database\n".repeat(100));

        refused(Problem.CORRUPT);
    }

    @Test
    void in_headerOverwritten_isCorrupt() throws Exception {
        used();
        overwrite(0, 100);

        refused(Problem.CORRUPT);
    }

    @Test
    void in_firstPageOverwritten_isCorrupt() throws Exception {
        used();
        overwrite(100, 3000);

        refused(Problem.CORRUPT);
    }

    @Test
    void in_truncatedFile_isCorrupt() throws Exception {
        used();
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            data.setLength(data.length() / 2);
        }

        refused(Problem.CORRUPT);
    }

    @Test
    void in_fileTruncatedWithinTheHeader_isCorrupt() throws Exception {
        used();
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            data.setLength(60);
        }

        refused(Problem.CORRUPT);
    }

    @Test
    void take_pagesOfDataOverwritten_isCorruptAndOpensNoTransaction() throws Exception {
        used();
        overwrite(4096, (int) Files.size(file) - 4096);

        StoreException e = catchThrowableOfType(StoreException.class, () -> {
            try (Store store = Store.in(folder)) {
                take(store, "new");
            }
        });

        assertThat(e).isNotNull();
        assertThat(e.problem()).isEqualTo(Problem.CORRUPT);
    }

    @Test
    void in_databaseOfAnotherProgram_isRefusedAndLeftAlone() throws Exception {
        Files.createDirectories(folder);
        sql("create table recipe (name text)", "insert into recipe values ('soup')");

        refused(Problem.CORRUPT);
    }

    @Test
    void in_newerSchema_isNewer() throws Exception {
        used();
        sql(
                "insert into schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                        + " execution_time, success) values (99, '9999', 'from the future', 'SQL', 'V9999__future.sql', 1, '', 1, 1)");

        refused(Problem.NEWER);
    }

    @Test
    void in_newerSchemaHalfApplied_isNewer() throws Exception {
        used();
        sql(
                "insert into schema_history (installed_rank, version, description, type, script, checksum, installed_by,"
                        + " execution_time, success) values (99, '9999', 'from the future', 'SQL', 'V9999__future.sql', 1, '', 1, 0)");

        refused(Problem.NEWER);
    }

    @Test
    void in_folderInUse_isLockedAndTheUserGoesOn() throws Exception {
        try (Store store = Store.in(folder)) {
            take(store, "e1");
            Map<String, String> before = bytes();

            assertThat(problem(folder)).isEqualTo(Problem.LOCKED);

            assertThat(bytes()).isEqualTo(before);
            assertThat(take(store, "e2")).hasSize(1);
        }
        try (Store store = Store.in(folder)) {
            assertThat(store.unfinished()).hasSize(2);
        }
    }

    @Test
    void in_afterARefusal_folderIsNotLeftLocked() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(file, "no database at all ".repeat(100));
        assertThat(problem(folder)).isEqualTo(Problem.CORRUPT);
        Files.delete(file);

        try (Store store = Store.in(folder)) {
            assertThat(take(store, "e1")).hasSize(1);
        }
    }

    @Test
    void in_folderIsAFile_saysItCannotBeWrittenTo() throws Exception {
        Files.writeString(folder, "a file");

        assertThat(problem(folder)).isEqualTo(Problem.READ_ONLY);
        assertThat(folder).hasContent("a file");
    }

    @Test
    void in_databaseIsAFolder_saysItCannotBeWrittenTo() throws Exception {
        Files.createDirectories(file);
        Files.writeString(file.resolve("keep"), "me");

        assertThat(problem(folder)).isEqualTo(Problem.READ_ONLY);
        assertThat(file.resolve("keep")).hasContent("me");
    }

    @Test
    void in_folderNobodyCanMake_isReadOnly() {
        Path proc = Path.of("/proc");
        Assumptions.assumeTrue(Files.isDirectory(proc.resolve("self")), "no /proc here");

        assertThat(problem(proc.resolve("cf5xx-data"))).isEqualTo(Problem.READ_ONLY);
    }

    @Test
    void take_stateThatIsNoState_isCorrupt() throws Exception {
        used();
        sql(
                "insert into conversation (platform, thread, state, said, changed_at) values ('test', 'broken', '{', 1, 1)");
        Venue broken = new Venue("test", "broken");

        try (Store store = Store.in(folder)) {
            assertThatThrownBy(() -> store.take(broken, "n", NOON, state -> new Turn(state, List.of())))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CORRUPT));
            assertThat(take(store, "next")).as("the other threads go on").hasSize(1);
        }
    }

    private void overwrite(long from, int length) throws IOException {
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            data.seek(from);
            data.write("?".repeat(length).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
