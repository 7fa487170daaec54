package sslorders.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How often a second the database does what the service asks of it for one request, without the service. */
interface DatabaseLimit {

    /** What the table and the file say was used. */
    String name();

    /** Runs the script over so many connections, each of which sends as soon as it has its answer. */
    double perSecond(Installation installation, Script script, int connections, Duration time)
            throws IOException, InterruptedException;

    /** By pgbench if it is there, since it leaves more of the machine to the database; over JDBC otherwise. */
    static DatabaseLimit available(Path folder) {
        return Tool.isThere("pgbench") ? new PgbenchLimit(folder) : new JdbcLimit();
    }
}
