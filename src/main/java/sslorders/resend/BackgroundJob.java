package sslorders.resend;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Long work, other than a resend, that the replicas execute as a scheduled task. Only one replica executes a job at a time. If that
 * replica crashes, another one continues, so a job stores its progress with each part of its work.
 */
public interface BackgroundJob {

    /** Returns the name of the scheduled tasks. The instance of each task is the ID of its job. */
    String taskName();

    /**
     * Executes the next part of a job. If it throws, the scheduler executes the job again later.
     *
     * @param mayContinue checked between the parts of the work; false during a shutdown
     * @return the time at which the job must be executed next; empty if it is complete or does not exist
     */
    Optional<Instant> advance(UUID id, BooleanSupplier mayContinue);
}
