package dev.cf5xx.bot.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs from one database to the next: how it is opened, closed, and what its errors mean. */
sealed interface Database extends AutoCloseable permits SqliteDatabase {
    /** The one connection, migrated. */
    Connection connection();

    /** What an error of this database means. */
    StoreException explain(Exception error);

    /** Leaves nothing on the disk of what was overwritten or deleted. Outside of transactions. */
    void wipe() throws SQLException;

    @Override
    void close();
}
