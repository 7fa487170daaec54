package sslorders.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How often a second the database answers a statement of the service, without the service. */
interface DatabaseLimit {

    /** What the table and the file say was used. */
    String name();

    /** Runs the statement for one of its accounts after another, in no order, over so many connections, each of which sends as soon as it has its answer. */
    double perSecond(Installation installation, ListStatement statement, int connections, Duration time)
            throws IOException, InterruptedException;

    /** By pgbench if it is there, since it leaves more of the machine to the database; over JDBC otherwise. */
    static DatabaseLimit available(Path folder) {
        return Tool.isThere("pgbench") ? new PgbenchLimit(folder) : new JdbcLimit();
    }
}
