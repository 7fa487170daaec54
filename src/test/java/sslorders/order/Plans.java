package sslorders.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** PostgreSQL's plans for a statement of the service, in a session of the service's own, which has the settings that it has. */
final class Plans implements AutoCloseable {
    private final Connection connection;
    private final Statement statement;
    private final int parameters;

    /**
     * @param database the service's
     * @param sql as it is sent, its parameters as question marks
     */
    Plans(DataSource database, String sql) throws SQLException {
        connection = database.getConnection();
        statement = connection.createStatement();
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (char letter : sql.toCharArray()) {
            numbered.append(letter == '?' ? "$" + ++number : String.valueOf(letter));
        }
        parameters = number;
        statement.execute("prepare page as " + numbered);
    }

    /** The plan that the session keeps, for whatever values. */
    String kept() throws SQLException {
        return text("explain (costs off) " + execution(Collections.nCopies(parameters, "null")));
    }

    /** The plan that is made for these values. */
    String madeFor(List<String> values) throws SQLException {
        statement.execute("set plan_cache_mode = force_custom_plan");
        try {
            return text("explain (costs off) " + execution(quoted(values)));
        } finally {
            // To what the session came with, which a test of the plan that is kept relies on.
            statement.execute("reset plan_cache_mode");
        }
    }

    /** What an execution with these values did, as PostgreSQL tells it in JSON. */
    JsonNode executed(List<String> values) throws Exception {
        String text = text("explain (analyze, buffers, format json) " + execution(quoted(values)));
        return new ObjectMapper().readTree(text).at("/0/Plan");
    }

    private static String execution(List<String> values) {
        return "execute page (" + String.join(", ", values) + ")";
    }

    private static List<String> quoted(List<String> values) {
        return values.stream().map(value -> "'" + value + "'").toList();
    }

    private String text(String sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet lines = statement.executeQuery(sql)) {
            while (lines.next()) {
                text.append(lines.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            statement.execute("deallocate page");
        }
    }
}
