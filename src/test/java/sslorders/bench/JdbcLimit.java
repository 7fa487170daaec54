package sslorders.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import sslorders.sandbox.EmbeddedDatabase;

/** Over plain JDBC, where there is no pgbench. It takes more of the machine, and so the limit comes out lower. */
final class JdbcLimit implements DatabaseLimit {

    @Override
    public String name() {
        return "JDBC";
    }

    @Override
    public double perSecond(Installation installation, ListStatement statement, int connections, Duration time)
            throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long answers = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                tasks.add(() -> ask(installation, statement, end));
            }
            for (Future<Long> task : threads.invokeAll(tasks)) {
                answers += task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return answers * 1e9 / (System.nanoTime() - start);
    }

    private static long ask(Installation installation, ListStatement statement, long end) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", EmbeddedDatabase.USERNAME);
        properties.put("password", EmbeddedDatabase.PASSWORD);
        properties.put("options", statement.options());
        long answers = 0;
        try (Connection connection = DriverManager.getConnection(installation.jdbcUrl(), properties);
                PreparedStatement list =
                        connection.prepareStatement(statement.sql().replaceAll("\\$[12]", "?"))) {
            while (System.nanoTime() < end) {
                list.setString(1, "account-" + ThreadLocalRandom.current().nextInt(statement.accounts()));
                list.setInt(2, statement.limit());
                try (ResultSet rows = list.executeQuery()) {
                    while (rows.next()) {
                        rows.getString(1);
                    }
                }
                answers++;
            }
        }
        return answers;
    }
}
