package sslorders.command;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import sslorders.database.DatabaseErrors;
import sslorders.database.DatabaseException;
import sslorders.webhook.Redelivery;

/** The command {@code redeliver}: enables a webhook endpoint, and enqueues its events since a time. The replicas then deliver them. */
@Singleton
@Unremovable
class RedeliverCommand implements QuarkusApplication {
    private static final int FAILED = 1;

    private final Redelivery redelivery;

    RedeliverCommand(Redelivery redelivery) {
        this.redelivery = redelivery;
    }

    @Override
    public int run(String... arguments) {
        return run(List.of(arguments), System.out, System.err);
    }

    /**
     * Runs the command.
     *
     * @return the exit status: 0 if the events are enqueued, 1 if the database is unavailable, 2 if the arguments are invalid
     */
    int run(List<String> arguments, PrintStream output, PrintStream errors) {
        try {
            RedeliverArguments parsed = RedeliverArguments.parse(arguments);
            Optional<Long> deliveries = redelivery.run(parsed.endpoint(), parsed.since());
            if (deliveries.isEmpty()) {
                throw new UsageException("no webhook endpoint is configured with the name " + parsed.endpoint());
            }
            output.printf("%s: %d events since %s are enqueued%n", parsed.endpoint(), deliveries.get(), parsed.since());
            return 0;
        } catch (UsageException wrong) {
            errors.println(wrong.getMessage());
            return UsageException.STATUS;
        } catch (DatabaseException failed) {
            errors.println("the database is unavailable: " + DatabaseErrors.describe(failed));
            return FAILED;
        }
    }
}
