package sslorders.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads the columns of a row in order. Each method reads the next column. */
public final class Row {
    private final ResultSet columns;
    private int index;

    Row(ResultSet columns) {
        this.columns = columns;
    }

    /** Reads a string, which must not be null. */
    public String text() throws SQLException {
        return columns.getString(++index);
    }

    /** Reads a string; empty for null. */
    public Optional<String> optionalText() throws SQLException {
        return Optional.ofNullable(text());
    }

    /** Reads a time, which must not be null. */
    public Instant time() throws SQLException {
        return optionalTime().orElseThrow();
    }

    /** Reads a time; empty for null. */
    public Optional<Instant> optionalTime() throws SQLException {
        return Optional.ofNullable(columns.getObject(++index, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** Reads an array of times; empty for null. */
    public List<Instant> times() throws SQLException {
        Array array = columns.getArray(++index);
        return array == null
                ? List.of()
                : Stream.of((Timestamp[]) array.getArray())
                        .map(Timestamp::toInstant)
                        .toList();
    }

    /** Reads an integer, which must not be null. */
    public int number() throws SQLException {
        return columns.getInt(++index);
    }

    /** Reads a large integer, which must not be null. */
    public long longNumber() throws SQLException {
        return columns.getLong(++index);
    }

    /** Reads an integer; empty for null. */
    public Optional<Long> optionalNumber() throws SQLException {
        long number = columns.getLong(++index);
        return columns.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** Reads a boolean, which must not be null. */
    public boolean flag() throws SQLException {
        return columns.getBoolean(++index);
    }

    /** Reads a UUID; null for null. */
    public UUID uuid() throws SQLException {
        return columns.getObject(++index, UUID.class);
    }
}
