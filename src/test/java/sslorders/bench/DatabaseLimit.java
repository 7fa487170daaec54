package sslorders.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Measures how often per second the database can execute the statements of one request, without the service. */
interface DatabaseLimit {

    /** Name of the tool, for the table and the file of results. */
    String name();

    /** Runs the script on a number of connections. Each executes it again as soon as it has completed. */
    double perSecond(Installation installation, Script script, int connections, Duration time)
            throws IOException, InterruptedException;

    /** Returns pgbench if it is installed, since it leaves more CPU time to the database; JDBC otherwise. */
    static DatabaseLimit available(Path folder) {
        return Tool.isInstalled("pgbench") ? new PgbenchLimit(folder) : new JdbcLimit();
    }
}
