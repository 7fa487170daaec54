package sslorders.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** PostgreSQL's plans for a statement of the service, in a session with the settings of the service. */
public final class Plans implements AutoCloseable {
    private final Connection connection;
    private final Statement statement;
    private final int parameters;

    /**
     * @param database the connection pool of the service
     * @param sql the statement as sent, with question marks as parameters
     */
    public Plans(DataSource database, String sql) throws SQLException {
        connection = database.getConnection();
        statement = connection.createStatement();
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (char character : sql.toCharArray()) {
            numbered.append(character == '?' ? "$" + ++number : String.valueOf(character));
        }
        parameters = number;
        statement.execute("prepare page as " + numbered);
    }

    /** Returns the generic plan, which the session uses for any values. */
    public String genericPlan() throws SQLException {
        return text("explain (costs off) " + execution(Collections.nCopies(parameters, "null")));
    }

    /** Returns the custom plan for these values. */
    public String customPlan(List<String> values) throws SQLException {
        statement.execute("set plan_cache_mode = force_custom_plan");
        try {
            return text("explain (costs off) " + execution(quoted(values)));
        } finally {
            // Restore the session's setting, which the test of the generic plan needs.
            statement.execute("reset plan_cache_mode");
        }
    }

    /** Executes the statement with these values, and returns the plan with its actual row and block counts. */
    public JsonNode executedPlan(List<String> values) throws Exception {
        String text = text("explain (analyze, buffers, format json) " + execution(quoted(values)));
        return new ObjectMapper().readTree(text).at("/0/Plan");
    }

    private static String execution(List<String> values) {
        return "execute page (" + String.join(", ", values) + ")";
    }

    private static List<String> quoted(List<String> values) {
        return values.stream()
                .map(value -> value == null ? "null" : "'" + value + "'")
                .toList();
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
