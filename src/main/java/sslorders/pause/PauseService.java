package sslorders.pause;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import sslorders.ca.CertificateAuthorities;
import sslorders.database.Database;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.ServiceException;

/**
 * Begins and ends pauses of CAs. A change is stored in one transaction with the rows that the caller adds. This replica applies it at
 * once, and the other replicas apply it at their next read.
 */
@Singleton
public class PauseService {
    private final Database database;
    private final PauseStore store;
    private final PauseReader reader;
    private final CertificateAuthorities authorities;
    private final Duration maxDuration;
    private final InstantSource clock;

    PauseService(
            Database database,
            PauseStore store,
            PauseReader reader,
            CertificateAuthorities authorities,
            PauseConfig config,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.reader = reader;
        this.authorities = authorities;
        this.maxDuration = config.maxDuration();
        this.clock = clock;
    }

    /** Returns the latest possible end of a pause that begins now. */
    public Instant latestEnd() {
        return clock.instant().plus(maxDuration);
    }

    /**
     * Begins a pause, or changes the current one.
     *
     * @param until from now to {@link #latestEnd}
     * @throws ServiceException {@code not-found} if the CA is not configured; nothing is written then
     */
    public void begin(String certificateAuthority, Instant until, String reason, Database.Write addition) {
        requireConfigured(certificateAuthority);
        change(
                transaction ->
                        store.begin(new CaPause(certificateAuthority, clock.instant(), until, reason), transaction),
                addition);
    }

    /**
     * Ends the pause of a CA, if there is one.
     *
     * @throws ServiceException {@code not-found} if the CA is not configured; nothing is written then
     */
    public void end(String certificateAuthority, Database.Write addition) {
        requireConfigured(certificateAuthority);
        change(transaction -> store.end(certificateAuthority, transaction), addition);
    }

    private void change(Database.Write change, Database.Write addition) {
        database.transaction(transaction -> {
            change.run(transaction);
            addition.run(transaction);
            return null;
        });
        reader.read();
    }

    private void requireConfigured(String certificateAuthority) {
        if (authorities.find(certificateAuthority).isEmpty()) {
            throw new ServiceException(ErrorType.NOT_FOUND, Detail.UNKNOWN_CA, String.join(", ", authorities.names()));
        }
    }
}
