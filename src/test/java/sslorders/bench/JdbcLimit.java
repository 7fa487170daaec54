package sslorders.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sslorders.sandbox.EmbeddedDatabase;

/**
 * Measures over plain JDBC where pgbench is not installed. JDBC uses more CPU time, so the measured limit is lower.
 */
final class JdbcLimit implements DatabaseLimit {
    private static final Pattern NUMBER = Pattern.compile(":([a-z]+)");

    @Override
    public String name() {
        return "JDBC";
    }

    @Override
    public double perSecond(Installation installation, Script script, int connections, Duration time)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long runs = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                tasks.add(() -> run(installation, script, end));
            }
            for (Future<Long> task : threads.invokeAll(tasks)) {
                runs += task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return runs * 1e9 / (System.nanoTime() - start);
    }

    private static long run(Installation installation, Script script, long end) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", EmbeddedDatabase.USERNAME);
        properties.put("password", EmbeddedDatabase.PASSWORD);
        properties.put("options", script.options());
        long runs = 0;
        try (Connection connection = DriverManager.getConnection(installation.jdbcUrl(), properties)) {
            List<Step> steps = new ArrayList<>();
            for (String statement : script.statements()) {
                steps.add(new Step(
                        connection.prepareStatement(NUMBER.matcher(statement).replaceAll("?")),
                        NUMBER.matcher(statement)
                                .results()
                                .map((MatchResult number) -> number.group(1))
                                .toList()));
            }
            Map<String, Long> drawn = new HashMap<>();
            while (System.nanoTime() < end) {
                script.drawn()
                        .forEach((name, below) ->
                                drawn.put(name, ThreadLocalRandom.current().nextLong(below)));
                for (Step step : steps) {
                    step.run(drawn);
                }
                runs++;
            }
        }
        return runs;
    }

    /** A statement, and the index of the number for each of its parameters. */
    private record Step(PreparedStatement statement, List<String> numbers) {

        void run(Map<String, Long> drawn) throws SQLException {
            for (int i = 0; i < numbers.size(); i++) {
                statement.setLong(i + 1, drawn.get(numbers.get(i)));
            }
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
            }
        }
    }
}
