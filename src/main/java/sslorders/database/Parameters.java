package sslorders.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sets the parameters of a statement in order. An empty value becomes {@code null}. */
public final class Parameters {
    private final PreparedStatement statement;
    private int index;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    public Parameters text(String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    public Parameters text(Optional<String> value) throws SQLException {
        return text(value.orElse(null));
    }

    /** Sets one parameter for each value. */
    public Parameters texts(List<String> values) throws SQLException {
        for (String value : values) {
            text(value);
        }
        return this;
    }

    /** Sets an array of strings. */
    public Parameters textArray(List<String> values) throws SQLException {
        return array("text", values);
    }

    public Parameters time(Instant value) throws SQLException {
        return time(Optional.of(value));
    }

    public Parameters time(Optional<Instant> value) throws SQLException {
        if (value.isPresent()) {
            statement.setObject(++index, value.get().atOffset(ZoneOffset.UTC));
        } else {
            statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
        }
        return this;
    }

    public Parameters number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    public Parameters number(int value) throws SQLException {
        statement.setInt(++index, value);
        return this;
    }

    public Parameters number(Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            return number(value.get());
        }
        statement.setNull(++index, Types.BIGINT);
        return this;
    }

    public Parameters flag(boolean value) throws SQLException {
        statement.setBoolean(++index, value);
        return this;
    }

    public Parameters uuid(UUID value) throws SQLException {
        statement.setObject(++index, value, Types.OTHER);
        return this;
    }

    public Parameters uuid(Optional<UUID> value) throws SQLException {
        return uuid(value.orElse(null));
    }

    /** Sets an array of UUIDs. */
    public Parameters uuidArray(List<UUID> values) throws SQLException {
        return array("uuid", values);
    }

    private Parameters array(String type, List<?> values) throws SQLException {
        statement.setArray(++index, statement.getConnection().createArrayOf(type, values.toArray()));
        return this;
    }
}
